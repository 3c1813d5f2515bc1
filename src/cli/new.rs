//! `atlas new KIND ID`: writes a new record.

use std::fmt::Write;
use std::fs;
use std::io::Write as _;
use std::process::ExitCode;

use super::arguments::NewArguments;
use super::console::Console;
use super::error::{CommandError, disk};
use super::message_language::message_language_of;
use super::site_settings::read_settings;
use super::today::today;
use crate::atlas::Drafts;
use crate::diagnostic::{Code, Diagnostic, Severity, did_you_mean, quoted, visible_path};
use crate::pipeline::{self, Options};
use crate::record::id_fault;
use crate::site::{Direction, FieldType, KindIx, Language, Localized, Site};
use crate::source::{self, SourcePath, Tree};
use crate::text::folding::fold_name;
use crate::text::{Bilingual, MessageLanguage};

pub(super) fn run(
    arguments: &NewArguments,
    lang: Option<MessageLanguage>,
    console: &mut Console,
) -> Result<ExitCode, CommandError> {
    let root = &arguments.root.root;
    let tree = source::scan(root).map_err(|error| disk(root, &error))?;
    let Some(site) = read_settings(&tree, lang, console) else {
        return Ok(ExitCode::FAILURE);
    };
    let language = message_language_of(lang, &site);
    begin_record(arguments, &tree, &site, language, console)
        .map_err(|error| error.in_language(language))
}

/// Writes the file of a new record.
fn begin_record(
    arguments: &NewArguments,
    tree: &Tree,
    site: &Site,
    language: MessageLanguage,
    console: &mut Console,
) -> Result<ExitCode, CommandError> {
    let root = &arguments.root.root;
    let kind = kind_named(site, &arguments.kind)?;
    let id = SourcePath::new(&arguments.id);
    if let Some((ru, en)) = id_fault(id.as_str()) {
        let id = quoted(id.as_str());
        return Err(CommandError::new(
            format!("«{id}» не годится в id: {ru}"),
            format!("`{id}` cannot be an id: {en}"),
        ));
    }
    if let Some((main, _)) = id
        .as_str()
        .rsplit_once('.')
        .filter(|(_, code)| site.language(code).is_some())
    {
        return Err(CommandError::new(
            format!("«{id}» не годится в id: файл {id}.md — перевод записи «{main}»"),
            format!("`{id}` cannot be an id: the file {id}.md is a translation of `{main}`"),
        ));
    }
    let folder = root
        .join("content")
        .join(&site.vocabulary.kind(kind).folder);
    let path = folder.join(format!("{id}.md"));
    let name = SourcePath::new(&format!(
        "content/{}/{id}.md",
        site.vocabulary.kind(kind).folder
    ));
    let text = checked_text(
        tree,
        &name,
        record_template(site, kind, id.as_str(), language),
    )?;
    fs::create_dir_all(&folder).map_err(|error| disk(&folder, &error))?;
    let mut file = fs::File::create_new(&path).map_err(|error| disk(&path, &error))?;
    file.write_all(text.as_bytes())
        .map_err(|error| disk(&path, &error))?;
    console.print(&visible_path(&path));
    Ok(ExitCode::SUCCESS)
}

fn kind_named(site: &Site, name: &str) -> Result<KindIx, CommandError> {
    if let Some(kind) = site.vocabulary.kind_named(name) {
        return Ok(kind);
    }
    let known: Vec<&str> = site.vocabulary.kinds.iter().map(|kind| &*kind.id).collect();
    let folded = fold_name(name);
    let is_label = |label: &Localized| label.iter().any(|(_, text)| fold_name(text) == folded);
    let mut kinds = site.vocabulary.kinds.iter();
    let labelled =
        kinds.find(|kind| is_label(&kind.label) || is_label(&kind.title) || *kind.folder == *name);
    let labelled = labelled.map(|kind| &*kind.id);
    let (ru, en) = match labelled.or_else(|| did_you_mean(name, known.iter().copied())) {
        Some(near) => (
            format!("возможно, {near}?"),
            format!("did you mean {near}?"),
        ),
        None => (
            format!("есть {}", known.join(", ")),
            format!("there are {}", known.join(", ")),
        ),
    };
    let name = quoted(name);
    Err(CommandError::new(
        format!("нет вида «{name}»: {ru}"),
        format!("there is no kind {name}: {en}"),
    ))
}

/// Returns the text of a new record as `check` accepts it; as a draft if the site requires more than a name.
///
/// Fails if the id or the path is invalid, or already in use.
fn checked_text(tree: &Tree, path: &SourcePath, text: String) -> Result<String, CommandError> {
    let options = Options::new(today()?, Drafts::Hidden);
    let errors = |tree: Tree| {
        let mut found = pipeline::snapshot(tree, None, &options).diagnostics;
        found.retain(|diagnostic| diagnostic.severity == Severity::Error);
        found
    };
    let before = errors(tree.clone());
    let mut added = errors(tree.edit(path, Some(text.clone().into_bytes())));
    added.retain(|diagnostic| !before.contains(diagnostic));
    // These errors would be hidden in a draft until it is published.
    let of_place = |found: &&Diagnostic| {
        use Code::{BadId, DuplicateId, LongName, ReservedName, RouteCollision, SameFileName};
        matches!(
            found.code,
            BadId | DuplicateId | LongName | ReservedName | RouteCollision | SameFileName
        )
    };
    match (added.iter().find(of_place), added.is_empty()) {
        (Some(found), _) => Err(refusal(found)),
        (None, true) => Ok(text),
        (None, false) => Ok(text.replace("\n# draft: true", "\ndraft: true  ")),
    }
}

fn refusal(found: &Diagnostic) -> CommandError {
    let words = |message_language| {
        let hint = found
            .visible_hint(message_language)
            .map(|hint| format!(" ({hint})"))
            .unwrap_or_default();
        format!("{}{hint}", found.visible_message(message_language))
    };
    CommandError::new(words(MessageLanguage::Ru), words(MessageLanguage::En))
}

/// Returns an id as a value of YAML.
fn name_of_id(id: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    match id.chars().all(is_plain) && !id.eq_ignore_ascii_case("null") {
        true => id.to_owned(),
        false => format!("\"{id}\""),
    }
}

/// Returns a record whose name is its id, and every other field of its kind as a comment with an example.
fn record_template(
    site: &Site,
    kind: KindIx,
    id: &str,
    message_language: MessageLanguage,
) -> String {
    let language = site
        .language(if message_language == MessageLanguage::Ru {
            "ru"
        } else {
            "en"
        })
        .unwrap_or(Language::DEFAULT);
    let word = |ru, en| Bilingual { ru, en }.get(message_language);
    let vocabulary = &site.vocabulary;
    let this = vocabulary.kind(kind);
    let mut text = String::from("---\n");
    let mut line = |example: &str, comment: &str| {
        let _ = writeln!(text, "{example:<48} # {comment}");
    };
    let name = this.label.text(language);
    // Without a line of its own an id with a dot could be taken for that of a translation.
    if id.contains('.') {
        line(&format!("id: {id}"), "id");
    }
    line(&format!("name: {}", name_of_id(id)), name);
    line("# short:", word("краткое название", "short name"));
    line("# aliases: []", word("другие названия", "other names"));
    line(
        "# summary:",
        word("одно-два предложения", "a sentence or two"),
    );
    for field in &this.fields {
        let field = vocabulary.field(*field);
        let example = field_example(site, &field.value);
        let comment = match &field.value {
            FieldType::Choice(choices) => {
                let all: Vec<&str> = choices.iter().map(|choice| &*choice.id).collect();
                format!("{}: {}", field.label.text(language), all.join(" | "))
            }
            _ => field.label.text(language).to_owned(),
        };
        line(format!("# {}: {example}", field.name).trim_end(), &comment);
    }
    line("# region: []", word("регионы", "regions"));
    line("# sectors: []", word("отрасли", "sectors"));
    for (key, label) in relation_keys(site, kind, language) {
        line(&format!("# {key}: [id, {{ref: id, role: …}}]"), label);
    }
    if let Some(figure) = site.vocabulary.figures.first() {
        let example = format!("# figures: [{{of: {}, value: 10, on: 2017}}]", figure.id);
        line(&example, word("показатели", "figures"));
    }
    line("# sources: []", word("источники", "sources"));
    line(
        "# draft: true",
        word("пока не публиковать", "not to be published yet"),
    );
    text.push_str("---\n\n");
    text
}

/// Returns an example of a value in YAML.
fn field_example(site: &Site, kind: &FieldType) -> String {
    let example = match kind {
        FieldType::Date => "2017-02-21",
        FieldType::Url => "https://example.org/",
        FieldType::Point => "{lat: 12.34, lon: 56.78}",
        FieldType::Image => "{file: name.jpg, alt: …}",
        FieldType::Link => "{url: https://example.org/, text: …}",
        FieldType::Integer => "10",
        FieldType::Number => "1.5",
        FieldType::Share => "51 %",
        FieldType::Money => "1000000 XXX",
        FieldType::Boolean => "true",
        FieldType::Email => "name@example.org",
        FieldType::Phone => "+000 00 000-00-00",
        FieldType::Identifiers => {
            let scheme = site.vocabulary.schemes.first();
            return scheme.map_or(String::new(), |scheme| format!("{{{}: …}}", scheme.id));
        }
        FieldType::List(item) => return format!("[{}]", field_example(site, item)),
        FieldType::Text | FieldType::Markdown => "",
        FieldType::Choice(choices) => choices.first().map_or("", |choice| &choice.id),
    };
    example.to_owned()
}

/// Returns the keys and labels of the relations that a kind can have.
fn relation_keys(site: &Site, kind: KindIx, language: Language) -> Vec<(&str, &str)> {
    let mut relations: Vec<(&str, &str)> = Vec::new();
    for relation in site
        .vocabulary
        .relations
        .iter()
        .filter(|relation| !relation.from_text)
    {
        for side in [Direction::Forward, Direction::Inverse] {
            let kinds = relation.kinds(side);
            let is_duplicate = side == Direction::Inverse && relation.symmetric;
            if (kinds.is_empty() || kinds.contains(&kind)) && !is_duplicate && !relation.listing {
                relations.push((relation.key(side), relation.heading(side).text(language)));
            }
        }
    }
    relations
}
