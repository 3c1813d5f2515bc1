//! What the server can do, for the answer to `initialize`.

use serde_json::{Value, json};

use super::client::ClientCapabilities;

/// The command that shows the page of a place in the browser.
pub(super) const SHOW_PAGE: &str = "atlas.showPage";

/// The command that returns the address of the page of a place in the preview.
pub(super) const PAGE_ADDRESS: &str = "atlas.pageAddress";

/// The command that makes a record a part of another one.
pub(super) const MERGE_RECORDS: &str = "atlas.mergeRecords";

/// Returns the answer to `initialize`.
pub(super) fn initialize_result(client: &ClientCapabilities) -> Value {
    json!({
        "capabilities": {
            "positionEncoding": client.encoding.name(),
            "textDocumentSync": {"openClose": true, "change": 2, "save": {"includeText": false}},
            "completionProvider": {"triggerCharacters": ["[", "^", "#", "(", "/", ":", " ", "-", ","]},
            "hoverProvider": true,
            "definitionProvider": true,
            "referencesProvider": true,
            "documentHighlightProvider": true,
            "documentSymbolProvider": true,
            "workspaceSymbolProvider": true,
            "codeActionProvider": {"codeActionKinds": ["quickfix"]},
            "documentLinkProvider": {},
            "foldingRangeProvider": true,
            "inlayHintProvider": true,
            "renameProvider": {"prepareProvider": true},
            "executeCommandProvider": {"commands": [SHOW_PAGE, PAGE_ADDRESS, MERGE_RECORDS]},
        },
        "serverInfo": {"name": "atlas", "version": env!("CARGO_PKG_VERSION")},
    })
}
