//! Indexes of the entries of a vocabulary.

macro_rules! index {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(u16);

        impl $name {
            pub(crate) fn new(index: usize) -> $name {
                $name(index as u16)
            }

            /// Returns the index as a number.
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    };
}

index!(
    /// The index of a kind.
    KindIx
);
index!(
    /// The index of a field.
    FieldIx
);
index!(
    /// The index of a relation.
    RelationIx
);
index!(
    /// The index of a figure.
    FigureIx
);
