//! The state of a sitting: county, day, standing facts, the last answer.

use super::command::{Command, read};
use super::why;
use crate::base::{Lang, closest};
use crate::front::out::{print, report, warn};
use crate::front::{Context, Exit, show, vocabulary};
use crate::session::{Given, PolicySet, Reply};
use crate::syntax::parse_date;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Next {
    Go,
    Quit,
}

pub(super) struct Session {
    context: Context,
    last: Option<Reply>,
    /// Something was printed: an empty line goes before the next answer.
    spoken: bool,
    /// The worst failure so far: a question that could not be read, a name that does not exist.
    pub worst: Exit,
}

impl Session {
    pub fn new(context: Context) -> Session {
        let mut session = Session { context, last: None, spoken: false, worst: Exit::Definite };
        if session.context.county.is_none() {
            let all = session.context.set.jurisdictions();
            session.context.county = all.first().map(|j| j.name.to_string()).filter(|_| all.len() == 1);
        }
        session
    }

    /// `上高县> `
    pub fn prompt(&self) -> String {
        format!("{}> ", self.context.county.as_deref().unwrap_or("规矩"))
    }

    pub fn greet(&self) {
        let names: Vec<String> = self.context.set.jurisdictions().iter().map(|j| j.name.to_string()).collect();
        print(&match self.context.lang {
            Lang::Zh => format!("规矩 {}　已载入：{}\n直接写问句；:县 选县，:帮助 看命令，:退出 结束。", env!("CARGO_PKG_VERSION"), names.join("、")),
            Lang::En => format!("guiju {}  loaded: {}\nType a question; :in chooses a county, :help lists commands, :quit ends.", env!("CARGO_PKG_VERSION"), names.join(", ")),
        });
    }

    /// Runs one line.
    pub fn take(&mut self, line: &str) -> Next {
        let exit = match read(line) {
            Command::Nothing => Exit::Definite,
            Command::Quit => return Next::Quit,
            Command::Question(text) => self.ask(text),
            Command::Why => self.why(),
            Command::WhyNot(word) => self.why_not(word),
            Command::In(name) => self.choose(name),
            Command::On(day) => self.day(day),
            Command::Facts(text) => self.facts(text),
            Command::Show(what) => self.show(what),
            Command::Vocab(word) => vocabulary(&self.context, Some(word).filter(|w| !w.is_empty())),
            Command::Lang(word) => self.speak(word),
            Command::Reload => self.reload(),
            Command::Help => self.help(),
            Command::Unknown(word) => self.unknown(word),
        };
        if matches!(exit, Exit::Usage | Exit::Invalid) {
            self.worst = self.worst.max(exit);
        }
        Next::Go
    }

    fn ask(&mut self, text: &str) -> Exit {
        match self.context.set.ask(self.context.in_county(), text, &self.context.options()) {
            Ok(reply) => {
                let shown = self.context.shown(&reply, self.context.why);
                self.answer(&shown);
                self.last = Some(reply);
                Exit::Definite
            }
            Err(failure) => self.context.fail(&failure),
        }
    }

    /// Answers stand apart from each other.
    fn answer(&mut self, text: &str) {
        if self.spoken {
            print("");
        }
        print(text);
        self.spoken = true;
    }

    fn why(&mut self) -> Exit {
        let Some(shown) = self.last.as_ref().map(|reply| self.context.shown(reply, true)) else { return self.no_answer() };
        self.answer(&shown);
        Exit::Definite
    }

    fn why_not(&self, word: &str) -> Exit {
        let Some(reply) = &self.last else { return self.no_answer() };
        match why::why_not(reply, self.context.lang, word) {
            Some(text) => print(&text),
            None => return self.say(Exit::Invalid, &format!("没有叫 `{word}` 的职务、机关或行为"), &format!("no role, organ or act is called `{word}`")),
        }
        Exit::Definite
    }

    fn no_answer(&self) -> Exit {
        self.say(Exit::Usage, "还没有答案可问为何", "there is no answer yet to ask about")
    }

    fn choose(&mut self, name: &str) -> Exit {
        if name.is_empty() {
            let rows = self.context.set.jurisdictions().iter().map(|j| vec![j.name.to_string(), j.english.as_deref().unwrap_or("").to_string(), j.policy.to_string()]).collect();
            print(&crate::render::Table { head: Vec::new(), rows }.text());
            return Exit::Definite;
        }
        match self.context.set.county(name, self.context.on) {
            Ok(county) => {
                report(&county.found, self.context.set.sources(), self.context.lang);
                self.context.county = Some(Some(county.model.header.jurisdiction.to_string()).filter(|j| !j.is_empty()).unwrap_or_else(|| name.to_string()));
                self.last = None;
                Exit::Definite
            }
            Err(failure) => self.context.fail(&failure),
        }
    }

    fn day(&mut self, text: &str) -> Exit {
        match parse_date(text) {
            Some(day) => {
                self.context.on = day;
                Exit::Definite
            }
            None if text.is_empty() => {
                print(&self.context.on.to_string());
                Exit::Definite
            }
            None => self.say(Exit::Usage, &format!("没有 `{text}` 这一天，写作 2023-09-27"), &format!("`{text}` is not a day; write 2023-09-27")),
        }
    }

    /// Shows, sets or clears the facts that stand beside every question.
    fn facts(&mut self, text: &str) -> Exit {
        match text {
            "" => print(match &self.context.facts {
                Some(Given::Text(t) | Given::Json(t)) => t,
                None => self.context.pick("没有常设案情。", "No standing facts."),
            }),
            "clear" | "清" | "清除" | "无" => self.context.facts = None,
            text => self.context.facts = Some(Given::of(text)),
        }
        Exit::Definite
    }

    fn show(&self, what: &str) -> Exit {
        let county = match self.context.county.as_deref() {
            Some(name) => self.context.set.county(name, self.context.on),
            None => self.context.set.only(self.context.on),
        };
        match county {
            Ok(county) if !what.is_empty() => show(&self.context, &county, what),
            Ok(county) => {
                let list: Vec<String> = county.model.articles.iter().map(|(n, a)| format!("{n}  {}", a.title.trim())).collect();
                print(&list.join("\n"));
                Exit::Definite
            }
            Err(failure) => self.context.fail(&failure),
        }
    }

    fn speak(&mut self, word: &str) -> Exit {
        self.context.lang = match word {
            "en" | "英文" => Lang::En,
            "zh" | "中文" => Lang::Zh,
            _ => return self.say(Exit::Usage, "写 zh 或 en", "write zh or en"),
        };
        self.context.data_lang = self.context.lang;
        Exit::Definite
    }

    /// Reads the files again; a set that cannot be read leaves the old one in place.
    fn reload(&mut self) -> Exit {
        if self.context.paths.is_empty() {
            return self.say(Exit::Definite, "内置规则不会变", "built-in policies do not change");
        }
        let loaded = PolicySet::from_paths(&self.context.paths);
        let found = loaded.set.diagnostics();
        report(&found, loaded.set.sources(), self.context.lang);
        let errors = found.iter().filter(|d| d.severity == crate::base::Severity::Error).count();
        if errors > 0 || loaded.set.jurisdictions().is_empty() {
            return self.say(Exit::Invalid, "有错误，仍用原来的规则", "there are errors; the former policies stay in use");
        }
        self.context.set = loaded.set;
        self.say(Exit::Definite, "已重载", "reloaded")
    }

    fn help(&self) -> Exit {
        print(match self.context.lang {
            Lang::Zh => HELP_ZH,
            Lang::En => HELP_EN,
        });
        Exit::Definite
    }

    fn unknown(&self, word: &str) -> Exit {
        let known: Vec<&str> = super::command::COMMANDS.iter().flat_map(|(en, zh)| [*en, *zh]).collect();
        let near = closest(word, known).first().map(|n| format!(" `:{n}`"));
        match near {
            Some(near) => self.say(Exit::Usage, &format!("没有命令 `:{word}`，是否想写{near}"), &format!("there is no command `:{word}`; did you mean{near}")),
            None => self.say(Exit::Usage, &format!("没有命令 `:{word}`，:帮助 列出命令"), &format!("there is no command `:{word}`; :help lists them")),
        }
    }

    fn say(&self, exit: Exit, zh: &str, en: &str) -> Exit {
        warn(self.context.lang.pick(zh, en));
        exit
    }

    /// Words to complete: of the current county if it is read, else of the vocabulary.
    pub fn words(&self) -> Vec<String> {
        let county = self.context.county.as_deref().and_then(|name| self.context.set.county(name, self.context.on).ok());
        super::complete::words(&county.unwrap_or_else(|| self.context.set.common()).model)
    }
}

const HELP_ZH: &str = "\
问句：
  谁 签发 公文（名义：县政府）      流程 公文（…）        何会 审议 预算安排
  何时 印发 公文（…）               可否 公文（…）        核查 公文（…）
  限额 字数 公文（…）               会议 常务会议         义务 部门
  谁 代理 县长（缺席：县长（出差））  适用                  条 29
  为何　为何不 副县长（问上一个答案）
命令：
  :县 [名称]        换县，不写名称列出全部
  :日期 [日期]      以哪一天为准
  :案情 [公文（…）]  每问都带上的案情；:案情 清除
  :为何  :看 [第二十九条]  :词 [词]  :语言 zh|en  :重载  :帮助  :退出";

const HELP_EN: &str = "\
Questions:
  who signs document(in_name_of: county_government)    procedure document(…)
  which_meeting reviews budget                         when issued document(…)
  may document(…)          check document(…)           limit length document(…)
  meeting standing_meeting duties department           who stands_in county_head(…)
  applies                  article 29                  why, why_not X (of the last answer)
Commands:
  :in [NAME]     another county; lists them without a name
  :on [DATE]     as of which day
  :facts [document(…)]   facts given with every question; :facts clear
  :why  :show [PLACE]  :vocab [WORD]  :lang zh|en  :reload  :help  :quit";
