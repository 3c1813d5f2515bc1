//! What strangers write, where they write it, and what must not come of it.

pub(crate) mod harmless;
pub(crate) mod hostile;
pub(crate) mod vectors;
