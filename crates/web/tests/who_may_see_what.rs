//! Who may see what: every route and every relation to the thing, written by hand.
//!
//! A route without a line here fails. `o` is let in, `n` is "there is no such page" (refused and missing are
//! the same 404), `s` is the way to sign in (the same for every path that is not public), `t` asks a program for a token.

use crate::scene;

use axum::body::Body;
use axum::http::{Request, header};
use bothy_testkit::on_sqlite;
use bothy_web::routes;
use http_body_util::BodyExt as _;
use scene::{AWAY, COORDINATOR, FOREIGN, GUEST, LEAD, RELATIONS, letter, scene};
use tower::ServiceExt as _;
use uuid::Uuid;

/// Method, path, and one letter for each relation, in the order of `scene::RELATIONS`:
///
/// G guest · l guest with a link · x removed person · m member of this group · n of another · h seat holder
/// tonight · s supporter of this group · e elsewhere · c coordinator of this branch · d of another · f safeguarding
/// lead · v supervisor · a administrator · r reader · o same role in another organisation · k kept-from person.
#[rustfmt::skip]
const TABLE: &[(&str, &str, &str)] = &[
    //                                                G l x  m n  h s e  c d  f v a r  o k
    ("GET", "/",                                     "o o o  o o  o o o  o o  o o o o  o o"),
    ("GET", "/groups",                               "o o o  o o  o o o  o o  o o o o  o o"),
    ("GET", "/groups/{slug}",                        "o o o  o o  o o o  o o  o o o o  o o"),
    ("GET", "/groups/{slug}/poster",                 "o o o  o o  o o o  o o  o o o o  o o"),
    ("GET", "/groups/{slug}/card",                   "o o o  o o  o o o  o o  o o o o  o o"),
    // The feed of services looks at nobody; a set of kinds and a kind that are not there.
    ("GET", "/oruk",                                 "o o o  o o  o o o  o o  o o o o  o o"),
    ("GET", "/oruk/",                                "o o o  o o  o o o  o o  o o o o  o o"),
    ("GET", "/oruk/services",                        "o o o  o o  o o o  o o  o o o o  o o"),
    ("GET", "/oruk/services/{id}",                   "o o o  o o  o o o  o o  o o o o  o o"),
    ("GET", "/oruk/taxonomies",                      "o o o  o o  o o o  o o  o o o o  o o"),
    ("GET", "/oruk/taxonomies/{id}",                 "n n n  n n  n n n  n n  n n n n  n n"),
    ("GET", "/oruk/taxonomy_terms",                  "o o o  o o  o o o  o o  o o o o  o o"),
    ("GET", "/oruk/taxonomy_terms/{id}",             "n n n  n n  n n n  n n  n n n n  n n"),
    ("GET", "/help",                                 "o o o  o o  o o o  o o  o o o o  o o"),
    ("GET", "/reach",                                "o o o  o o  o o o  o o  o o o o  o o"),
    ("GET", "/privacy",                              "o o o  o o  o o o  o o  o o o o  o o"),
    ("GET", "/accessibility",                        "o o o  o o  o o o  o o  o o o o  o o"),
    ("GET", "/language",                             "o o o  o o  o o o  o o  o o o o  o o"),
    ("POST", "/language",                            "o o o  o o  o o o  o o  o o o o  o o"),
    ("GET", "/concern",                              "o o o  o o  o o o  o o  o o o o  o o"),
    ("GET", "/concern/about",                        "o o o  o o  o o o  o o  o o o o  o o"),
    ("GET", "/concern/say",                          "o o o  o o  o o o  o o  o o o o  o o"),
    ("POST", "/concern",                             "o o o  o o  o o o  o o  o o o o  o o"),
    ("GET", "/concern/receipt",                      "o o o  o o  o o o  o o  o o o o  o o"),
    ("GET", "/leave",                                "o o o  o o  o o o  o o  o o o o  o o"),
    ("POST", "/leave",                               "o o o  o o  o o o  o o  o o o o  o o"),
    ("GET", "/sign-in",                              "o o o  o o  o o o  o o  o o o o  o o"),
    ("POST", "/sign-in",                             "o o o  o o  o o o  o o  o o o o  o o"),
    ("POST", "/sign-in/passkey",                     "o o o  o o  o o o  o o  o o o o  o o"),
    ("POST", "/sign-in/passkey/ask",                 "o o o  o o  o o o  o o  o o o o  o o"),
    // The service of this table has no provider: the page says so.
    ("POST", "/sign-in/elsewhere",                   "o o o  o o  o o o  o o  o o o o  o o"),
    ("GET", "/sign-in/elsewhere/back",               "o o o  o o  o o o  o o  o o o o  o o"),
    // Nobody is half-way in: back to the beginning.
    ("GET", "/sign-in/code",                         "s s s  s s  s s s  s s  s s s s  s s"),
    ("POST", "/sign-in/code",                        "s s s  s s  s s s  s s  s s s s  s s"),
    ("GET", "/sign-in/set-up",                       "s s s  s s  s s s  s s  s s s s  s s"),
    ("POST", "/sign-in/set-up",                      "s s s  s s  s s s  s s  s s s s  s s"),
    // A link that was never sent.
    ("GET", "/invite/{token}",                       "n n n  n n  n n n  n n  n n n n  n n"),
    ("POST", "/invite/{token}",                      "n n n  n n  n n n  n n  n n n n  n n"),
    ("POST", "/invite/{token}/elsewhere",            "n n n  n n  n n n  n n  n n n n  n n"),
    ("GET", "/recover",                              "o o o  o o  o o o  o o  o o o o  o o"),
    ("POST", "/recover",                             "o o o  o o  o o o  o o  o o o o  o o"),
    // An asking that is not there.
    ("POST", "/recover/{id}/yes",                    "s s n  n n  n n n  n n  n n n n  s n"),
    ("POST", "/recover/{id}/no",                     "s s n  n n  n n n  n n  n n n n  s n"),
    ("POST", "/sign-out",                            "o o o  o o  o o o  o o  o o o o  o o"),
    // Outside the demonstration its doors do not exist.
    ("GET", "/demo",                                 "s s n  n n  n n n  n n  n n n n  s n"),
    ("POST", "/demo/sign-in/{role}",                 "s s n  n n  n n n  n n  n n n n  s n"),
    ("POST", "/demo/clock",                          "s s n  n n  n n n  n n  n n n n  s n"),
    ("GET", "/demo/outbox",                          "s s n  n n  n n n  n n  n n n n  s n"),
    ("GET", "/style",                                "s s n  n n  n n n  n n  n n n n  s n"),
    ("GET", "/style/{page}/{state}",                 "s s n  n n  n n n  n n  n n n n  s n"),
    ("GET", "/today",                                "s s n  n n  o o o  o o  o o o o  s o"),
    ("GET", "/my-day",                               "s s n  n n  o o o  n n  n n n n  s n"),
    ("GET", "/rota",                                 "s s n  n n  n n n  o o  n n n n  s o"),
    ("GET", "/rota/pack",                            "s s n  n n  n n n  o o  n n n n  s o"),
    ("GET", "/more",                                 "s s n  n n  o o o  o o  o o o o  s o"),
    ("GET", "/reports",                              "s s n  n n  n n n  o o  n n n o  s o"),
    ("GET", "/audit",                                "s s n  n n  n n n  n n  o n o n  s n"),
    ("GET", "/sessions/{id}",                        "s s n  n n  o n n  o n  n n n n  s n"),
    ("GET", "/sessions/{id}/register",               "s s n  n n  o n n  o n  n n n n  s n"),
    ("POST", "/sessions/{id}/place-confirmed",       "s s n  n n  n n n  o n  n n n n  s n"),
    ("POST", "/sessions/{id}/opener",                "s s n  n n  n n n  o n  n n n n  s n"),
    ("POST", "/sessions/{id}/way-in",                "s s n  n n  n n n  o n  n n n n  s n"),
    ("POST", "/sessions/{id}/way-in-tried",          "s s n  n n  n n n  o n  n n n n  s n"),
    ("POST", "/sessions/{id}/override",              "s s n  n n  n n n  o n  n n n n  s n"),
    ("POST", "/sessions/{id}/move",                  "s s n  n n  n n n  o n  n n n n  s n"),
    ("POST", "/sessions/{id}/call-off",              "s s n  n n  n n n  o n  n n n n  s n"),
    ("POST", "/sessions/{id}/run",                   "s s n  n n  n n n  o n  n n n n  s n"),
    ("POST", "/seats/{id}/hand-back",                "s s n  n n  o n n  n n  n n n n  s n"),
    ("POST", "/seats/{id}/ask",                      "s s n  n n  n n n  o n  n n n n  s n"),
    ("POST", "/seats/{id}/give",                     "s s n  n n  n n n  o n  n n n n  s n"),
    ("POST", "/seats/{id}/take-back",                "s s n  n n  n n n  o n  n n n n  s n"),
    ("GET", "/seats/{id}/change",                    "s s n  n n  n n n  o n  n n n n  s n"),
    ("POST", "/seats/{id}/pass-on",                  "s s n  n n  n n n  o n  n n n n  s n"),
    ("POST", "/seats/{id}/swap",                     "s s n  n n  n n n  o n  n n n n  s n"),
    // The act of this table passed nothing on.
    ("POST", "/rota/put-back",                       "s s n  n n  n n n  n n  n n n n  s n"),
    // An asking that was made to none of them.
    ("POST", "/offers/{id}/answer",                  "s s n  n n  n n n  n n  n n n n  s n"),
    // The duty to find somebody for a seat of this branch; administrators may step in for coordinators.
    ("POST", "/duties/{id}/take",                    "s s n  n n  n n n  o n  n n o n  s n"),
    ("POST", "/duties/{id}/pass",                    "s s n  n n  n n n  o n  n n o n  s n"),
    ("POST", "/duties/{id}/answer",                  "s s n  n n  n n n  o n  n n o n  s n"),
    ("POST", "/duties/{id}/give-back",               "s s n  n n  n n n  o n  n n o n  s n"),
    // A worry whose two readers are the safeguarding lead and somebody outside this table.
    ("GET", "/concerns/{id}",                        "s s n  n n  n n n  n n  o n n n  s n"),
    ("POST", "/concerns/{id}/release-looks",         "s s n  n n  n n n  n n  o n n n  s n"),
    ("POST", "/concerns/{id}/acknowledge",           "s s n  n n  n n n  n n  o n n n  s n"),
    // Of those who read it, whoever may hold a record; and a hold that was never put on.
    ("POST", "/concerns/{id}/hold",                  "s s n  n n  n n n  n n  o n n n  s n"),
    ("POST", "/concerns/{id}/holds/{hold}/end",      "s s n  n n  n n n  n n  n n n n  s n"),
    ("GET", "/groups/{slug}/inside",                 "s s n  n n  n n n  o n  n n n n  s n"),
    ("POST", "/groups/{slug}/edit",                  "s s n  n n  n n n  o n  n n n n  s n"),
    // The group of the scene is no course: it has no parts to write. A course is in a story of its own.
    ("POST", "/groups/{slug}/parts",                  "s s n  n n  n n n  n n  n n n n  s n"),
    ("POST", "/groups/{slug}/questions",             "s s n  n n  n n n  o n  n n n n  s n"),
    ("POST", "/groups/{slug}/open",                  "s s n  n n  n n n  o n  n n n n  s n"),
    ("POST", "/groups/{slug}/series",                "s s n  n n  n n n  o n  n n n n  s n"),
    // One's own account is everybody's who is signed in; a device that is not there is nobody's.
    ("GET", "/account",                              "s s o  o o  o o o  o o  o o o o  s o"),
    ("POST", "/account/devices/{id}/end",            "s s n  n n  n n n  n n  n n n n  s n"),
    ("POST", "/account/devices/end-all",             "s s o  o o  o o o  o o  o o o o  s o"),
    ("POST", "/account/password",                    "s s o  o o  o o o  o o  o o o o  s o"),
    // A link that was never made.
    ("GET", "/c/{token}",                            "n n n  n n  n n n  n n  n n n n  n n"),
    ("GET", "/account/calendar",                     "s s o  o o  o o o  o o  o o o o  s o"),
    ("POST", "/account/calendar",                    "s s o  o o  o o o  o o  o o o o  s o"),
    ("POST", "/account/calendar/{id}/end",           "s s n  n n  n n n  n n  n n n n  s n"),
    ("GET", "/account/keys",                         "s s o  o o  o o o  o o  o o o o  s o"),
    ("POST", "/account/keys",                        "s s o  o o  o o o  o o  o o o o  s o"),
    ("POST", "/account/passkeys",                    "s s o  o o  o o o  o o  o o o o  s o"),
    ("POST", "/account/passkeys/ask",                "s s o  o o  o o o  o o  o o o o  s o"),
    ("POST", "/account/passkeys/{id}/remove",        "s s n  n n  n n n  n n  n n n n  s n"),
    ("POST", "/account/elsewhere",                   "s s o  o o  o o o  o o  o o o o  s o"),
    ("POST", "/account/elsewhere/{id}/remove",       "s s n  n n  n n n  n n  n n n n  s n"),
    ("GET", "/account/codes",                        "s s o  o o  o o o  o o  o o o o  s o"),
    ("POST", "/account/codes",                       "s s o  o o  o o o  o o  o o o o  s o"),
    ("POST", "/account/codes/begin",                 "s s o  o o  o o o  o o  o o o o  s o"),
    ("POST", "/account/codes/change",                "s s o  o o  o o o  o o  o o o o  s o"),
    // Who lets people in.
    ("GET", "/settings/sign-in-elsewhere",           "s s n  n n  n n n  n n  n n o n  s n"),
    ("POST", "/settings/sign-in-elsewhere",          "s s n  n n  n n n  n n  n n o n  s n"),
    ("POST", "/settings/sign-in-elsewhere/try",      "s s n  n n  n n n  n n  n n o n  s n"),
    ("POST", "/settings/sign-in-elsewhere/remove",   "s s n  n n  n n n  n n  n n o n  s n"),
    ("GET", "/settings/keeping",                     "s s n  n n  n n n  n n  n n o n  s n"),
    ("POST", "/settings/keeping",                    "s s n  n n  n n n  n n  n n o n  s n"),
    ("GET", "/settings/sign-everybody-out",          "s s n  n n  n n n  n n  n n o n  s n"),
    ("POST", "/settings/sign-everybody-out",         "s s n  n n  n n n  n n  n n o n  s n"),
    ("GET", "/settings/mail",                        "s s n  n n  n n n  n n  n n o n  s n"),
    ("POST", "/settings/mail",                       "s s n  n n  n n n  n n  n n o n  s n"),
    ("POST", "/settings/mail/try",                   "s s n  n n  n n n  n n  n n o n  s n"),
    ("POST", "/settings/mail/remove",                "s s n  n n  n n n  n n  n n o n  s n"),
    ("GET", "/settings/people",                      "s s n  n n  n n n  n n  n n o n  s n"),
    ("POST", "/settings/people",                     "s s n  n n  n n n  n n  n n o n  s n"),
    ("POST", "/settings/people/{id}/invite",         "s s n  n n  n n n  n n  n n o n  s n"),
    ("POST", "/settings/people/{id}/second-step",    "s s n  n n  n n n  n n  n n o n  s n"),
    // What is the whole organisation's: its administrators, and coordinators of all of it.
    ("GET", "/settings",                             "s s n  n n  n n n  n n  n n o n  s o"),
    ("POST", "/settings/readers",                    "s s n  n n  n n n  n n  n n o n  s o"),
    ("POST", "/settings/letters",                    "s s n  n n  n n n  n n  n n o n  s o"),
    ("POST", "/settings/help-lines",                 "s s n  n n  n n n  n n  n n o n  s o"),
    ("POST", "/settings/help-lines/{id}",            "s s n  n n  n n n  n n  n n o n  s o"),
    ("POST", "/settings/reach",                      "s s n  n n  n n n  n n  n n o n  s o"),
    ("POST", "/settings/reach/{id}",                 "s s n  n n  n n n  n n  n n o n  s o"),
    ("POST", "/settings/reach/{id}/remove",          "s s n  n n  n n n  n n  n n o n  s o"),
    ("POST", "/settings/supporters",                 "s s n  n n  n n n  n n  n n o n  s o"),
    ("POST", "/settings/closed-days",                "s s n  n n  n n n  n n  n n o n  s o"),
    ("POST", "/settings/closed-days/{day}/remove",   "s s n  n n  n n n  n n  n n o n  s o"),
    // Those who look after supporters, in their branches. The supporter of this row helps in the branch of the group.
    ("GET", "/people",                               "s s n  n n  n n n  o o  o n o n  s o"),
    ("GET", "/people/{id}",                          "s s n  n n  n n n  o n  o n o n  s o"),
    ("POST", "/people/{id}/checks",                  "s s n  n n  n n n  o n  o n o n  s o"),
    ("POST", "/people/{id}/training",                "s s n  n n  n n n  o n  o n o n  s o"),
    ("POST", "/people/{id}/references",              "s s n  n n  n n n  o n  o n o n  s o"),
    ("POST", "/people/{id}/supervision",             "s s n  n n  n n n  o n  o n o n  s o"),
    // Taking a hat off is for who puts them on.
    ("POST", "/people/{id}/hats",                    "s s n  n n  n n n  n n  n n o n  s n"),
    ("GET", "/people/{id}/hats/{hat}/end",           "s s n  n n  n n n  n n  n n o n  s n"),
    ("POST", "/people/{id}/hats/{hat}/end",          "s s n  n n  n n n  n n  n n o n  s n"),
    ("GET", "/people/{id}/sign-out",                 "s s n  n n  n n n  n n  n n o n  s n"),
    ("POST", "/people/{id}/sign-out",                "s s n  n n  n n n  n n  n n o n  s n"),
    // What is held about somebody, holds and erasing: the administrator and the lead of the whole organisation.
    ("GET", "/people/{id}/going",                    "s s n  n n  n n n  n n  o n o n  s n"),
    ("POST", "/people/{id}/going/erase",             "s s n  n n  n n n  n n  o n o n  s n"),
    ("POST", "/people/{id}/going/hold",              "s s n  n n  n n n  n n  o n o n  s n"),
    ("POST", "/people/{id}/going/record",            "s s n  n n  n n n  n n  o n o n  s n"),
    // A hold that was never put on.
    ("POST", "/people/{id}/going/holds/{hold}/end",  "s s n  n n  n n n  n n  n n n n  s n"),
    // What is held about oneself is everybody's who is signed in.
    ("GET", "/account/record",                       "s s o  o o  o o o  o o  o o o o  s o"),
    ("GET", "/account/record.json",                  "s s o  o o  o o o  o o  o o o o  s o"),
    // Something that was never written down.
    ("POST", "/people/{id}/records/{record}/take-off", "s s n  n n  n n n  n n  n n n n  s n"),
    // Places are the whole organisation's: whoever plans for a part of it sees them, and changes none.
    ("GET", "/places",                               "s s n  n n  n n n  o o  n n n n  s o"),
    ("GET", "/places/{slug}",                        "s s n  n n  n n n  o o  n n n n  s o"),
    ("POST", "/places",                              "s s n  n n  n n n  n n  n n n n  s o"),
    ("POST", "/places/{slug}/edit",                  "s s n  n n  n n n  n n  n n n n  s o"),
    ("POST", "/places/{slug}/running",               "s s n  n n  n n n  n n  n n n n  s o"),
    ("POST", "/places/{slug}/halls",                 "s s n  n n  n n n  n n  n n n n  s o"),
    ("POST", "/places/{slug}/halls/{id}",            "s s n  n n  n n n  n n  n n n n  s o"),
    ("POST", "/places/{slug}/halls/{id}/retire",     "s s n  n n  n n n  n n  n n n n  s o"),
    ("POST", "/places/{slug}/halls/{id}/use-again",  "s s n  n n  n n n  n n  n n n n  s o"),
    ("POST", "/places/{slug}/picture",               "s s n  n n  n n n  n n  n n n n  s o"),
    ("POST", "/places/{slug}/picture/remove",        "s s n  n n  n n n  n n  n n n n  s o"),
    // The picture of a door, for everybody who was given its name.
    ("GET", "/pictures/{name}",                      "o o o  o o  o o o  o o  o o o o  o o"),
    // Everybody reads the directory; coordinators of any branch keep it; those who tell people of it have a list of
    // their own, with no such signpost on it.
    ("GET", "/directory",                            "o o o  o o  o o o  o o  o o o o  o o"),
    ("GET", "/directory/{slug}",                     "o o o  o o  o o o  o o  o o o o  o o"),
    ("GET", "/directory/signposts",                  "s s n  n n  o o o  o o  o n n n  s o"),
    ("GET", "/directory/new",                        "s s n  n n  n n n  o o  n n n n  s o"),
    ("POST", "/directory/new",                       "s s n  n n  n n n  o o  n n n n  s o"),
    ("GET", "/directory/{slug}/edit",                "s s n  n n  n n n  o o  n n n n  s o"),
    ("POST", "/directory/{slug}/edit",               "s s n  n n  n n n  o o  n n n n  s o"),
    ("POST", "/directory/{slug}/checked",            "s s n  n n  n n n  o o  n n n n  s o"),
    ("POST", "/directory/{slug}/retire",             "s s n  n n  n n n  o o  n n n n  s o"),
    ("POST", "/directory/{slug}/use-again",          "s s n  n n  n n n  o o  n n n n  s o"),
    ("POST", "/directory/{slug}/told",               "s s n  n n  o o o  o o  o n n n  s o"),
    ("POST", "/directory/signposts/{id}/taken",      "s s n  n n  n n n  n n  n n n n  s n"),
    ("POST", "/directory/signposts/{id}/reached",    "s s n  n n  n n n  n n  n n n n  s n"),
    ("POST", "/directory/signposts/{id}/not-taken",  "s s n  n n  n n n  n n  n n n n  s n"),
    ("POST", "/directory/signposts/{id}/undo",       "s s n  n n  n n n  n n  n n n n  s n"),
    ("GET", "/imports",                              "s s n  n n  n n n  n n  n n o n  s o"),
    // A reading that is not there, and a row that is not there.
    ("GET", "/imports/{id}",                         "s s n  n n  n n n  n n  n n n n  s n"),
    ("POST", "/imports/{id}/undo",                   "s s n  n n  n n n  n n  n n n n  s n"),
    ("POST", "/imports/rows/{id}/let-in",            "s s n  n n  n n n  n n  n n n n  s n"),
    ("POST", "/imports/rows/{id}/refuse",            "s s n  n n  n n n  n n  n n n n  s n"),
    // A series that is not there.
    ("GET", "/series/{id}/change",                   "s s n  n n  n n n  n n  n n n n  s n"),
    ("GET", "/series/{id}/change/preview",           "s s n  n n  n n n  n n  n n n n  s n"),
    ("POST", "/series/{id}/change",                  "s s n  n n  n n n  n n  n n n n  s n"),
    // Programs: the same permits as on the pages. Lists hold what is one's own, and may be empty.
    ("GET", "/api/v1/openapi.json",                  "o o o  o o  o o o  o o  o o o o  o o"),
    ("GET", "/api/v1/places",                        "t t n  n n  n n n  o o  n n n n  t o"),
    ("GET", "/api/v1/places/{id}",                   "t t n  n n  n n n  o o  n n n n  t o"),
    ("GET", "/api/v1/groups",                        "t t o  o o  o o o  o o  o o o o  t o"),
    // An open group, which everybody sees.
    ("GET", "/api/v1/groups/{id}",                   "t t o  o o  o o o  o o  o o o o  t o"),
    ("GET", "/api/v1/sessions",                      "t t o  o o  o o o  o o  o o o o  t o"),
    ("GET", "/api/v1/sessions/{id}",                 "t t n  n n  o n n  o n  n n n n  t n"),
    ("GET", "/api/v1/sessions/{id}/seats",           "t t n  n n  o n n  o n  n n n n  t n"),
    ("GET", "/api/v1/seats",                         "t t o  o o  o o o  o o  o o o o  t o"),
    ("GET", "/api/v1/offers",                        "t t o  o o  o o o  o o  o o o o  t o"),
    ("GET", "/api/v1/duties",                        "t t o  o o  o o o  o o  o o o o  t o"),
    ("POST", "/api/v1/seats/{id}/hand-back",         "t t n  n n  o n n  n n  n n n n  t n"),
    ("POST", "/api/v1/seats/{id}/give",              "t t n  n n  n n n  o n  n n n n  t n"),
    ("POST", "/api/v1/seats/{id}/take-back",         "t t n  n n  n n n  o n  n n n n  t n"),
    ("GET", "/api/v1/seats/{id}/change",             "t t n  n n  n n n  o n  n n n n  t n"),
    ("POST", "/api/v1/seats/{id}/ask",               "t t n  n n  n n n  o n  n n n n  t n"),
    ("POST", "/api/v1/seats/{id}/pass-on",           "t t n  n n  n n n  o n  n n n n  t n"),
    ("POST", "/api/v1/seats/{id}/swap",              "t t n  n n  n n n  o n  n n n n  t n"),
    // An exchange that nobody made.
    ("POST", "/api/v1/exchanges/{id}/put-back",      "t t n  n n  n n n  n n  n n n n  t n"),
    // An asking that was made to none of them.
    ("POST", "/api/v1/offers/{id}/answer",           "t t n  n n  n n n  n n  n n n n  t n"),
    ("POST", "/api/v1/sessions/{id}/place-confirmed", "t t n  n n  n n n  o n  n n n n  t n"),
    ("POST", "/api/v1/sessions/{id}/opener",         "t t n  n n  n n n  o n  n n n n  t n"),
    ("POST", "/api/v1/sessions/{id}/way-in",         "t t n  n n  n n n  o n  n n n n  t n"),
    ("POST", "/api/v1/sessions/{id}/way-in-tried",   "t t n  n n  n n n  o n  n n n n  t n"),
    ("POST", "/api/v1/sessions/{id}/override",       "t t n  n n  n n n  o n  n n n n  t n"),
    ("POST", "/api/v1/sessions/{id}/move",           "t t n  n n  n n n  o n  n n n n  t n"),
    ("POST", "/api/v1/sessions/{id}/call-off",       "t t n  n n  n n n  o n  n n n n  t n"),
    ("POST", "/api/v1/sessions/{id}/run",            "t t n  n n  n n n  o n  n n n n  t n"),
    // Everybody with a token reads the directory; coordinators keep it, of whatever branch.
    ("GET", "/api/v1/listings",                      "t t o  o o  o o o  o o  o o o o  t o"),
    ("GET", "/api/v1/listings/{id}",                 "t t o  o o  o o o  o o  o o o o  t o"),
    ("POST", "/api/v1/listings",                     "t t n  n n  n n n  o o  n n n n  t o"),
    ("POST", "/api/v1/listings/{id}/correct",        "t t n  n n  n n n  o o  n n n n  t o"),
    ("POST", "/api/v1/listings/{id}/checked",        "t t n  n n  n n n  o o  n n n n  t o"),
    ("POST", "/api/v1/listings/{id}/retire",         "t t n  n n  n n n  o o  n n n n  t o"),
    ("POST", "/api/v1/listings/{id}/use-again",      "t t n  n n  n n n  o o  n n n n  t o"),
    ("POST", "/api/v1/duties/{id}/take",             "t t n  n n  n n n  o n  n n o n  t n"),
    ("POST", "/api/v1/duties/{id}/pass",             "t t n  n n  n n n  o n  n n o n  t n"),
    ("POST", "/api/v1/duties/{id}/answer",           "t t n  n n  n n n  o n  n n o n  t n"),
    ("POST", "/api/v1/duties/{id}/give-back",        "t t n  n n  n n n  o n  n n o n  t n"),
];

#[test]
fn every_route_lets_in_whom_the_table_says_and_nobody_else() {
    let wrong = std::sync::Mutex::new(Vec::new());
    for (method, shape, letters) in TABLE {
        if !routes::lines().iter().any(|route| route.method == *method && route.path == *shape) {
            continue;
        }
        let wrong = &wrong;
        assert_eq!(letters.split_whitespace().count(), RELATIONS.len(), "{method} {shape}");
        on_sqlite(|service| async move {
            let scene = scene(&service).await;
            let path = scene.path(shape);
            let mut asked: Vec<_> = RELATIONS.iter().zip(letters.split_whitespace()).collect();
            // Last: one of their acts signs everybody else out.
            asked.sort_by_key(|(relation, _)| **relation == "administrator");
            for (relation, want) in asked {
                let is = letter(&scene.ask(method, &path, relation).await);
                if is != want {
                    let line = format!("{method} {shape}: {relation} is {is}, the table says {want}");
                    wrong.lock().unwrap().push(line);
                }
            }
        });
    }
    let wrong = wrong.into_inner().unwrap();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_route_without_a_line_fails() {
    for route in routes::lines() {
        let has = TABLE.iter().any(|(method, path, _)| *method == route.method && *path == route.path);
        assert!(has, "{} {} has no line in the table of who may see what", route.method, route.path);
    }
}

#[test]
fn refused_and_missing_are_the_same_page() {
    on_sqlite(|service| async move {
        let scene = scene(&service).await;
        let refused = scene.ask("GET", &scene.path("/sessions/{id}"), AWAY).await;
        let missing = scene.ask("GET", &format!("/sessions/session_{}", Uuid::now_v7().simple()), AWAY).await;
        assert_eq!(refused.status(), missing.status());
        let mut pages = Vec::new();
        for answer in [refused, missing] {
            pages.push(answer.into_body().collect().await.unwrap().to_bytes());
        }
        assert_eq!(pages[0], pages[1]);
    });
}

#[test]
fn signed_out_a_path_that_is_not_there_answers_like_one_that_is() {
    on_sqlite(|service| async move {
        let scene = scene(&service).await;
        for path in ["/today", "/nothing/here", "/sessions/x", "/o/nobody/today", "/groups/tuesday-group/inside"] {
            let answer = scene.ask("GET", path, GUEST).await;
            assert_eq!(letter(&answer), "s", "{path}");
            assert_eq!(answer.headers()[header::CACHE_CONTROL], "no-store");
        }
    });
}

#[test]
fn a_sign_in_of_one_organisation_counts_for_nothing_in_the_other() {
    on_sqlite(|service| async move {
        let scene = scene(&service).await;
        let (ours, foreign) = (COORDINATOR, FOREIGN);
        assert_eq!(scene.ask("GET", "/o/lothian/today", ours).await.status(), 200);
        assert_eq!(scene.ask("GET", "/o/forth/today", foreign).await.status(), 200);
        assert_eq!(scene.ask("GET", "/o/forth/today", ours).await.status(), 303);
        assert_eq!(scene.ask("GET", "/o/lothian/today", foreign).await.status(), 303);
        // The other's group is no page here, not even by its own word.
        assert_eq!(scene.ask("GET", "/o/forth/groups/tuesday-group", GUEST).await.status(), 404);
    });
}

#[test]
fn a_form_from_another_site_changes_nothing() {
    on_sqlite(|service| async move {
        let scene = scene(&service).await;
        let cases = [
            (vec![("sec-fetch-site", "cross-site")], 400),
            (vec![("sec-fetch-site", "same-site")], 400),
            (vec![("origin", "https://elsewhere.example")], 400),
            (vec![("origin", "null")], 400),
            (vec![], 400),
            (vec![("origin", "http://localhost")], 303),
            (vec![("sec-fetch-site", "same-origin"), ("origin", "null")], 303),
        ];
        for (headers, status) in cases {
            let token = scene.token(LEAD).unwrap();
            let mut request = Request::builder()
                .method("POST")
                .uri("/concern")
                .header(header::HOST, "localhost")
                .header(header::COOKIE, format!("bothy={token}"))
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
            for (name, value) in &headers {
                request = request.header(*name, *value);
            }
            let answer = scene.router.clone().oneshot(request.body(Body::from(scene.form())).unwrap()).await.unwrap();
            assert_eq!(answer.status(), status, "{headers:?}");
        }
    });
}

#[test]
fn every_answer_carries_the_headers_that_keep_others_out() {
    on_sqlite(|service| async move {
        let scene = scene(&service).await;
        for path in ["/", "/help", "/today", "/nothing"] {
            let answer = scene.ask("GET", path, COORDINATOR).await;
            let headers = answer.headers();
            let policy = headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
            assert!(policy.starts_with("default-src 'none';") && !policy.contains("unsafe"), "{path}: {policy}");
            assert_eq!(headers[header::REFERRER_POLICY], "no-referrer", "{path}");
            assert_eq!(headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff", "{path}");
            assert_eq!(headers["cross-origin-opener-policy"], "same-origin", "{path}");
            // Whoever is signed in leaves no page behind in the browser.
            assert_eq!(headers[header::CACHE_CONTROL], "no-store", "{path}");
        }
        let left = scene.ask("POST", "/leave", COORDINATOR).await;
        assert!(left.headers()["clear-site-data"].to_str().unwrap().contains("cookies"));
        assert_eq!(scene.ask("GET", "/today", COORDINATOR).await.status(), 303);
    });
}

#[test]
fn the_way_to_help_stands_when_the_database_does_not() {
    on_sqlite(|service| async move {
        let scene = scene(&service).await;
        assert_eq!(scene.ask("GET", "/help", GUEST).await.status(), 200);
        service.bothy.db.close().await;
        service.clock.advance(jiff::SignedDuration::from_mins(10));
        assert_eq!(scene.ask("GET", "/help", GUEST).await.status(), 200);
        assert_eq!(scene.ask("GET", "/reach", GUEST).await.status(), 200);
        let away = scene.ask("GET", "/groups", GUEST).await;
        assert_eq!(away.status(), 503);
        assert!(away.headers().contains_key(header::RETRY_AFTER));
        assert_eq!(scene.ask("GET", "/health/live", GUEST).await.status(), 200);
        assert_eq!(scene.ask("GET", "/health/ready", GUEST).await.status(), 503);
    });
}

#[test]
fn a_page_that_was_just_printed_is_printed_anew_when_something_changed() {
    on_sqlite(|service| async move {
        let scene = scene(&service).await;
        let said = async |path: &str| {
            let answer = scene.ask("GET", path, GUEST).await;
            String::from_utf8(answer.into_body().collect().await.unwrap().to_bytes().to_vec()).unwrap()
        };
        let before = said("/groups/tuesday-group").await;
        assert_eq!(before, said("/groups/tuesday-group").await);
        assert_eq!(scene.ask("POST", &scene.path("/sessions/{id}/call-off"), COORDINATOR).await.status(), 303);
        assert_ne!(before, said("/groups/tuesday-group").await);
        // Whoever is signed in never gets a page that was printed for somebody else.
        let own = scene.ask("GET", "/groups/tuesday-group", COORDINATOR).await;
        let own = String::from_utf8(own.into_body().collect().await.unwrap().to_bytes().to_vec()).unwrap();
        assert_ne!(own, said("/groups/tuesday-group").await);
    });
}
