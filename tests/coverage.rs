//! Coverage, proposals and expectations: what scenarios exercise, and what is written for what they do not.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

use guiju::analysis::{Author, Bar, Count, Either, Expecting, Run, Seen, Side};
use guiju::base::{FileId, Lang};
use guiju::calendar::date;
use guiju::model::{Model, Question};
use guiju::render::Names;
use guiju::session::{County, PolicySet};
use guiju::syntax::ast::{self, TopItem};
use guiju::{analysis, eval, resolve, syntax};

fn scenario(text: &str) -> Result<ast::Scenario, String> {
    let parsed = syntax::parse_file(FileId(u16::MAX), text);
    if let Some(d) = parsed.diagnostics.first() {
        return Err(format!("{text}: {}", d.zh));
    }
    match &parsed.value.items[..] {
        [TopItem::Statement(s)] => match &s.body {
            ast::Body::Scenario(s) => Ok((**s).clone()),
            _ => Err(format!("{text}: no scenario")),
        },
        _ => Err(format!("{text}: not one statement")),
    }
}

#[test]
fn every_answer_written_as_an_expectation_holds() {
    let on = date(2026, 11, 22).unwrap();
    let (mut held, mut without, mut bad) = (0, Vec::new(), Vec::new());
    for county in PolicySet::builtin().counties() {
        let mut model = county.model.clone();
        for (n, s) in PolicySet::builtin().suite(&county).scenarios.iter().enumerate() {
            // both skins over a sixth of them each
            let Some(lang) = [Lang::Zh, Lang::En].get(n % 6).copied() else { continue };
            let q = resolve::question(&model, &s.question, &s.given, on).unwrap();
            let answer = eval::answer(&model, &q);
            let Some(text) = Names::new(&model, lang).expectation(&q, &answer) else {
                without.push(format!("{} {}", model.header.jurisdiction, s.title.text));
                continue;
            };
            let expect = match scenario(&format!("案例 “甲” 问 适用；答 {text}。")) {
                Ok(told) => told.expect,
                Err(e) => {
                    bad.push(e);
                    continue;
                }
            };
            held += 1;
            let run = analysis::run(&mut model, &ast::Scenario { expect, ..s.clone() }, on, &eval::answer);
            let why = run.failure.map(|f| f.zh).or(run.errors.first().map(|d| d.zh.clone()));
            bad.extend(why.map(|w| format!("{w}: {} {}: {text}", model.header.jurisdiction, s.title.text)));
        }
    }
    println!("{held} held, without: {}\n{}", without.len(), without.join("\n"));
    assert!(bad.is_empty(), "{}\n{}", bad.len(), bad.join("\n"));
    // a list to which rules only might contribute has no words as a whole
    assert!(held > 450 && without.len() * 10 < held, "{held} {}", without.len());
}

fn author(lang: Lang) -> Author<'static> {
    let question: &'static dyn Fn(&Model, &Question) -> Option<String> = match lang {
        Lang::Zh => &|m, q| Names::new(m, Lang::Zh).question(q),
        Lang::En => &|m, q| Names::new(m, Lang::En).question(q),
    };
    let expectation: &'static Expecting<'static> = match lang {
        Lang::Zh => &|m, s, f| Names::new(m, Lang::Zh).expectation_on(&s.question, &s.answer, f),
        Lang::En => &|m, s, f| Names::new(m, Lang::En).expectation_on(&s.question, &s.answer, f),
    };
    let either: &'static Either<'static> = match lang {
        Lang::Zh => &|m, atom, y, n, f| Names::new(m, Lang::Zh).expectation_either(atom, (&y.question, &y.answer), (&n.question, &n.answer), f),
        Lang::En => &|m, atom, y, n, f| Names::new(m, Lang::En).expectation_either(atom, (&y.question, &y.answer), (&n.question, &n.answer), f),
    };
    Author { on: date(2026, 11, 22).unwrap(), engine: &eval::answer, question, expectation, either }
}

const RULES: &str = "规则 样县人民政府工作规则 sample
    辖区：样县；
    使用：通用词汇。

第一条 签发
    流程 公文（名义：县政府办公室）：
        办公室主任 审核
        → 若 全局性重大事项：县长 签发；否则：分管副县长 签发（一般）。
    请示 应当 事项数 = 1 个。

第二条 行文
    部门 对 公文 未经 批准 不得 越级行文。
    部门 应当 “公开建议提案办理结果”。

第三条 后果
    违反 第二条：书面检查。

第四条 宣示
    宣示。
";

fn set(scenarios: &str) -> PolicySet {
    let text = format!("{RULES}\n{scenarios}");
    let loaded = PolicySet::from_strings(&[("yangxian.gj", &text)]);
    let found = loaded.set.diagnostics();
    assert!(found.is_empty(), "{found:?}");
    loaded.set
}

/// What the scenarios exercise, all of which hold.
fn measured(set: &PolicySet) -> analysis::Coverage {
    let county = set.counties().remove(0);
    let mut model = county.model.clone();
    let runs: Vec<_> = set.suite(&county).scenarios.iter().map(|s| analysis::run(&mut model, s, date(2026, 11, 22).unwrap(), &eval::answer)).collect();
    assert!(runs.iter().all(|r| r.failure.is_none() && r.errors.is_empty()), "{runs:?}");
    analysis::coverage(&model, runs.iter().flat_map(|r| &r.seen))
}

fn count(covered: usize, total: usize) -> Count {
    Count { covered, total }
}

#[test]
fn exact_numbers_before_and_after_a_scenario() {
    let none = measured(&set(""));
    // 宣示 is not counted: two statements of article 1, two of article 2, one of article 3
    assert_eq!((none.statements(), none.items()), (count(0, 5), count(0, 7)));
    // a kind that has 名义, 名义, 全局性重大事项; 文种 of 请示; 报送单位, 批准: each can hold and fail
    assert_eq!(none.sides(), count(0, 12));

    let definite = "案例 “全局性的”
    设 公文（名义：县政府办公室，全局性重大事项）；
    问 谁 签发；
    答 县长。
";
    let one = measured(&set(definite));
    assert_eq!((one.statements(), one.items()), (count(1, 5), count(1, 7)));
    // the kind, the name and the branch, one way each
    assert_eq!(one.sides(), count(3, 12));

    let open = "案例 “两种都有”
    设 公文（名义：县政府办公室）；
    问 谁 签发；
    答 若 全局性重大事项：县长；否则：分管副县长（一般）。
";
    let both = measured(&set(open));
    assert_eq!((both.statements(), both.items()), (count(1, 5), count(2, 7)));
    // the branches of the expectation assume the fact both ways
    assert_eq!(both.sides(), count(4, 12));

    let ban = "案例 “越级”
    设 公文（报送单位：部门，越级行文，非 批准）；
    问 核查；
    答 违反 第二条。
";
    let breach = measured(&set(ban));
    // the breach brings its consequence along
    assert_eq!((breach.statements(), breach.items()), (count(2, 5), count(2, 7)));
}

#[test]
fn a_scenario_that_fails_exercises_nothing() {
    let wrong = set("案例 “答错了”
    设 公文（名义：县政府办公室，全局性重大事项）；
    问 谁 签发；
    答 分管副县长。
");
    let county = wrong.counties().remove(0);
    let mut model = county.model.clone();
    let run = analysis::run(&mut model, &wrong.suite(&county).scenarios[0], date(2026, 11, 22).unwrap(), &eval::answer);
    assert!(run.failure.is_some() && run.seen.is_empty());
}

#[test]
fn what_stands_only_elsewhere_is_not_exercised() {
    // the office's name is not given: who signs is said under 另有 only
    let found = measured(&set("案例 “名义未定”
    设 公文（全局性重大事项）；
    问 谁 签发；
    答 若 名义 为 县政府办公室：县长；否则：未规定。
"));
    // the branches of the expectation give the name: there it is, and the scope is read both ways
    assert_eq!(found.items(), count(1, 7));
    assert_eq!(found.sides(), count(5, 12));
}

/// The scenarios of a county, run.
fn ran(set: &PolicySet, county: &County) -> Vec<Run> {
    set.suite(county).scenarios.iter().map(|s| analysis::run(&mut county.model.clone(), s, date(2026, 11, 22).unwrap(), &eval::answer)).collect()
}

/// Proposals for what the county's scenarios leave out, or for everything: printed and read again they hold, and together they exercise
/// every item and every side but those named as not found.
fn proposed(set: &PolicySet, county: &County, lang: Lang, from_nothing: bool) -> usize {
    let model = &county.model;
    let mut runs = if from_nothing { Vec::new() } else { ran(set, county) };
    let before: Vec<&Seen> = runs.iter().flat_map(|r| &r.seen).collect();
    assert!(from_nothing || analysis::coverage(model, before.iter().copied()).items().is_full(), "an item that no shipped scenario exercises");
    let found = analysis::generate(&county.model, &before, &author(lang));
    assert!(found.without.is_empty(), "{:?}", found.without);
    for p in &found.list {
        let statement = ast::Statement { label: None, body: ast::Body::Scenario(Box::new(p.scenario.clone())), span: p.scenario.span };
        let text = syntax::print_statement(&statement, lang, &syntax::Plain);
        let run = analysis::run(&mut county.model.clone(), &scenario(&text).unwrap(), date(2026, 11, 22).unwrap(), &eval::answer);
        assert!(run.failure.is_none() && run.errors.is_empty(), "{text}\n{:?} {:?}", run.failure, run.errors);
        // what it was made for
        if let Some(tried) = p.tried {
            let alone = analysis::coverage(model, &run.seen).seen_sides();
            let ways = tried.way.map_or(vec![true, false], |w| vec![w]);
            assert!(ways.iter().all(|w| alone.contains(&(p.target.0, tried.atom, *w))), "{text}");
        }
        runs.push(run);
    }
    let after = analysis::coverage(model, runs.iter().flat_map(|r| &r.seen));
    assert!(after.items().is_full() && after.statements().is_full(), "{:?}", after.items());
    let sides = after.sides();
    assert_eq!(sides.total - sides.covered, found.untried.len(), "{}: {sides:?}", county.model.header.jurisdiction);
    if !found.untried.is_empty() {
        let names = Names::new(model, Lang::Zh);
        let list: Vec<String> = found.untried.iter().map(|(r, a, t)| format!("{:?} {}", model.rule(*r).map(|r| r.place), names.literal(*a, *t))).collect();
        println!("{}", list.join("\n"));
    }
    found.untried.len()
}

#[test]
fn proposals_for_a_small_policy_hold_and_exercise_every_item_and_side() {
    let small = set("");
    for lang in [Lang::Zh, Lang::En] {
        assert_eq!(proposed(&small, &small.counties()[0], lang, true), 0);
    }
}

/// What the shipped scenarios leave out, in one skin; `GUIJU_COVERAGE_ALL=1` starts from nothing, in both.
#[test]
fn proposals_for_the_shipped_policies_hold_and_exercise_every_item_and_side() {
    let builtin = PolicySet::builtin();
    let all = std::env::var("GUIJU_COVERAGE_ALL").is_ok();
    std::thread::scope(|s| {
        for (n, county) in builtin.counties().into_iter().enumerate() {
            let skins = if all { vec![Lang::Zh, Lang::En] } else { vec![[Lang::Zh, Lang::En][n % 2]] };
            let builtin = &builtin;
            s.spawn(move || skins.into_iter().for_each(|lang| assert!(proposed(builtin, &county, lang, all) <= 2)));
        }
    });
}

/// A side that a 限定, the scope or the values rule out is not counted, and says so.
#[test]
fn sides_that_cannot_be_are_named_and_not_counted() {
    let loaded = PolicySet::from_strings(&[(
        "yangxian.gj",
        "规则 样县人民政府工作规则 sample
    辖区：样县；
    使用：通用词汇。
限定 公文：若 涉密：全局性重大事项。

第一条 签发
    流程 公文（名义：县政府办公室，非 全局性重大事项）：若 涉密：县长 签发；若 名义 为 县政府：县长 签发；否则：分管副县长 签发。
",
    )]);
    let county = loaded.set.counties().remove(0);
    let coverage = analysis::coverage(&county.model, &[]);
    let barred: Vec<(bool, Bar)> = coverage.statements[0]
        .switches
        .iter()
        .flat_map(|x| [true, false].map(|t| (t, x.side(t))))
        .filter_map(|(t, side)| if let Side::Impossible(bar) = side { Some((t, bar)) } else { None })
        .collect();
    // 涉密 implies what the scope excludes; 名义 is the office's
    assert_eq!(barred, [(true, Bar::Scope), (true, Bar::Scope)]);
    // the kind that has 名义, 名义, 全局性重大事项, 涉密, 名义 again: two sides each but for two
    assert_eq!(coverage.sides(), count(0, 8));
    // nor can the steps that wait for them
    let found = analysis::generate(&county.model, &[], &author(Lang::Zh));
    assert_eq!((found.without.len(), found.untried.len()), (2, 0));
}

/// The program on a small policy of the fixtures.
fn printed(args: &[&str]) -> String {
    let mut command = assert_cmd::Command::cargo_bin("guiju").unwrap();
    let out = command.args(["test", "tests/fixtures/small"]).args(args).current_dir(env!("CARGO_MANIFEST_DIR")).env("NO_COLOR", "1").output().unwrap();
    String::from_utf8(out.stdout).unwrap()
}

#[test]
fn the_report_in_both_languages() {
    insta::assert_snapshot!("zh", printed(&["--coverage", "--lang", "zh"]));
    insta::assert_snapshot!("en_why", printed(&["--coverage", "--why", "--lang", "en"]));
    insta::assert_snapshot!("proposals", printed(&["--generate", "--lang", "zh"]));
}

#[test]
fn the_report_as_data() {
    let data: serde_json::Value = serde_json::from_str(&printed(&["--coverage", "--format", "json"])).unwrap();
    assert_eq!((data["scenarios"].as_u64(), data["failures"].as_array().unwrap().len()), (Some(3), 0));
    let county = &data["coverage"][0];
    assert_eq!((county["jurisdiction"].as_str(), county["items"]["total"].as_u64()), (Some("市图书馆"), Some(24)));
    let first = &county["incomplete"][0];
    assert!(first["at"].as_str().unwrap().starts_with("tests/fixtures/small/rules.gj:"), "{first}");
}
