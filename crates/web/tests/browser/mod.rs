//! A browser for stories: the whole service in this process, asked and answered as over a wire.

use axum::Router;
use axum::body::Body;
use axum::body::HttpBody as _;
use axum::http::{Request, Response, StatusCode, header};
use bothy_actions::access::begin_sign_in;
use bothy_domain::ids::PersonId;
use bothy_testkit::Build;
use bothy_web::server::router;
use bothy_web::state::{Cookies, Service};
use http_body_util::BodyExt as _;
use tower::ServiceExt as _;

/// Somebody at a browser.
pub struct Browser {
    router: Router,
    token: Option<String>,
    agent: &'static str,
}

/// What came back.
pub struct Seen {
    /// The status.
    pub status: StatusCode,
    /// Where it sends one on to; empty where nowhere.
    pub to: String,
    /// The page.
    pub html: String,
    /// The token of a sign-in that began with it.
    pub begun: Option<String>,
    /// The cookies it sets, as they came.
    pub set: Vec<String>,
    /// Whether a browser may keep it.
    pub kept: String,
}

impl Seen {
    /// Whether the page says this.
    pub fn says(&self, words: &str) -> bool {
        self.html.contains(words)
    }

    /// The value of the first field of this name on the page.
    pub fn field(&self, name: &str) -> String {
        let after = self.html.split(&format!("name=\"{name}\" value=\"")).nth(1);
        after.unwrap_or_else(|| panic!("no field {name}")).split('"').next().unwrap().to_owned()
    }
}

impl Browser {
    /// Somebody who is signed in.
    pub async fn of(build: &Build, person: PersonId) -> Self {
        let token = begin_sign_in(&build.service.bothy, build.organisation, person).await.unwrap();
        Self { token: Some(token), ..Self::nobody(build) }
    }

    /// The same browser, which was signed in by what it saw.
    pub fn after(self, seen: &Seen) -> Self {
        Self { token: seen.begun.clone(), ..self }
    }

    /// Somebody who is not signed in.
    pub fn nobody(build: &Build) -> Self {
        Self {
            router: router(Service::new(build.service.bothy.clone(), Cookies::Loopback, None)),
            token: None,
            agent: "",
        }
    }

    /// Somebody who is not signed in, at a service that was told its own address.
    pub fn nobody_at(build: &Build, address: &str) -> Self {
        let service = Service::new(build.service.bothy.clone(), Cookies::Loopback, None);
        Self { router: router(service.at_address(Some(address.to_owned()))), ..Self::nobody(build) }
    }

    /// The same, as a browser that says this of itself.
    pub fn named(self, agent: &'static str) -> Self {
        Self { agent, ..self }
    }

    /// Another browser that holds the same cookie: somebody copied it.
    pub fn copied(&self) -> Self {
        Self { router: self.router.clone(), token: self.token.clone(), agent: "" }
    }

    /// Asks for a page as the script on a page does, to put it in place of what stands there.
    pub async fn swap(&self, path: &str) -> Response<Body> {
        let request = Request::builder().method("GET").uri(path).header("hx-request", "true");
        self.ask(request).await
    }

    async fn ask(&self, request: axum::http::request::Builder) -> Response<Body> {
        let request = match &self.token {
            Some(token) => request.header(header::COOKIE, format!("bothy={token}")),
            None => request,
        };
        self.router.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap()
    }

    /// Opens a page.
    pub async fn get(&self, path: &str) -> Seen {
        self.send("GET", path, Body::empty()).await
    }

    /// Sends a form.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Seen {
        let mut form = form_urlencoded::Serializer::new(String::new());
        form.extend_pairs(fields);
        self.send("POST", path, Body::from(form.finish())).await
    }

    /// Sends a form with a picture in it, as a browser does.
    pub async fn upload(&self, path: &str, texts: &[(&str, &str)], name: &str, picture: &[u8]) -> Seen {
        let mut body = Vec::new();
        for (name, text) in texts {
            let part = format!("--line\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n");
            body.extend_from_slice(part.as_bytes());
        }
        let head = format!(
            "--line\r\nContent-Disposition: form-data; name=\"picture\"; filename=\"{name}\"\r\n\
             Content-Type: image/jpeg\r\n\r\n"
        );
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(picture);
        body.extend_from_slice(b"\r\n--line--\r\n");
        self.send_as("POST", path, "multipart/form-data; boundary=line", Body::from(body)).await
    }

    /// Asks for a path and answers with headers and bytes as they came.
    pub async fn raw(&self, path: &str) -> Response<Body> {
        self.ask(Request::builder().method("GET").uri(path)).await
    }

    /// The same, by somebody who has read it before and says what they have.
    pub async fn raw_if(&self, path: &str, has: Option<&str>) -> Response<Body> {
        let request = Request::builder().method("GET").uri(path).header(header::HOST, "bothy.example");
        self.ask(has.into_iter().fold(request, |request, has| request.header(header::IF_NONE_MATCH, has))).await
    }

    async fn send(&self, method: &str, path: &str, body: Body) -> Seen {
        self.send_as(method, path, "application/x-www-form-urlencoded", body).await
    }

    async fn send_as(&self, method: &str, path: &str, kind: &str, body: Body) -> Seen {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, "bothy.example")
            .header("sec-fetch-site", "same-origin")
            .header(header::USER_AGENT, self.agent)
            .header(header::CONTENT_TYPE, kind);
        if let Some(length) = body.size_hint().exact() {
            request = request.header(header::CONTENT_LENGTH, length);
        }
        if let Some(token) = &self.token {
            request = request.header(header::COOKIE, format!("bothy={token}"));
        }
        let answer = self.router.clone().oneshot(request.body(body).unwrap()).await.unwrap();
        let status = answer.status();
        let to = answer.headers().get(header::LOCATION).map(|to| to.to_str().unwrap().to_owned()).unwrap_or_default();
        let lines = answer.headers().get_all(header::SET_COOKIE).iter().filter_map(|line| line.to_str().ok());
        let begun = lines.filter_map(|line| line.strip_prefix("bothy=")).find_map(|rest| rest.split(';').next());
        let begun = begun.map(str::to_owned);
        let set = answer.headers().get_all(header::SET_COOKIE).iter();
        let set: Vec<String> = set.map(|line| line.to_str().unwrap().to_owned()).collect();
        let kept = answer.headers().get(header::CACHE_CONTROL);
        let kept = kept.map(|kept| kept.to_str().unwrap().to_owned()).unwrap_or_default();
        let bytes = answer.into_body().collect().await.unwrap().to_bytes();
        Seen { status, to, html: String::from_utf8(bytes.to_vec()).unwrap(), begun, set, kept }
    }
}

/// The id of a new act, as a form carries it.
pub fn act(build: &Build) -> String {
    build.act().to_string()
}
