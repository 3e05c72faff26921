fn main() {
    for f in std::env::args().skip(1) {
        let text = std::fs::read_to_string(&f).unwrap_or_default();
        let t = std::time::Instant::now();
        let p = guiju::syntax::parse_file(Default::default(), &text);
        println!("{f}: {} items {:?}", p.value.items.len(), t.elapsed());
        for d in p.diagnostics { println!("{} {:?} {} {:?}", d.code, d.span.map(|s| text[..s.start as usize].matches('\n').count() + 1), d.zh, d.help); }
    }
}
