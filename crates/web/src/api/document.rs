//! `/api/v1/openapi.json`: what the API is, made from the operations themselves.

use super::problem::Problem;
use super::{acts, exchanges, listings, read, session_acts};
use crate::here::Here;
use crate::refusals::{Answer, with_type};
use axum::body::Body;
use axum::http::StatusCode;
use utoipa::openapi::header::HeaderBuilder;
use utoipa::openapi::path::{Operation, ParameterBuilder, ParameterIn};
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{ContentBuilder, ObjectBuilder, Ref, RefOr, Required, ResponseBuilder, Schema, Server, Type};
use utoipa::{Modify, OpenApi};

/// The description of the API.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Bothy",
        version = "1",
        description = "Formalised peer support for mental health: what was promised, by whom, and whether it will be there. \
            Everything here goes through the same actions as the pages, and shows nobody more than their pages do. \
            Times are RFC 3339 with the offset of the organisation's zone, lengths ISO 8601, ids carry the name of their kind. \
            Where one host serves several organisations, every path stands under /o/{organisation}.",
        license(name = "AGPL-3.0-or-later", identifier = "AGPL-3.0-or-later")
    ),
    servers((url = "/", description = "This service")),
    paths(
        read::places, read::place, read::groups, read::group, read::sessions, read::session, read::seats_of_session,
        read::seats, read::offers, read::duties, acts::hand_back, acts::give, acts::take_back, acts::answer_asking,
        acts::ask, exchanges::seat_change, exchanges::pass_on, exchanges::swap, exchanges::put_it_back,
        session_acts::place_confirmed, session_acts::opener, session_acts::way_in, session_acts::way_in_tried,
        session_acts::let_fewer, session_acts::move_it, session_acts::call_off, session_acts::run, listings::listings,
        listings::listing, listings::add, listings::correct, listings::checked, listings::retire, listings::use_again,
        acts::take, acts::pass, acts::answer_duty, acts::give_back, description
    ),
    components(schemas(Problem)),
    security(("token" = []), ("sign_in" = [])),
    modifiers(&OfEveryOperation)
)]
pub struct Document;

/// What every operation has: the ways in, and how it says no.
struct OfEveryOperation;

impl Modify for OfEveryOperation {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let components = document.components.get_or_insert_default();
        let token = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("bothy_…");
        let token = token.description(Some("A token that `bothy token new` made.")).build();
        components.add_security_scheme("token", SecurityScheme::Http(token));
        let cookie = ApiKeyValue::with_description("__Host-bothy", "A sign-in in a browser, from the same origin.");
        components.add_security_scheme("sign_in", SecurityScheme::ApiKey(ApiKey::Cookie(cookie)));
        super::links::write(document);
        for (path, item) in &mut document.paths.paths {
            if path == DESCRIPTION {
                continue;
            }
            if let Some(operation) = &mut item.get {
                goes_on_after(operation, path);
                says_no(operation, &[401, 404, 422, 429, 503]);
            }
            if let Some(operation) = &mut item.post {
                no_null(operation);
                says_no(operation, &[400, 401, 403, 404, 409, 413, 415, 422, 429, 503]);
                operation.parameters.get_or_insert_default().push(RefOr::T(
                    ParameterBuilder::new()
                        .name("Idempotency-Key")
                        .parameter_in(ParameterIn::Header)
                        .required(Required::True)
                        .description(Some(
                            "Any word of the caller's own, 255 signs at most, best a new UUID for each thing that is to \
                             be done. The same key with the same body is answered the same for a day.",
                        ))
                        .schema(Some(ObjectBuilder::new().schema_type(Type::String).max_length(Some(255)).min_length(Some(1))))
                        .build(),
                ));
            }
        }
    }
}

/// The kinds of ids after which lists go on, by the lists' own words.
const LISTS: [(&str, &str); 7] = [
    ("places", "place"),
    ("groups", "group"),
    ("sessions", "session"),
    ("seats", "seat"),
    ("offers", "offer"),
    ("duties", "duty"),
    ("listings", "listing"),
];

/// A list goes on after an id of its own kind, and of no other.
fn goes_on_after(operation: &mut Operation, path: &str) {
    let list = path.trim_start_matches("/api/v1/");
    let Some((_, kind)) = LISTS.iter().find(|(name, _)| *name == list) else { return };
    for parameter in operation.parameters.iter_mut().flatten() {
        if let RefOr::T(parameter) = parameter
            && parameter.name == "after"
            && let Some(RefOr::T(Schema::Object(text))) = &mut parameter.schema
        {
            text.pattern = Some(format!("^{kind}_[0-9a-f]{{32}}$"));
        }
    }
}

/// A body that may be left out is no `null`: what is sent is one JSON object.
fn no_null(operation: &mut Operation) {
    let Some(RefOr::T(body)) = &mut operation.request_body else { return };
    for content in body.content.values_mut() {
        if let RefOr::T(content) = content
            && let Some(RefOr::T(Schema::OneOf(either))) = &content.schema
            && let Some(object) = either.items.iter().find(|one| matches!(one, RefOr::Ref(_)))
        {
            content.schema = Some(object.clone());
            body.required = Some(Required::False);
        }
    }
}

/// Why an operation says no, by its status.
fn why(status: u16) -> &'static str {
    match status {
        400 => "It could not be read, or there is no Idempotency-Key",
        401 => "No token, or one that opens nothing (any more)",
        403 => "A browser sent it from another site",
        404 => "It is not there, or not for whoever asks: the two look the same",
        409 => "Somebody was first, or it does not stand so any more",
        413 => "It is too large",
        415 => "It is no JSON",
        422 => "Something is to be put right, or the key was used for something else",
        429 => "Too many in too short a time",
        _ => "The database does not answer",
    }
}

fn says_no(operation: &mut Operation, statuses: &[u16]) {
    for status in statuses {
        let problem = ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem"))).build();
        let mut response =
            ResponseBuilder::new().description(why(*status)).content("application/problem+json", problem);
        if matches!(status, 429 | 503) {
            let seconds = HeaderBuilder::new().description(Some("Seconds until it is worth trying again"));
            let seconds = seconds.schema(Some(ObjectBuilder::new().schema_type(Type::Integer)));
            response = response.header("Retry-After", seconds.build());
        }
        operation.responses.responses.insert(status.to_string(), response.build().into());
    }
}

const DESCRIPTION: &str = "/api/v1/openapi.json";

/// This description. It needs no token.
#[utoipa::path(get, path = "/api/v1/openapi.json", tag = "description", security(()),
    responses((status = 200, description = "The OpenAPI 3.1 description of this API")))]
pub async fn description(here: Here) -> Answer {
    static TEXT: std::sync::OnceLock<String> = std::sync::OnceLock::new();
    let text = if here.prefix.is_empty() {
        Body::from(TEXT.get_or_init(|| written(Document::openapi())).as_str())
    } else {
        let mut document = Document::openapi();
        document.servers = Some(vec![Server::new(&here.prefix)]);
        Body::from(written(document))
    };
    with_type(text, "application/json", StatusCode::OK)
}

fn written(document: utoipa::openapi::OpenApi) -> String {
    document.to_json().unwrap_or_default()
}
