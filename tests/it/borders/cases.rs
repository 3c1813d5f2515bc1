//! The cases: what is shown, and what is known of it from any other map.

use std::fs;
use std::path::Path;

use super::made;

/// Borders, the settings with which they are drawn, and what must hold of the drawing.
pub(super) struct Case {
    pub(super) name: &'static str,
    /// `[map] id` and `object`.
    pub(super) id: Option<&'static str>,
    pub(super) object: Option<&'static str>,
    /// What else `[map]` says.
    map: &'static str,
    /// The widest share of the frame that a ring takes, but for those of some units.
    pub(super) widest: f64,
    pub(super) wide: &'static [&'static str],
    /// Width by height of all that is drawn, at least and at most: kilometres, of any atlas.
    pub(super) proportion: (f64, f64),
    /// Units or places of which the first is drawn above, or left of, the second on the main map: the northern and the western
    /// one, but around a pole.
    pub(super) north_of: &'static [(&'static str, &'static str)],
    pub(super) west_of: &'static [(&'static str, &'static str)],
    /// Units with a place in them: name, latitude, longitude.
    pub(super) places: &'static [(&'static str, &'static str, f64, f64)],
}

impl Case {
    /// The file of borders.
    pub(super) fn borders(&self) -> String {
        match self.name {
            "arctic" => made::arctic(),
            "coast" => made::coast(),
            name => {
                let home = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/borders");
                fs::read_to_string(home.join(format!("{name}.json"))).expect(name)
            }
        }
    }

    /// The settings of its site.
    pub(super) fn settings(&self) -> String {
        let key = |key: &str, value: Option<&str>| {
            value.map_or(String::new(), |value| format!("{key} = \"{value}\"\n"))
        };
        format!(
            "title = \"Borders: {}\"\nlanguages = [\"en\"]\n[kinds.organization]\nroles = [\"map\"]\n\
             [map]\ngeometry = \"assets/borders.json\"\n{}{}{}",
            self.name,
            key("id", self.id),
            key("object", self.object),
            self.map
        )
    }
}

const PLAIN: Case = Case {
    name: "",
    id: None,
    object: None,
    map: "",
    widest: 0.5,
    wide: &[],
    proportion: (0.0, 0.0),
    north_of: &[],
    west_of: &[],
    places: &[],
};

pub(super) const CASES: [Case; 14] = [
    // A topology with two objects, units without an id, Russia and Fiji on both sides of 180°, Antarctica along the edge.
    Case {
        name: "world",
        object: Some("countries"),
        widest: 0.45,
        wide: &["010"],
        proportion: (1.8, 2.2),
        north_of: &[
            ("578", "380"),
            ("250", "012"),
            ("076", "032"),
            ("710", "010"),
        ],
        west_of: &[
            ("124", "250"),
            ("152", "032"),
            ("250", "392"),
            ("356", "554"),
        ],
        places: &[
            ("250", "Paris", 48.86, 2.35),
            ("076", "Brasília", -15.8, -47.9),
            ("392", "Tōkyō", 35.68, 139.69),
            ("554", "Christchurch", -43.53, 172.62),
            ("643", "Omsk", 55.0, 73.37),
            ("840", "Denver", 39.74, -104.99),
        ],
        ..PLAIN
    },
    // A topology with three objects, two of which have ids; islands far from the rest.
    Case {
        name: "spain",
        object: Some("provinces"),
        widest: 0.2,
        proportion: (1.0, 1.25),
        north_of: &[("33", "29"), ("28", "41"), ("08", "03"), ("41", "38")],
        west_of: &[("15", "17"), ("10", "46"), ("38", "35"), ("28", "07")],
        places: &[
            ("28", "Madrid", 40.42, -3.7),
            ("35", "Telde", 27.99, -15.42),
            ("07", "Inca", 39.72, 2.91),
            ("41", "Sevilla", 37.39, -5.98),
        ],
        ..PLAIN
    },
    // A window for the mainland, and boxes for what lies in two other oceans.
    Case {
        name: "france",
        id: Some("dep"),
        map: "window = [-5.5, 41, 10, 51.5]\n\
              [map.insets.guadeloupe]\ntitle = \"Guadeloupe\"\nwindow = [-61.9, 15.8, -60.9, 16.6]\n\
              [map.insets.martinique]\ntitle = \"Martinique\"\nwindow = [-61.3, 14.3, -60.7, 15]\n\
              [map.insets.guyane]\ntitle = \"Guyane\"\nwindow = [-54.8, 2, -51.4, 6]\n\
              [map.insets.reunion]\ntitle = \"La Réunion\"\nwindow = [55.1, -21.5, 55.95, -20.8]\n",
        widest: 0.2,
        proportion: (0.95, 1.2),
        north_of: &[("FR-NO", "FR-HG"), ("FR-NO", "FR-FI")],
        west_of: &[("FR-FI", "FR-BR"), ("FR-GI", "FR-AM")],
        places: &[
            ("FR-FI", "Quimper", 48.0, -4.1),
            ("FR-GUF", "Saül", 3.62, -53.21),
            ("FR-LRE", "Le Tampon", -21.24, 55.52),
        ],
        ..PLAIN
    },
    // Collections of polygons, across the equator.
    Case {
        name: "ecuador",
        widest: 0.2,
        proportion: (2.2, 2.8),
        north_of: &[("EC-ES", "EC-LJ"), ("EC-CR", "EC-AZ")],
        west_of: &[("EC-GA", "EC-ES"), ("EC-MN", "EC-NA")],
        places: &[
            ("EC-AZ", "Cuenca", -2.9, -79.0),
            ("EC-PA", "Puyo", -1.49, -78.0),
        ],
        ..PLAIN
    },
    // A single feature, across the equator.
    Case {
        name: "indonesia",
        id: Some("country"),
        widest: 0.35,
        proportion: (2.5, 3.0),
        places: &[
            ("ID", "Palangkaraya", -2.21, 113.92),
            ("ID", "Wamena", -4.1, 138.95),
            ("ID", "Takengon", 4.62, 96.85),
        ],
        ..PLAIN
    },
    // Across 180° in the south, with features without an id or without a shape.
    Case {
        name: "fiji",
        id: Some("iso"),
        widest: 0.35,
        proportion: (0.5, 1.0),
        north_of: &[("FJ-RO", "FJ-NO"), ("FJ-NO", "FJ-CE")],
        west_of: &[("FJ-WE", "FJ-CE"), ("FJ-RO", "FJ-NO")],
        places: &[
            ("FJ-WE", "Nadarivatu", -17.57, 177.97),
            ("FJ-NO", "Labasa", -16.45, 179.38),
        ],
        ..PLAIN
    },
    // Across 180° in the north.
    Case {
        name: "bering",
        widest: 0.65,
        proportion: (1.2, 2.6),
        north_of: &[("RU-CK", "RU-KQ"), ("RU-MG", "RU-KQ")],
        west_of: &[("RU-MG", "RU-KQ"), ("RU-CK", "US-AK")],
        places: &[
            ("RU-CK", "Egvekinot", 66.35, -179.1),
            ("US-AK", "Fairbanks", 64.84, -147.72),
            ("RU-MG", "Susuman", 62.78, 148.17),
        ],
        ..PLAIN
    },
    // South of the equator, with islands beyond 180°.
    Case {
        name: "new-zealand",
        widest: 0.35,
        proportion: (0.4, 0.8),
        north_of: &[("NZ-NO", "NZ-AU"), ("NZ-AU", "NZ-WG"), ("NZ-CA", "NZ-SO")],
        west_of: &[("NZ-SO", "NZ-GI"), ("NZ-WC", "NZ-CI"), ("NZ-GI", "NZ-CI")],
        places: &[
            ("NZ-OT", "Alexandra", -45.25, 169.39),
            ("NZ-WK", "Taupō", -38.6, 176.0),
        ],
        ..PLAIN
    },
    // Around a pole, cut at 180°.
    Case {
        name: "antarctica",
        widest: 1.0,
        proportion: (1.0, 1.35),
        // The meridian of Greenwich is up, the east right of it.
        north_of: &[("Greenwich", "Pole"), ("Pole", "Antimeridian")],
        west_of: &[("West", "Pole"), ("Pole", "East")],
        places: &[
            ("AQ", "Pole", -89.99, 0.0),
            ("AQ", "Greenwich", -75.0, 0.0),
            ("AQ", "East", -75.0, 90.0),
            ("AQ", "Antimeridian", -85.5, 180.0),
            ("AQ", "West", -78.0, -90.0),
        ],
        ..PLAIN
    },
    // Long and narrow, with an island far away in a box.
    Case {
        name: "chile",
        map: "window = [-76.2, -56, -66.2, -17.3]\n\
              [map.insets.rapa-nui]\ntitle = \"Rapa Nui\"\nwindow = [-109.6, -27.3, -109.1, -26.9]\n",
        widest: 0.4,
        proportion: (0.15, 0.5),
        north_of: &[
            ("CL-AP", "CL-TA"),
            ("CL-TA", "CL-AN"),
            ("CL-AN", "CL-AT"),
            ("CL-AT", "CL-CO"),
            ("CL-CO", "CL-RM"),
            ("CL-RM", "CL-ML"),
            ("CL-AI", "CL-MA"),
        ],
        west_of: &[("CL-AI", "CL-AN")],
        places: &[
            ("CL-AN", "Calama", -22.46, -68.93),
            ("CL-AI", "Coyhaique", -45.57, -72.07),
        ],
        ..PLAIN
    },
    // Nothing but tiny islands.
    Case {
        name: "maldives",
        widest: 0.1,
        proportion: (0.1, 0.2),
        north_of: &[("MV-HA", "MV-KA"), ("MV-NO", "MV-AD")],
        places: &[("MV-KA", "Thulusdhoo", 4.374, 73.65)],
        ..PLAIN
    },
    // Tiny islands on both sides of the equator and of 180°.
    Case {
        name: "kiribati",
        widest: 0.05,
        proportion: (2.0, 2.8),
        places: &[("KI", "Kiritimati", 1.87, -157.4)],
        ..PLAIN
    },
    // Around the other pole: a cap, and four sectors.
    Case {
        name: "arctic",
        widest: 0.8,
        wide: &["cap"],
        proportion: (0.95, 1.05),
        north_of: &[("sector-a", "sector-b"), ("sector-d", "sector-c")],
        west_of: &[("sector-a", "sector-d"), ("sector-b", "sector-c")],
        places: &[("cap", "Pole", 89.9, 0.0)],
        ..PLAIN
    },
    // Two hundred thousand positions.
    Case {
        name: "coast",
        widest: 0.3,
        proportion: (0.8, 1.6),
        north_of: &[("x-0-3", "x-0-0")],
        west_of: &[("x-0-0", "x-5-0")],
        places: &[("x-3-3", "Middle", 48.5, 13.25)],
        ..PLAIN
    },
];
