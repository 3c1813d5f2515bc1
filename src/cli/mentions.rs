//! `atlas mentions`: names of records that stand in texts without a link.

use std::process::ExitCode;

use super::arguments::MentionsArguments;
use super::console::Console;
use super::error::CommandError;
use super::site_edit::{SiteEdit, edit_site};
use crate::diagnostic::{did_you_mean, quoted};
use crate::mention::{UnlinkedMention, unlinked_mentions};
use crate::refactor::{link_mentions, prove};
use crate::source::LineIndex;
use crate::text::MessageLanguage;

pub(super) fn run(
    arguments: &MentionsArguments,
    lang: Option<MessageLanguage>,
    console: &mut Console,
) -> Result<ExitCode, CommandError> {
    let root = &arguments.root.root;
    edit_site(root, &arguments.edit, lang, console, |site, console| {
        let model = &site.before.model;
        let mut found = unlinked_mentions(&site.before.tree, &model.atlas, &model.site);
        if let Some(id) = &arguments.record {
            let record = known_record(site, id)?;
            found.retain(|mention| mention.record == record);
        }
        if !arguments.write {
            found
                .iter()
                .for_each(|mention| print(site, mention, console));
            console.print(&counts(site, &found));
            return Ok(ExitCode::SUCCESS);
        }
        let plan = link_mentions(&site.before, &found).map_err(|refusal| site.refusal(&refusal))?;
        prove(&plan, &site.before, site.before.options())
            .map_err(|refusal| site.refusal(&refusal))?;
        let changes = plan.working.changes();
        if !changes.is_empty() {
            site.write(&changes, "atlas mentions --write", &arguments.edit, console)?;
        }
        console.print(&match site.language {
            MessageLanguage::Ru => {
                format!("Новых ссылок: {}, файлов: {}.", found.len(), changes.len())
            }
            MessageLanguage::En => {
                format!("New links: {}, in files: {}.", found.len(), changes.len())
            }
        });
        Ok(ExitCode::SUCCESS)
    })
}

fn known_record(site: &SiteEdit<'_>, id: &str) -> Result<crate::atlas::RecordIx, CommandError> {
    let atlas = &site.before.model.atlas;
    atlas.resolve(id).ok_or_else(|| {
        let ids = atlas.indices().map(|ix| &*atlas.record(ix).id);
        let near = did_you_mean(id, ids).unwrap_or("…");
        let id = quoted(id);
        CommandError::new(
            format!("нет записи «{id}»; возможно, {near}?"),
            format!("there is no record `{id}`; did you mean {near}?"),
        )
        .in_language(site.language)
    })
}

fn print(site: &SiteEdit<'_>, mention: &UnlinkedMention, console: &mut Console) {
    let path = &mention.at.path;
    let text = site
        .before
        .tree
        .file(path.as_str())
        .and_then(|file| file.text().ok());
    let line = text.map_or(0, |text| {
        LineIndex::new(text)
            .position(mention.at.span.start as usize)
            .line
    });
    let id = &site.before.model.atlas.record(mention.record).id;
    let (path, words) = (quoted(path.as_str()), quoted(&mention.words));
    console.print(&format!("{path}:{line}: {words} → [[{id}|{words}]]"));
}

fn counts(site: &SiteEdit<'_>, found: &[UnlinkedMention]) -> String {
    let files: std::collections::BTreeSet<_> =
        found.iter().map(|mention| &mention.at.path).collect();
    let (count, files) = (found.len(), files.len());
    match site.language {
        MessageLanguage::Ru => format!(
            "Упоминаний без ссылки: {count}, файлов с ними: {files}. Сделать ссылками: atlas mentions --write; это не запись: [mentions] ignore в site.toml."
        ),
        MessageLanguage::En => format!(
            "Mentions without a link: {count}, in files: {files}. To make links of them: atlas mentions --write; if one is not the record: [mentions] ignore in site.toml."
        ),
    }
}
