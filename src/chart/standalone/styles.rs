//! The look of charts in light colours, as presentation attributes: most programs that show SVG read no style sheet, and
//! a strict Content-Security-Policy forbids one within a file. `assets/figure.css` says the same for pages.

/// The colour of the background.
pub(super) const PAPER: &str = "#ffffff";

/// The colour of texts.
pub(super) const INK: &str = "#14232b";

/// The colour of further texts.
pub(super) const MUTED: &str = "#4d5f68";

/// The typefaces, by family.
pub(super) const FAMILY: &str =
    "system-ui, 'Segoe UI', 'Noto Sans', 'Liberation Sans', Arial, sans-serif";

/// A rule: the elements `on` within elements `within` (each a tag, classes or both; empty for any) have the attributes
/// `set`. Later rules win.
pub(super) struct StyleRule {
    pub(super) within: &'static str,
    pub(super) on: &'static str,
    pub(super) set: &'static [(&'static str, &'static str)],
}

const fn rule(
    within: &'static str,
    on: &'static str,
    set: &'static [(&'static str, &'static str)],
) -> StyleRule {
    StyleRule { within, on, set }
}

/// All rules.
pub(super) const RULES: &[StyleRule] = &[
    rule("", "text", &[("fill", INK), ("stroke", "none")]),
    rule("", ".end", &[("text-anchor", "end")]),
    rule("", ".middle", &[("text-anchor", "middle")]),
    rule("", ".colour-1", &[("color", "#b3332b")]),
    rule("", ".colour-2", &[("color", "#b4690e")]),
    rule("", ".colour-3", &[("color", "#0d6a9c")]),
    rule("", ".colour-4", &[("color", "#7a4a9e")]),
    rule("", ".colour-5", &[("color", "#0f7b63")]),
    rule("", ".colour-6", &[("color", "#c0307a")]),
    rule("", ".colour-7", &[("color", "#54690a")]),
    rule("", ".colour-8", &[("color", "#4054b2")]),
    rule("", ".colour-9", &[("color", "#0b7a86")]),
    rule("", ".colour-10", &[("color", "#6b5d4b")]),
    rule("", ".colour-11", &[("color", "#14232b")]),
    rule("", ".colour-12", &[("color", "#5b6b73")]),
    rule("", ".colour-13", &[("color", "#7c6a0a")]),
    rule("", ".legend-dot", &[("fill", "currentColor")]),
    rule("", ".level-0", &[("fill", "#e4edf0")]),
    rule("", ".level-1", &[("fill", "#c4deec")]),
    rule("", ".level-2", &[("fill", "#9ec7de")]),
    rule("", ".level-3", &[("fill", "#70acca")]),
    rule("", ".level-4", &[("fill", "#2c76a3")]),
    rule("", ".level-5", &[("fill", "#0d4f7c")]),
    rule(".level-4", "text", &[("fill", PAPER)]),
    rule(".level-5", "text", &[("fill", PAPER)]),
    rule(
        "",
        ".title",
        &[("fill", INK), ("font-size", "20"), ("font-weight", "600")],
    ),
    rule("", ".source", &[("fill", MUTED), ("font-size", "11")]),
    // Maps
    rule(
        "",
        ".region",
        &[
            ("stroke", PAPER),
            ("stroke-width", "7"),
            ("stroke-linejoin", "round"),
        ],
    ),
    rule("", "circle.region", &[("stroke-width", "1")]),
    rule("", ".region.blank", &[("fill", "#e4edf0")]),
    rule("", ".region.tiny", &[("stroke-width", "40")]),
    rule("", ".region.tiny.level-0", &[("stroke", "#e4edf0")]),
    rule("", ".region.tiny.level-1", &[("stroke", "#c4deec")]),
    rule("", ".region.tiny.level-2", &[("stroke", "#9ec7de")]),
    rule("", ".region.tiny.level-3", &[("stroke", "#70acca")]),
    rule("", ".region.tiny.level-4", &[("stroke", "#2c76a3")]),
    rule("", ".region.tiny.level-5", &[("stroke", "#0d4f7c")]),
    rule(
        "",
        ".inset",
        &[
            ("fill", "none"),
            ("stroke", MUTED),
            ("stroke-opacity", ".5"),
        ],
    ),
    rule("", ".inset-title", &[("fill", MUTED)]),
    rule(
        "",
        ".hatch-line",
        &[("fill", "none"), ("stroke", MUTED), ("stroke-width", "14")],
    ),
    rule(
        ".point",
        "circle",
        &[
            ("fill", "currentColor"),
            ("stroke", PAPER),
            ("stroke-width", "1.2"),
        ],
    ),
    rule(
        "",
        ".disc",
        &[("fill", PAPER), ("stroke", INK), ("stroke-width", "1.3")],
    ),
    rule("", ".leader", &[("fill", "none"), ("stroke", INK)]),
    rule(
        "",
        ".casing",
        &[
            ("fill", "none"),
            ("stroke", PAPER),
            ("stroke-width", "3"),
            ("stroke-opacity", ".85"),
        ],
    ),
    rule("", ".plate", &[("fill", PAPER), ("fill-opacity", ".86")]),
    rule(".lead", ".dot", &[("fill", INK), ("stroke", PAPER)]),
    rule(".marker", ".dot", &[("fill", INK), ("stroke", PAPER)]),
    rule(".lead", ".label", &[("font-size", "13")]),
    rule(".lead", ".count", &[("font-weight", "700")]),
    rule(
        ".marker",
        ".count",
        &[
            ("font-size", "11"),
            ("font-weight", "600"),
            ("text-anchor", "middle"),
        ],
    ),
    // The network
    rule(
        "",
        ".edge",
        &[
            ("fill", "none"),
            ("stroke", MUTED),
            ("stroke-width", "1"),
            ("stroke-opacity", ".35"),
        ],
    ),
    rule("", ".edge.doubtful", &[("stroke-dasharray", "4 3")]),
    rule(
        ".node",
        "circle",
        &[
            ("fill", "currentColor"),
            ("stroke", PAPER),
            ("stroke-width", "1.5"),
        ],
    ),
    rule(
        ".overview",
        ".label",
        &[
            ("paint-order", "stroke"),
            ("stroke", PAPER),
            ("stroke-width", "3"),
            ("stroke-linejoin", "round"),
        ],
    ),
    rule(".overview", ".hub", &[("font-weight", "600")]),
    // Axes, timelines and bars
    rule(".axis", ".line", &[("fill", "none"), ("stroke", MUTED)]),
    rule(".axis", ".tick", &[("fill", "none"), ("stroke", "#d3dbdc")]),
    rule(
        ".axis",
        ".break",
        &[("fill", "none"), ("stroke", MUTED), ("stroke-width", "1.3")],
    ),
    rule(".axis", "text", &[("fill", MUTED), ("font-size", "11")]),
    rule(
        ".axis",
        ".year",
        &[("fill", INK), ("font-size", "12"), ("font-weight", "600")],
    ),
    rule("", ".rest", &[("fill", MUTED)]),
    rule(
        ".mark",
        ".dot",
        &[("fill", "currentColor"), ("stroke", PAPER)],
    ),
    rule(
        ".mark",
        ".span",
        &[
            ("fill", "currentColor"),
            ("fill-opacity", ".22"),
            ("stroke", "currentColor"),
            ("stroke-width", "1.2"),
        ],
    ),
    rule(
        ".mark.vague",
        ".span",
        &[("fill-opacity", ".08"), ("stroke-dasharray", "3 2.5")],
    ),
    rule(
        ".mark.vague",
        ".dot",
        &[
            ("fill", PAPER),
            ("stroke", "currentColor"),
            ("stroke-width", "1.5"),
            ("stroke-dasharray", "2.5 1.5"),
        ],
    ),
    rule(
        ".mark",
        ".onward",
        &[
            ("fill", "none"),
            ("stroke", "currentColor"),
            ("stroke-width", "1.6"),
        ],
    ),
    rule("", ".quantity", &[("color", "#0d4f7c")]),
    rule(".quantity", ".track", &[("fill", "#e4edf0")]),
    rule(
        ".quantity",
        ".fill",
        &[("fill", "currentColor"), ("fill-opacity", ".8")],
    ),
    rule(".quantity", "text", &[("font-size", "13")]),
    rule(".quantity", ".value", &[("font-weight", "600")]),
    // Matrices
    rule(".grid", "text", &[("font-size", "12")]),
    rule(".head", "text", &[("fill", MUTED)]),
];
