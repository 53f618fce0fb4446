//! `bothy token`: tokens by which programs come in, made, listed and taken back where the service runs.

use crate::Failure;
use crate::keys::KeyAt;
use crate::serve::{at_work, say};
use bothy_actions::access::{By, Holder, NewToken, Token, TokenFor, make_token, revoke_token, see_tokens};
use bothy_actions::{ActionError, Bothy};
use bothy_domain::access::token::USUAL;
use bothy_domain::access::{Role, TokenEnded, TokenRefused};
use bothy_domain::ids::{OrganisationId, PersonId, TokenId};
use jiff::{SignedDuration, Span, Timestamp};
use std::path::PathBuf;

/// What is done to tokens.
#[derive(clap::Args)]
pub struct TokenOptions {
    #[command(subcommand)]
    what: What,
}

#[derive(clap::Subcommand)]
enum What {
    /// Makes a token and prints it, this once.
    New(NewArgs),
    /// Lists the tokens there are; the tokens themselves are kept nowhere.
    List(ListArgs),
    /// Takes a token back: it opens nothing from that moment on.
    Revoke(RevokeArgs),
}

/// On which service.
#[derive(clap::Args)]
struct OfService {
    /// The folder of the embedded database.
    #[arg(long, env = "BOTHY_DATA")]
    data: Option<PathBuf>,
    /// A PostgreSQL database instead: postgres://…
    #[arg(long, env = "BOTHY_DATABASE_URL", conflicts_with = "data")]
    database: Option<String>,
    /// Which organisation, by its word in addresses.
    #[arg(long, env = "BOTHY_ORGANISATION")]
    organisation: Option<String>,
    #[command(flatten)]
    key: KeyAt,
    /// Prints one JSON object.
    #[arg(long)]
    json: bool,
}

#[derive(clap::Args)]
#[command(group = clap::ArgGroup::new("for").required(true).args(["person", "machine"]))]
struct NewArgs {
    /// For somebody who is here, by their id (person_…): it opens what their hats open.
    #[arg(long)]
    person: Option<PersonId>,
    /// For a machine of this name, which is made with it.
    #[arg(long, requires = "role")]
    machine: Option<String>,
    /// What the machine is here as: coordinator, reader, administrator, referrer or auditor.
    #[arg(long, value_parser = role, conflicts_with = "person")]
    role: Option<Role>,
    /// For how long: a number of days, or a length such as P90D or PT12H.
    #[arg(long, value_parser = length)]
    expires: Option<SignedDuration>,
    /// What it is for, so that somebody knows it again in the list.
    #[arg(long, default_value = "")]
    name: String,
    #[command(flatten)]
    at: OfService,
}

#[derive(clap::Args)]
struct ListArgs {
    #[command(flatten)]
    at: OfService,
}

#[derive(clap::Args)]
struct RevokeArgs {
    /// Which one, by its id (token_…).
    id: TokenId,
    #[command(flatten)]
    at: OfService,
}

fn role(word: &str) -> Result<Role, String> {
    let words = || Role::ALL.map(Role::code).join(", ");
    Role::of_code(word).ok_or_else(|| format!("There is no role {word}. There are: {}.", words()))
}

/// `90` is days; anything else is a length as ISO 8601 writes it, a day being 24 hours.
fn length(text: &str) -> Result<SignedDuration, String> {
    let said = || String::from("Say a number of days, or a length such as P90D or PT12H.");
    if let Ok(days) = text.parse::<u16>() {
        return Ok(SignedDuration::from_hours(i64::from(days) * 24));
    }
    let span: Span = text.parse().map_err(|_| said())?;
    if span.get_years() != 0 || span.get_months() != 0 {
        return Err(String::from("Months and years differ in length: say days, such as P90D."));
    }
    span.to_duration(jiff::SpanRelativeTo::days_are_24_hours()).map_err(|_| said())
}

/// `bothy token …`
pub async fn run(options: TokenOptions) -> Result<(), Failure> {
    let at = match &options.what {
        What::New(new) => &new.at,
        What::List(list) => &list.at,
        What::Revoke(revoke) => &revoke.at,
    };
    let (bothy, organisation) = at_work(at.data.clone(), at.database.clone(), &at.key, at.organisation.clone()).await?;
    let done = match options.what {
        What::New(new) => make(&bothy, organisation, new).await,
        What::List(list) => show(&bothy, organisation, list.at.json).await,
        What::Revoke(revoke) => take_back(&bothy, organisation, &revoke).await,
    };
    bothy.db.close().await;
    done
}

fn store(what: &str, error: &impl std::fmt::Display) -> Failure {
    Failure::Said(format!("{what}: {error}. Check --data or --database and try again."))
}

async fn make(bothy: &Bothy, organisation: OrganisationId, args: NewArgs) -> Result<(), Failure> {
    let to = match (args.person, args.machine, args.role) {
        (Some(person), _, _) => TokenFor::Person(person),
        (None, Some(name), Some(role)) => TokenFor::Machine { name, role },
        (None, _, _) => return Err(Failure::Said(String::from("Say --person ID, or --machine NAME --role ROLE."))),
    };
    let new = NewToken { by: By::Operator(organisation), to, name: args.name, lasts: args.expires.unwrap_or(USUAL) };
    let made = make_token(bothy, new).await.map_err(|error| match error {
        ActionError::Rule(TokenRefused::Nobody) => {
            Failure::Said(String::from("Nobody here has this id. Another --organisation, perhaps?"))
        }
        ActionError::Rule(refused) => Failure::Said(format!("No token was made: {refused}.")),
        other => store("No token was made", &other),
    })?;
    if args.at.json {
        let said = serde_json::json!({
            "token": made.token,
            "id": made.id.to_string(),
            "person": made.person.to_string(),
            "expires": to_the_second(made.ends_at),
        });
        say(&said.to_string());
    } else {
        say(&made.token);
        eprintln!(
            "This is shown once and kept nowhere. It opens until {}. Take it back with: bothy token revoke {}",
            to_the_second(made.ends_at),
            made.id
        );
    }
    Ok(())
}

/// A moment as people and programs read it; parts of a second help nobody.
fn to_the_second(at: Timestamp) -> String {
    format!("{at:.0}")
}

/// "open", "taken-back" or "run-out".
fn stands(token: &Token, now: Timestamp) -> &'static str {
    match token.facts.opens(now) {
        Ok(()) => "open",
        Err(TokenEnded::Revoked) => "taken-back",
        Err(TokenEnded::Expired) => "run-out",
    }
}

async fn show(bothy: &Bothy, organisation: OrganisationId, json: bool) -> Result<(), Failure> {
    let tokens = see_tokens(bothy, By::Operator(organisation))
        .await
        .map_err(|error| store("The tokens could not be read", &error))?;
    let now = bothy.wall();
    let holder = |token: &Token| match token.holder {
        Holder::Person => "person",
        Holder::Machine => "machine",
    };
    if json {
        let each = tokens.iter().map(|token| {
            serde_json::json!({
                "id": token.id.to_string(),
                "for": holder(token),
                "person": token.person.to_string(),
                "shown_name": token.shown_name,
                "name": token.name,
                "state": stands(token, now),
                "made": to_the_second(token.made_at),
                "expires": to_the_second(token.facts.ends_at),
                "last_used": token.used_at.map(to_the_second),
            })
        });
        say(&serde_json::json!({ "tokens": each.collect::<Vec<_>>() }).to_string());
        return Ok(());
    }
    for token in &tokens {
        let used = token.used_at.map_or_else(|| String::from("never"), to_the_second);
        say(&format!(
            "{}  {}  {} {}  {}  until {}  last used {used}",
            token.id,
            stands(token, now),
            holder(token),
            token.shown_name,
            token.name,
            to_the_second(token.facts.ends_at),
        ));
    }
    Ok(())
}

async fn take_back(bothy: &Bothy, organisation: OrganisationId, args: &RevokeArgs) -> Result<(), Failure> {
    revoke_token(bothy, By::Operator(organisation), args.id).await.map_err(|error| match error {
        ActionError::NotFound => Failure::Said(String::from("There is no such token. See: bothy token list")),
        other => store("It was not taken back", &other),
    })?;
    if args.at.json {
        say(&serde_json::json!({ "id": args.id.to_string(), "state": "taken-back" }).to_string());
    } else {
        say("It opens nothing from now on; a server that runs beside this knows it within a second.");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_is_days_or_as_iso_writes_it() {
        assert_eq!(length("90"), Ok(SignedDuration::from_hours(90 * 24)));
        assert_eq!(length("P90D"), Ok(SignedDuration::from_hours(90 * 24)));
        assert_eq!(length("PT12H"), Ok(SignedDuration::from_hours(12)));
        for wrong in ["", "soon", "P1M", "P1Y", "-", "1.5"] {
            assert!(length(wrong).is_err(), "{wrong}");
        }
    }
}
