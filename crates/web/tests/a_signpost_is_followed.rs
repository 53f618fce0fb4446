//! Joan tells somebody of a service that is not ours, and hears weeks later that they reached it (WE14). Nobody's name
//! is asked; Aileen, who keeps the list, sees how often it was named and how far that went.

use crate::browser;

use axum::http::StatusCode;
use bothy_actions::StoreError;
use bothy_actions::directory::{Change, CheckedNow, NewSignpost, add_listing, change_listing, note_signpost};
use bothy_actions::imports::{DryRun, ImportKind, NewImport, import_file};
use bothy_actions::keeping::{Asker, erase_person, let_go};
use bothy_domain::access::Role;
use bothy_domain::directory::ListingWords;
use bothy_domain::ids::PersonId;
use bothy_store::directory::of_maker;
use bothy_testkit::{Build, on_both};
use browser::{Browser, Seen, act};
use jiff::SignedDuration;

fn advice() -> ListingWords {
    let text = String::from;
    ListingWords {
        name: text("Harbour Advice"),
        what: text("Help with a home and with forms"),
        for_whom: text("Anyone over 16"),
        address: text("12 Ferry Road"),
        postcode: text("EH6 4AE"),
        website: text("http://harbour.example/a?b=c&d=e"),
        telephone: text("0131 496 0177"),
        ..ListingWords::default()
    }
}

async fn council_list(build: &Build) {
    let file = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../data/edinburgh-groups-and-venues/housing-support-organisations.csv"
    );
    let new = NewImport {
        kind: ImportKind::Listings,
        file_name: "housing-support-organisations.csv".into(),
        bytes: std::fs::read(file).unwrap(),
        dry_run: DryRun::No,
    };
    import_file(&build.service.bothy, build.organisation, None, new).await.unwrap();
}

async fn press(browser: &Browser, build: &Build, path: &str) -> Seen {
    browser.post(path, &[("act", &act(build))]).await
}

/// Each at a browser of their own, where they have just signed in.
async fn signed_in(build: &Build, people: [PersonId; 5]) -> [Browser; 5] {
    let [one, two, three, four, five] = people.map(|person| Browser::of(build, person));
    [one.await, two.await, three.await, four.await, five.await]
}

/// The path of the first signpost on somebody's own list.
async fn first(browser: &Browser) -> String {
    let page = browser.get("/directory/signposts").await;
    let id = page.html.split("/directory/signposts/").nth(1).unwrap().split('/').next().unwrap();
    format!("/directory/signposts/{id}")
}

on_both! {
    async fn joan_tells_somebody_and_later_hears_that_they_reached_it(service: Service) {
        let build = Build::organisation(&service, "lothian").await;
        council_list(&build).await;
        let [joan, tam] = [build.supporter("Joan").await, build.supporter("Tam").await];
        let aileen = build.person("Aileen", &[Role::Coordinator], None).await;
        let ewan = build.person("Ewan", &[Role::Reader], None).await;
        let sam = build.person("Sam", &[Role::Administrator], None).await;
        let nobody = Browser::nobody(&build);
        let everybody = [joan, tam, aileen, ewan, sam];
        let [joan, ..] = signed_in(&build, everybody).await;
        // Joan finds it by a word, and its page has no room for a name.
        let found = joan.get("/directory?words=black+women").await;
        assert!(found.says("/directory/shakti"), "{}", found.html);
        let page = joan.get("/directory/penumbra").await;
        assert!(page.says("Copied from a list of 2014. Nobody here has checked it since."));
        let form = page.html.split("/directory/penumbra/told").nth(1).unwrap().split("</form>").next().unwrap();
        assert!(!form.contains("<textarea"), "no free text");
        let names: Vec<&str> = form.split(" name=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
        assert_eq!(names, ["act", "on-day", "on-month", "on-year"]);
        // Pressed twice, noted once.
        let once = act(&build);
        let form = [("act", &*once), ("on-day", "22"), ("on-month", "11"), ("on-year", "2026")];
        for _ in 0..2 {
            assert_eq!(joan.post("/directory/penumbra/told", &form).await.to, "/directory/penumbra?done=told");
        }
        let list = joan.get("/directory/signposts").await;
        assert!(list.says("Told on 22 November") && list.says("Offered"));
        assert_eq!(list.html.matches("<span class=\"b-quiet\">Told on 22 November</span>").count(), 1, "{}", list.html);
        // She cannot hear that it was reached before it was taken up.
        let it = first(&joan).await;
        let early = press(&joan, &build, &format!("{it}/reached")).await;
        assert_eq!(early.to, "/directory/signposts?done=signpost-moved");
        press(&joan, &build, &format!("{it}/taken")).await;
        service.clock.advance(SignedDuration::from_hours(24 * 21));
        let [joan, tam, aileen, ewan, sam] = signed_in(&build, everybody).await;
        // It is nobody else's to change, and nobody else sees that it is there.
        for other in [&tam, &aileen, &sam] {
            assert_eq!(press(other, &build, &format!("{it}/reached")).await.status, StatusCode::NOT_FOUND);
        }
        assert!(!tam.get("/directory/signposts").await.says("Penumbra"));
        press(&joan, &build, &format!("{it}/reached")).await;
        assert!(joan.get("/directory/signposts").await.says("Reached, heard on 14 December"));
        // A slip is undone step by step.
        press(&joan, &build, &format!("{it}/undo")).await;
        assert!(joan.get("/directory/signposts").await.says("Taken up, heard on 23 November"));
        press(&joan, &build, &format!("{it}/reached")).await;
        // Who keeps the list sees the true counts, who reads reports only that they are few, and nobody else any.
        let says = "Offered 1, taken 1, reached 1, not taken 0.";
        assert!(aileen.get("/directory/penumbra").await.says(says));
        let few = "fewer than 5";
        let report = format!("Offered {few}, taken {few}, reached {few}, not taken {few}.");
        assert!(ewan.get("/directory/penumbra").await.says(&report));
        for other in [&nobody, &joan, &sam] {
            assert!(!other.get("/directory/penumbra").await.says("Offered"));
        }
        // Her own record says what she told, and of whom nothing.
        let record = joan.get("/account/record").await;
        assert!(record.says("Other services you told somebody of") && record.says("Penumbra"), "{}", record.html);
    }

    async fn an_old_number_is_text_and_one_that_was_checked_can_be_rung(service: Service) {
        let build = Build::organisation(&service, "lothian").await;
        let aileen = build.person("Aileen", &[Role::Coordinator], None).await;
        let known = build.known(aileen).await;
        add_listing(&service.bothy, &known, build.act(), advice(), CheckedNow::No).await.unwrap();
        let nobody = Browser::nobody(&build);
        let at = "/directory/harbour-advice";
        let page = nobody.get(at).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.says("0131 496 0177") && !page.says("tel:01314960177"));
        assert!(page.says("href=\"http://harbour.example/a?b=c&#38;d=e\" rel=\"noreferrer noopener external\""), "{}", page.html);
        change_listing(&service.bothy, &known, build.act(), "harbour-advice", 1, Change::Checked).await.unwrap();
        let page = nobody.get(at).await;
        assert!(page.says("Checked 23 November 2026 by us.") && page.says("href=\"tel:01314960177\""));
        service.clock.advance(SignedDuration::from_hours(24 * 366));
        let page = nobody.get(at).await;
        assert!(page.says("Last checked 23 November 2026 by us. That is over a year ago."));
        assert!(!page.says("tel:01314960177"));
        assert!(nobody.get("/directory").await.says("That is over a year ago."));
    }

    async fn aileen_keeps_the_list_and_each_change_can_be_put_right(service: Service) {
        let build = Build::organisation(&service, "lothian").await;
        let there = build.branch("Leith").await;
        let aileen = build.person("Aileen", &[Role::Coordinator], Some(there)).await;
        let gregor = build.person("Gregor", &[Role::Coordinator], None).await;
        let nobody = Browser::nobody(&build);
        let [aileen, gregor] = [Browser::of(&build, aileen).await, Browser::of(&build, gregor).await];
        let once = act(&build);
        let mut form = vec![("act", &*once), ("name", "Harbour <b>Advice</b>"), ("what", "Forms")];
        let refused = aileen.post("/directory/new", &form).await;
        assert_eq!(refused.status, StatusCode::CONFLICT);
        assert!(refused.says("Please say where it is, or how to reach it.") && refused.says("Harbour &#60;b&#62;"));
        form.extend([("telephone", "0131 496 0177"), ("checked", "yes")]);
        let at = "/directory/harbour-b-advice-b";
        for _ in 0..2 {
            assert_eq!(aileen.post("/directory/new", &form).await.to, format!("{at}?done=listing-added"));
        }
        assert!(nobody.get(at).await.says("Checked 23 November 2026 by us."));
        // Two correct it at once: the second sees what the first wrote, and keeps what they typed.
        let version = aileen.get(&format!("{at}/edit")).await.field("version");
        let correct = |act: String, telephone: &str| {
            vec![
                ("act", act),
                ("version", version.clone()),
                ("name", "Harbour Advice".to_owned()),
                ("what", "Forms".to_owned()),
                ("telephone", telephone.to_owned()),
            ]
        };
        let send = async |who: &Browser, form: Vec<(&str, String)>| {
            let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
            who.post(&format!("{at}/edit"), &form).await
        };
        assert_eq!(send(&gregor, correct(act(&build), "0131 496 0188")).await.to, format!("{at}?done=listing-saved"));
        let late = send(&aileen, correct(act(&build), "0131 496 0199")).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        assert!(late.says("0131 496 0188") && late.says("value=\"0131 496 0199\""), "{}", late.html);
        // The new number was not checked by anybody.
        let page = nobody.get(at).await;
        assert!(page.says("Written down by us. Nobody here has checked it yet.") && !page.says("tel:0131 496 0188"));
        // Off the list it is there for nobody but those who keep it, who put it back.
        let press = async |what: &str| {
            let version = aileen.get(at).await.field("version");
            aileen.post(&format!("{at}/{what}"), &[("act", &act(&build)), ("version", &version)]).await
        };
        assert_eq!(press("retire").await.to, format!("{at}?done=listing-retired"));
        assert_eq!(nobody.get(at).await.status, StatusCode::NOT_FOUND);
        assert!(!nobody.get("/directory").await.says("Harbour") && aileen.get("/directory").await.says("Harbour"));
        let told = aileen.post(&format!("{at}/told"), &[("act", &act(&build))]).await;
        assert!(!told.to.contains("done=told"), "{}", told.to);
        assert_eq!(press("use-again").await.to, format!("{at}?done=listing-back"));
        assert_eq!(nobody.get(at).await.status, StatusCode::OK);
    }

    async fn each_organisation_has_its_own_list_and_each_branch_its_own_counts(service: Service) {
        let build = Build::organisation(&service, "lothian").await;
        service.clock.advance(SignedDuration::from_secs(1));
        let fife = Build::organisation(&service, "fife").await;
        let (here, there) = (build.branch("Leith").await, build.branch("Gorgie").await);
        let theirs = fife.branch("Cupar").await;
        let joan = build.person("Joan", &[Role::Supporter], Some(here)).await;
        let whole = build.person("Aileen", &[Role::Coordinator], None).await;
        let leith = build.person("Gregor", &[Role::Coordinator], Some(here)).await;
        let gorgie = build.person("Una", &[Role::Coordinator], Some(there)).await;
        let known = build.known(whole).await;
        add_listing(&service.bothy, &known, build.act(), advice(), CheckedNow::No).await.unwrap();
        let mairi = fife.person("Mairi", &[Role::Coordinator], None).await;
        let [joan, whole, leith, gorgie] = [
            Browser::of(&build, joan).await,
            Browser::of(&build, whole).await,
            Browser::of(&build, leith).await,
            Browser::of(&build, gorgie).await,
        ];
        let at = "/directory/harbour-advice";
        // Joan helps in Leith alone: that branch is chosen.
        let page = joan.get(at).await;
        assert!(page.says(&format!("<option value=\"{here}\" selected>Leith</option>")), "{}", page.html);
        let told = async |branch: &str| joan.post(&format!("{at}/told"), &[("act", &act(&build)), ("branch", branch)]).await;
        assert_eq!(told(&here.to_string()).await.to, format!("{at}?done=told"));
        assert_eq!(told("").await.to, format!("{at}?done=told"));
        assert_eq!(told(&theirs.to_string()).await.status, StatusCode::NOT_FOUND, "a branch of another organisation");
        let offered = async |who: &Browser, count: u8| {
            let page = who.get(at).await;
            assert!(page.says(&format!("Offered {count},")), "{count} {}", page.html);
        };
        offered(&whole, 2).await;
        offered(&leith, 1).await;
        offered(&gorgie, 0).await;
        // The other organisation has nothing of it.
        let nobody = Browser::nobody(&build);
        assert_eq!(nobody.get("/o/fife/directory/harbour-advice").await.status, StatusCode::NOT_FOUND);
        assert!(!nobody.get("/o/fife/directory").await.says("Harbour"));
        let mairi = Browser::of(&fife, mairi).await;
        let crossed = [("act", act(&build)), ("version", "1".to_owned())];
        let crossed: Vec<(&str, &str)> = crossed.iter().map(|(name, value)| (*name, value.as_str())).collect();
        assert_eq!(mairi.post("/o/fife/directory/harbour-advice/retire", &crossed).await.status, StatusCode::NOT_FOUND);
    }

    async fn who_told_is_forgotten_after_two_years_or_with_them_and_the_count_stays(service: Service) {
        let build = Build::organisation(&service, "lothian").await;
        let aileen = build.person("Aileen", &[Role::Coordinator], None).await;
        let [joan, tam] = [build.supporter("Joan").await, build.supporter("Tam").await];
        let ishbel = build.person("Ishbel", &[Role::Administrator], None).await;
        add_listing(&service.bothy, &build.known(aileen).await, build.act(), advice(), CheckedNow::No).await.unwrap();
        let told = || NewSignpost { slug: "harbour-advice".into(), on: None, branch: None };
        for who in [joan, tam] {
            note_signpost(&service.bothy, &build.known(who).await, build.act(), told()).await.unwrap();
        }
        let makers = async || {
            let read = service.bothy.db.snapshot("makers", (build.organisation, [joan, tam]), |tx, (organisation, who)| {
                Box::pin(async move {
                    let mut has = Vec::new();
                    for person in who {
                        has.push(of_maker(tx, *organisation, *person).await?.len());
                    }
                    Ok::<_, StoreError>(has)
                })
            });
            read.await.unwrap()
        };
        let asker = Asker::Person(Box::new(build.known(ishbel).await));
        erase_person(&service.bothy, asker, build.act(), joan, "Asked by letter").await.unwrap();
        assert_eq!(makers().await, [0, 1]);
        service.clock.advance(SignedDuration::from_hours(24 * 730));
        let_go(&service.bothy).await.unwrap();
        assert_eq!(makers().await, [0, 1], "not a day before its time");
        service.clock.advance(SignedDuration::from_hours(24 * 2));
        let_go(&service.bothy).await.unwrap();
        assert_eq!(makers().await, [0, 0]);
        let aileen = Browser::of(&build, aileen).await;
        assert!(aileen.get("/directory/harbour-advice").await.says("Offered 2, taken 0,"));
    }

    async fn a_day_to_come_is_not_noted_and_what_was_typed_stays(service: Service) {
        let build = Build::organisation(&service, "lothian").await;
        let aileen = build.person("Aileen", &[Role::Coordinator], None).await;
        add_listing(&service.bothy, &build.known(aileen).await, build.act(), advice(), CheckedNow::No).await.unwrap();
        let aileen = Browser::of(&build, aileen).await;
        for (year, words) in [("2027", "That day is still to come."), ("2024", "That is over a year ago."), ("x", "We cannot read that day.")] {
            let form = [("act", &*act(&build)), ("on-day", "1"), ("on-month", "2"), ("on-year", year)].map(|(n, v)| (n, v.to_owned()));
            let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
            let seen = aileen.post("/directory/harbour-advice/told", &form).await;
            assert_eq!(seen.status, StatusCode::CONFLICT);
            assert!(seen.says(words) && seen.says(&format!("value=\"{year}\"")), "{words}");
        }
        assert!(aileen.get("/directory/signposts").await.says("You have not noted any yet."));
    }
}
