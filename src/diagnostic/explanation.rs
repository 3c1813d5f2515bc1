//! The explanations of codes: what each means, an example, and its mend.
//!
//! `atlas explain` and `docs/messages.md` show the same text, that of `explanations.md`.

use super::rule::{Code, Rule};
use crate::text::{Bilingual, MessageLanguage};

/// The texts, a section for each code.
const DOCUMENT: &str = include_str!("explanations.md");

/// The line between the example and its mend.
const MENDED: &str = "Mended:";

/// What a code means, with an example.
#[derive(Debug)]
pub struct Explanation {
    /// The text.
    pub text: Bilingual,
    /// Files with the mistake, or a block without a path that illustrates it or shows a remedy.
    pub example: Vec<ExampleBlock>,
    /// The same files without the mistake. Files of the example without a mistake may be left out.
    pub mended: Vec<ExampleBlock>,
}

/// A fenced block of an example.
#[derive(Debug)]
pub struct ExampleBlock {
    /// The language of its text, for highlighting.
    pub language: &'static str,
    /// The path of the file below the root of the site. `None`: the block is no file.
    pub path: Option<&'static str>,
    /// The lines between the fences.
    pub text: &'static str,
}

impl Code {
    /// Returns the explanation of the code. `None`: the document has no section of its name.
    pub fn explanation(self) -> Option<Explanation> {
        let heading = format!("\n## {}\n", self.rule().name);
        let (_, rest) = DOCUMENT.split_once(&*heading)?;
        // A heading within a block follows no blank line and no closing fence.
        let end = rest.find("```\n\n## ").map_or(rest.len(), |at| at + 4);
        parse(&rest[..end])
    }
}

impl Rule {
    /// Returns the message with an ellipsis in place of each fact.
    pub fn outline(&self, language: MessageLanguage) -> String {
        let mut parts = self.message.get(language).split('{');
        let mut outline = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            outline.push('…');
            outline.push_str(part.split_once('}').map_or("", |(_, after)| after));
        }
        outline
    }
}

/// Parses a section: a paragraph in English, one in Russian, and blocks.
fn parse(section: &'static str) -> Option<Explanation> {
    let (en, rest) = section.split_once("\n\n")?;
    let (ru, rest) = rest.split_once("\n\n")?;
    let (example, mended) = rest
        .split_once(&format!("\n{MENDED}\n"))
        .unwrap_or((rest, ""));
    Some(Explanation {
        text: Bilingual {
            ru: ru.trim(),
            en: en.trim(),
        },
        example: blocks(example),
        mended: blocks(mended),
    })
}

/// Returns the fenced blocks of a text.
fn blocks(text: &'static str) -> Vec<ExampleBlock> {
    let mut blocks = Vec::new();
    let mut rest = text;
    while let Some((_, opened)) = rest.split_once("```") {
        let Some((head, body)) = opened.split_once('\n') else {
            break;
        };
        let end = if body.starts_with("```") {
            0
        } else {
            body.find("\n```").map_or(body.len(), |at| at + 1)
        };
        let (language, path) = match head.split_once(' ') {
            Some((language, path)) => (language, Some(path)),
            None => (head, None),
        };
        blocks.push(ExampleBlock {
            language,
            path,
            text: &body[..end],
        });
        rest = body[end..].strip_prefix("```").unwrap_or_default();
    }
    blocks
}

#[cfg(test)]
mod tests {
    use super::super::rule::{CODES, RULES};
    use super::*;

    #[test]
    fn every_code_has_an_explanation_and_a_block() {
        for code in CODES {
            let name = code.rule().name;
            let explanation = code
                .explanation()
                .unwrap_or_else(|| panic!("no section {name}"));
            assert!(!explanation.example.is_empty(), "{name}: no block");
            let cyrillic = |text: &str| text.chars().any(|c| ('а'..='я').contains(&c));
            assert!(cyrillic(explanation.text.ru), "{name}: no Russian text");
            assert!(!cyrillic(explanation.text.en), "{name}: no English text");
            assert_eq!(
                explanation.mended.is_empty(),
                explanation.example.iter().all(|block| block.path.is_none()),
                "{name}: files are mended, and nothing else is"
            );
        }
    }

    #[test]
    fn the_sections_stand_in_the_order_of_the_codes() {
        let outside_blocks = DOCUMENT.split("```").step_by(2);
        let lines = outside_blocks.flat_map(str::lines);
        let named: Vec<&str> = lines.filter_map(|line| line.strip_prefix("## ")).collect();
        let rules: Vec<&str> = RULES.iter().map(|rule| rule.name).collect();
        assert_eq!(named, rules);
    }
}
