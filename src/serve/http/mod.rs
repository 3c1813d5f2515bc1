//! A small HTTP/1.1 server for one user's browsers.

pub(super) mod mime;
pub(super) mod fingerprint;
pub(super) mod url;
pub(super) mod response;
pub(super) mod request;
pub(super) mod origin_check;
mod limiter;
pub(super) mod connection;
pub(super) mod server;
