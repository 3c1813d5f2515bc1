//! Reads `site.toml`.

use std::sync::Arc;

use toml::de::{DeTable, DeValue};

use super::base_url::BaseUrl;
use super::label_tables::LabelTables;
use super::language_name::LanguageName;
use super::language_reader;
use super::localized::Localized;
use super::merge_tables::merge;
use super::settings::{Site, UrlStyle};
use super::toml_reader::TableReader;
use super::toml_report::TomlReport;
use super::vocabulary::Vocabulary;
use super::{
    asset_setting, colours, data_files, default_sources, history_settings, home, licence,
    list_settings, map, mentions, navigation, publishing, repository, severities, share, synonyms,
    vocabulary,
};
use crate::diagnostic::{Checked, Code};
use crate::source::{SETTINGS, SourcePath, Tree};

const DEFAULT_VOCABULARY: &str = include_str!("vocabulary/default.toml");

/// Default of `[quality] checked_days`.
const CHECKED_DAYS: u32 = 365;

/// Limit of languages.
const MAX_LANGUAGES: usize = 32;

/// Reads `site.toml`, merged with the default vocabulary. Without the file all settings have their defaults.
pub fn read(tree: &Tree) -> Checked<Site> {
    read_with_languages(tree, &[])
}

/// As [`read`], with languages besides those of the settings.
pub fn read_with_languages(tree: &Tree, further: &[&str]) -> Checked<Site> {
    let report = TomlReport::new(SourcePath::new(SETTINGS));
    let text = match tree.file(SETTINGS).map(|file| file.text()) {
        None => "",
        Some(Ok(text)) => text.strip_prefix('\u{feff}').unwrap_or(text),
        Some(Err(_)) => {
            report.report(Code::NotUtf8, &(0..0), &[]);
            ""
        }
    };
    let (parsed, errors) = DeTable::parse_recoverable(text);
    for error in &errors {
        let words = error.message().lines().collect::<Vec<_>>().join("; ");
        report.report(
            Code::BadToml,
            &error.span().unwrap_or(0..0),
            &[("words", &words)],
        );
    }
    let mut table = DeTable::parse(DEFAULT_VOCABULARY)
        .map(toml::Spanned::into_inner)
        .unwrap_or_default();
    clear_spans(&mut table);
    let mut parsed = parsed.into_inner();
    let labels = LabelTables::take(&mut parsed);
    let mut languages = languages(&parsed, &report);
    for code in further {
        if !languages.iter().any(|known| known.code == *code) {
            languages.push(LanguageName::new(code));
        }
    }
    vocabulary::add_translations(&mut table, &languages);
    merge(&mut table, parsed, &mut Vec::new());
    let report = report.with_languages(&languages);
    labels.add_to(&mut table, &languages[0].code, &report);
    let site = TableReader::root(&report, &table);
    let vocabulary = vocabulary::read(&site);
    let mut value = settings(site, languages, vocabulary);
    value.texts = report.take_texts().into();
    Checked {
        value,
        diagnostics: report.finish(),
    }
}

/// Sets all spans to `0..0`. Spans of the default vocabulary are not spans of `site.toml`.
fn clear_spans(table: &mut DeTable<'_>) {
    for (key, value) in std::mem::take(table) {
        let mut inner = value.into_inner();
        if let DeValue::Table(table) = &mut inner {
            clear_spans(table);
        }
        let key = toml::Spanned::new(0..0, key.into_inner());
        table.insert(key, toml::Spanned::new(0..0, inner));
    }
}

fn languages(table: &DeTable<'_>, report: &TomlReport) -> Vec<LanguageName> {
    let root = TableReader::root(report, table);
    let mut languages: Vec<LanguageName> = Vec::new();
    for (code, span) in root.texts("languages") {
        let letters = |part: &str| {
            !part.is_empty() && part.len() <= 8 && part.bytes().all(|b| b.is_ascii_alphanumeric())
        };
        let well_formed = code.split('-').all(letters)
            && code.as_bytes().first().is_some_and(u8::is_ascii_lowercase);
        if !well_formed || languages.iter().any(|known| known.code == code) {
            let (ru, en) = (
                "разные коды языков: ru, en, …",
                "different language codes: ru, en, …",
            );
            report.report(
                Code::BadSetting,
                &span,
                &[("key", "languages"), ("expected", ru), ("expected_en", en)],
            );
        } else if languages.len() < MAX_LANGUAGES {
            languages.push(LanguageName::new(code));
        }
    }
    if languages.is_empty() {
        languages.push(LanguageName::new("ru"));
    }
    languages
}

fn settings(
    site: TableReader<'_>,
    mut languages: Vec<LanguageName>,
    vocabulary: Vocabulary,
) -> Site {
    // The order of reading is the order of the keys in messages about unknown ones.
    let states_languages = !site.texts("languages").is_empty();
    language_reader::read(&site, &mut languages);
    let title = site
        .localized("title")
        .unwrap_or_else(|| Localized::plain("Атлас"));
    let base_url = base_url(&site);
    let urls = url_style(&site);
    let repository = repository::read(&site);
    let matrix_rows = matrix_rows(&site);
    let checked_days = checked_days(&site);
    let data = data_files::read(&site);
    let history = history_settings::read(&site);
    let lists = list_settings::read(&site, &vocabulary);
    let mentions = mentions::read(&site);
    let settings = Site {
        title,
        description: site.localized("description").unwrap_or_default(),
        logo: asset_setting::read(&site, "logo"),
        colours: colours::read(&site),
        menu: navigation::read_menu(&site),
        footer: navigation::read_footer(&site),
        home: home::read(&site, &vocabulary),
        base_url,
        languages,
        states_languages,
        repository,
        urls,
        licence: licence::read(&site),
        matrix_rows,
        map: map::read(&site, &vocabulary),
        checked_days,
        data,
        history,
        lists,
        mentions,
        publishing: publishing::read(&site),
        default_sources: default_sources::read(&site),
        severities: severities::read(&site),
        synonyms: synonyms::read(&site),
        share: share::read(&site),
        vocabulary,
        texts: Arc::default(),
    };
    for key in ["branch", "edit_url", "preview"] {
        site.mark_known(key);
    }
    site.finish();
    settings
}

fn base_url(site: &TableReader<'_>) -> Option<BaseUrl> {
    let base_url = BaseUrl::parse(site.text("base_url")?);
    if base_url.is_none() {
        let (ru, en) = (
            "адрес вида https://example.org/atlas/",
            "an address such as https://example.org/atlas/",
        );
        site.report_bad_key("base_url", ru, en);
    }
    base_url
}

fn url_style(site: &TableReader<'_>) -> UrlStyle {
    match site.text("urls") {
        None | Some("file") => UrlStyle::File,
        Some("folder") => UrlStyle::Folder,
        Some(_) => {
            site.report_bad_key("urls", "\"file\" или \"folder\"", "\"file\" or \"folder\"");
            UrlStyle::File
        }
    }
}

fn matrix_rows(site: &TableReader<'_>) -> Vec<String> {
    let Some(matrix) = site.table("matrix") else {
        return Vec::new();
    };
    let rows = matrix
        .texts("rows")
        .into_iter()
        .map(|(row, _)| row.to_owned())
        .collect();
    matrix.finish();
    rows
}

fn checked_days(site: &TableReader<'_>) -> u32 {
    let Some(quality) = site.table("quality") else {
        return CHECKED_DAYS;
    };
    let days = quality.count("checked_days").unwrap_or(CHECKED_DAYS);
    quality.finish();
    days
}
