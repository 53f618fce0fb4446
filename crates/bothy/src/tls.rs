//! TLS that this program speaks itself: its certificate, its renewal while it runs, and the way in for whoever types
//! the address without `https://`.

use crate::Failure;
use axum::http::{StatusCode, Uri, header};
use axum::response::IntoResponse as _;
use axum_server::tls_rustls::RustlsConfig;
use jiff::Timestamp;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};
use tokio::net::TcpListener;

/// The certificate and its key, as files that somebody else renews.
#[derive(clap::Args, Clone, Default)]
pub struct TlsAt {
    /// The certificate chain for TLS, as PEM. Renewed files are taken while the program runs.
    #[arg(long, env = "BOTHY_TLS_CERT", requires = "tls_key", conflicts_with = "behind_proxy")]
    tls_cert: Option<PathBuf>,
    /// The private key of that certificate, as PEM.
    #[arg(long, env = "BOTHY_TLS_KEY", requires = "tls_cert")]
    tls_key: Option<PathBuf>,
    /// Where to answer those who come without TLS, such as 0.0.0.0:80: they are sent on to --address.
    #[arg(long, env = "BOTHY_HTTP_LISTEN", requires_all = ["tls_cert", "address"])]
    http_listen: Option<std::net::SocketAddr>,
}

/// The files of one certificate.
#[derive(Debug, Clone)]
pub struct Files {
    cert: PathBuf,
    key: PathBuf,
}

impl TlsAt {
    /// The files, where TLS is spoken here.
    pub fn files(&self) -> Option<Files> {
        Some(Files { cert: self.tls_cert.clone()?, key: self.tls_key.clone()? })
    }

    /// Where those are answered who come without TLS.
    pub fn http_listen(&self) -> Option<std::net::SocketAddr> {
        self.http_listen
    }
}

/// How often the files are looked at.
const LOOKED_AT_EVERY: Duration = Duration::from_secs(10);

impl Files {
    /// Reads them.
    pub async fn open(&self) -> Result<RustlsConfig, Failure> {
        RustlsConfig::from_pem_file(&self.cert, &self.key).await.map_err(|error| {
            Failure::Said(format!(
                "The certificate {} and the key {} cannot be used ({error}). They are PEM files that belong together.",
                self.cert.display(),
                self.key.display()
            ))
        })
    }

    /// Takes renewed files while the program runs. A pair that does not fit yet, because the second file is still being
    /// written, is tried again; meanwhile the old one stands.
    pub async fn watch(self, config: RustlsConfig) {
        let mut seen = self.written();
        loop {
            tokio::time::sleep(LOOKED_AT_EVERY).await;
            let now = self.written();
            if now == seen {
                continue;
            }
            match config.reload_from_pem_file(&self.cert, &self.key).await {
                Ok(()) => {
                    tracing::info!("the renewed certificate is in use");
                    seen = now;
                }
                Err(error) => tracing::warn!(%error, "the renewed certificate cannot be used; the old one stands"),
            }
        }
    }

    fn written(&self) -> [Option<SystemTime>; 2] {
        [&self.cert, &self.key].map(|file| std::fs::metadata(file).and_then(|facts| facts.modified()).ok())
    }
}

/// Until when the first certificate of a file is good: browsers judge a service by that one.
pub fn good_until(file: &Path) -> Result<Timestamp, String> {
    let text = std::fs::read(file).map_err(|error| error.to_string())?;
    let (_, pem) = x509_parser::pem::parse_x509_pem(&text).map_err(|error| error.to_string())?;
    let certificate = pem.parse_x509().map_err(|error| error.to_string())?;
    let until = certificate.validity().not_after.timestamp();
    Timestamp::from_second(until).map_err(|error| error.to_string())
}

/// Sends whoever comes without TLS on to the same page with it, at the address that was said and no other.
pub async fn send_on(listener: TcpListener, address: String) {
    let router = axum::Router::new().fallback(async move |uri: Uri| {
        let path = uri.path_and_query().map_or("/", |path| path.as_str());
        let to = format!("{}{path}", address.trim_end_matches('/'));
        match header::HeaderValue::from_str(&to) {
            Ok(to) => (StatusCode::PERMANENT_REDIRECT, [(header::LOCATION, to)]).into_response(),
            Err(_) => StatusCode::BAD_REQUEST.into_response(),
        }
    });
    if let Err(error) = axum::serve(listener, router).await {
        tracing::error!(%error, "those who come without TLS are not sent on any more");
    }
}
