//! What a client can do.

use serde_json::Value;

use super::position::PositionEncoding;

/// The capabilities of a client that answers depend on.
#[derive(Clone, Debug)]
pub(super) struct ClientCapabilities {
    pub(super) encoding: PositionEncoding,
    /// Whether inserted texts can have places to fill in.
    pub(super) snippets: bool,
    /// Whether hovers can be Markdown.
    pub(super) markdown: bool,
    /// Whether edits can be of versions, and rename files.
    pub(super) renames_files: bool,
    /// Whether edits can create files.
    pub(super) creates_files: bool,
    /// Whether edits can be of versions.
    pub(super) versioned_edits: bool,
    /// Whether the server can ask to show a file.
    pub(super) shows_documents: bool,
    /// Whether symbols can have symbols within.
    pub(super) nested_symbols: bool,
}

impl ClientCapabilities {
    /// Reads the parameters of `initialize`.
    pub(super) fn from_json(parameters: &Value) -> ClientCapabilities {
        let at = |path: &str| parameters.pointer(&format!("/capabilities/{path}"));
        let is = |path: &str| at(path).and_then(Value::as_bool) == Some(true);
        let texts = |path: &str| -> Vec<&str> {
            let list = at(path).and_then(Value::as_array);
            list.into_iter()
                .flatten()
                .filter_map(Value::as_str)
                .collect()
        };
        let operations = texts("workspace/workspaceEdit/resourceOperations");
        // Files are renamed and created among edits of versions, so that who does the one knows the other.
        let versioned_edits =
            is("workspace/workspaceEdit/documentChanges") || !operations.is_empty();
        ClientCapabilities {
            encoding: PositionEncoding::negotiate(&texts("general/positionEncodings")),
            snippets: is("textDocument/completion/completionItem/snippetSupport"),
            markdown: texts("textDocument/hover/contentFormat").contains(&"markdown"),
            renames_files: operations.contains(&"rename"),
            creates_files: operations.contains(&"create"),
            versioned_edits,
            shows_documents: is("window/showDocument/support"),
            nested_symbols: is("textDocument/documentSymbol/hierarchicalDocumentSymbolSupport"),
        }
    }
}
