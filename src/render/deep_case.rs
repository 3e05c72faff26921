//! Witnesses as scenarios ready to paste: `案例 “…” 问 …；答 …。`

use super::names::Names;
use super::places;
use crate::analysis::deep::{Finding, Witness};
use crate::model::Place;

impl Names<'_> {
    /// One scenario a witness that the language can write.
    pub fn scenarios(&self, finding: &Finding) -> Vec<String> {
        finding.witnesses.iter().enumerate().filter_map(|(n, w)| self.scenario(&self.title(finding, n), w)).collect()
    }

    /// `D01 第二十九条、第三十条`
    fn title(&self, finding: &Finding, n: usize) -> String {
        let list: Vec<Place> = finding.spots.iter().map(|s| s.place).collect();
        let more = if n > 0 { format!(" {}", n + 1) } else { String::new() };
        format!("{} {}{more}", finding.fault.code(), places(self.lang, &list))
    }

    fn scenario(&self, title: &str, w: &Witness) -> Option<String> {
        let names = self.as_code();
        let (question, answer) = (names.question(&w.question)?, names.expectation(&w.question, &w.answer)?);
        Some(match self.zh() {
            true => format!("案例 “{title}”\n    问 {question}；\n    答 {answer}。"),
            false => format!("scenario \"{title}\"\n    ask {question};\n    expect {answer}."),
        })
    }
}
