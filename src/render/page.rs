//! A page without layout: what is said, in which order; text and Markdown lay it out.

/// The blocks of one answer, top to bottom.
#[derive(Clone, Debug, Default)]
pub struct Page {
    pub blocks: Vec<Block>,
}

#[derive(Clone, Debug)]
pub enum Block {
    /// The answer in one sentence.
    Lead(String),
    /// `效力：一般`
    Field(String, String),
    Para(String),
    /// Conditions and what holds under them.
    Tree(Vec<Branch>),
    /// Lines with a mark or number in front.
    List(Vec<Row>),
    Section(String),
    /// Policy source.
    Code(String),
    Table(super::table::Table),
}

/// `若 A … 由县长签发`, with what depends on further facts below it.
#[derive(Clone, Debug, Default)]
pub struct Branch {
    pub when: String,
    pub then: String,
    pub below: Vec<Branch>,
}

/// `✗ 违反  第二十四条  …`
#[derive(Clone, Debug, Default)]
pub struct Row {
    pub mark: String,
    pub text: String,
    /// Said smaller, behind: places, brackets.
    pub note: String,
    pub below: Vec<Branch>,
}

impl Page {
    pub fn push(&mut self, block: Block) {
        self.blocks.push(block);
    }

    pub fn lead(&mut self, text: impl Into<String>) {
        self.push(Block::Lead(text.into()));
    }

    pub fn para(&mut self, text: impl Into<String>) {
        self.push(Block::Para(text.into()));
    }

    pub fn section(&mut self, text: impl Into<String>) {
        self.push(Block::Section(text.into()));
    }

    /// A labelled line; nothing if there is nothing to say.
    pub fn field(&mut self, label: impl Into<String>, text: impl Into<String>) {
        let (label, text) = (label.into(), text.into());
        if !text.is_empty() {
            self.push(Block::Field(capital(&label), text));
        }
    }

    pub fn list(&mut self, rows: Vec<Row>) {
        if !rows.is_empty() {
            self.push(Block::List(rows));
        }
    }

    pub fn tree(&mut self, branches: Vec<Branch>) {
        if !branches.is_empty() {
            self.push(Block::Tree(branches));
        }
    }
}

/// The first letter large; Chinese stays as it is.
pub(super) fn capital(text: &str) -> String {
    let mut chars = text.chars();
    let first: String = chars.next().map(|c| c.to_uppercase().collect()).unwrap_or_default();
    format!("{first}{}", chars.as_str())
}

impl Row {
    pub fn of(mark: impl Into<String>, text: impl Into<String>, note: impl Into<String>) -> Row {
        Row { mark: mark.into(), text: text.into(), note: note.into(), below: Vec::new() }
    }
}
