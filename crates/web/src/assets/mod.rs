//! What the browser is given beside the page: stylesheets, one script, the mark.
//!
//! Each file is in the program itself and carries a hash of its content in its name, so it
//! may be kept for ever by the browser and is new the moment it changes. The squeezed
//! form is made once. Nothing is ever fetched from another host.

use std::collections::HashMap;
use std::io::Write as _;
use std::sync::OnceLock;

use sha2::{Digest as _, Sha256};

#[derive(rust_embed::Embed)]
#[folder = "assets/served/"]
struct Served;

/// What a file may be kept for: a year, and never asked after, since a change has a new name.
pub const CACHE_CONTROL: &str = "public, max-age=31536000, immutable";

/// One file, ready to send.
#[derive(Clone, Copy)]
pub struct Asset {
    /// The media type.
    pub content_type: &'static str,
    /// The bytes as they go out.
    pub body: &'static [u8],
    /// `Content-Encoding`, where the body is squeezed.
    pub encoding: Option<&'static str>,
}

struct Shelved {
    href: &'static str,
    content_type: &'static str,
    plain: &'static [u8],
    gzip: Option<&'static [u8]>,
}

struct Shelf {
    by_name: HashMap<String, usize>,
    by_hashed_name: HashMap<String, usize>,
    files: Vec<Shelved>,
}

/// The address of a file by its plain name: `bothy.css` gives `/assets/bothy.1a2b3c4d5e6f.css`.
///
/// An unknown name gives an empty address; every name in the templates is tested.
pub fn href(name: &str) -> &'static str {
    let shelf = shelf();
    shelf.by_name.get(name).and_then(|at| shelf.files.get(*at)).map_or("", |file| file.href)
}

/// The file behind the last part of an address, squeezed where the browser takes gzip.
///
/// `accept_encoding` is the request's `Accept-Encoding`. Answer with [`CACHE_CONTROL`] and
/// `Vary: Accept-Encoding`. A name with an old hash gives nothing.
pub fn serve(name: &str, accept_encoding: &str) -> Option<Asset> {
    let shelf = shelf();
    let file = shelf.by_hashed_name.get(name).and_then(|at| shelf.files.get(*at))?;
    let squeezed = if takes_gzip(accept_encoding) { file.gzip } else { None };
    Some(match squeezed {
        Some(body) => Asset { content_type: file.content_type, body, encoding: Some("gzip") },
        None => Asset { content_type: file.content_type, body: file.plain, encoding: None },
    })
}

fn takes_gzip(accept_encoding: &str) -> bool {
    accept_encoding.split(',').any(|offer| {
        let mut parts = offer.split(';');
        let named = parts.next().is_some_and(|coding| coding.trim().eq_ignore_ascii_case("gzip"));
        let refused = parts.any(|weight| matches!(weight.trim(), "q=0" | "q=0.0" | "q=0.00" | "q=0.000"));
        named && !refused
    })
}

fn shelf() -> &'static Shelf {
    static SHELF: OnceLock<Shelf> = OnceLock::new();
    SHELF.get_or_init(|| {
        let mut shelf = Shelf { by_name: HashMap::new(), by_hashed_name: HashMap::new(), files: Vec::new() };
        for name in Served::iter() {
            let Some(file) = Served::get(&name) else { continue };
            // These few bytes live as long as the program, so they are given to it for good.
            let plain: &'static [u8] = file.data.into_owned().leak();
            let hashed = hashed_name(&name, plain);
            let href: &'static str = format!("/assets/{hashed}").leak();
            let at = shelf.files.len();
            shelf.files.push(Shelved { href, content_type: content_type(&name), plain, gzip: squeeze(plain) });
            shelf.by_name.insert(name.to_string(), at);
            shelf.by_hashed_name.insert(hashed, at);
        }
        shelf
    })
}

fn hashed_name(name: &str, body: &[u8]) -> String {
    let digest = Sha256::digest(body);
    let hash: String = digest.iter().take(6).map(|byte| format!("{byte:02x}")).collect();
    match name.rsplit_once('.') {
        Some((stem, ending)) => format!("{stem}.{hash}.{ending}"),
        None => format!("{name}.{hash}"),
    }
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, ending)| ending) {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        _ => "application/octet-stream",
    }
}

fn squeeze(plain: &[u8]) -> Option<&'static [u8]> {
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    gzip.write_all(plain).ok()?;
    let squeezed = gzip.finish().ok()?;
    if squeezed.len() < plain.len() { Some(squeezed.leak()) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn last_part(href: &str) -> &str {
        href.rsplit('/').next().unwrap()
    }

    #[test]
    fn a_file_is_found_under_its_hashed_name_only() {
        let href = href("bothy.css");
        assert!(href.starts_with("/assets/bothy.") && href.ends_with(".css"), "{href}");
        let asset = serve(last_part(href), "br, gzip").unwrap();
        assert_eq!(asset.encoding, Some("gzip"));
        assert_eq!(asset.content_type, "text/css; charset=utf-8");
        assert!(serve("bothy.css", "gzip").is_none());
        assert!(serve("bothy.000000000000.css", "gzip").is_none());
    }

    #[test]
    fn a_browser_that_does_not_take_gzip_gets_the_plain_file() {
        let name = last_part(href("base.css"));
        assert_eq!(serve(name, "").unwrap().encoding, None);
        assert_eq!(serve(name, "br, gzip;q=0").unwrap().encoding, None);
        assert_eq!(serve(name, "GZIP;q=0.5").unwrap().encoding, Some("gzip"));
    }

    #[test]
    fn the_stylesheets_fit_on_a_first_visit_by_phone() {
        let total: usize = ["base.css", "bothy.css", "mark.svg"]
            .map(|name| serve(last_part(href(name)), "gzip").unwrap().body.len())
            .iter()
            .sum();
        // 60 KiB is the whole first visit; the page itself may need half of it.
        assert!(total < 30 * 1024, "{total} bytes of stylesheets");
    }
}
