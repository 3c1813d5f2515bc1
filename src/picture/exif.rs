//! The orientation within EXIF metadata (CIPA DC-008), and metadata that has nothing else.

use super::picture_info::Orientation;

/// The tag of the orientation.
const ORIENTATION: u16 = 0x0112;

/// The type of a value of two bytes.
const SHORT: u16 = 3;

/// Limit of the entries of the first directory that are read.
const MAX_ENTRIES: u16 = 512;

/// Returns the orientation that metadata states. `tiff` begins with the byte order.
pub(super) fn orientation(tiff: &[u8]) -> Orientation {
    find_orientation(tiff).map_or(Orientation::UPRIGHT, Orientation::from_exif)
}

fn find_orientation(tiff: &[u8]) -> Option<u16> {
    let is_little = match tiff.get(..4)? {
        b"II*\0" => true,
        b"MM\0*" => false,
        _ => return None,
    };
    let short = |at: usize| -> Option<u16> {
        let bytes: [u8; 2] = tiff.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if is_little {
            u16::from_le_bytes(bytes)
        } else {
            u16::from_be_bytes(bytes)
        })
    };
    let long = |at: usize| -> Option<usize> {
        let bytes: [u8; 4] = tiff.get(at..at.checked_add(4)?)?.try_into().ok()?;
        let value = if is_little {
            u32::from_le_bytes(bytes)
        } else {
            u32::from_be_bytes(bytes)
        };
        usize::try_from(value).ok()
    };
    let directory = long(4)?;
    let entries = short(directory)?.min(MAX_ENTRIES);
    (0..usize::from(entries)).find_map(|index| {
        let entry = directory.checked_add(2 + index * 12)?;
        let is_orientation = short(entry)? == ORIENTATION && short(entry + 2)? == SHORT;
        is_orientation.then(|| short(entry + 8)).flatten()
    })
}

/// Returns metadata that states the orientation and nothing else.
pub(super) fn only_orientation(orientation: Orientation) -> [u8; 26] {
    let mut tiff = *b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\0\0\0\0\0\0\0";
    tiff[19] = orientation.value();
    tiff
}

#[cfg(test)]
mod tests {
    use super::{Orientation, only_orientation, orientation};

    #[test]
    fn an_orientation_is_read_as_it_is_written() {
        for value in 1..=8 {
            let written = Orientation::from_exif(value);
            assert_eq!(orientation(&only_orientation(written)), written);
        }
    }

    #[test]
    fn metadata_that_is_cut_or_points_outside_is_upright() {
        let full = only_orientation(Orientation::from_exif(6));
        for end in 0..20 {
            assert_eq!(orientation(&full[..end]), Orientation::UPRIGHT, "{end}");
        }
        let mut outside = full;
        outside[4..8].copy_from_slice(&[0xff; 4]);
        assert_eq!(orientation(&outside), Orientation::UPRIGHT);
        let mut nine = full;
        nine[19] = 9;
        assert_eq!(orientation(&nine), Orientation::UPRIGHT);
    }
}
