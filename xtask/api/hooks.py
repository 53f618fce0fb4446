"""Gives schemathesis ids of things that are really there, and writes down what came back.

`cargo xtask api` starts the demonstration and hands its address and tokens over in the environment. A made-up id is
never there; so three of four calls that are meant to succeed are given one that the API itself lists at that moment,
and what stands beside it (who could hold the seat, which version was read). The fourth goes out as it was made up.
Calls that are meant to fail go out as they were made up, all of them.
"""

import json
import os
import urllib.error
import urllib.request
import uuid

import schemathesis

URL = os.environ["BOTHY_API_URL"]
TOKENS = json.loads(os.environ["BOTHY_API_TOKENS"])
LOG = open(os.environ["BOTHY_API_LOG"], "a", buffering=1, encoding="utf-8")
# Long enough that something can be changed, and no longer than one list looks at.
SPAN = os.environ["BOTHY_API_SPAN"]

# What belongs to whoever does it by themselves is done by a supporter, everything else by a coordinator.
OWN = {"/api/v1/seats/{id}/hand-back", "/api/v1/offers/{id}/answer", "/api/v1/offers"}

calls = 0
exchanges = []


def token(path):
    return TOKENS["supporter" if path in OWN else "coordinator"]


def ask(path, by="coordinator", body=None):
    """One request beside the campaign; none where it says no."""
    headers = {"Authorization": f"Bearer {TOKENS[by]}"}
    data = None
    if body is not None:
        headers |= {"Content-Type": "application/json", "Idempotency-Key": str(uuid.uuid4())}
        data = json.dumps(body).encode()
    request = urllib.request.Request(URL + path, data=data, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)
    except urllib.error.HTTPError:
        return None


def items(path, by="coordinator"):
    return (ask(path, by) or {}).get("items", [])


def one_of(things):
    return things[calls % len(things)] if things else None


def listed(path, by="coordinator"):
    one = one_of(items(path, by))
    return (one["id"], {}) if one else None


def session(state="planned"):
    one = one_of([one for one in items(f"/api/v1/sessions?limit=200&{SPAN}") if one["state"] == state])
    return ask(f"/api/v1/sessions/{one['id']}") if one else None


def on_session(fills=lambda seen: {}, state="planned"):
    def of():
        seen = session(state)
        return (seen["id"], fills(seen)) if seen else None

    return of


def somebody(seen):
    could = [one["person"]["id"] for seat in seen["planning"] for one in seat["could"]]
    return one_of(could)


def seat(state):
    return lambda: listed(f"/api/v1/seats?limit=200&state={state}&{SPAN}")


def give():
    for one in items(f"/api/v1/seats?limit=200&state=empty&{SPAN}"):
        seen = ask(f"/api/v1/sessions/{one['session']['id']}") or {"planning": []}
        for planned in seen["planning"]:
            if planned["seat"] == one["id"] and planned["could"]:
                return one["id"], {"person": one_of(planned["could"])["person"]["id"]}
    return None


def changing(part, fills):
    """A held seat that could be passed on or swapped."""

    def of():
        held = items(f"/api/v1/seats?limit=200&state=held&{SPAN}")
        for step in range(min(12, len(held))):
            one = ask(f"/api/v1/seats/{held[(calls + step) % len(held)]['id']}/change")
            if one and one["holder"] and one[part]:
                return one["id"], fills(one, one_of(one[part]))
        return None

    return of


def passing(seen, to):
    return {"from": seen["holder"]["id"], "to": to["person"]["id"]}


def swapping(seen, other):
    return {"holder": seen["holder"]["id"], "with": other["seat"]["id"], "with_holder": other["seat"]["holder"]["id"]}


def offer():
    """An asking of the supporter: where there is none, a coordinator empties a seat of theirs and asks anew."""
    if not items("/api/v1/offers", "supporter"):
        for one in items(f"/api/v1/seats?limit=200&state=mine&{SPAN}", "supporter"):
            if ask(f"/api/v1/seats/{one['id']}/take-back", body={}):
                ask(f"/api/v1/seats/{one['id']}/ask", body={"reach": "also-new"})
                break
    return listed("/api/v1/offers", "supporter")


def own_seat():
    """A seat of the supporter: where there is none, a coordinator gives them one that they could hold."""
    found = listed(f"/api/v1/seats?limit=200&state=mine&{SPAN}", "supporter")
    if not found:
        asked = offer()
        if asked:
            ask(f"/api/v1/offers/{asked[0]}/answer", "supporter", {"answer": "yes"})
        found = listed(f"/api/v1/seats?limit=200&state=mine&{SPAN}", "supporter")
    return found


def duties(by, state, mine=False):
    found = items("/api/v1/duties?limit=200", by)
    return [one for one in found if one["state"] == state and one["mine"] == mine]


def open_duty():
    """A duty that nobody has: where there is none, whoever took one gives it back."""
    for by in ("coordinator", "administrator"):
        for one in [] if duties("coordinator", "open") else duties(by, "taken", mine=True):
            ask(f"/api/v1/duties/{one['id']}/give-back", by, {})
    one = one_of(duties("coordinator", "open"))
    return (one["id"], {}) if one else None


def own_duty():
    """A duty that the coordinator has: where there is none, they take one."""
    if not duties("coordinator", "taken", mine=True):
        found = open_duty()
        if found:
            ask(f"/api/v1/duties/{found[0]}/take", body={})
    one = one_of(duties("coordinator", "taken", mine=True))
    return (one["id"], {}) if one else None


def who(by):
    """Who is behind a token: whoever takes a duty reads their own id. It is given back at once."""
    open_duty()
    free = one_of(duties(by, "open"))
    took = ask(f"/api/v1/duties/{free['id']}/take", by, {}) if free else None
    if took:
        ask(f"/api/v1/duties/{free['id']}/give-back", by, {})
    return took["taken_by"] if took else None


def pass_duty():
    other = who("administrator")
    found = own_duty()
    return (found[0], {"to": other}) if found and other else found


def asked_duty():
    """A colleague takes a duty and asks the coordinator to do it."""
    me = who("coordinator")
    free = one_of(duties("administrator", "open"))
    if not me or not free or not ask(f"/api/v1/duties/{free['id']}/take", "administrator", {}):
        return None
    ask(f"/api/v1/duties/{free['id']}/pass", "administrator", {"to": me})
    return free["id"], {}


def listing(state):
    def of():
        one = one_of(items(f"/api/v1/listings?limit=200&state={state}"))
        if one is None and state == "retired":
            on = one_of(items("/api/v1/listings?limit=200"))
            one = on and ask(f"/api/v1/listings/{on['id']}/retire", body={"version": on["version"]})
        return (one["id"], {"version": one["version"]}) if one else None

    return of


def exchange():
    return (exchanges.pop(), {}) if exchanges else None


def moved(seen):
    # Half an hour later on its own day: it ends after it begins, and stays on the day.
    hour = min(int(seen["starts"][11:13]), 21)
    return {"version": seen["version"], "date": seen["date"], "starts": f"{hour:02}:30", "ends": f"{hour + 1:02}:30"}


# For each operation, an id that is there and the fields that go with it.
THERE = {
    "/api/v1/places/{id}": lambda: listed("/api/v1/places?limit=200"),
    "/api/v1/groups/{id}": lambda: listed("/api/v1/groups?limit=200"),
    "/api/v1/sessions/{id}": on_session(),
    "/api/v1/sessions/{id}/seats": on_session(),
    "/api/v1/sessions/{id}/place-confirmed": on_session(),
    "/api/v1/sessions/{id}/opener": on_session(lambda seen: {"person": somebody(seen)}),
    "/api/v1/sessions/{id}/way-in": on_session(),
    "/api/v1/sessions/{id}/way-in-tried": on_session(),
    "/api/v1/sessions/{id}/override": on_session(),
    "/api/v1/sessions/{id}/move": on_session(moved),
    "/api/v1/sessions/{id}/call-off": on_session(),
    "/api/v1/sessions/{id}/run": on_session(state="called-off"),
    "/api/v1/seats/{id}/hand-back": own_seat,
    "/api/v1/seats/{id}/give": give,
    "/api/v1/seats/{id}/take-back": seat("held"),
    "/api/v1/seats/{id}/ask": seat("empty"),
    "/api/v1/seats/{id}/change": seat("held"),
    "/api/v1/seats/{id}/pass-on": changing("could_take", passing),
    "/api/v1/seats/{id}/swap": changing("could_swap", swapping),
    "/api/v1/exchanges/{id}/put-back": exchange,
    "/api/v1/offers/{id}/answer": offer,
    "/api/v1/duties/{id}/take": open_duty,
    "/api/v1/duties/{id}/give-back": own_duty,
    "/api/v1/duties/{id}/pass": pass_duty,
    "/api/v1/duties/{id}/answer": asked_duty,
    "/api/v1/listings/{id}": listing("listed"),
    "/api/v1/listings/{id}/correct": listing("listed"),
    "/api/v1/listings/{id}/checked": listing("listed"),
    "/api/v1/listings/{id}/retire": listing("listed"),
    "/api/v1/listings/{id}/use-again": listing("retired"),
}


def is_meant_to_succeed(case):
    return case.meta is not None and case.meta.generation.mode.value == "positive"


@schemathesis.hook
def before_call(context, case, kwargs):
    global calls
    path = case.operation.path
    calls += 1
    case.headers["Authorization"] = f"Bearer {token(path)}"
    if is_meant_to_succeed(case):
        if case.method.upper() == "POST" and calls % 16:
            # Another key for another thing; one of sixteen is left to come twice.
            case.headers["Idempotency-Key"] = str(uuid.uuid4())
        found = THERE[path]() if path in THERE and calls % 4 else None
        if found:
            case.path_parameters["id"], fields = found
            if isinstance(case.body, dict):
                case.body.update(fields)


@schemathesis.hook
def after_call(context, case, response):
    line = {"operation": f"{case.method.upper()} {case.operation.path}", "status": response.status_code}
    if response.status_code >= 400:
        try:
            line["problem"] = response.json()["type"]
        except (ValueError, KeyError, TypeError):
            line["problem"] = "no problem+json"
    LOG.write(json.dumps(line) + "\n")
    if response.status_code == 200 and case.operation.path.endswith(("/pass-on", "/swap")):
        exchanges.append(response.json()["exchange"])
