//! Requests about a place of a file, and their answers.

use serde_json::{Value, json};

use super::code_actions::code_actions;
use super::complete::complete;
use super::context::Context;
use super::folding::folding_ranges;
use super::hover::hover;
use super::inlay_hints::inlay_hints;
use super::places::{Declaration, definition, highlights, references};
use super::position::TextPosition;
use super::rename::{prepare_rename, rename};
use super::symbols::{document_links, document_symbols, workspace_symbols};
use crate::refactor::Refusal;
use crate::source::SourcePath;

/// A method that is answered from an analysis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Method {
    Completion,
    Hover,
    Definition,
    References,
    Highlight,
    PrepareRename,
    Rename,
    DocumentSymbol,
    WorkspaceSymbol,
    CodeAction,
    DocumentLink,
    FoldingRange,
    InlayHint,
    Command,
    /// The kinds by the folders of their records, for editors that associate schemas with files.
    Kinds,
}

impl Method {
    const NAMES: [(&str, Method); 15] = [
        ("textDocument/completion", Method::Completion),
        ("textDocument/hover", Method::Hover),
        ("textDocument/definition", Method::Definition),
        ("textDocument/references", Method::References),
        ("textDocument/documentHighlight", Method::Highlight),
        ("textDocument/prepareRename", Method::PrepareRename),
        ("textDocument/rename", Method::Rename),
        ("textDocument/documentSymbol", Method::DocumentSymbol),
        ("workspace/symbol", Method::WorkspaceSymbol),
        ("textDocument/codeAction", Method::CodeAction),
        ("textDocument/documentLink", Method::DocumentLink),
        ("textDocument/foldingRange", Method::FoldingRange),
        ("textDocument/inlayHint", Method::InlayHint),
        ("workspace/executeCommand", Method::Command),
        ("atlas/kinds", Method::Kinds),
    ];

    /// Finds a method by its name in the protocol.
    pub(super) fn named(name: &str) -> Option<Method> {
        let found = Method::NAMES.iter().find(|(known, _)| *known == name);
        found.map(|(_, method)| *method)
    }

    /// Whether the last analysis will do. All other answers are about the text as it is.
    pub(super) fn is_answered_at_once(self) -> bool {
        self == Method::Completion
    }

    /// Returns the answer where nothing is known.
    pub(super) fn nothing(self) -> Value {
        match self {
            Method::Completion => json!({"isIncomplete": false, "items": []}),
            Method::Hover
            | Method::Definition
            | Method::PrepareRename
            | Method::Rename
            | Method::Command
            | Method::Kinds => Value::Null,
            Method::References
            | Method::Highlight
            | Method::DocumentSymbol
            | Method::WorkspaceSymbol
            | Method::CodeAction
            | Method::DocumentLink
            | Method::FoldingRange
            | Method::InlayHint => json!([]),
        }
    }
}

/// Answers a request. Fails with the reason why a rename is not made.
pub(super) fn answer(
    context: Context<'_>,
    method: Method,
    parameters: &Value,
) -> Result<Value, Refusal> {
    if method == Method::WorkspaceSymbol {
        let query = parameters
            .get("query")
            .and_then(Value::as_str)
            .unwrap_or_default();
        return Ok(workspace_symbols(context, query));
    }
    if method == Method::Kinds {
        let kinds = context.site().vocabulary.kinds.iter();
        return Ok(kinds
            .map(|kind| (kind.folder.clone(), json!(kind.id)))
            .collect());
    }
    let Some(path) = document_path(context, parameters) else {
        return Ok(method.nothing());
    };
    let range = parameters.get("range").unwrap_or(&Value::Null);
    let position = parameters.get("position").and_then(TextPosition::from_json);
    let at =
        |answer: &dyn Fn(TextPosition) -> Value| position.map_or_else(|| method.nothing(), answer);
    Ok(match method {
        Method::Completion => at(&|position| complete(context, &path, position)),
        Method::Hover => at(&|position| hover(context, &path, position)),
        Method::Definition => at(&|position| definition(context, &path, position)),
        Method::Highlight => at(&|position| highlights(context, &path, position)),
        Method::PrepareRename => at(&|position| prepare_rename(context, &path, position)),
        Method::References => {
            let included = parameters
                .pointer("/context/includeDeclaration")
                .and_then(Value::as_bool);
            let declaration = match included {
                Some(true) => Declaration::Included,
                Some(false) | None => Declaration::Left,
            };
            at(&|position| references(context, &path, position, declaration))
        }
        Method::Rename => {
            let new = parameters.get("newName").and_then(Value::as_str);
            match (position, new) {
                (Some(position), Some(new)) => rename(context, &path, position, new)?,
                _ => Value::Null,
            }
        }
        Method::DocumentSymbol => document_symbols(context, &path),
        Method::DocumentLink => document_links(context, &path),
        Method::FoldingRange => folding_ranges(context, &path),
        Method::InlayHint => inlay_hints(context, &path, range),
        Method::CodeAction => {
            let asked = parameters.get("context").unwrap_or(&Value::Null);
            code_actions(context, &path, range, asked)
        }
        Method::WorkspaceSymbol | Method::Command | Method::Kinds => method.nothing(),
    })
}

/// Returns the file of a request. `None`: it is not of the site.
pub(super) fn document_path(context: Context<'_>, parameters: &Value) -> Option<SourcePath> {
    let uri = parameters
        .pointer("/textDocument/uri")
        .and_then(Value::as_str)?;
    context.workspace.root.source_path(uri)
}
