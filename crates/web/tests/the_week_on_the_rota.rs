//! The week on the rota, and a seat that changes hands by links and forms alone.
//!
//! The first story is the walk `docs/walks/moira-swaps-two-tuesdays.md` as a browser meets it.

use crate::browser;

use bothy_domain::access::Role;
use bothy_domain::ids::{PersonId, SeatId};
use bothy_testkit::{Build, Service, on_both, tuesday_evening};
use browser::Browser;
use jiff::civil::{date, time};

/// Joan and Tam hold this Tuesday, Kirsty and nobody the next; Moira plans both.
struct Week {
    build: Build,
    seats: Vec<SeatId>,
    next: Vec<SeatId>,
    joan: PersonId,
    kirsty: PersonId,
    moira: Browser,
}

async fn week(service: &Service) -> Week {
    let build = Build::organisation(service, "lothian").await;
    let group = build.group("Tuesday group", None).await;
    let place = build.place("Balerno Library").await;
    let joan = build.supporter("Joan").await;
    let tam = build.supporter("Tam").await;
    let kirsty = build.supporter("Kirsty").await;
    let (_, seats) = build.session(tuesday_evening(group, place, vec![Some(joan), Some(tam)])).await;
    let mut plan = tuesday_evening(group, place, vec![Some(kirsty), None]);
    plan.date = date(2026, 12, 1);
    let (_, next) = build.session(plan).await;
    let moira = build.person("Moira", &[Role::Coordinator], None).await;
    let moira = Browser::of(&build, moira).await;
    Week { build, seats, next, joan, kirsty, moira }
}

/// The value of a hidden field.
fn field(html: &str, name: &str) -> String {
    let from = html.split(&format!("name=\"{name}\" value=\"")).nth(1).unwrap_or_else(|| panic!("no {name}: {html}"));
    from.split('"').next().unwrap().to_owned()
}

on_both! {
    async fn moira_swaps_two_tuesdays_and_puts_it_back(service: Service) {
        let story = week(&service).await;
        let moira = &story.moira;
        let rota = moira.get("/rota?from=2026-11-23").await;
        assert!(rota.says("No gaps this week") && rota.says("Tuesday group") && rota.says("Joan"));
        let change = format!("/seats/{}/change", story.seats[0]);
        assert!(rota.says(&format!("href=\"{change}\"")));
        let choose = moira.get(&change).await;
        assert!(choose.says("Joan has this seat") && choose.says("Kirsty"));
        let look = format!("{change}?with={}", story.next[0]);
        assert!(choose.says(&format!("href=\"{look}\"")), "{}", choose.html);
        let last = moira.get(&look).await;
        assert!(last.says("Swap Joan and Kirsty?") && last.says("Tuesday 1 December"));
        let swap = format!("/seats/{}/swap", story.seats[0]);
        let (act, holder, person, with) =
            (field(&last.html, "act"), field(&last.html, "holder"), field(&last.html, "person"), field(&last.html, "with"));
        let sent = [("act", &*act), ("holder", &*holder), ("person", &*person), ("with", &*with)];
        let done = moira.post(&swap, &sent).await;
        assert_eq!(done.status, 303);
        // A double press leads to the same place.
        assert_eq!(moira.post(&swap, &sent).await.to, done.to);
        let week = moira.get(&done.to).await;
        assert!(week.says("Swapped, and both are told") && week.says("It was Joan’s"), "{}", week.html);
        story.build.later(1).await;
        let undo = [("act", &*field(&week.html, "act")), ("of", &*field(&week.html, "of"))].map(|(name, value)| (name, value.to_owned()));
        let undo: Vec<(&str, &str)> = undo.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let back = moira.post("/rota/put-back", &undo).await;
        assert_eq!(back.to, "/rota?from=2026-11-23&done=put-back");
        assert!(moira.get(&back.to).await.says("It is as it was"));
        // Another press of an old Undo does nothing, and says so; the old page offers none any more.
        let late = moira.post("/rota/put-back", &[("act", &act_of(&story)), ("of", undo[1].1)]).await;
        assert_eq!(late.to, "/rota?done=not-put-back-changed");
        assert!(moira.get(&late.to).await.says("It was not undone"));
        let old = moira.get(&done.to).await;
        assert!(old.says("can’t be undone from here") && !old.says("name=\"of\""));
    }

    async fn a_seat_is_given_to_somebody_else_and_what_is_in_the_way_is_said_before(service: Service) {
        let story = week(&service).await;
        let moira = &story.moira;
        let seat = story.seats[0];
        let look = moira.get(&format!("/seats/{seat}/change?to={}", story.kirsty)).await;
        assert!(look.says("Give this seat to Kirsty?"));
        let sent = |act: String| vec![("act", act), ("holder", story.joan.to_string()), ("person", story.kirsty.to_string())];
        let first = sent(act_of(&story));
        let form: Vec<(&str, &str)> = first.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let done = moira.post(&format!("/seats/{seat}/pass-on"), &form).await;
        assert!(moira.get(&done.to).await.says("Passed on, and both are told"));
        // Whoever still sees Joan there is told how it stands now.
        let second = sent(act_of(&story));
        let form: Vec<(&str, &str)> = second.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let late = moira.post(&format!("/seats/{seat}/pass-on"), &form).await;
        assert!(late.status == 409 && late.says("Somebody has changed this meanwhile") && late.says("Kirsty has this seat"));
        // Tam has the other seat: said before a button is there, and after a form that came all the same.
        let blocked = moira.get(&format!("/seats/{}/change?to={}", story.seats[1], story.kirsty)).await;
        assert!(blocked.says("Has another seat here") && !blocked.says("/pass-on\""));
    }

    async fn a_seat_that_nobody_holds_leads_to_where_people_are_asked(service: Service) {
        let story = week(&service).await;
        let next = story.moira.get("/rota?from=2026-11-30").await;
        assert!(next.says("One gap to fill") && next.says(&format!("#{}\"", story.next[1])));
        let led = story.moira.get(&format!("/seats/{}/change", story.next[1])).await;
        assert!(led.status == 303 && led.to.starts_with("/sessions/") && led.to.ends_with(&story.next[1].to_string()));
        let quiet = story.moira.get("/rota?from=2027-03-01").await;
        assert!(quiet.says("Nothing is on this week") && quiet.says("No gaps this week"));
    }

    async fn what_is_hard_on_somebody_stands_beside_their_seat_and_before_a_change(service: Service) {
        let story = week(&service).await;
        let walk = story.build.group("Early walk", None).await;
        let hall = story.build.place("Harbour Hall").await;
        let mut plan = tuesday_evening(walk, hall, vec![Some(story.joan)]);
        plan.date = date(2026, 11, 25);
        (plan.starts, plan.ends) = (time(7, 0, 0, 0), time(8, 0, 0, 0));
        let (_, early) = story.build.session(plan).await;
        let rota = story.moira.get("/rota?from=2026-11-23").await;
        assert!(rota.says("Only 10 hours of rest between this and Early walk"));
        let look = story.moira.get(&format!("/seats/{}/change?to={}", early[0], story.kirsty)).await;
        assert!(!look.says("hours of rest"), "Kirsty has no evening before it");
        let look = story.moira.get(&format!("/seats/{}/change?with={}", early[0], story.seats[1])).await;
        assert!(look.says("Joan: Has another seat here") && !look.says("/swap\""), "{}", look.html);
    }
}

fn act_of(story: &Week) -> String {
    story.build.act().to_string()
}
