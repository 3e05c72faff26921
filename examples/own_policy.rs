//! A vocabulary and a policy from strings, one question prepared once and answered for several cases:
//! `cargo run --example own_policy`.

use guiju::base::Lang;
use guiju::calendar::date;
use guiju::render::diagnostics;
use guiju::session::{AskOptions, Failure, Given, PolicySet};
use std::process::ExitCode;

const WORDS: &str = "
词汇 图书馆词汇 library。
分类 职务 role：馆长 director，副馆长 deputy。
分类 机关 organ：图书馆 library。
分类 行为 act：签字 signature 唯一（批准 approves）。
分类 采购类 kind：图书 books，设备 equipment。
对象 采购 purchase（按 类别）：
    类别 kind：采购类；
    金额 amount：数（元）；
    急用 urgent：是否。
";

const RULES: &str = "
规则 图书馆采购规则 library_rules
    辖区：图书馆；
    施行：2024年1月1日；
    使用：图书馆词汇。

第一条 批准
    流程 采购：
        若 金额 ＞ 5000 元：馆长 批准；否则：副馆长 批准（一般）。
第二条 设备
    采购（类别：设备）应当 金额 ≤ 20000 元。
";

fn main() -> ExitCode {
    match ask() {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{}", diagnostics(&failure.diagnostics, &failure.sources, Lang::Zh, false));
            ExitCode::FAILURE
        }
    }
}

fn ask() -> Result<(), Box<Failure>> {
    let set = PolicySet::from_strings(&[("words.gj", WORDS), ("rules.gj", RULES)]).set;
    let options = AskOptions::on(date(2024, 5, 6).unwrap_or_default());

    let open = set.ask("图书馆", "谁 批准 采购", &options)?;
    println!("{}", open.text(Lang::Zh, false, false));

    // read once, answered for each case
    let check = set.prepare("图书馆", "核查 采购", &options)?;
    for amount in [800, 30_000] {
        let facts = Given::Json(format!(r#"{{"采购": {{"类别": "设备", "金额": {amount}}}}}"#));
        match check.given(&facts) {
            Ok(case) => println!("{amount} 元：{}", set.reply(case).text(Lang::Zh, false, false)),
            Err(found) => eprintln!("{}", diagnostics(&found, set.sources(), Lang::Zh, false)),
        }
    }

    // answers are data too
    let facts = Given::Text("采购（类别：设备，金额：30000 元）".into());
    let who = set.ask("图书馆", "谁 批准 采购", &options.with(facts))?;
    println!("{}", serde_json::to_string_pretty(&who.json(Lang::Zh, false)).unwrap_or_default());
    Ok(())
}
