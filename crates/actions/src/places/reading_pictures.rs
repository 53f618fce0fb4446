//! From the bytes that somebody sent to a picture that can be shown: looked at, turned upright, made small, and
//! written anew, so that nothing of the camera (where it was, when, whose) is left in it.

use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageDecoder as _, ImageFormat, ImageReader, Limits, RgbImage, guess_format};
use std::io::Cursor;
use tokio::sync::Semaphore;

/// The most bytes of a picture as it is sent: 2 MB.
pub const LARGEST_PICTURE: usize = 2 * 1024 * 1024;
/// The longest side of a picture as it is kept, in dots.
const LONGEST_SIDE: u32 = 1_200;
/// The longest side of a picture as it is sent, in dots.
const LONGEST_SENT: u32 = 10_000;
/// The most memory that one picture may take while it is unpacked: a small file can claim to be a huge picture.
const MOST_MEMORY: u64 = 160 * 1024 * 1024;
/// How well the colours are kept, of 100.
const QUALITY: u8 = 82;

/// Pictures are unpacked one after another, so that ten at once do not take the memory of ten.
static ONE_AT_A_TIME: Semaphore = Semaphore::const_new(1);

/// A picture as it is kept.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Ready {
    /// The bytes of a JPEG.
    pub body: Vec<u8>,
    /// How wide, in dots.
    pub width: u32,
    /// How high, in dots.
    pub height: u32,
}

/// Why bytes are not a picture that can be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotAPicture {
    /// More bytes than are read.
    #[error("more than {LARGEST_PICTURE} bytes")]
    TooLarge,
    /// Not a JPEG, PNG or WebP, or a broken one.
    #[error("not a picture of a kind that is shown")]
    NotRead,
    /// More dots than are unpacked.
    #[error("more dots than are unpacked")]
    TooManyDots,
}

/// Reads a picture, away from the threads that answer people.
pub(super) async fn read(sent: Vec<u8>) -> Result<Ready, NotAPicture> {
    let Ok(_turn) = ONE_AT_A_TIME.acquire().await else { return Err(NotAPicture::NotRead) };
    // A decoder that stumbles over hostile bytes ends its own task, nothing else.
    tokio::task::spawn_blocking(move || picture(&sent)).await.unwrap_or(Err(NotAPicture::NotRead))
}

fn picture(sent: &[u8]) -> Result<Ready, NotAPicture> {
    if sent.len() > LARGEST_PICTURE {
        return Err(NotAPicture::TooLarge);
    }
    // What the bytes say, not what the file is called.
    let format = guess_format(sent).map_err(|_| NotAPicture::NotRead)?;
    if !matches!(format, ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP) {
        return Err(NotAPicture::NotRead);
    }
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_MEMORY);
    let mut reader = ImageReader::with_format(Cursor::new(sent), format);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|_| NotAPicture::NotRead)?;
    let (width, height) = decoder.dimensions();
    if width == 0 || height == 0 {
        return Err(NotAPicture::NotRead);
    }
    if width > LONGEST_SENT || height > LONGEST_SENT || decoder.total_bytes() > MOST_MEMORY {
        return Err(NotAPicture::TooManyDots);
    }
    // Phones write "this side up" beside the picture; what is beside it does not stay.
    let upright = decoder.orientation().map_err(|_| NotAPicture::NotRead)?;
    let mut image = DynamicImage::from_decoder(decoder).map_err(|_| NotAPicture::NotRead)?;
    if image.width().max(image.height()) > LONGEST_SIDE {
        image = image.thumbnail(LONGEST_SIDE, LONGEST_SIDE);
    }
    image.apply_orientation(upright);
    let flat = on_white(&image);
    let mut body = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut body, QUALITY);
    encoder.encode_image(&flat).map_err(|_| NotAPicture::NotRead)?;
    Ok(Ready { body, width: flat.width(), height: flat.height() })
}

/// What can be seen through stands on white.
fn on_white(image: &DynamicImage) -> RgbImage {
    if !image.color().has_alpha() {
        return image.to_rgb8();
    }
    let seen = image.to_rgba8();
    RgbImage::from_fn(seen.width(), seen.height(), |x, y| {
        let image::Rgba([red, green, blue, alpha]) = *seen.get_pixel(x, y);
        let over = |colour: u8| {
            let (colour, alpha) = (u32::from(colour), u32::from(alpha));
            u8::try_from((colour * alpha + 255 * (255 - alpha)) / 255).unwrap_or(u8::MAX)
        };
        image::Rgb([over(red), over(green), over(blue)])
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::codecs::png::PngEncoder;
    use image::{ExtendedColorType, ImageEncoder as _};

    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = Vec::new();
        let dots = vec![120_u8; (width * height * 3) as usize];
        PngEncoder::new(&mut bytes).write_image(&dots, width, height, ExtendedColorType::Rgb8).unwrap();
        bytes
    }

    /// A JPEG of 40 by 20 dots, taken with the phone on its side at a place that its EXIF names.
    fn phone_jpeg() -> Vec<u8> {
        let mut bytes = Vec::new();
        JpegEncoder::new(&mut bytes).encode_image(&RgbImage::from_pixel(40, 20, image::Rgb([9, 90, 200]))).unwrap();
        // Little-endian TIFF with one entry: orientation (0x0112), short, 1, value 6 (turn right), and words after it.
        let mut exif = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0".to_vec();
        exif.extend_from_slice(b"GPS 55.9771 -3.3001 Aileen's phone");
        let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
        let mut all = vec![0xFF, 0xD8, 0xFF, 0xE1, length[0], length[1]];
        all.extend(exif);
        all.extend_from_slice(&bytes[2..]);
        all
    }

    #[test]
    fn a_large_picture_is_made_small_and_keeps_its_shape() {
        let ready = picture(&png(2_400, 1_600)).unwrap();
        assert_eq!((ready.width, ready.height), (1_200, 800));
        assert_eq!(guess_format(&ready.body).unwrap(), ImageFormat::Jpeg);
        let small = picture(&png(30, 20)).unwrap();
        assert_eq!((small.width, small.height), (30, 20), "a small one is not blown up");
    }

    #[test]
    fn a_phones_picture_stands_upright_and_says_nothing_of_the_phone() {
        let sent = phone_jpeg();
        let says = |bytes: &[u8], what: &[u8]| bytes.windows(what.len()).any(|window| window == what);
        assert!(says(&sent, b"GPS") && says(&sent, b"Exif"));
        let ready = picture(&sent).unwrap();
        assert_eq!((ready.width, ready.height), (20, 40));
        assert!(!says(&ready.body, b"GPS") && !says(&ready.body, b"Exif") && !says(&ready.body, b"phone"));
    }

    #[test]
    fn what_is_no_picture_is_not_read() {
        let html = b"<html><script>alert(1)</script></html>".to_vec();
        let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>".to_vec();
        let gif = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;".to_vec();
        let magic_only = b"\x89PNG\r\n\x1a\n<script>alert(1)</script>".to_vec();
        let cut = png(200, 200)[..120].to_vec();
        for bytes in [Vec::new(), html, svg, gif, magic_only, cut] {
            assert_eq!(picture(&bytes).err(), Some(NotAPicture::NotRead));
        }
    }

    #[test]
    fn a_small_file_that_claims_to_be_huge_is_not_unpacked() {
        let mut bytes = png(8, 8);
        // The width and height of a PNG stand at 16 and 20; its checksum after them is made right again.
        bytes[16..20].copy_from_slice(&60_000_u32.to_be_bytes());
        bytes[20..24].copy_from_slice(&60_000_u32.to_be_bytes());
        let sum = crc(&bytes[12..29]).to_be_bytes();
        bytes[29..33].copy_from_slice(&sum);
        assert!(picture(&bytes).is_err());
        let dots = png(9_000, 40);
        assert!(picture(&dots).is_ok(), "long is not yet huge");
        assert_eq!(picture(&png(10_001, 1)).err(), Some(NotAPicture::TooManyDots));
        assert_eq!(picture(&vec![0; LARGEST_PICTURE + 1]).err(), Some(NotAPicture::TooLarge));
    }

    fn crc(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(u32::MAX, |sum, byte| {
            (0..8).fold(sum ^ u32::from(*byte), |sum, _| (sum >> 1) ^ (0xEDB8_8320 & (sum & 1).wrapping_neg()))
        })
    }
}
