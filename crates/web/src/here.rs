//! Where a request stands: whose organisation, who is signed in, what time it is there.

use crate::pages::{Frame, HelpNow, HelpNumber, SignedIn, Tab, Tongue, Tongues};
use crate::parts::Stone;
use crate::routes;
use crate::routes::form::kept;
use crate::state::Service;
use crate::words::{self, Words, key};
use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::request::Parts;
use bothy_actions::access::Known;
use bothy_actions::access::tries::From;
use bothy_actions::help::{Door, Organisation};
use bothy_domain::access::Role;
use bothy_domain::access::helper::LOOK_AFTER;
use bothy_domain::ids::ActId;
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use std::sync::Arc;
use uuid::Uuid;

/// Where a request stands.
#[derive(Clone)]
pub struct Here {
    /// The service.
    pub service: Service,
    /// Whose organisation.
    pub organisation: Arc<Organisation>,
    /// Its help lines, hours and readers of worries.
    pub door: Arc<Door>,
    /// Nothing, or `/o/slug`, and the language where the address names one: `/o/slug/pl`.
    pub prefix: String,
    /// The same without a language.
    pub base: String,
    /// The words of the reader's language.
    pub words: &'static Words,
    /// The language that this browser asked us to remember.
    pub remembered: Option<&'static Words>,
    /// Whether this browser wants keys that go from page to page.
    pub keys: bool,
    /// Whether it only reads: whatever answers a form is in no other language than the form.
    pub reads: bool,
    /// The path without the prefix.
    pub path: String,
    /// What stands after the question mark.
    pub query: String,
    /// Who is signed in, to this organisation.
    pub known: Option<Known>,
    /// The token that came with the request, whether somebody is behind it or not.
    pub token: Option<String>,
    /// From where it comes.
    pub from: From,
    /// What time it is for the service.
    pub now: Timestamp,
}

impl<S: Send + Sync> FromRequestParts<S> for Here {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, StatusCode> {
        parts.extensions.get::<Here>().cloned().ok_or(StatusCode::INTERNAL_SERVER_ERROR)
    }
}

/// Somebody who is signed in. The server lets nobody else come as far as a page that asks for this.
pub struct Me(pub Known);

impl<S: Send + Sync> FromRequestParts<S> for Me {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, StatusCode> {
        let here = parts.extensions.get::<Here>();
        here.and_then(|here| here.known.clone()).map(Me).ok_or(StatusCode::NOT_FOUND)
    }
}

impl Here {
    /// The words of the reader's language.
    pub fn words(&self) -> &'static Words {
        self.words
    }

    /// Whether the address itself names the language.
    pub fn names_language(&self) -> bool {
        self.prefix != self.base
    }

    /// From here on in English and at the address without a language: whoever is signed in has the pages so.
    pub fn in_english(&mut self) {
        self.words = words::english();
        self.prefix.clone_from(&self.base);
    }

    /// The organisation's own time zone.
    pub fn zone(&self) -> TimeZone {
        bothy_calendar::zone::named(&self.organisation.zone).unwrap_or(TimeZone::UTC)
    }

    /// What the clock on the organisation's wall shows at an instant.
    pub fn wall(&self, at: Timestamp) -> DateTime {
        bothy_calendar::zone::wall(at, &self.zone())
    }

    /// Today, where the organisation is.
    pub fn today(&self) -> Date {
        self.wall(self.now).date()
    }

    /// "Wednesday 25 November, 9:14am".
    pub fn moment(&self, at: Timestamp) -> String {
        let wall = self.wall(at);
        format!("{}, {}", words::day(self.words(), wall.date(), self.today()), words::clock(self.words(), wall.time()))
    }

    /// The id of a new act, for a form.
    pub fn new_act() -> String {
        ActId::new(Uuid::now_v7()).to_string()
    }

    /// The address of this organisation's pages by what the service was told of itself; none where it was not.
    pub fn own_address(&self) -> Option<String> {
        let own = self.service.address.as_deref()?;
        Some(format!("{}{}", own.trim_end_matches('/'), self.base))
    }

    /// The same, in the language of this page: for paper that is written in it.
    pub fn own_address_in_words(&self) -> Option<String> {
        let own = self.own_address()?;
        Some(if self.words.is_english() { own } else { format!("{own}/{}", self.words.code()) })
    }

    /// The address of this organisation's pages, for links in messages: what the service was told of itself. Where it
    /// was told nothing, as the browser that asks knows it; none where that is no name of a host.
    ///
    /// The latter only for those who are signed in: their browser says truly where it is, and a form from another site
    /// was turned away before. A program that holds their cookie could still say any host, and lead whoever follows the
    /// link away with it: a service that others reach is told its address.
    pub fn base(&self, headers: &axum::http::HeaderMap) -> Option<String> {
        if let Some(own) = self.own_address() {
            return Some(own);
        }
        let host = headers.get(axum::http::header::HOST).and_then(|value| value.to_str().ok())?;
        let fits = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '-' | ':' | '[' | ']');
        if host.is_empty() || !host.chars().all(fits) {
            return None;
        }
        let scheme = self.service.cookies.scheme();
        Some(format!("{scheme}://{host}{}", self.base))
    }

    /// One value of what stands after the question mark.
    pub fn asked(&self, name: &str) -> Option<String> {
        let found = form_urlencoded::parse(self.query.as_bytes()).find(|(key, _)| key == name);
        found.map(|(_, value)| kept(&value))
    }

    /// What stands around a page.
    pub fn frame(&self, tab: Option<Tab>) -> Frame {
        Frame {
            words: self.words(),
            organisation: self.organisation.name.clone(),
            prefix: self.prefix.clone(),
            path: self.path.clone(),
            person: self.known.as_ref().map(|known| self.signed_in(known)),
            tab,
            help: self.help(),
            on_call: None,
            keys: self.keys,
            notice: self.asked("done").and_then(|code| crate::routes::done(self.words(), &code)),
            tongues: self.tongues(),
        }
    }

    /// The other languages of this page. Pages of those who are signed in are in English, and so is what answers a form.
    fn tongues(&self) -> Tongues {
        if self.known.is_some() || !self.reads {
            return Tongues::default();
        }
        let mut kept = form_urlencoded::Serializer::new(String::new());
        kept.extend_pairs(form_urlencoded::parse(self.query.as_bytes()).filter(|(name, _)| name != "done"));
        let query = kept.finish();
        let rest = if query.is_empty() { self.path.clone() } else { format!("{}?{query}", self.path) };
        let may_be_kept = routes::may_be_kept(&self.path, &self.query);
        let back = if may_be_kept && self.path != "/" {
            format!("?to={}", form_urlencoded::byte_serialize(rest.as_bytes()).collect::<String>())
        } else {
            String::new()
        };
        let all = words::languages().iter().map(|words| Tongue {
            code: words.code(),
            language: words.language(),
            name: words.t(key("language-name")).to_owned(),
            href: format!("{}/{}{rest}", self.base, words.code()),
            here: words.code() == self.words.code(),
        });
        let remember = self.names_language() && self.path != "/language";
        let tongues = Tongues {
            all: all.collect(),
            keep: if remember { format!("/language{back}") } else { String::new() },
            ..Tongues::default()
        };
        if !may_be_kept {
            return tongues;
        }
        // Without what stands after the question mark: that is the same page, seen in another way.
        tongues.found_at(&self.own_address().unwrap_or_else(|| self.base.clone()), &self.path)
    }

    fn help(&self) -> HelpNow {
        let mut numbers = self.door.lines.iter().map(|line| HelpNumber {
            number: line.number.clone(),
            href: href(&line.number),
            what: line.name.clone(),
        });
        let mut emergency = numbers.next();
        // Whoever is in danger reads what this number is for in their language; the others keep their names.
        if let Some(emergency) = emergency.as_mut().filter(|_| !self.words().is_english()) {
            self.words().t(key("help-now-danger")).clone_into(&mut emergency.what);
        }
        let checked = self.door.lines.iter().map(|line| line.checked_on).min();
        HelpNow {
            emergency,
            lines: numbers.collect(),
            checked: checked.map(|day| words::day_and_month(self.words(), day, self.today())).unwrap_or_default(),
        }
    }

    fn signed_in(&self, known: &Known) -> SignedIn {
        let standing = &known.standing;
        let mut tabs = Vec::new();
        if standing.wears_somewhere(Role::Supporter) {
            tabs.push(Tab::MyDay);
        }
        if standing.hats().iter().any(|hat| !matches!(hat.role, Role::Supporter | Role::Member)) {
            tabs.push(Tab::Today);
        }
        if standing.wears_somewhere(Role::Coordinator) {
            tabs.push(Tab::Rota);
        }
        tabs.push(Tab::Groups);
        if LOOK_AFTER.into_iter().any(|role| standing.wears_somewhere(role)) {
            tabs.push(Tab::People);
        }
        if standing.wears_somewhere(Role::Coordinator) {
            tabs.push(Tab::Places);
        }
        if standing.hats().iter().any(|hat| hat.role != Role::Member) {
            tabs.push(Tab::More);
        }
        // Nothing is offered that is not there yet.
        tabs.retain(|tab| routes::exists(tab.path()));
        let hat = standing.hats().iter().map(|hat| hat.role).max_by_key(|role| rank(*role));
        SignedIn {
            name: known.sign_in.shown_name.clone(),
            stone: Stone::of(&known.sign_in.person.to_string(), &known.sign_in.shown_name),
            hat: hat.map(|role| self.words().t(role_key(role)).to_owned()).unwrap_or_default(),
            tabs,
        }
    }
}

fn rank(role: Role) -> u8 {
    match role {
        Role::Coordinator => 9,
        Role::SafeguardingLead => 8,
        Role::Administrator => 7,
        Role::Supporter => 6,
        Role::Supervisor | Role::OnlineSafetyLead | Role::Auditor => 5,
        Role::Reader | Role::Referrer => 4,
        // A person's member hat is never shown at work.
        Role::Member => 0,
    }
}

/// The word of a role.
pub fn role_key(role: Role) -> &'static str {
    match role {
        Role::Member => key("role-member"),
        Role::Supporter => key("role-supporter"),
        Role::Coordinator => key("role-coordinator"),
        Role::Supervisor => key("role-supervisor"),
        Role::SafeguardingLead => key("role-safeguarding"),
        Role::Referrer => key("role-referrer"),
        Role::Administrator => key("role-administrator"),
        Role::Reader => key("role-reader"),
        Role::OnlineSafetyLead => key("role-online-safety"),
        Role::Auditor => key("role-auditor"),
    }
}

/// What a role is for and what it lets see, in a few sentences (PW1).
pub fn role_about(role: Role) -> &'static str {
    match role {
        Role::Member => key("role-about-member"),
        Role::Supporter => key("role-about-supporter"),
        Role::Coordinator => key("role-about-coordinator"),
        Role::Supervisor => key("role-about-supervisor"),
        Role::SafeguardingLead => key("role-about-safeguarding"),
        Role::Referrer => key("role-about-referrer"),
        Role::Administrator => key("role-about-administrator"),
        Role::Reader => key("role-about-reader"),
        Role::OnlineSafetyLead => key("role-about-online-safety"),
        Role::Auditor => key("role-about-auditor"),
    }
}

/// What a phone does with a number.
pub fn href(number: &str) -> String {
    let digits: String = number.chars().filter(|letter| letter.is_ascii_digit() || *letter == '+').collect();
    format!("tel:{digits}")
}
