//! `atlas build`

use std::process::ExitCode;
use std::sync::Mutex;
use std::time::Instant;

use super::progress::Progress;
use super::{BuildArguments, Console, Trouble, disk, report};
use crate::diagnostic::{Diagnostic, Severity, Speech, limited};
use crate::output::{Chunk, OutputFolder, OverwritePolicy, PublishError, PublishReport, SizeBudget};
use crate::page::Route;
use crate::pipeline::Snapshot;
use crate::site::Language;

pub(super) fn run(
    arguments: &BuildArguments,
    lang: Option<Speech>,
    console: &mut Console,
) -> Result<ExitCode, Trouble> {
    let start = Instant::now();
    let root = &arguments.root.root;
    let out = arguments.out.clone().unwrap_or_else(|| root.join("public"));
    refuse_inside_content(root, &out)?;
    let snapshot = report::snapshot(root, arguments.base_url.clone(), arguments.revision.clone())?;
    let speech = report::speech(lang, &snapshot);
    if !snapshot.diagnostics.is_empty() {
        report::write(&snapshot.diagnostics, root, &snapshot, speech, console);
    }
    if snapshot.has_errors() {
        console.tell(word(
            speech,
            "Ничего не опубликовано: сначала исправьте ошибки.",
            "Nothing was published: mend the errors first.",
        ));
        return Ok(ExitCode::FAILURE);
    }
    let claim = if arguments.force { OverwritePolicy::AnyFile } else { OverwritePolicy::OwnFiles };
    let output = match OutputFolder::open(&out, claim) {
        Ok(output) => output.with_encodings(&snapshot.model.site.publishing.precompress),
        Err(failure) => return Err(trouble(failure)),
    };
    let (pages, search) = (&snapshot.model.plan.pages, snapshot.search());
    let of_search = search.iter().map(|file| &file.route);
    let routes: Vec<&Route> = pages.iter().map(|page| &page.route).chain(of_search).collect();
    let mut order = snapshot.order();
    order.splice(0..0, pages.len()..routes.len());
    let progress = Progress::new(order.len());
    let failed: Mutex<Vec<Diagnostic>> = Mutex::new(Vec::new());
    let beyond: Mutex<Vec<Diagnostic>> = Mutex::new(Vec::new());
    let allowance = SizeBudget::new(snapshot.allowance());
    let judge = |files: &mut dyn Iterator<Item = (&str, u64)>| {
        let found = snapshot.beyond(files);
        let refused = found.iter().any(|diagnostic| diagnostic.severity == Severity::Error);
        if let Ok(mut beyond) = beyond.lock() {
            *beyond = found;
        }
        if refused { Err(PublishError::Refused) } else { Ok(()) }
    };
    let work = || {
        output.publish(
            &routes,
            &order,
            claim,
            || snapshot.renderer(),
            |renderer, page, to| {
                progress.step();
                if allowance.is_exceeded() {
                    return Err(PublishError::Pages(1));
                }
                let mut to = |part: Chunk<'_>| {
                    if allowance.try_spend(part.bytes().len()) {
                        to(part);
                    }
                };
                let found = match page.checked_sub(pages.len()).and_then(|place| search.get(place)) {
                    Some(file) => {
                        file.write(&snapshot.model, &mut |piece| to(Chunk::Piece(piece)));
                        Vec::new()
                    }
                    None => snapshot.pour(renderer, page, &mut to),
                };
                if found.is_empty() {
                    return if allowance.is_exceeded() { Err(PublishError::Pages(1)) } else { Ok(()) };
                }
                if let Ok(mut failed) = failed.lock() {
                    failed.extend(found);
                }
                Err(PublishError::Pages(1))
            },
            judge,
        )
    };
    let published = progress.watch(console.watched, &mut *console.err, work);
    let beyond = beyond.into_inner().unwrap_or_default();
    if !beyond.is_empty() {
        report::write(&beyond, root, &snapshot, speech, console);
    }
    match published {
        Ok(published) => {
            console.say(&summary(&snapshot, published, speech, start));
            Ok(ExitCode::SUCCESS)
        }
        Err(PublishError::Pages(_)) => {
            let mut failed = failed.into_inner().unwrap_or_default();
            let too_much = failed.is_empty();
            if too_much {
                failed.push(snapshot.too_much());
            }
            report::write(&limited(failed), root, &snapshot, speech, console);
            console.tell(if too_much {
                word(speech, "Ничего не опубликовано: файлов слишком много.", "Nothing was published: it is too much.")
            } else {
                word(
                    speech,
                    "Ничего не опубликовано: сначала исправьте шаблоны.",
                    "Nothing was published: mend the layouts first.",
                )
            });
            Ok(ExitCode::FAILURE)
        }
        Err(PublishError::Refused) => {
            console.tell(word(
                speech,
                "Ничего не опубликовано: хост этого не примет.",
                "Nothing was published: the host would not take it.",
            ));
            Ok(ExitCode::FAILURE)
        }
        Err(failure) => Err(trouble(failure)),
    }
}

fn word(speech: Speech, ru: &'static str, en: &'static str) -> &'static str {
    if speech == Speech::Ru { ru } else { en }
}

/// An output folder inside what is read would be read by the next build.
fn refuse_inside_content(root: &std::path::Path, out: &std::path::Path) -> Result<(), Trouble> {
    // The folder need not exist: what exists of its path is made real, part by part, before `..` leads up from there.
    let absolute = |path: &std::path::Path| {
        let mut real = std::path::PathBuf::new();
        for part in std::path::absolute(path).unwrap_or_else(|_| path.to_owned()).components() {
            match part {
                std::path::Component::ParentDir => drop(real.pop()),
                part => real.push(part),
            }
            real = real.canonicalize().unwrap_or(real);
        }
        real
    };
    let (root, out) = (absolute(root), absolute(out));
    // A folder of the site may be a link to another place.
    let mut sources = crate::source::FOLDERS.iter().map(|folder| absolute(&root.join(folder)));
    if root.starts_with(&out) || sources.any(|source| out.starts_with(&source) || source.starts_with(&out)) {
        let path = out.display();
        return Err(Trouble::new(
            format!("папка для сайта {path} лежит внутри исходных файлов или содержит их; укажите другую через --out"),
            format!("the output folder {path} lies within the source files or holds them; name another with --out"),
        ));
    }
    Ok(())
}

fn trouble(failure: PublishError) -> Trouble {
    match failure {
        PublishError::Disk(path, error) => disk(&path, &error),
        PublishError::Foreign(path) => {
            let path = path.display();
            Trouble::new(
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
            Trouble::new(
                format!(
                    "в папке для сайта символическая ссылка: {path}. Сквозь ссылки сборка не пишет и не удаляет; удалите ссылку или укажите другую папку (--out). Ничего не изменено"
                ),
                format!(
                    "the output folder holds a symbolic link: {path}. A build writes and deletes nothing through links; remove it or name another folder (--out). Nothing was changed"
                ),
            )
        }
        PublishError::Busy => Trouble::new(
            "в эту папку сейчас пишет другая сборка; дождитесь её и повторите",
            "another build is writing to this folder; wait for it and try again",
        ),
        PublishError::Refused => Trouble::new("хост этого не примет", "the host would not take it"),
        PublishError::Pages(count) => {
            Trouble::new(format!("страниц с ошибками: {count}"), format!("pages with errors: {count}"))
        }
    }
}

/// What was built: records by kind, relations, pages, files, time.
fn summary(snapshot: &Snapshot, report: PublishReport, speech: Speech, start: Instant) -> String {
    let model = &snapshot.model;
    let language = model.site.language(if speech == Speech::Ru { "ru" } else { "en" }).unwrap_or(Language::DEFAULT);
    let mut kinds = Vec::new();
    for kind in model.site.vocabulary.each_kind() {
        let count = model.atlas.of_kind(kind).len();
        if count > 0 {
            let title = model.site.vocabulary.kind(kind).title.text(language);
            kinds.push(format!("{} {count}", title.to_lowercase()));
        }
    }
    let (records, relations) = (model.atlas.records.len(), model.atlas.relations.len());
    let (pages, seconds) = (report.written + report.kept, start.elapsed().as_secs_f64());
    let size = report.bytes as f64 / 1_000_000.0;
    let PublishReport { written, kept, removed, .. } = report;
    let kinds = kinds.join(", ");
    match speech {
        Speech::Ru => format!(
            "Записей: {records} ({kinds})\nСвязей: {relations}\nФайлов: {pages}, {size:.1} МБ; записано {written}, без изменений {kept}, удалено {removed}\nВремя: {seconds:.2} с"
        ),
        Speech::En => format!(
            "Records: {records} ({kinds})\nRelations: {relations}\nFiles: {pages}, {size:.1} MB; {written} written, {kept} unchanged, {removed} removed\nTime: {seconds:.2} s"
        ),
    }
}
