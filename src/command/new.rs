//! `atlas new KIND ID`

use std::fmt::Write;
use std::fs;
use std::io::Write as _;
use std::process::ExitCode;

use super::{Console, NewArguments, Trouble, disk};
use crate::diagnostic::{Speech, nearest};
use crate::site::{self, FieldType, KindIx, Language, Side, Site};
use crate::source;

pub(super) fn run(arguments: &NewArguments, lang: Option<Speech>, console: &mut Console) -> Result<ExitCode, Trouble> {
    let root = &arguments.root.root;
    let tree = source::scan(root).map_err(|error| disk(root, &error))?;
    let site = site::read(&tree).value;
    let kinds = &site.vocabulary.kinds;
    let Some(kind) = site.vocabulary.kind_named(&arguments.kind) else {
        let known: Vec<&str> = kinds.iter().map(|kind| &*kind.id).collect();
        let near = nearest(&arguments.kind, known.iter().copied());
        let (ru, en) = match near {
            Some(near) => (format!("возможно, {near}?"), format!("did you mean {near}?")),
            None => (format!("есть {}", known.join(", ")), format!("there are {}", known.join(", "))),
        };
        let kind = &arguments.kind;
        return Err(Trouble::new(format!("нет вида «{kind}»: {ru}"), format!("there is no kind {kind}: {en}")));
    };
    let id = &arguments.id;
    let good = id.chars().next().is_some_and(char::is_alphanumeric)
        && id.chars().all(|c| c.is_alphanumeric() || "-_".contains(c))
        && id.len() <= 200;
    if !good {
        return Err(Trouble::new(
            format!("«{id}» не годится в id: только буквы, цифры, - и _, первой буква или цифра"),
            format!("{id} cannot be an id: letters, digits, - and _ only, a letter or digit first"),
        ));
    }
    let folder = root.join("content").join(&site.vocabulary.kind(kind).folder);
    fs::create_dir_all(&folder).map_err(|error| disk(&folder, &error))?;
    let path = folder.join(format!("{id}.md"));
    let mut file = fs::File::create_new(&path).map_err(|error| disk(&path, &error))?;
    let speech = lang.unwrap_or_default();
    file.write_all(pattern(&site, kind, speech).as_bytes()).map_err(|error| disk(&path, &error))?;
    console.say(&path.display().to_string());
    Ok(ExitCode::SUCCESS)
}

/// A record with only a name, and every field of its kind as a commented line with an example.
pub(super) fn pattern(site: &Site, kind: KindIx, speech: Speech) -> String {
    let language = site.language(if speech == Speech::Ru { "ru" } else { "en" }).unwrap_or(Language::DEFAULT);
    let word = |ru: &'static str, en: &'static str| if speech == Speech::Ru { ru } else { en };
    let vocabulary = &site.vocabulary;
    let this = vocabulary.kind(kind);
    let mut text = String::from("---\n");
    let mut line = |example: &str, comment: &str| {
        let _ = writeln!(text, "{example:<48} # {comment}");
    };
    let name = this.label.text(language);
    line(&format!("name: {}", word("Название", "Name")), name);
    line("# short:", word("краткое название", "short name"));
    line("# aliases: []", word("другие названия", "other names"));
    line("# summary:", word("одно-два предложения", "a sentence or two"));
    for field in &this.fields {
        let field = vocabulary.field(*field);
        let example = match &field.value {
            FieldType::Date => "2017-02-21",
            FieldType::Url => "https://example.org/",
            FieldType::Point => "{lat: 55.75, lon: 37.62}",
            FieldType::Integer => "10",
            FieldType::Number => "1.5",
            FieldType::Share => "51 %",
            FieldType::Money => "1000000 RUB",
            FieldType::Boolean => "true",
            FieldType::Email => "name@example.org",
            FieldType::Phone => "+7 495 123-45-67",
            FieldType::Identifiers => "{inn: …}",
            FieldType::List(_) => "[]",
            FieldType::Text | FieldType::Markdown => "",
            FieldType::Choice(choices) => choices.first().map_or("", |choice| &choice.id),
        };
        let comment = match &field.value {
            FieldType::Choice(choices) => {
                let all: Vec<&str> = choices.iter().map(|choice| &*choice.id).collect();
                format!("{}: {}", field.label.text(language), all.join(" | "))
            }
            _ => field.label.text(language).to_owned(),
        };
        line(format!("# {}: {example}", field.name).trim_end(), &comment);
    }
    let mut relations: Vec<(&str, &str)> = Vec::new();
    for relation in vocabulary.relations.iter().filter(|relation| !relation.from_text) {
        for side in [Side::From, Side::To] {
            let kinds = relation.kinds(side);
            let twice = side == Side::To && relation.symmetric;
            if (kinds.is_empty() || kinds.contains(&kind)) && !twice && !relation.listing {
                relations.push((relation.key(side), relation.heading(side).text(language)));
            }
        }
    }
    line("# region: []", word("регионы", "regions"));
    line("# sectors: []", word("отрасли", "sectors"));
    for (key, label) in relations {
        line(&format!("# {key}: [id, {{ref: id, role: …}}]"), label);
    }
    line("# figures: [{of: companies, value: 10, on: 2017}]", word("показатели", "figures"));
    line("# sources: []", word("источники", "sources"));
    line("# draft: true", word("пока не публиковать", "not to be published yet"));
    text.push_str("---\n\n");
    text
}
