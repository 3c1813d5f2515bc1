//! A figure with several observations as a time series.

use minijinja::value::Value;

use super::svg_value::svg_value;
use super::timeline_days::days;
use crate::chart::Caption;
use crate::chart::series::{Series, SeriesPoint};
use crate::record::{Bound, Date, Observation, Status};
use crate::render::view::context::PageContext;
use crate::site::Localized;
use crate::text::LangText;

/// The maximum number of observations. Contradictory values on two dates are joined pairwise, which is quadratic.
const MAX_OBSERVATIONS: usize = 200;

/// The chart of one figure; none for fewer than two dates or too many observations.
pub(in crate::render::view) fn series(
    context: &PageContext,
    id: &str,
    label: &Localized,
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
        title: context.localized_lang_text(label),
        description: "".into(),
    };
    svg_value(
        Series {
            width: 320.0,
            observations,
            unit: unit.into(),
            decimal: context.style.decimal_separator(),
        }
        .svg(&caption),
    )
}

/// The point of an observation.
fn series_point<'a>(
    context: &'a PageContext,
    label: &'a Localized,
    figure: &Observation,
    on: Date,
) -> SeriesPoint<'a> {
    let (first, last) = days(on, context.model.today);
    let written = context.style.quantity(figure.value);
    let by = figure
        .by
        .as_ref()
        .and_then(|by| context.model.atlas.resolve(&by.text));
    let by = by.map(|by| LangText::plain(", ").and(context.short_name_lang_text(by)));
    let hint = context
        .localized_lang_text(label)
        .and(format!(": {written}, "))
        .and(context.date_lang_text(on))
        .and(by.unwrap_or_else(|| "".into()));
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
        hint,
        href: "".into(),
        doubtful: figure.provenance.status != Status::Stated,
    }
}
