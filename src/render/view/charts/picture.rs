//! The drawings of the atlas as files: each with its title, its legend and its source.

use std::sync::Arc;

use super::atlas_map::map_drawing;
use super::class_legend::class_texts;
use super::cooperation::cooperation_drawing;
use super::matrix_chart::matrix_drawing;
use super::network::network_drawing;
use super::timeline::timeline_drawing;
use crate::atlas::RecordIx;
use crate::chart::breaks::ClassBreaks;
use crate::chart::standalone::{LegendEntry, Picture};
use crate::plan::ChartKind;
use crate::render::view::canonical::canonical;
use crate::render::view::context::PageContext;
use crate::render::view::kind::kind_style;
use crate::site::KindIx;
use crate::text::LangText;

/// A drawing as a file.
pub(in crate::render::view) fn picture(context: &Arc<PageContext>, chart: ChartKind) -> String {
    let mut sources = vec![source(context)];
    let (svg, legend) = match chart {
        ChartKind::Map(kind) => match map_drawing(context, kind) {
            Some(map) => {
                sources.push(map.credit);
                let mut legend = classes(context, &map.breaks);
                legend.extend(kinds(context, map.points));
                (map.svg, legend)
            }
            None => (String::new(), Vec::new()),
        },
        ChartKind::Network => of_kinds(context, network_drawing(context)),
        ChartKind::Timeline(year) => of_kinds(context, timeline_drawing(context, year)),
        ChartKind::Matrix(kind) => of_classes(context, matrix_drawing(context, kind)),
        ChartKind::Cooperation => of_classes(context, cooperation_drawing(context)),
    };
    let page = context.model.plan.page(&chart.page(), context.language);
    let address = page.and_then(|page| canonical(&context.model.site, &page.address));
    sources.extend(address.map(LangText::from));
    Picture {
        language: context.model.site.code(context.language),
        title: context.title_lang_text(),
        chart: &svg,
        legend,
        sources,
    }
    .svg()
}

/// The line that names the atlas and the day.
fn source(context: &PageContext) -> LangText<'_> {
    let site = context.localized_lang_text(&context.model.site.title);
    let date = crate::record::Date::On(crate::record::PartialDate::from(context.model.today));
    let words = context.message_lang_text("view_source");
    let words = words.filled("{site}", &site);
    words.filled("{date}", &context.date_lang_text(date))
}

fn of_kinds(
    context: &PageContext,
    (svg, records): (String, Vec<RecordIx>),
) -> (String, Vec<LegendEntry<'_>>) {
    let atlas = &context.model.atlas;
    let mut shown: Vec<KindIx> = records.into_iter().map(|ix| atlas.kind(ix)).collect();
    shown.sort_unstable();
    shown.dedup();
    (svg, kinds(context, shown).collect())
}

fn of_classes(
    context: &PageContext,
    (svg, breaks): (String, ClassBreaks),
) -> (String, Vec<LegendEntry<'_>>) {
    (svg, classes(context, &breaks))
}

fn classes<'a>(context: &'a PageContext, breaks: &ClassBreaks) -> Vec<LegendEntry<'a>> {
    let entry = |(level, text): (u8, String)| LegendEntry {
        class: format!("level-{level}"),
        text: text.into(),
    };
    class_texts(context, breaks).map(entry).collect()
}

fn kinds(
    context: &PageContext,
    kinds: impl IntoIterator<Item = KindIx>,
) -> impl Iterator<Item = LegendEntry<'_>> {
    let entry = |kind| {
        let found = context.model.site.vocabulary.kind(kind);
        LegendEntry {
            class: kind_style(found).to_string(),
            text: context.localized_lang_text(&found.title),
        }
    };
    kinds.into_iter().map(entry)
}
