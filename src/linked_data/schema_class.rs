//! The classes of schema.org that the mapping distinguishes.

use crate::site::Direction;

/// A class of schema.org's type hierarchy. It decides which properties express places, sectors and parts.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum SchemaClass {
    Place,
    Organization,
    Event,
    Person,
    Work,
    Other,
}

impl SchemaClass {
    /// The class of a space-separated list of types, by its first type.
    pub(super) fn from_types(schema: Option<&str>) -> SchemaClass {
        match schema
            .and_then(|types| types.split_whitespace().next())
            .unwrap_or_default()
        {
            "Place" | "AdministrativeArea" | "City" | "Country" | "State" | "CivicStructure"
            | "Landform" => SchemaClass::Place,
            "Organization"
            | "Corporation"
            | "CollegeOrUniversity"
            | "EducationalOrganization"
            | "GovernmentOrganization"
            | "ResearchOrganization"
            | "NGO"
            | "Consortium"
            | "Project"
            | "LocalBusiness" => SchemaClass::Organization,
            "Event" | "BusinessEvent" | "EducationEvent" | "SocialEvent" => SchemaClass::Event,
            "Person" => SchemaClass::Person,
            "CreativeWork" | "Article" | "NewsArticle" | "Report" | "Legislation" | "Dataset"
            | "Book" => SchemaClass::Work,
            _ => SchemaClass::Other,
        }
    }

    /// The property for the place of a resource; `None` if the class has none, or is itself a place.
    pub(super) fn location(self) -> Option<&'static str> {
        match self {
            SchemaClass::Organization | SchemaClass::Event => Some("location"),
            SchemaClass::Person => Some("workLocation"),
            SchemaClass::Work => Some("contentLocation"),
            SchemaClass::Place | SchemaClass::Other => None,
        }
    }

    /// The property for the sector of a resource; `None` if the class has none.
    pub(super) fn sector(self) -> Option<&'static str> {
        match self {
            SchemaClass::Place => Some("keywords"),
            SchemaClass::Organization | SchemaClass::Person => Some("knowsAbout"),
            SchemaClass::Event | SchemaClass::Work => Some("about"),
            SchemaClass::Other => None,
        }
    }

    /// The property for a part or, in the inverse direction, for the whole; `None` if the class has none.
    pub(super) fn part(self, side: Direction) -> Option<&'static str> {
        let (part, whole) = match self {
            SchemaClass::Place => ("containsPlace", "containedInPlace"),
            SchemaClass::Organization => ("subOrganization", "parentOrganization"),
            SchemaClass::Event => ("subEvent", "superEvent"),
            SchemaClass::Work => ("hasPart", "isPartOf"),
            SchemaClass::Person | SchemaClass::Other => return None,
        };
        Some(if side == Direction::Forward {
            part
        } else {
            whole
        })
    }
}
