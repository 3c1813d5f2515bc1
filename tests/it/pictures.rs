//! Pictures: what is removed from them, how they are turned, and that nothing is made twice.

use std::fs;
use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use innovation_atlas::picture::{self, PictureFormat};

use crate::extent;
use crate::program::Site;

/// Words in the metadata of a photograph.
const SECRET: &[u8] = b"55.75 N 37.61 E by SecretCam";

/// A picture whose upper left quarter is red, and the rest is a pattern of blue.
fn quarter(width: u32, height: u32, seed: u32) -> DynamicImage {
    let pixel = |x: u32, y: u32| match x < width / 2 && y < height / 2 {
        true => Rgb([250, 0, 0]),
        false => Rgb([0, 0, ((x * 7 + y * 13 + seed * 31) % 200) as u8]),
    };
    DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, pixel))
}

/// A JPEG file with an orientation, a place in EXIF, a comment, and words after its end.
fn photograph(picture: &DynamicImage, orientation: u8) -> Vec<u8> {
    let mut plain = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut plain, 90);
    picture.write_with_encoder(encoder).expect("a picture");
    let mut exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    exif.extend([orientation, 0, 0, 0, 0, 0, 0]);
    exif.extend(SECRET);
    let mut bytes = plain[..2].to_vec();
    for (marker, payload) in [(0xe1_u8, &*exif), (0xfe, SECRET), (0xed, SECRET)] {
        bytes.extend([0xff, marker]);
        bytes.extend((payload.len() as u16 + 2).to_be_bytes());
        bytes.extend(payload);
    }
    bytes.extend(&plain[2..]);
    bytes.extend(SECRET);
    bytes
}

fn has_secret(bytes: &[u8]) -> bool {
    bytes.windows(SECRET.len()).any(|part| part == SECRET)
}

#[test]
fn what_a_photograph_knows_of_its_place_is_removed() {
    let picture = quarter(64, 48, 0);
    let bytes = photograph(&picture, 6);
    assert!(has_secret(&bytes));
    let bare = picture::without_metadata(PictureFormat::Jpeg, &bytes);
    assert!(!has_secret(&bare));
    let info = picture::inspect(PictureFormat::Jpeg, &bytes).expect("a picture");
    assert_eq!(picture::inspect(PictureFormat::Jpeg, &bare), Ok(info));
    let pixels = |bytes: &[u8]| {
        let read = image::load_from_memory_with_format(bytes, ImageFormat::Jpeg);
        read.expect("a picture").into_rgb8().into_raw()
    };
    assert_eq!(pixels(&bytes), pixels(&bare));
    let mut png = Cursor::new(Vec::new());
    picture.write_to(&mut png, ImageFormat::Png).expect("a PNG");
    let png = png.into_inner();
    // A chunk of text before the pixels; nobody checks its sum.
    let mut described = png[..33].to_vec();
    described.extend((SECRET.len() as u32).to_be_bytes());
    described.extend(b"tEXt");
    described.extend(SECRET);
    described.extend([0; 4]);
    described.extend(&png[33..]);
    assert_eq!(
        &*picture::without_metadata(PictureFormat::Png, &described),
        png
    );
}

#[test]
fn pictures_are_upright_whatever_their_orientation() {
    // Where the upper left quarter of the stored picture is seen: right of the middle, below the middle.
    let seen = [
        (false, false),
        (true, false),
        (true, true),
        (false, true),
        (false, false),
        (true, false),
        (true, true),
        (false, true),
    ];
    for (orientation, (right, below)) in (1..).zip(seen) {
        let bytes = photograph(&quarter(640, 320, 0), orientation);
        let info = picture::inspect(PictureFormat::Jpeg, &bytes).expect("a picture");
        let turned = orientation >= 5;
        let size = if turned { (320, 640) } else { (640, 320) };
        assert_eq!((info.width, info.height), size, "{orientation}");
        let smaller = picture::resized(&info, &bytes, 160).expect("a smaller picture");
        let read = image::load_from_memory_with_format(&smaller, ImageFormat::Jpeg);
        let read = read.expect("a picture").into_rgb8();
        let height = if turned { 320 } else { 80 };
        assert_eq!(
            (read.width(), read.height()),
            (160, height),
            "{orientation}"
        );
        let quarter = |side: bool, length: u32| length / 4 + if side { length / 2 } else { 0 };
        let pixel = read.get_pixel(quarter(right, 160), quarter(below, height));
        assert!(pixel[0] > 200 && pixel[2] < 60, "{orientation}: {pixel:?}");
        assert!(!has_secret(&smaller));
    }
}

#[test]
fn the_bytes_do_not_depend_on_the_number_of_threads() {
    let bytes = photograph(&quarter(700, 500, 3), 1);
    let info = picture::inspect(PictureFormat::Jpeg, &bytes).expect("a picture");
    let made = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        let pool = pool.expect("threads");
        pool.install(|| picture::resized(&info, &bytes, 320).expect("a smaller picture"))
    };
    assert_eq!(made(1), made(16));
}

/// A thousand photographs by night. A version that is published is neither made nor written again, whatever is in its file, and one that
/// nothing needs any more is removed.
#[test]
fn nothing_is_made_twice() {
    let photographs = extent::count(5, 1000);
    let site = Site::empty();
    site.write("site.toml", "title = \"Atlas\"\nlanguages = [\"de\"]\n");
    for number in 0..photographs {
        let id = format!("content/organizations/o{number}");
        let photo = format!("{{file: o{number}.jpg, alt: Haus}}");
        site.write(
            &format!("{id}.md"),
            &format!("---\nname: Haus {number}\nphoto: {photo}\n---\n"),
        );
        let bytes = photograph(&quarter(400, 300, number), 1);
        fs::write(site.path(&format!("{id}.jpg")), bytes).expect("a photograph");
    }
    site.build().expect_success();
    let folder = site.path("public/assets/content/organizations");
    let names = || -> Vec<String> {
        let entries = fs::read_dir(&folder).expect("the pictures");
        let name = |entry: std::io::Result<fs::DirEntry>| {
            let name = entry.expect("an entry").file_name();
            name.to_string_lossy().into_owned()
        };
        entries.map(name).collect()
    };
    assert_eq!(names().len(), 2 * photographs as usize);
    let versions = || names().into_iter().filter(|name| name.contains("-320."));
    for name in versions() {
        fs::write(folder.join(name), "made").expect("a mark");
    }
    site.build().expect_success();
    for name in versions() {
        assert_eq!(fs::read(folder.join(name)).expect("a file"), b"made");
    }
    fs::write(
        site.path("content/organizations/o0.jpg"),
        photograph(&quarter(400, 300, 77_777), 1),
    )
    .expect("another photograph");
    site.build().expect_success();
    let is_made = |name: String| fs::read(folder.join(name)).expect("a file") != b"made";
    assert_eq!(versions().filter(|name| is_made(name.clone())).count(), 1);
    assert_eq!(names().len(), 2 * photographs as usize);
}

#[test]
fn a_picture_that_is_cut_publishes_nothing() {
    let site = Site::small();
    site.write(
        "content/people/a.md",
        "---\nname: Анна\nphoto: {file: a.png, alt: Анна}\n---\n",
    );
    let mut png = Cursor::new(Vec::new());
    let picture = quarter(400, 300, 0);
    picture.write_to(&mut png, ImageFormat::Png).expect("a PNG");
    let png = png.into_inner();
    fs::write(site.path("content/people/a.png"), &png[..png.len() / 2]).expect("half a picture");
    let answer = site.build();
    assert_eq!(answer.code(), 1);
    assert!(answer.err().contains("bad-picture"), "{}", answer.err());
    assert!(!site.path("public/index.html").exists());
}
