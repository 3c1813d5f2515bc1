//! `atlas build`: renders the site and publishes it to a folder.

#![expect(
    clippy::disallowed_methods,
    reason = "the report names how long the build took"
)]

use std::mem::ManuallyDrop;
use std::path::{Component, Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use super::arguments::BuildArguments;
use super::console::Console;
use super::error::{CommandError, disk};
use super::history::read_history;
use super::message_language::select_message_language;
use super::observer::ConsoleObserver;
use super::pending_edit::refuse_pending;
use super::print_diagnostics::print_diagnostics;
use super::today::today;
use crate::atlas::Drafts;
use crate::diagnostic::{Code, Diagnostic, Severity, quoted};
use crate::output::{OverwritePolicy, PublishError, PublishReport};
use crate::pipeline::{self, Build, BuildOutcome, BuildTarget, Options, Snapshot};
use crate::site::{BaseUrl, Language};
use crate::source::FOLDERS;
use crate::text::noun_case::within_sentence;
use crate::text::{Bilingual, MessageLanguage};

pub(super) fn run(
    arguments: &BuildArguments,
    lang: Option<MessageLanguage>,
    console: &mut Console,
) -> Result<ExitCode, CommandError> {
    let start = Instant::now();
    let root = &arguments.root.root;
    refuse_pending(root)?;
    let out = arguments.out.clone().unwrap_or_else(|| root.join("public"));
    check_output_dir(root, &out)?;
    let revision = arguments.revision.clone().map(Into::into);
    let today = today()?;
    let base_url = arguments
        .base_url
        .as_deref()
        .map(parse_base_url)
        .transpose()?;
    let mut observer = match revision {
        Some(_) => ConsoleObserver::without_git(root, lang, console),
        None => ConsoleObserver::with_git(root, lang, console),
    };
    let options = Options {
        today,
        drafts: Drafts::Hidden,
        base_url,
        revision,
        history: None,
    };
    let options = Options {
        history: read_history(root, &options, lang, observer.console),
        ..options
    };
    let policy = if arguments.force {
        OverwritePolicy::AnyFile
    } else {
        OverwritePolicy::OwnFiles
    };
    let target = BuildTarget {
        folder: &out,
        policy,
        observer: &mut observer,
    };
    let build = pipeline::build(root, options, target).map_err(|error| disk(root, &error))?;
    report(build, root, lang, start, console)
}

/// Prints the outcome of a build. Returns the exit code.
fn report(
    build: Build,
    root: &Path,
    lang: Option<MessageLanguage>,
    start: Instant,
    console: &mut Console,
) -> Result<ExitCode, CommandError> {
    let Build {
        snapshot,
        output_diagnostics,
        outcome,
    } = build;
    // The process ends soon; freeing the memory would only take time.
    let snapshot = ManuallyDrop::new(snapshot);
    let language = select_message_language(lang, &snapshot);
    if !output_diagnostics.is_empty() {
        print_diagnostics(&output_diagnostics, root, &snapshot, language, console);
    }
    let (diagnostics, message) = match outcome {
        BuildOutcome::Published(report) => {
            console.print(&summary(&snapshot, report, language, start));
            return Ok(ExitCode::SUCCESS);
        }
        BuildOutcome::NotWritable(error) => return Err(command_error(error).in_language(language)),
        BuildOutcome::ContentErrors => (Vec::new(), CONTENT_ERRORS),
        BuildOutcome::RenderErrors(diagnostics) => (diagnostics, LAYOUT_ERRORS),
        BuildOutcome::TooLarge(diagnostic) => (vec![diagnostic], TOO_LARGE),
        BuildOutcome::Refused => (Vec::new(), refusal(&output_diagnostics)),
    };
    if !diagnostics.is_empty() {
        print_diagnostics(&diagnostics, root, &snapshot, language, console);
    }
    console.eprint(message.get(language));
    Ok(ExitCode::FAILURE)
}

/// Returns the message for refused files.
fn refusal(found: &[Diagnostic]) -> Bilingual {
    let is_host_error =
        |found: &Diagnostic| found.code == Code::HostLimit && found.severity == Severity::Error;
    if found.iter().any(is_host_error) {
        HOST_LIMIT
    } else {
        REMOVED_FILES
    }
}

/// Message if the build would remove published files.
const REMOVED_FILES: Bilingual = Bilingual {
    ru: "Ничего не опубликовано и не убрано.",
    en: "Nothing was published, and nothing removed.",
};

/// Message if the content has errors.
const CONTENT_ERRORS: Bilingual = Bilingual {
    ru: "Ничего не опубликовано: сначала исправьте ошибки.",
    en: "Nothing was published: mend the errors first.",
};

/// Message if the files exceed a limit of the host.
const HOST_LIMIT: Bilingual = Bilingual {
    ru: "Ничего не опубликовано: хост этого не примет.",
    en: "Nothing was published: the host would not take it.",
};

/// Message if pages could not be rendered.
const LAYOUT_ERRORS: Bilingual = Bilingual {
    ru: "Ничего не опубликовано: сначала исправьте шаблоны.",
    en: "Nothing was published: mend the layouts first.",
};

/// Message if the files exceed the size budget.
const TOO_LARGE: Bilingual = Bilingual {
    ru: "Ничего не опубликовано: файлов слишком много.",
    en: "Nothing was published: it is too much.",
};

/// Fails if the output folder contains source files, or is inside of them: the next build would read its files.
fn check_output_dir(root: &Path, out: &Path) -> Result<(), CommandError> {
    // The folder need not exist. Existing parts of the path are resolved one by one, before `..` is applied.
    let absolute = |path: &Path| {
        let mut real = PathBuf::new();
        for part in std::path::absolute(path)
            .unwrap_or_else(|_| path.to_owned())
            .components()
        {
            match part {
                Component::ParentDir => drop(real.pop()),
                part => real.push(part),
            }
            real = real.canonicalize().unwrap_or(real);
        }
        real
    };
    let (root, out) = (absolute(root), absolute(out));
    // A folder of the site may be a link.
    let mut sources = FOLDERS.iter().map(|folder| absolute(&root.join(folder)));
    if root.starts_with(&out)
        || sources.any(|source| out.starts_with(&source) || source.starts_with(&out))
    {
        let path = out.display();
        return Err(CommandError::new(
            format!(
                "папка для сайта {path} лежит внутри исходных файлов или содержит их; укажите другую через --out"
            ),
            format!(
                "the output folder {path} lies within the source files or holds them; name another with --out"
            ),
        ));
    }
    Ok(())
}

fn command_error(error: PublishError) -> CommandError {
    match error {
        PublishError::Disk(path, error) => disk(&path, &error),
        PublishError::Foreign(path) => {
            let path = path.display();
            CommandError::new(
                format!(
                    "в папке для сайта есть чужой файл: {path}. Укажите другую папку (--out) или разрешите запись (--force)"
                ),
                format!(
                    "the output folder holds a file of somebody else: {path}. Name another folder (--out) or allow it (--force)"
                ),
            )
        }
        PublishError::Link(path) => {
            let path = path.display();
            CommandError::new(
                format!(
                    "в папке для сайта символическая ссылка: {path}. Сквозь ссылки сборка не пишет и не удаляет; удалите ссылку или укажите другую папку (--out). Ничего не изменено"
                ),
                format!(
                    "the output folder holds a symbolic link: {path}. A build writes and deletes nothing through links; remove it or name another folder (--out). Nothing was changed"
                ),
            )
        }
        PublishError::Busy => CommandError::new(
            "в эту папку сейчас пишет другая сборка; дождитесь её и повторите",
            "another build is writing to this folder; wait for it and try again",
        ),
        PublishError::Refused => {
            CommandError::new("хост этого не примет", "the host would not take it")
        }
        PublishError::Pages(count) => CommandError::new(
            format!("страниц с ошибками: {count}"),
            format!("pages with errors: {count}"),
        ),
    }
}

/// Returns the summary: records by kind, relations, files, size, time.
fn summary(
    snapshot: &Snapshot,
    report: PublishReport,
    message_language: MessageLanguage,
    start: Instant,
) -> String {
    let model = &snapshot.model;
    let language = model
        .site
        .language(if message_language == MessageLanguage::Ru {
            "ru"
        } else {
            "en"
        })
        .unwrap_or(Language::DEFAULT);
    let mut kinds = Vec::new();
    for kind in model.site.vocabulary.each_kind() {
        let count = model.atlas.of_kind(kind).len();
        if count > 0 {
            let title = model.site.vocabulary.kind(kind).title.text(language);
            kinds.push(format!(
                "{} {count}",
                within_sentence(title, model.site.code(language))
            ));
        }
    }
    let (records, relations) = (model.atlas.records.len(), model.atlas.relations.len());
    let (pages, seconds) = (report.written + report.kept, start.elapsed().as_secs_f64());
    let size = report.bytes as f64 / 1_000_000.0;
    let PublishReport {
        written,
        kept,
        removed,
        ..
    } = report;
    let kinds = kinds.join(", ");
    match message_language {
        MessageLanguage::Ru => format!(
            "Записей: {records} ({kinds})\nСвязей: {relations}\nФайлов: {pages}, {size:.1} МБ; записано {written}, без изменений {kept}, удалено {removed}\nВремя: {seconds:.2} с"
        ),
        MessageLanguage::En => format!(
            "Records: {records} ({kinds})\nRelations: {relations}\nFiles: {pages}, {size:.1} MB; {written} written, {kept} unchanged, {removed} removed\nTime: {seconds:.2} s"
        ),
    }
}

/// Parses `--base-url` by the rule of `base_url` in `site.toml`.
fn parse_base_url(url: &str) -> Result<BaseUrl, CommandError> {
    BaseUrl::parse(url).ok_or_else(|| {
        let url = quoted(url);
        CommandError::new(
            format!("--base-url «{url}»: ожидается адрес сайта, например https://example.org/atlas/"),
            format!("--base-url `{url}`: expected the site's address, such as https://example.org/atlas/"),
        )
    })
}
