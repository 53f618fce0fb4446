//! The other side of the yardstick: one page from memory, compressed, and nothing else. What it
//! costs is what the web itself costs; the rest of a page's price is ours.
//!
//! `bare-page FILE` serves the bytes of FILE at `/` on a free port and prints its address.

#![allow(clippy::print_stdout, reason = "the address goes to whoever measures")]

use std::error::Error;

use axum::body::Bytes;
use axum::http::header::CONTENT_TYPE;
use axum::routing::get;
use axum::{Router, response::IntoResponse};
use tower_http::CompressionLevel;
use tower_http::compression::CompressionLayer;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let file = std::env::args().nth(1).ok_or("say which file to serve")?;
    let page = Bytes::from(std::fs::read(file)?);
    let serve = move || async move { ([(CONTENT_TYPE, "text/html; charset=utf-8")], page).into_response() };
    let pages = Router::new()
        .route("/", get(serve))
        // As quick as Bothy's own, or the bare page would be charged for squeezing harder.
        .layer(CompressionLayer::new().quality(CompressionLevel::Fastest));
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await?;
    println!("http://{}", listener.local_addr()?);
    axum::serve(listener, pages).await?;
    Ok(())
}
