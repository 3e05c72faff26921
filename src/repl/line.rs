//! Whether what has been typed is a whole question.

/// True once every bracket and quotation mark is closed, or there is one too many.
pub(super) fn complete(text: &str) -> bool {
    let (mut depth, mut quoted) = (0i32, false);
    for c in text.chars() {
        match c {
            '“' => quoted = true,
            '”' => quoted = false,
            '"' => quoted = !quoted,
            '\n' => {}
            '（' | '(' | '【' | '[' | '{' if !quoted => depth += 1,
            '）' | ')' | '】' | ']' | '}' if !quoted => depth -= 1,
            _ => {}
        }
    }
    depth <= 0 && !quoted
}

#[cfg(test)]
mod tests {
    use super::complete;

    #[test]
    fn brackets_of_either_width_close_each_other() {
        assert!(complete("谁 签发 公文（名义：县政府)"));
        assert!(!complete("谁 签发 公文（名义："));
        assert!(!complete("可否 部门 “公开"));
        assert!(complete("）"));
        assert!(complete(""));
    }
}
