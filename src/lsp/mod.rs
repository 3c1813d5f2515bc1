//! LANGUAGE SERVER: the pipeline over the texts that are open in an editor (Language Server Protocol 3.17).
//!
//! One thread applies messages in order and answers; one analyses the latest state of all texts; one watches the disk. Open
//! texts stand over the files of the disk. Completion answers from the last analysis at once; whatever else is asked waits for
//! the analysis of the text that it is about.
//!
//! ```text
//! client ──► event ──► server ──► workspace ──► analysis ──► diagnostics, preview
//!                         │                        │
//!                         └──── request ◄──────────┘  completion, hover, places, symbols, edits
//! ```

mod position;
mod text_range;
mod uri;
mod find_root;
mod client;
mod capabilities;
mod buffer;
mod workspace;
mod transliteration;
mod name_list;
mod analysis;
mod event;
mod page_checks;
mod context;
mod content_file;
mod relative_path;
mod expectation;
mod key_help;
mod date_words;
mod named_record;
mod completion_item;
mod yaml_place;
mod complete_keys;
mod complete_values;
mod complete_text;
mod complete;
mod hover;
mod places;
mod symbols;
mod folding;
mod inlay_hints;
mod workspace_edit;
mod rename;
mod diagnostics;
mod quick_fix;
mod settings_edit;
mod settings_fixes;
mod known_fixes;
mod source_fixes;
mod field_fixes;
mod value_fixes;
mod removal_fixes;
mod text_fixes;
mod file_fixes;
mod merge_action;
mod quick_fixes;
mod mention_actions;
mod code_actions;
mod page_address;
mod request;
mod preview;
mod server;
mod text_sync;
mod published_diagnostics;
mod checked_pages;
mod commands;
mod session;

pub use lsp_server::{Connection, Message, Notification, Request};

pub use buffer::Buffer;
pub use position::{ByteOrderMark, PositionEncoding, TextLines, TextPosition};
pub use server::{ServerOptions, SessionEnd, Watching};
pub use session::{run_session, run_stdio};
