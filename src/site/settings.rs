//! Reading `site.toml`.

use std::collections::BTreeMap;

use toml::de::{DeTable, DeValue};

use super::language::LanguageName;
use super::section::{Report, Section};
use super::vocabulary::Vocabulary;
use super::{DataFiles, Localized, Repository, Site, UrlStyle, host, map, vocabulary_reader};
use crate::diagnostic::rule::{Code, RULES};
use crate::diagnostic::{Checked, Severity};
use crate::source::{SETTINGS, SourcePath, Tree};

const DEFAULT_VOCABULARY: &str = include_str!("vocabulary.toml");

/// After a year a record should be looked at again.
const CHECKED_DAYS: u32 = 365;

pub(super) fn read(tree: &Tree) -> Checked<Site> {
    let report = Report::new(SourcePath::new(SETTINGS));
    let text = match tree.file(SETTINGS).map(|file| file.text()) {
        None => "",
        Some(Ok(text)) => text.strip_prefix('\u{feff}').unwrap_or(text),
        Some(Err(_)) => {
            report.say(Code::NotUtf8, &(0..0), &[]);
            ""
        }
    };
    let (parsed, errors) = DeTable::parse_recoverable(text);
    for error in &errors {
        let words = error.message().lines().collect::<Vec<_>>().join("; ");
        report.say(Code::BadToml, &error.span().unwrap_or(0..0), &[("words", &words)]);
    }
    let mut table = DeTable::parse(DEFAULT_VOCABULARY).map(toml::Spanned::into_inner).unwrap_or_default();
    forget_places(&mut table);
    overlay(&mut table, parsed.into_inner());
    let languages = languages(&table, &report);
    let report = report.speaking(&languages);
    let site = Section::root(&report, &table);
    let vocabulary = vocabulary_reader::read(&site);
    let value = settings(site, languages, vocabulary);
    Checked { value, diagnostics: report.finish() }
}

/// What the program brings along stands nowhere in the site's file: its places must not be taken for places there.
fn forget_places(table: &mut DeTable<'_>) {
    for (_, value) in table.iter_mut() {
        let mut inner = std::mem::replace(value, toml::Spanned::new(0..0, DeValue::Boolean(false))).into_inner();
        if let DeValue::Table(table) = &mut inner {
            forget_places(table);
        }
        *value = toml::Spanned::new(0..0, inner);
    }
}

/// Lays the site's table over the default one, table by table; every other value of the site replaces the default.
fn overlay<'t>(below: &mut DeTable<'t>, above: DeTable<'t>) {
    for (key, value) in above {
        let merges =
            below.get(&**key.get_ref()).is_some_and(|old| old.get_ref().is_table() && value.get_ref().is_table());
        if merges {
            let (span, inner) = (value.span(), value.into_inner());
            if let (Some(old), DeValue::Table(new)) = (below.get_mut(&**key.get_ref()), inner) {
                let mut merged = std::mem::replace(old, toml::Spanned::new(span.clone(), DeValue::Boolean(false)));
                if let DeValue::Table(table) = merged.get_mut() {
                    overlay(table, new);
                }
                *old = toml::Spanned::new(span, merged.into_inner());
            }
        } else {
            below.insert(key, value);
        }
    }
}

fn languages(table: &DeTable<'_>, report: &Report) -> Vec<LanguageName> {
    let section = Section::root(report, table);
    let mut languages: Vec<LanguageName> = Vec::new();
    for (code, span) in section.texts("languages") {
        let letters =
            |part: &str| !part.is_empty() && part.len() <= 8 && part.bytes().all(|b| b.is_ascii_alphanumeric());
        let well_formed = code.split('-').all(letters) && code.as_bytes().first().is_some_and(u8::is_ascii_lowercase);
        if !well_formed || languages.iter().any(|known| known.code == code) {
            let (ru, en) = ("разные коды языков: ru, en, …", "different language codes: ru, en, …");
            report.say(Code::BadSetting, &span, &[("key", "languages"), ("expected", ru), ("expected_en", en)]);
        } else if languages.len() < 32 {
            languages.push(LanguageName::of(code));
        }
    }
    if languages.is_empty() {
        languages.push(LanguageName::of("ru"));
    }
    languages
}

fn settings(site: Section<'_>, languages: Vec<LanguageName>, vocabulary: Vocabulary) -> Site {
    site.texts("languages");
    let title = site.localized("title").unwrap_or_else(|| Localized::plain("Атлас"));
    let base_url = site.text("base_url").and_then(|url| {
        let good = (url.starts_with("https://") || url.starts_with("http://")) && !url.contains(['?', '#', ' ']);
        if !good {
            let (ru, en) = ("адрес вида https://example.org/atlas/", "an address such as https://example.org/atlas/");
            site.say(Code::BadSetting, "base_url", &[("key", "base_url"), ("expected", ru), ("expected_en", en)]);
        }
        good.then(|| if url.ends_with('/') { url.to_owned() } else { format!("{url}/") })
    });
    let urls = match site.text("urls") {
        None | Some("file") => UrlStyle::File,
        Some("folder") => UrlStyle::Folder,
        Some(_) => {
            let (ru, en) = ("\"file\" или \"folder\"", "\"file\" or \"folder\"");
            site.say(Code::BadSetting, "urls", &[("key", "urls"), ("expected", ru), ("expected_en", en)]);
            UrlStyle::File
        }
    };
    let repository = site.text("repository").map(|url| {
        let url = url.trim_end_matches('/').to_owned();
        let branch = site.text("branch").unwrap_or("main").to_owned();
        let usual = if url.contains("gitlab") { "{url}/-/edit/{branch}/{path}" } else { "{url}/edit/{branch}/{path}" };
        let edit = site.text("edit_url").unwrap_or(usual).to_owned();
        Repository { url, edit, branch }
    });
    let (mut matrix_rows, mut checked_days) = (Vec::new(), CHECKED_DAYS);
    if let Some(matrix) = site.section("matrix") {
        matrix_rows = matrix.texts("rows").into_iter().map(|(row, _)| row.to_owned()).collect();
        matrix.finish();
    }
    if let Some(quality) = site.section("quality") {
        checked_days = quality.count("checked_days").unwrap_or(CHECKED_DAYS);
        quality.finish();
    }
    let mut data = DataFiles { csv_bom: false, json_pages: None, cards: None, drawings: None };
    if let Some(section) = site.section("data") {
        data = DataFiles {
            csv_bom: section.flag("csv_bom"),
            json_pages: section.switch("json_pages"),
            cards: section.switch("cards"),
            drawings: section.switch("drawings"),
        };
        section.finish();
    }
    let settings = Site {
        title,
        description: site.localized("description").unwrap_or_default(),
        base_url,
        languages,
        repository,
        urls,
        licence: site.localized("licence").unwrap_or_default(),
        matrix_rows,
        map: map::read(&site, &vocabulary),
        checked_days,
        data,
        publishing: host::read(&site),
        severities: severities(&site),
        vocabulary,
    };
    for key in ["branch", "edit_url", "preview"] {
        site.tolerate(key);
    }
    site.finish();
    settings
}

fn severities(site: &Section<'_>) -> BTreeMap<Code, Option<Severity>> {
    let mut severities = BTreeMap::new();
    for ((name, at), (level, level_at)) in site.text_names("check") {
        let Some(code) = Code::from_name(name) else {
            let near = site.near(name, RULES.iter().map(|rule| rule.name));
            let mut facts = vec![("name", name)];
            facts.extend(near.as_deref().map(|near| ("near", near)));
            site.report(Code::UnknownVocabulary, &at, &facts);
            continue;
        };
        // An error of form cannot be silenced: there would be nothing to publish in its place.
        let rule = code.rule();
        let hard = rule.severity == Severity::Error && !rule.is_off;
        let severity = match level {
            "error" => Some(Some(Severity::Error)),
            "warning" if !hard => Some(Some(Severity::Warning)),
            "off" if !hard => Some(None),
            _ => None,
        };
        match severity {
            Some(severity) => drop(severities.insert(code, severity)),
            None => {
                let (ru, en) = if hard {
                    ("\"error\": эту ошибку нельзя отключить", "\"error\": this error cannot be switched off")
                } else {
                    ("\"error\", \"warning\" или \"off\"", "\"error\", \"warning\" or \"off\"")
                };
                let key = format!("check.{name}");
                site.report(Code::BadSetting, &level_at, &[("key", &key), ("expected", ru), ("expected_en", en)]);
            }
        }
    }
    severities
}
