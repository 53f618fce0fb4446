//! The only way out: to one provider, by HTTPS, without following anything.

use crate::trouble::Trouble;
use openidconnect::url::{Host, Url};
use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse, http};
use std::future::Future;
use std::pin::Pin;
use std::sync::OnceLock;
use std::time::Duration;

/// How long one request may take, whole.
const WITHIN: Duration = Duration::from_secs(10);

/// How much of an answer is read. The keys and the description of the large providers are a tenth of it.
const LARGEST: usize = 256 * 1024;

/// Providers whose keys and tokens lie at other names than their own, by their public documents.
const ALSO: [(&str, &[&str]); 1] = [("accounts.google.com", &["oauth2.googleapis.com", "www.googleapis.com"])];

/// Where requests may go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// By HTTPS only.
    HttpsOnly,
    /// To this machine itself without TLS too: in tests and in the demonstration.
    LoopbackToo,
}

/// The way to one provider.
pub(crate) struct Out {
    issuer: Url,
    reach: Reach,
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    }
}

impl Out {
    pub(crate) fn to(issuer: &str, reach: Reach) -> Result<Self, Trouble> {
        let url = Url::parse(issuer).map_err(|_| Trouble::NotAnAddress)?;
        let plain = url.query().is_none() && url.fragment().is_none() && url.username().is_empty();
        if url.host().is_none() || !plain || url.password().is_some() || issuer.len() > 500 {
            return Err(Trouble::NotAnAddress);
        }
        let out = Self { issuer: url.clone(), reach };
        if out.is_safe(&url) { Ok(out) } else { Err(Trouble::NotHttps) }
    }

    fn is_safe(&self, url: &Url) -> bool {
        match url.scheme() {
            "https" => true,
            "http" => self.reach == Reach::LoopbackToo && is_loopback(url),
            _ => false,
        }
    }

    /// Whether an address that the provider names is one of its own.
    pub(crate) fn allows(&self, url: &Url) -> Result<(), Trouble> {
        let also = || {
            let known = ALSO.iter().find(|(issuer, _)| self.issuer.host_str() == Some(issuer));
            known.is_some_and(|(_, names)| {
                url.scheme() == "https"
                    && url.port().is_none()
                    && url.host_str().is_some_and(|host| names.contains(&host))
            })
        };
        if self.is_safe(url) && (url.origin() == self.issuer.origin() || also()) {
            return Ok(());
        }
        Err(Trouble::NamesAnother(url.host_str().unwrap_or_default().to_owned()))
    }
}

fn client() -> Result<&'static reqwest::Client, Trouble> {
    static CLIENT: OnceLock<Option<reqwest::Client>> = OnceLock::new();
    let made = CLIENT.get_or_init(|| {
        reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .timeout(WITHIN)
            .connect_timeout(WITHIN)
            .no_proxy()
            .build()
            .ok()
    });
    made.as_ref().ok_or(Trouble::Away)
}

fn of_request(error: &reqwest::Error) -> Trouble {
    if error.is_timeout() { Trouble::Slow } else { Trouble::Away }
}

impl<'c> AsyncHttpClient<'c> for Out {
    type Error = Trouble;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, Trouble>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(async move {
            let (head, body) = request.into_parts();
            let url = Url::parse(&head.uri.to_string()).map_err(|_| Trouble::NotAnAddress)?;
            self.allows(&url)?;
            let sent = client()?.request(head.method, url).headers(head.headers).body(body).send().await;
            let mut came = sent.map_err(|error| of_request(&error))?;
            let mut answer = http::Response::builder().status(came.status());
            if let Some(kind) = came.headers().get(http::header::CONTENT_TYPE) {
                answer = answer.header(http::header::CONTENT_TYPE, kind);
            }
            let mut read = Vec::new();
            while let Some(piece) = came.chunk().await.map_err(|error| of_request(&error))? {
                if read.len() + piece.len() > LARGEST {
                    return Err(Trouble::TooLong);
                }
                read.extend_from_slice(&piece);
            }
            answer.body(read).map_err(|_| Trouble::NotReadable)
        })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests may stop at once")]
mod tests {
    use super::*;

    fn fits(issuer: &str, reach: Reach) -> Result<(), Trouble> {
        Out::to(issuer, reach).map(|_| ())
    }

    #[test]
    fn a_provider_is_reached_by_https_and_on_this_machine_alone_without() {
        assert_eq!(fits("https://login.example.org/tenant/v2.0", Reach::HttpsOnly), Ok(()));
        assert_eq!(fits("http://127.0.0.1:8123", Reach::LoopbackToo), Ok(()));
        assert_eq!(fits("http://127.0.0.1:8123", Reach::HttpsOnly), Err(Trouble::NotHttps));
        assert_eq!(fits("http://login.example.org", Reach::LoopbackToo), Err(Trouble::NotHttps));
        assert_eq!(fits("http://127.0.0.1.example.org", Reach::LoopbackToo), Err(Trouble::NotHttps));
        assert_eq!(fits("file:///etc/passwd", Reach::LoopbackToo), Err(Trouble::NotAnAddress));
        for odd in ["", "login.example.org", "https://a.example/?x=1", "https://a.example/#x", "https://u:p@a.example"]
        {
            assert_eq!(fits(odd, Reach::HttpsOnly), Err(Trouble::NotAnAddress), "{odd}");
        }
    }

    #[test]
    fn a_provider_cannot_send_us_anywhere_else() {
        let out = Out::to("https://login.example.org/tenant", Reach::HttpsOnly).unwrap();
        let allows = |url: &str| out.allows(&Url::parse(url).unwrap());
        assert_eq!(allows("https://login.example.org/other/token"), Ok(()));
        for other in [
            "http://login.example.org/token",
            "https://login.example.org:8443/token",
            "https://169.254.169.254/latest",
            "https://oauth2.googleapis.com/token",
        ] {
            assert!(matches!(allows(other), Err(Trouble::NamesAnother(_))), "{other}");
        }
        let google = Out::to("https://accounts.google.com", Reach::HttpsOnly).unwrap();
        assert_eq!(google.allows(&Url::parse("https://oauth2.googleapis.com/token").unwrap()), Ok(()));
        assert!(google.allows(&Url::parse("http://oauth2.googleapis.com/token").unwrap()).is_err());
    }
}
