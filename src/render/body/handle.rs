//! 办理: everything for one matter, part by part in the order in which it comes up.

use super::{chain, list, silence};
use crate::model::{Collection, Section};
use crate::render::page::Page;
use crate::render::view::View;

pub fn handle(v: &View, parts: &[(Section, Collection)], page: &mut Page) {
    let parts: Vec<&(Section, Collection)> = parts.iter().filter(|(_, c)| !c.lines.is_empty() || !c.elsewhere.is_empty()).collect();
    if parts.is_empty() {
        return silence::nothing(v, page);
    }
    let names: Vec<String> = parts.iter().map(|(s, _)| title(v, *s).to_string()).collect();
    page.lead(match v.zh() {
        true => format!("办理分 {} 部分：{}。", names.len(), names.join("、")),
        false => format!("{} parts: {}.", names.len(), names.join(", ")),
    });
    for (section, c) in parts {
        page.section(title(v, *section));
        match section {
            Section::Chain => chain::steps(v, c, page),
            _ => list::rows(v, c, page),
        }
    }
}

pub fn title(v: &View, section: Section) -> &'static str {
    match section {
        Section::Consultations => v.pick("征求意见与会签", "Consultations"),
        Section::Reviews => v.pick("审核与审查", "Reviews"),
        Section::Chain => v.pick("流程", "Procedure"),
        Section::Meeting => v.pick("上会", "Meeting"),
        Section::Deadlines => v.pick("期限", "Deadlines"),
        Section::Duties => v.pick("要求", "Duties"),
        Section::Bans => v.pick("不得", "Bans"),
    }
}
