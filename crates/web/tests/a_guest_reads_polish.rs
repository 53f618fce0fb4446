//! A guest who reads Polish: by what their browser says, by the address, by a yes to being remembered. And nobody is
//! given a page in a language that was chosen for somebody else.

use crate::scene;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, Request, StatusCode, header};
use bothy_testkit::{on_both, on_sqlite};
use bothy_web::server::counted_as;
use bothy_web::words::words;
use http_body_util::BodyExt as _;
use scene::{COORDINATOR, scene};
use std::collections::BTreeSet;
use tower::ServiceExt as _;

struct Seen {
    status: StatusCode,
    headers: HeaderMap,
    html: String,
}

impl Seen {
    fn is(&self, language: &str) -> bool {
        self.html.contains(&format!("<html lang=\"{language}\"")) && self.headers[header::CONTENT_LANGUAGE] == language
    }

    fn header(&self, name: header::HeaderName) -> String {
        let all = self.headers.get_all(name).iter().map(|value| value.to_str().unwrap()).collect::<Vec<_>>();
        all.join(", ")
    }
}

async fn send(router: &Router, method: &str, path: &str, said: &[(&str, &[u8])], form: &str) -> Seen {
    let mut request = Request::builder().method(method).uri(path).header(header::HOST, "bothy.example");
    if method == "POST" {
        request = request
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    }
    for (name, value) in said {
        request = request.header(*name, HeaderValue::from_bytes(value).unwrap());
    }
    let answer = router.clone().oneshot(request.body(Body::from(form.to_owned())).unwrap()).await.unwrap();
    let (parts, body) = answer.into_parts();
    let bytes = body.collect().await.unwrap().to_bytes();
    Seen { status: parts.status, headers: parts.headers, html: String::from_utf8_lossy(&bytes).into_owned() }
}

async fn get(router: &Router, path: &str, said: &[(&str, &str)]) -> Seen {
    let said: Vec<(&str, &[u8])> = said.iter().map(|(name, value)| (*name, value.as_bytes())).collect();
    send(router, "GET", path, &said, "").await
}

const POLISH: (&str, &str) = ("accept-language", "pl-PL,pl;q=0.9,en;q=0.8");
const ENGLISH: (&str, &str) = ("accept-language", "en-GB,en;q=0.9");

/// What each page for everybody is made of when somebody looks at all there is.
const FURTHER: [&str; 16] = [
    "/pl/groups?near=EH6&within=3&way=room&need=step-free&as=week",
    "/pl/groups?near=EH6+8ZZ&day=mon&words=zebra",
    "/pl/groups?near=ZZ1+1ZZ",
    "/pl/groups?day=tue&part=evening&kind=open&from=2027-01-04",
    "/pl/groups/tuesday-group?type=large",
    "/pl/groups/tuesday-group/poster?type=large",
    "/pl/help?from=concern",
    "/pl/concern/say?danger=no&about=myself",
    "/pl/directory?words=zebra",
    "/pl/language?to=/groups",
    "/pl/privacy?done=language-kept",
    "/pl/leave",
    "/pl/sign-in?to=/today",
    "/pl/recover",
    "/pl/invite/0123456789abcdef",
    "/pl/there-is-no-such-page",
];

fn links(html: &str) -> impl Iterator<Item = String> + '_ {
    let links = html.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    links.map(|link| link.replace("&amp;", "&"))
}

on_both! {
    async fn every_page_that_a_guest_can_reach_is_in_polish_and_leads_on_in_polish(service: Service) {
        let scene = scene(&service).await;
        let mut to_see: Vec<String> = FURTHER.iter().map(|path| (*path).to_owned()).collect();
        to_see.push("/pl/".to_owned());
        let mut seen = BTreeSet::new();
        while let Some(path) = to_see.pop() {
            let path = path.split('#').next().unwrap().to_owned();
            if path.ends_with(".ics") || seen.len() > 150 || !seen.insert(path.clone()) {
                continue;
            }
            let page = get(&scene.router, &path, &[]).await;
            if page.status == StatusCode::SEE_OTHER {
                let to = page.header(header::LOCATION);
                assert!(to.starts_with("/pl/"), "{path} leads on to {to}");
                continue;
            }
            assert!(page.is("pl"), "{path}: {}", page.status);
            assert!(!page.html.contains("{$") && !page.html.contains("{ $"), "{path}: a gap that nobody filled");
            for link in links(&page.html).filter(|link| link.starts_with('/')) {
                // The other language, and the addresses that search engines are told.
                let other = link == "/en" || link.starts_with("/en/") || page.html.contains(&format!("<link rel=\"alternate\" hreflang=\"en\" href=\"{link}\">")) || page.html.contains(&format!("<link rel=\"alternate\" hreflang=\"x-default\" href=\"{link}\">"));
                assert!(link.starts_with("/pl/") || link.starts_with("/assets/") || other, "{path} leads to {link}");
                if link.starts_with("/pl/") {
                    to_see.push(link);
                }
            }
        }
        for page in ["/pl/groups", "/pl/groups/tuesday-group", "/pl/groups/tuesday-group/card", "/pl/directory/harbour-advice", "/pl/concern/about?danger=no", "/pl/reach"] {
            assert!(seen.contains(page), "{page} was not reached: {seen:?}");
        }
        assert_eq!(words("pl").missed(), Vec::<String>::new(), "said in English on a page in Polish");
    }

    async fn a_worry_is_told_in_polish_from_the_first_tap_to_the_receipt(service: Service) {
        let scene = scene(&service).await;
        let sent = send(&scene.router, "POST", "/pl/concern", &[], &scene.form()).await;
        assert_eq!((sent.status, sent.header(header::LOCATION)), (StatusCode::SEE_OTHER, "/pl/concern/receipt".to_owned()));
        let cookie = sent.header(header::SET_COOKIE);
        let cookie = cookie.split(';').next().unwrap();
        let receipt = get(&scene.router, "/pl/concern/receipt", &[("cookie", cookie)]).await;
        assert!(receipt.is("pl") && receipt.html.contains("Mamy to. Dziękujemy, że nam mówisz"), "{}", receipt.html);
        let long = format!("{}{}", scene.form(), "x".repeat(30_000)).replace("words=Hello", &format!("words={}", "x".repeat(30_000)));
        let refused = send(&scene.router, "POST", "/pl/concern", &[], &long).await;
        assert!(refused.status.is_client_error() && refused.html.contains("To dłuższe, niż możemy przyjąć"), "{}", refused.status);
        // What answers a form is not to be had in another language: what was typed would be gone.
        assert!(refused.is("pl") && !refused.html.contains("b-tongues"));
        for (path, form) in [("/pl/sign-in", "email=&password="), ("/pl/sign-in", "email=a@b&password=c&device=own"), ("/pl/recover", "email=a@b")] {
            let answer = send(&scene.router, "POST", path, &[], form).await;
            assert!(answer.is("pl") || answer.header(header::LOCATION).starts_with("/pl/"), "{path}: {}", answer.status);
        }
        assert_eq!(words("pl").missed(), Vec::<String>::new());
    }
}

#[test]
fn a_first_visit_is_in_the_language_that_the_browser_likes_most() {
    on_sqlite(|service| async move {
        let router = scene(&service).await.router;
        assert!(get(&router, "/", &[POLISH]).await.is("pl"));
        assert!(get(&router, "/", &[ENGLISH]).await.is("en-GB"));
        assert!(get(&router, "/", &[]).await.is("en-GB"));
        assert!(get(&router, "/", &[("accept-language", "de,fr;q=0.9")]).await.is("en-GB"));
        // The address says more than the browser, and what was remembered more than the browser.
        assert!(get(&router, "/en/", &[POLISH]).await.is("en-GB"));
        assert!(get(&router, "/pl/", &[ENGLISH]).await.is("pl"));
        assert!(get(&router, "/", &[POLISH, ("cookie", "bothy-language=en")]).await.is("en-GB"));
        assert!(get(&router, "/", &[ENGLISH, ("cookie", "a=b; bothy-language=pl")]).await.is("pl"));
        assert!(get(&router, "/en/", &[("cookie", "bothy-language=pl")]).await.is("en-GB"));
        // Another organisation of the same service.
        assert!(get(&router, "/o/forth/pl/help", &[]).await.is("pl"));
        assert!(get(&router, "/o/forth/help", &[POLISH]).await.is("pl"));
        // A calendar and a program are told the same in every language.
        for path in ["/groups/tuesday-group.ics", "/pl/groups/tuesday-group.ics"] {
            let polish = get(&router, path, &[POLISH]).await;
            assert_eq!(polish.html, get(&router, path, &[ENGLISH]).await.html, "{path}");
        }
        assert!(
            get(&router, "/pl/api/v1", &[]).await.html.is_empty()
                || get(&router, "/pl/api/v1", &[]).await.status != 200
        );
        assert_eq!([counted_as("/pl/groups/x"), counted_as("/o/a/pl/help")], ["/groups/{slug}", "/help"]);
    });
}

#[test]
fn whatever_a_browser_says_of_its_languages_it_gets_a_page() {
    on_sqlite(|service| async move {
        let router = scene(&service).await.router;
        let long = format!("{}pl", "xx,".repeat(2_000));
        let hostile: [&[u8]; 9] = [
            b"",
            b"\xff\xfe",
            b"pl;q=1.0000",
            b"*",
            b"pl;q=;;;,,,=",
            b"../../pl",
            b"pl\"><script>",
            long.as_bytes(),
            b"en;q=0, pl;q=0",
        ];
        for said in hostile {
            let page = send(&router, "GET", "/", &[("accept-language", said)], "").await;
            assert!(page.status == 200 && page.is("en-GB"), "{said:?}");
            assert!(!page.html.contains("<script>"), "{said:?}");
        }
        for cookie in [
            "bothy-language=",
            "bothy-language=xx",
            "bothy-language=../pl",
            "bothy-language=pl%00",
            "bothy-language=PL",
        ] {
            assert!(get(&router, "/", &[("cookie", cookie)]).await.is("en-GB"), "{cookie}");
        }
    });
}

#[test]
fn a_page_that_is_kept_never_goes_to_somebody_in_another_language() {
    on_sqlite(|service| async move {
        let router = scene(&service).await.router;
        // Each twice, one after the other: the second of each comes out of what was kept.
        for path in ["/", "/groups", "/groups/tuesday-group", "/groups?as=week"] {
            for _ in 0..2 {
                for (said, language) in [(POLISH, "pl"), (ENGLISH, "en-GB")] {
                    let page = get(&router, path, &[said]).await;
                    assert!(page.is(language), "{path} in {language}");
                    let vary = page.header(header::VARY).to_lowercase();
                    assert!(vary.contains("accept-language") && vary.contains("cookie"), "{path}: {vary}");
                    let named = if language == "pl" { "pl" } else { "en" };
                    let page = get(&router, &format!("/{named}{path}"), &[]).await;
                    assert!(page.is(language) && page.header(header::VARY).to_lowercase().contains("cookie"), "{path}");
                }
                let remembered = get(&router, path, &[ENGLISH, ("cookie", "bothy-language=pl")]).await;
                assert!(remembered.is("pl"), "{path} for who asked to be remembered");
            }
        }
    });
}

#[test]
fn nothing_is_remembered_before_the_yes_and_all_of_it_is_taken_back() {
    on_sqlite(|service| async move {
        let router = scene(&service).await.router;
        for path in ["/pl/", "/pl/groups", "/pl/language?to=/groups", "/en/", "/"] {
            let page = get(&router, path, &[POLISH]).await;
            assert_eq!((page.status, page.header(header::SET_COOKIE)), (StatusCode::OK, String::new()), "{path}");
        }
        let asked = get(&router, "/pl/language?to=/groups?as=week", &[]).await;
        assert!(asked.html.contains("Tak, zapamiętaj") && asked.html.contains("Nie, dziękuję"));
        assert!(asked.html.contains("href=\"/pl/groups?as=week\""), "no is the way back");
        let yes = send(&router, "POST", "/pl/language", &[], "language=pl&to=/groups?as=week").await;
        assert_eq!(yes.header(header::LOCATION), "/groups?as=week&done=language-kept");
        let cookie = yes.header(header::SET_COOKIE);
        assert!(cookie.starts_with("bothy-language=pl; Path=/; HttpOnly; SameSite=Lax; Max-Age=31536000"), "{cookie}");
        let has = ("cookie", "bothy-language=pl");
        let kept = get(&router, "/groups?as=week&done=language-kept", &[ENGLISH, has]).await;
        assert!(kept.is("pl") && kept.html.contains("Będziemy tu pamiętać twój język."));
        let again = get(&router, "/pl/language", &[has]).await;
        assert!(again.html.contains("Zapomnij") && !again.html.contains("Tak, zapamiętaj"));
        let no_more =
            send(&router, "POST", "/pl/language", &[("cookie", b"bothy-language=pl")], "language=&to=/groups").await;
        assert_eq!(no_more.header(header::LOCATION), "/pl/groups?done=language-forgotten");
        assert!(
            no_more.header(header::SET_COOKIE).starts_with("bothy-language=; ")
                && no_more.header(header::SET_COOKIE).contains("Max-Age=0")
        );
        // It leads nowhere else, and keeps no word that is not a language of ours.
        for (form, to) in [
            ("language=pl&to=//evil.example", "/?done=language-kept"),
            ("language=pl&to=https://evil.example", "/?done=language-kept"),
            ("language=pl&to=/%5Cevil.example", "/?done=language-kept"),
        ] {
            let answer = send(&router, "POST", "/language", &[], form).await;
            assert_eq!(answer.header(header::LOCATION), to, "{form}");
        }
        let odd = send(&router, "POST", "/language", &[], "language=pl;Domain=evil.example&to=/").await;
        assert!(odd.header(header::SET_COOKIE).starts_with("bothy-language=; "));
        // Whoever leaves leaves nothing behind.
        let left = send(&router, "POST", "/pl/leave", &[], "").await;
        assert!(left.header(header::HeaderName::from_static("clear-site-data")).contains("cookies"));
    });
}

#[test]
fn whoever_is_signed_in_reads_english_at_the_address_without_a_language() {
    on_sqlite(|service| async move {
        let scene = scene(&service).await;
        let token = format!("bothy={}; bothy-language=pl", scene.token(COORDINATOR).unwrap());
        let has = ("cookie", token.as_str());
        for (path, to) in [("/pl/groups?as=week", "/groups?as=week"), ("/pl/today", "/today"), ("/en/", "/")] {
            let answer = get(&scene.router, path, &[has, POLISH]).await;
            assert_eq!(
                (answer.status, answer.header(header::LOCATION)),
                (StatusCode::SEE_OTHER, to.to_owned()),
                "{path}"
            );
        }
        for path in ["/today", "/groups", "/account"] {
            let page = get(&scene.router, path, &[has, POLISH]).await;
            assert!(page.is("en-GB") && !page.html.contains("b-tongues"), "{path}");
            assert_eq!(page.header(header::CACHE_CONTROL), "no-store");
        }
        // Two strokes never lead to another host.
        let odd = get(&scene.router, "/pl//evil.example", &[has]).await;
        assert_eq!(odd.header(header::LOCATION), "");
        // Whoever is not signed in signs in in their language first.
        let asked = get(&scene.router, "/pl/today", &[]).await;
        assert_eq!(asked.header(header::LOCATION), "/pl/sign-in?to=%2Ftoday");
    });
}

#[test]
fn search_engines_are_told_each_language_once() {
    on_sqlite(|service| async move {
        let router = scene(&service).await.router;
        let page = get(&router, "/pl/groups/tuesday-group", &[]).await;
        for line in [
            "<link rel=\"canonical\" href=\"/pl/groups/tuesday-group\">",
            "<link rel=\"alternate\" hreflang=\"en\" href=\"/groups/tuesday-group\">",
            "<link rel=\"alternate\" hreflang=\"pl\" href=\"/pl/groups/tuesday-group\">",
            "<link rel=\"alternate\" hreflang=\"x-default\" href=\"/groups/tuesday-group\">",
            "<a href=\"/en/groups/tuesday-group\" lang=\"en-GB\" hreflang=\"en\">English</a>",
            "<h1 class=\"b-display\" lang=\"en-GB\">Tuesday group</h1>",
        ] {
            assert!(page.html.contains(line), "{line} in {}", page.html);
        }
        let english = get(&router, "/en/groups/tuesday-group", &[]).await;
        assert!(english.html.contains("<link rel=\"canonical\" href=\"/groups/tuesday-group\">"));
        assert!(english.html.contains("<h1 class=\"b-display\">Tuesday group</h1>"));
        // What somebody chose or tells is for no search engine, in no language.
        for path in ["/groups?near=EH6", "/concern", "/sign-in", "/language"] {
            assert!(!get(&router, path, &[]).await.html.contains("rel=\"alternate\""), "{path}");
        }
    });
}
