//! The policies built into the binary.

use include_dir::{Dir, include_dir};

static POLICIES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/policies");

/// Name and text of every shipped file; `common` ones only, or all.
pub(super) fn files(common_only: bool) -> Vec<(String, &'static str)> {
    let mut out = Vec::new();
    gather(&POLICIES, common_only, &mut out);
    out.sort();
    out
}

fn gather(dir: &'static Dir<'_>, common_only: bool, out: &mut Vec<(String, &'static str)>) {
    for file in dir.files() {
        let name = file.path().to_string_lossy().replace('\\', "/");
        let wanted = name.ends_with(".gj") && (!common_only || name.starts_with("common/"));
        if let Some(text) = file.contents_utf8().filter(|_| wanted) {
            out.push((format!("policies/{name}"), text));
        }
    }
    dir.dirs().for_each(|d| gather(d, common_only, out));
}
