//! A figure with several observations as a time series.

use minijinja::value::Value;

use super::svg_value::svg_value;
use super::timeline_days::days;
use crate::chart::Caption;
use crate::chart::series::{Series, SeriesPoint};
use crate::record::{Bound, Date, Observation, Status};
use crate::render::view::context::PageContext;

/// The maximum number of observations. Contradictory values on two dates are joined pairwise, which is quadratic.
const MAX_OBSERVATIONS: usize = 200;

/// The chart of one figure; none for fewer than two dates or too many observations.
pub(in crate::render::view) fn series(
    context: &PageContext,
    id: &str,
    label: &str,
    seen: &[&Observation],
) -> Value {
    let dated: Vec<(&Observation, Date)> = seen
        .iter()
        .filter_map(|figure| Some((*figure, figure.on?)))
        .collect();
    let moments = dated.iter().map(|(_, on)| (on.first_day(), on.last_day()));
    let mut moments: Vec<_> = moments.collect();
    moments.sort_unstable();
    moments.dedup();
    if moments.len() < 2 || dated.len() > MAX_OBSERVATIONS {
        return Value::from(());
    }
    let observations = dated
        .iter()
        .map(|(figure, on)| series_point(context, label, figure, *on))
        .collect();
    let unit = if seen.iter().any(|figure| figure.value.percent) {
        "%"
    } else {
        ""
    };
    let prefix = format!("atlas-series-{id}");
    let caption = Caption {
        prefix: &prefix,
        title: label,
        description: "",
    };
    svg_value(
        Series {
            width: 320.0,
            observations,
            unit,
            decimal: context.style.decimal_separator(),
        }
        .svg(&caption),
    )
}

/// The point of an observation.
fn series_point(
    context: &PageContext,
    label: &str,
    figure: &Observation,
    on: Date,
) -> SeriesPoint<'static> {
    let (first, last) = days(on, context.model.today);
    let written = context.style.quantity(figure.value);
    let by = figure
        .by
        .as_ref()
        .and_then(|by| context.model.atlas.resolve(&by.text));
    let by = by.map_or(String::new(), |by| {
        format!(
            ", {}",
            context.model.atlas.record(by).title(context.language).0
        )
    });
    let hint = format!("{label}: {written}, {}{by}", context.style.date(on));
    let value = figure.value.number;
    let reach = match figure.value.bound {
        Bound::About => Some((value * 0.95, value * 1.05)),
        _ => None,
    };
    SeriesPoint {
        from: first,
        until: last,
        value,
        reach,
        written: written.into(),
        hint: hint.into(),
        href: "".into(),
        doubtful: figure.provenance.status != Status::Stated,
    }
}
