//! Writes every sample of every page into a folder, with the stylesheets, to be looked at:
//!
//! ```text
//! cargo run -p bothy-web --example style -- FOLDER
//! ```
//!
//! Then serve the folder (`python3 -m http.server --bind 127.0.0.1`) and open `index.html`.
#![allow(clippy::print_stdout, reason = "a program for the one who runs it")]

use std::error::Error;
use std::fs;
use std::path::Path;

use bothy_web::{assets, pages, words};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1).ok_or("say which folder to write into")?;
    let folder = Path::new(&folder);
    fs::create_dir_all(folder.join("assets"))?;
    for name in ["base.css", "bothy.css", "htmx.js", "stay.js", "keys.js", "passkey.js", "mark.svg"] {
        let href = assets::href(name);
        let hashed = href.rsplit('/').next().unwrap_or_default();
        let asset = assets::serve(hashed, "").ok_or("an asset is missing")?;
        fs::write(folder.join("assets").join(hashed), asset.body)?;
    }
    let mut index = String::from("<!doctype html><title>Bothy</title><ul>");
    for sample in pages::samples(words::english())? {
        let file = format!("{}-{}.html", sample.page, sample.state);
        fs::write(folder.join(&file), &sample.html)?;
        index.push_str(&format!("<li><a href=\"{file}\">{file}</a> {} bytes", sample.html.len()));
    }
    fs::write(folder.join("index.html"), index)?;
    println!("open {}", folder.join("index.html").display());
    Ok(())
}
