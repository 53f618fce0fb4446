//! `/settings/sign-in-elsewhere`: the organisation's own accounts, set up by an administrator.

use super::elsewhere::{doorway, reach};
use crate::desk;
use crate::here::{Here, Me};
use crate::pages::Tab;
use crate::pages::public::TroubleKind;
use crate::pages::staff::{OwnAccounts, TypedAccounts};
use crate::refusals::{Answer, away, done, page, page_with, trouble};
use crate::routes::form::Fields;
use crate::words::key;
use axum::body::Bytes;
use axum::http::StatusCode;
use bothy_actions::ActionError;
use bothy_actions::access::elsewhere::{NotKept, SetUpRefused, Trouble, TypedProvider};
use bothy_actions::access::{Known, put_provider, see_provider, take_provider_away, try_provider};

const HERE: &str = "/settings/sign-in-elsewhere";

async fn made(here: &Here, known: &Known) -> Result<OwnAccounts, Answer> {
    match see_provider(&here.service.bothy, known).await {
        Ok(seen) => {
            let back = doorway(here).map(|doorway| doorway.back).unwrap_or_default();
            Ok(desk::account::own_accounts(here.frame(Some(Tab::More)), seen.as_ref(), back))
        }
        Err(ActionError::Store(error)) => Err(away(here, &error)),
        Err(_) => Err(trouble(here, TroubleKind::NotFound)),
    }
}

pub(super) async fn see(here: Here, Me(known): Me) -> Answer {
    match made(&here, &known).await {
        Ok(made) => page(&made),
        Err(answer) => answer,
    }
}

fn typed(sent: &Fields) -> TypedAccounts {
    TypedAccounts {
        name: sent.text("account-name").to_owned(),
        issuer: sent.text("issuer").to_owned(),
        client_id: sent.text("client-id").to_owned(),
        version: sent.value("version").unwrap_or_default(),
    }
}

/// What is in the way, in words that an administrator can put right.
fn in_words(here: &Here, trouble: &Trouble) -> String {
    let words = here.words();
    let key = match trouble {
        Trouble::NotAnAddress => key("accounts-not-an-address"),
        Trouble::NotHttps => key("accounts-not-https"),
        Trouble::Away => key("accounts-away"),
        Trouble::Slow => key("accounts-slow"),
        Trouble::TooLong | Trouble::NotReadable => key("accounts-not-readable"),
        Trouble::NoDocument(status) => {
            return words.say(key("accounts-no-document")).count("status", u64::from(*status)).to_string();
        }
        Trouble::OtherIssuer => key("accounts-other-issuer"),
        Trouble::NamesAnother(host) => return words.say(key("accounts-names-another")).put("host", host).to_string(),
        Trouble::NoCodes | Trouble::NoProofKeys | Trouble::NoKeys => key("accounts-cannot"),
        Trouble::SecretRefused => key("accounts-secret-refused"),
        Trouble::CodeRefused | Trouble::NoToken | Trouble::NotBelieved(_) => key("elsewhere-not-believed"),
    };
    words.t(key).to_owned()
}

pub(super) async fn keep(here: Here, Me(known): Me, body: Bytes) -> Answer {
    let sent = Fields::read(&body);
    let typed = typed(&sent);
    let new = TypedProvider {
        name: typed.name.clone(),
        issuer: typed.issuer.clone(),
        client_id: typed.client_id.clone(),
        secret: sent.text_as_sent("client-secret").to_owned(),
    };
    let (field, words) = match put_provider(&here.service.bothy, &known, new, typed.version, reach(&here)).await {
        Ok(()) => return done(&here, HERE, "accounts-kept"),
        Err(ActionError::Rule(NotKept::Issuer(trouble))) => ("issuer", in_words(&here, &trouble)),
        Err(ActionError::Rule(NotKept::Typed(refused))) => {
            let (field, key) = match refused {
                SetUpRefused::NoName => ("account-name", key("accounts-no-name")),
                SetUpRefused::NoClientId => ("client-id", key("accounts-no-client-id")),
                SetUpRefused::NoSecret => ("client-secret", key("accounts-no-secret")),
            };
            (field, here.words().t(key).to_owned())
        }
        Err(ActionError::Stale) => ("account-name", here.words().t(key("accounts-stale")).to_owned()),
        Err(ActionError::Store(error)) => return away(&here, &error),
        Err(_) => return trouble(&here, TroubleKind::NotFound),
    };
    match made(&here, &known).await {
        Ok(mut made) => {
            // The version stays that of the page as it is now: whoever sends it again has seen what stands there.
            made.typed = TypedAccounts { version: made.typed.version, ..typed };
            made.errors.add(field, words);
            page_with(&made, StatusCode::UNPROCESSABLE_ENTITY)
        }
        Err(answer) => answer,
    }
}

pub(super) async fn try_it(here: Here, Me(known): Me, body: Bytes) -> Answer {
    let typed = typed(&Fields::read(&body));
    let tried = match try_provider(&here.service.bothy, &known, &typed.issuer, reach(&here)).await {
        Ok(tried) => tried,
        Err(ActionError::Store(error)) => return away(&here, &error),
        Err(_) => return trouble(&here, TroubleKind::NotFound),
    };
    match made(&here, &known).await {
        Ok(mut made) => {
            made.typed = TypedAccounts { version: made.typed.version, ..typed };
            match tried {
                None => {
                    here.words().t(key("accounts-fits")).clone_into(&mut made.fits);
                    page(&made)
                }
                Some(trouble) => {
                    made.errors.add("issuer", in_words(&here, &trouble));
                    page_with(&made, StatusCode::UNPROCESSABLE_ENTITY)
                }
            }
        }
        Err(answer) => answer,
    }
}

pub(super) async fn remove(here: Here, Me(known): Me) -> Answer {
    match take_provider_away(&here.service.bothy, &known).await {
        Ok(()) => done(&here, HERE, "accounts-removed"),
        Err(ActionError::Store(error)) => away(&here, &error),
        Err(_) => trouble(&here, TroubleKind::NotFound),
    }
}
