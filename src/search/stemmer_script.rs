//! The stemmer of a language as a script for the page, with its stop words and letters.

use super::language_rules::{LanguageRules, StemInput, is_built_in, rules_of};
use super::shards::{Shard, ShardFolder, quoted};

/// How the page stems the words of a language.
pub(super) enum StemmerScript {
    /// By the rules of `assets/search-core.js`: Russian and English.
    BuiltIn,
    /// Not at all.
    None,
    /// By the script of this shard.
    Own(Shard),
}

/// The licence of the generated stemmers: BSD-3-Clause.
const LICENCE: &str = include_str!("snowball/LICENSE");

/// Builds the script of the language with that code.
pub(super) fn build(folder: &ShardFolder, language: &str) -> StemmerScript {
    match rules_of(language) {
        Some(rules) => {
            let mut writer = folder.shard_writer("s".to_owned(), rules.script.len());
            write_rules(rules, &mut writer.text);
            StemmerScript::Own(writer.finish(""))
        }
        None if is_built_in(language) => StemmerScript::BuiltIn,
        None => StemmerScript::None,
    }
}

/// Appends `{letters:"a-z…",replaced:{…},digraphs:[…],stop:"…",accented:…,stem:…}`.
fn write_rules(rules: &LanguageRules, out: &mut String) {
    let letters: String = rules
        .letters
        .iter()
        .map(|(from, to)| format!("{from}-{to}"))
        .collect();
    let replaced: Vec<String> = rules
        .replaced
        .iter()
        .map(|(from, to)| format!("\"{from}\":\"{to}\""))
        .collect();
    let digraphs: Vec<String> = rules
        .digraphs
        .iter()
        .map(|(letter, folded, pair)| format!("[\"{letter}\",\"{folded}\",\"{pair}\"]"))
        .collect();
    out.push_str(&format!(
        "{{letters:{},replaced:{{{}}},digraphs:[{}],accented:{},stop:{},\nstem:/*! Snowball\n{LICENCE}*/\n{}}}",
        quoted(&letters),
        replaced.join(","),
        digraphs.join(","),
        rules.input == StemInput::Accented,
        quoted(rules.stop),
        rules.script.trim_end(),
    ));
}
