//! How much of a long test runs: a part in every run, all of it with `NIGHTLY` set.

/// The count of a run by day, or that of a run at night.
pub(crate) fn count(by_day: u32, at_night: u32) -> u32 {
    if is_night() { at_night } else { by_day }
}

/// Every `step`th item by day, from the first on; all of them at night.
pub(crate) fn part<T>(all: Vec<T>, step: usize) -> Vec<T> {
    let step = if is_night() { 1 } else { step };
    all.into_iter().step_by(step).collect()
}

fn is_night() -> bool {
    std::env::var_os("NIGHTLY").is_some_and(|value| !value.is_empty())
}
