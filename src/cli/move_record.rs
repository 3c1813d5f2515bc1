//! `atlas mv`: a record out of a list, into one, or of another kind.

use std::process::ExitCode;

use super::arguments::MvArguments;
use super::console::Console;
use super::error::CommandError;
use super::site_edit::{SAME_GRAPH, edit_site};
use crate::refactor::{self, Destination};
use crate::source::SourcePath;
use crate::text::MessageLanguage;

pub(super) fn run(
    arguments: &MvArguments,
    lang: Option<MessageLanguage>,
    console: &mut Console,
) -> Result<ExitCode, CommandError> {
    let root = &arguments.root.root;
    edit_site(root, &arguments.edit, lang, console, |site, console| {
        let (to, how) = match (&arguments.into_list, &arguments.kind) {
            (Some(list), _) => {
                let list = SourcePath::new(&list.replace('\\', "/"));
                let how = format!("--in {list}");
                (Destination::List(list), how)
            }
            (None, Some(kind)) => (Destination::Kind(kind.clone()), format!("--kind {kind}")),
            (None, None) if arguments.out => (Destination::OwnFile, "--out".to_owned()),
            (None, None) => {
                return Err(CommandError::new(
                    "куда? --out: в свой файл; --in СПИСОК.yaml; --kind ВИД",
                    "where to? --out: a file of its own; --in LIST.yaml; --kind KIND",
                ));
            }
        };
        let id = SourcePath::new(&arguments.id);
        let plan = refactor::move_record(&site.before, id.as_str(), &to);
        let plan = plan.map_err(|refusal| site.refusal(&refusal))?;
        let title = format!("atlas mv {id} {how}");
        site.carry_out(&plan, &title, &SAME_GRAPH, &arguments.edit, console)
    })
}
