//! The two cookies of getting in, and from where a request comes.

use crate::refusals::Answer;
use crate::server::{cookie_name, named_cookie};
use crate::state::Cookies;
use axum::extract::{ConnectInfo, Request};
use axum::http::{HeaderMap, HeaderValue, header};
use bothy_actions::access::Begun;
use bothy_actions::access::tries::From;
use bothy_domain::access::Device;
use std::net::{IpAddr, SocketAddr};

/// The cookie by which a browser is known again; it lets nobody in.
pub const DEVICE_COOKIES: [&str; 2] = ["__Host-bothy-device", "bothy-device"];

/// As long as browsers keep a cookie at most.
const DEVICE_LASTS: i64 = 400 * 24 * 3600;

fn device_cookie(cookies: Cookies) -> &'static str {
    let [secure, plain] = DEVICE_COOKIES;
    match cookies {
        Cookies::Secure | Cookies::OwnTls => secure,
        Cookies::Loopback => plain,
    }
}

/// How long a browser keeps what it needs to come back from a provider, in seconds.
pub(super) const VISIT_LASTS: i64 = 600;

/// The cookie of a browser on its way to a provider: nobody else comes back in its place.
pub(super) fn visit_name(cookies: Cookies) -> &'static str {
    match cookies {
        Cookies::Secure | Cookies::OwnTls => "__Host-bothy-visit",
        Cookies::Loopback => "bothy-visit",
    }
}

/// Sets that cookie for so many seconds; without a token, takes it away.
pub(super) fn visit_cookie(token: Option<(&str, i64)>, cookies: Cookies) -> Option<HeaderValue> {
    let (token, lasts) = token.unwrap_or_default();
    line(visit_name(cookies), token, Some(lasts), cookies)
}

fn line(name: &str, value: &str, lasts: Option<i64>, cookies: Cookies) -> Option<HeaderValue> {
    let secure = cookies.only_over_tls();
    let lasts = lasts.map(|seconds| format!("; Max-Age={seconds}")).unwrap_or_default();
    HeaderValue::from_str(&format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax{lasts}{secure}")).ok()
}

/// Puts the cookies of a sign-in into an answer. On a device that others use, the browser forgets them when it closes.
pub(super) fn keep(mut answer: Answer, begun: &Begun, cookies: Cookies) -> Answer {
    let lasts = (begun.device == Device::Own).then(|| begun.device.longest().as_secs());
    let headers = answer.headers_mut();
    if let Some(value) = line(cookie_name(cookies), &begun.token, lasts, cookies) {
        headers.append(header::SET_COOKIE, value);
    }
    if let Some(token) = &begun.known_device
        && let Some(value) = line(device_cookie(cookies), token, Some(DEVICE_LASTS), cookies)
    {
        headers.append(header::SET_COOKIE, value);
    }
    answer
}

/// From where a request comes: the browser, and its piece of address space.
pub fn from(request: &Request, cookies: Cookies) -> From {
    let headers = request.headers();
    From {
        device: named_cookie(headers, device_cookie(cookies)).filter(|token| token.len() == 64),
        address: address(request, cookies).map(piece).unwrap_or_default(),
        browser: browser(headers),
    }
}

/// Behind a proxy the last of the addresses it passes on is the one that it saw itself; what stands before it
/// is whatever somebody wrote there.
fn address(request: &Request, cookies: Cookies) -> Option<IpAddr> {
    if cookies == Cookies::Secure {
        let passed_on = request.headers().get_all("x-forwarded-for").iter().next_back()?;
        return passed_on.to_str().ok()?.rsplit(',').next()?.trim().parse().ok();
    }
    request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip())
}

/// A piece of address space: what one household or one office usually has (IPv4 whole, IPv6 its /56).
fn piece(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}:{:x}::/56", d & 0xff00)
        }
    }
}

/// What a browser says of itself, in two words: enough for its owner to know it again.
fn browser(headers: &HeaderMap) -> String {
    let said = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let found =
        |list: &[(&str, &'static str)]| list.iter().find(|(mark, _)| said.contains(mark)).map(|(_, name)| *name);
    // In this order: most say they are several.
    let browser = found(&[
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("SamsungBrowser", "Samsung Internet"),
        ("Firefox/", "Firefox"),
        ("FxiOS", "Firefox"),
        ("CriOS", "Chrome"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ]);
    let system = found(&[
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS X", "Mac"),
        ("CrOS", "Chromebook"),
        ("Linux", "Linux"),
    ]);
    browser.into_iter().chain(system).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_is_named_so_that_its_owner_knows_it_again() {
        let named = |said: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::USER_AGENT, HeaderValue::from_static(said));
            browser(&headers)
        };
        let phone = "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36";
        assert_eq!(named(phone), "Chrome, Android");
        assert_eq!(named("Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0"), "Firefox, Linux");
        assert_eq!(named("curl/8"), "");
    }

    #[test]
    fn behind_a_proxy_only_what_the_proxy_saw_counts() {
        let ask = |cookies| {
            let request = Request::builder().header("x-forwarded-for", "203.0.113.9, 198.51.100.7");
            from(&request.body(axum::body::Body::empty()).unwrap(), cookies).address
        };
        assert_eq!(ask(Cookies::Secure), "198.51.100.7");
        assert_eq!(ask(Cookies::Loopback), "");
        // Where no proxy stands before the program, anybody can write that line.
        assert_eq!(ask(Cookies::OwnTls), "");
    }

    #[test]
    fn a_household_of_the_new_addresses_is_one_piece() {
        let of = |text: &str| piece(text.parse().unwrap());
        assert_eq!(of("2001:db8:1:2300::1"), of("2001:db8:1:23ff:9::2"));
        assert_ne!(of("2001:db8:1:2300::1"), of("2001:db8:1:2400::1"));
        assert_eq!(of("::ffff:198.51.100.7"), "198.51.100.7");
    }
}
