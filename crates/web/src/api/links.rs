//! What leads on from what: from a list to its items, from an item to what can be done with it.
//!
//! They stand in the description as OpenAPI links, for people who read it and for programs that find their own way.

use serde_json::{Value, json};
use utoipa::openapi::link::LinkBuilder;
use utoipa::openapi::path::Operation;
use utoipa::openapi::{OpenApi, RefOr};

/// From an answer to an operation: where the id stands, and what is sent.
struct Leads {
    from: &'static str,
    to: &'static str,
    id: &'static str,
    body: Option<Value>,
    says: &'static str,
}

fn leads(from: &'static str, id: &'static str, to: &'static str, says: &'static str) -> Leads {
    Leads { from, to, id, body: None, says }
}

impl Leads {
    fn sending(self, body: Value) -> Self {
        Self { body: Some(body), ..self }
    }
}

/// The first of a list.
const FIRST: &str = "$response.body#/items/0/id";
/// What was answered.
const IT: &str = "$response.body#/id";

fn all() -> Vec<Leads> {
    let mut all = vec![
        leads("places", FIRST, "place", "The first of the list."),
        leads("groups", FIRST, "group", "The first of the list."),
        leads("sessions", FIRST, "session", "The first of the list."),
        leads("sessions", FIRST, "seats_of_session", "The seats of the first of the list."),
        leads("seats", FIRST, "seat_change", "To whom the first of the list could be passed on."),
        leads("seats", FIRST, "ask", "Asking for the first of the list, where `state` was `empty`."),
        leads("seats", FIRST, "hand_back", "Handing back the first of the list, where `state` was `mine`."),
        leads("seats", FIRST, "take_back", "Taking back the first of the list, where `state` was `held`."),
        leads("offers", FIRST, "answer_asking", "Saying yes to the first.").sending(json!({"answer": "yes"})),
        leads("duties", FIRST, "take", "Taking on the first, which is due earliest."),
        leads("take", IT, "give_back", "Giving it back."),
        leads("listings", FIRST, "listing", "The first of the list."),
        leads("add_listing", IT, "listing", "What was written down."),
        leads("seat_change", IT, "pass_on_seat", "Passing it on to the first who could take it.")
            .sending(json!({"from": "{$response.body#/holder/id}", "to": "{$response.body#/could_take/0/person/id}"})),
        leads("seat_change", IT, "swap_seats", "Swapping it for the first that it could be swapped for.").sending(
            json!({
                "holder": "{$response.body#/holder/id}",
                "with": "{$response.body#/could_swap/0/seat/id}",
                "with_holder": "{$response.body#/could_swap/0/seat/holder/id}",
            }),
        ),
        leads("pass_on_seat", "$response.body#/exchange", "put_back", "Putting it back as it was."),
        leads("swap_seats", "$response.body#/exchange", "put_back", "Putting it back as it was."),
        leads(
            "session",
            "$response.body#/planning/0/seat",
            "give",
            "Giving its first seat to the first who could hold it.",
        )
        .sending(json!({"person": "{$response.body#/planning/0/could/0/person/id}"})),
        leads("session", IT, "confirm_place", "Its place is confirmed."),
        leads("session", IT, "call_off_session", "It does not run.").sending(json!({"why": "weather"})),
        leads("call_off_session", "$response.body#/session", "run_session_after_all", "It runs after all."),
    ];
    for to in ["check_listing", "retire_listing", "use_listing_again", "correct_listing"] {
        let body = json!({"version": "$response.body#/version"});
        all.push(leads("listing", IT, to, "At the version that was read.").sending(body));
    }
    all
}

/// Writes the links into the answers of the operations that they lead on from.
pub fn write(document: &mut OpenApi) {
    for one in all() {
        let items = document.paths.paths.values_mut();
        let mut operations = items.flat_map(|item| item.get.iter_mut().chain(item.post.iter_mut()));
        let from = operations.find(|operation| operation.operation_id.as_deref() == Some(one.from));
        if let Some(operation) = from {
            add(operation, one);
        }
    }
}

fn add(operation: &mut Operation, one: Leads) {
    let Some(RefOr::T(response)) = operation.responses.responses.get_mut("200") else { return };
    let link = LinkBuilder::new().operation_id(one.to).parameter("id", one.id).description(one.says);
    let link = link.request_body(one.body).build();
    response.links.insert(one.to.to_owned(), RefOr::T(link));
}
