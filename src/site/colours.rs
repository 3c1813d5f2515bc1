//! `[colours]` of `site.toml`: the accent of links, buttons and charts, checked for its contrast.

use super::colour::Colour;
use super::toml_reader::TableReader;
use crate::diagnostic::Code;

/// The ground of pages in light colours, `--paper` of `assets/atlas.css`.
const LIGHT_GROUND: Colour = Colour::new(0xf6, 0xf8, 0xf7);

/// The lightest ground of pages in dark colours, `--sheet` of `assets/atlas.css`.
const DARK_GROUND: Colour = Colour::new(0x16, 0x21, 0x27);

/// The least contrast ratio of text (WCAG 2.2, 1.4.3).
const LEAST_CONTRAST: f64 = 4.5;

/// The contrast ratio of a dark accent that follows from the light one.
const DERIVED_CONTRAST: f64 = 7.0;

/// A colour on light and on dark pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ColourPair {
    /// On light pages.
    pub light: Colour,
    /// On dark pages.
    pub dark: Colour,
}

/// The settings of `[colours]`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Colours {
    /// `accent`: links, buttons, bars. `None` means that of the style sheet.
    pub accent: Option<ColourPair>,
}

/// Reads `[colours]`. An accent is a colour, from which the dark one follows, or `{ light = "#…", dark = "#…" }`.
pub(super) fn read(site: &TableReader<'_>) -> Colours {
    let Some(table) = site.table("colours") else {
        return Colours::default();
    };
    let accent = accent(&table);
    table.finish();
    Colours { accent }
}

fn accent(table: &TableReader<'_>) -> Option<ColourPair> {
    let is_table = |key: &str| {
        let value = table.entries.get(key);
        value.is_some_and(|value| value.get_ref().as_table().is_some())
    };
    if !is_table("accent") {
        let light = colour(table, "accent", LIGHT_GROUND)?;
        let dark = light.with_contrast(DARK_GROUND, DERIVED_CONTRAST, Colour::WHITE);
        return Some(ColourPair { light, dark });
    }
    let pair = table.table("accent")?;
    let light = colour(&pair, "light", LIGHT_GROUND);
    let dark = colour(&pair, "dark", DARK_GROUND);
    for key in ["light", "dark"] {
        if !pair.entries.contains_key(key) {
            let example = format!("{key} = \"#…\"");
            let key = pair.full_key(key);
            let facts = [("key", &*key), ("example", &example)];
            pair.report(Code::MissingSetting, &pair.span, &facts);
        }
    }
    pair.finish();
    Some(ColourPair {
        light: light?,
        dark: dark?,
    })
}

/// Reads a colour. Reports one that is too near to its ground, with the nearest that is not.
fn colour(table: &TableReader<'_>, key: &'static str, ground: Colour) -> Option<Colour> {
    let text = table.text(key)?;
    let Some(colour) = Colour::parse(text) else {
        table.report_value(key, "цвет: \"#0d4f7c\"", "a colour: \"#0d4f7c\"");
        return None;
    };
    let contrast = colour.contrast(ground);
    if contrast < LEAST_CONTRAST {
        let towards = if ground == LIGHT_GROUND {
            Colour::BLACK
        } else {
            Colour::WHITE
        };
        let near = colour.with_contrast(ground, LEAST_CONTRAST, towards);
        // Rounded down, so that 4.49 is not shown as 4.5.
        let ratio = (contrast * 10.0).floor() / 10.0;
        let facts = [
            ("colour", text),
            ("ground", &*ground.to_string()),
            ("ratio", &*format!("{ratio:.1}").replace('.', ",")),
            ("ratio_en", &*format!("{ratio:.1}")),
            ("near", &*near.to_string()),
        ];
        table.report_key(Code::LowContrast, key, &facts);
    }
    Some(colour)
}
