//! A coordinator leaves, and a supporter does: what hung on their role goes back to those who can do it.

use crate::browser;

use axum::http::StatusCode;
use bothy_actions::access::{Known, end_hat};
use bothy_actions::duties::{see_today, take_duty};
use bothy_actions::safety::name_readers;
use bothy_actions::{ActionError, Bothy};
use bothy_domain::access::Role;
use bothy_domain::access::ending::EndingRefused;
use bothy_domain::duties::DutyRule;
use bothy_domain::ids::{HatId, PersonId, SeatId};
use bothy_store::rota;
use bothy_testkit::{Build, SessionPlan, on_both, tuesday_evening};
use browser::{Browser, act};
use jiff::civil::date;

async fn hat_of(build: &Build, person: PersonId, role: Role) -> HatId {
    let db = &build.service.bothy.db;
    let hats = db
        .snapshot("hats", (build.organisation, person), |tx, (organisation, person)| {
            Box::pin(async move { bothy_store::people::hats(tx, *organisation, *person).await })
        })
        .await
        .unwrap();
    hats.iter().find(|hat| hat.role == role).unwrap().id
}

async fn holder(build: &Build, seat: SeatId) -> Option<PersonId> {
    let db = &build.service.bothy.db;
    db.snapshot("holder", (build.organisation, seat), |tx, (organisation, seat)| {
        Box::pin(async move { rota::find(tx, *organisation, *seat).await })
    })
    .await
    .unwrap()
    .unwrap()
    .holder()
}

async fn duty(bothy: &Bothy, who: &Known) -> bothy_actions::duties::Listed {
    let now = bothy.now();
    let duties = see_today(bothy, who, now, now).await.unwrap().duties;
    duties.into_iter().find(|one| one.duty.rule == DutyRule::SeatEmpty).unwrap()
}

on_both! {
    async fn what_she_had_taken_goes_back_and_she_comes_in_no_more(service: Service) {
        let build = Build::organisation(&service, "lothian").await;
        let group = build.group("Tuesday group", None).await;
        let place = build.place("Balerno Library").await;
        build.session(tuesday_evening(group, place, vec![None])).await;
        let aileen = build.person("Aileen", &[Role::Coordinator], None).await;
        let rhona = build.person("Rhona", &[Role::Coordinator], None).await;
        let ishbel = build.person("Ishbel", &[Role::Administrator], None).await;
        let known = build.known(aileen).await;
        let taken = duty(&service.bothy, &known).await.duty.id;
        take_duty(&service.bothy, &known, None, taken).await.unwrap();
        let hat = hat_of(&build, aileen, Role::Coordinator).await;
        let [leaving, admin, colleague] =
            [Browser::of(&build, aileen).await, Browser::of(&build, ishbel).await, Browser::of(&build, rhona).await];

        let path = format!("/people/{aileen}/hats/{hat}/end");
        assert!(admin.get(&format!("/people/{aileen}")).await.html.contains(&path));
        assert!(!colleague.get(&format!("/people/{aileen}")).await.html.contains("/end\""), "only an administrator");
        let page = admin.get(&path).await;
        assert!(page.says("One thing that they have taken goes back to everyone"), "{}", page.html);
        assert!(page.says("It is their last role here"));

        let id = act(&build);
        let silent = admin.post(&path, &[("act", &id), ("reason", " ")]).await;
        assert_eq!(silent.status, StatusCode::CONFLICT);
        assert!(silent.says("Say why"));
        let sent = [("act", &*id), ("reason", "Has moved to Fife")];
        let ended = admin.post(&path, &sent).await;
        assert_eq!(ended.to, format!("/people/{aileen}?done=hat-ended"));
        // The same press again is the same act.
        assert_eq!(admin.post(&path, &sent).await.to, ended.to);

        assert!(duty(&service.bothy, &build.known(rhona).await).await.duty.holder().is_none(), "it is everyone's again");
        assert_eq!(leaving.get("/today").await.status, StatusCode::SEE_OTHER, "signed out");
        let said = admin.get("/audit").await;
        assert!(said.says("Ended a role of somebody") && said.says("Has moved to Fife"), "who reads the audit reads why");
        let over = admin.get(&path).await;
        assert!(over.says("This role is over") && !over.html.contains("<form method=\"post\" action=\"/people"));
    }

    async fn a_supporters_seats_to_come_are_asked_for_and_those_that_another_hat_covers_stay(service: Service) {
        let build = Build::organisation(&service, "lothian").await;
        let (east, west) = (build.branch("East").await, build.branch("West").await);
        let [eastern, western] = [build.group("Eastern", Some(east)).await, build.group("Western", Some(west)).await];
        let place = build.place("Balerno Library").await;
        let joan = build.person("Joan", &[Role::Supporter], Some(east)).await;
        build.vouched_for(joan).await;
        let kirsty = build.supporter("Kirsty").await;
        build.knows(kirsty, eastern).await;
        let ishbel = build.person("Ishbel", &[Role::Administrator], None).await;
        let (session, seats) = build.session(tuesday_evening(eastern, place, vec![Some(joan)])).await;
        let far = SessionPlan { date: date(2027, 3, 2), ..tuesday_evening(eastern, place, vec![Some(joan)]) };
        let (_, far) = build.session(far).await;
        let (_, stays) = build.session(tuesday_evening(western, place, vec![Some(joan)])).await;
        // She helps in the west, too.
        let second = bothy_domain::access::Hat {
            id: HatId::new(uuid::Uuid::now_v7()),
            role: Role::Supporter,
            branch: Some(west),
            from: service.clock.now(),
            until: None,
        };
        let input = (build.organisation, joan, second);
        service.bothy.db
            .write("hat", input, |w, (organisation, person, hat)| {
                Box::pin(async move {
                    bothy_store::people::put_on(w, *organisation, *person, hat).await?;
                    Ok::<_, bothy_store::StoreError>(bothy_store::Commit::Sealed(()))
                })
            })
            .await
            .unwrap();
        let admin = Browser::of(&build, ishbel).await;
        let hats = service.bothy.db
            .snapshot("hats", (build.organisation, joan), |tx, (organisation, person)| {
                Box::pin(async move { bothy_store::people::hats(tx, *organisation, *person).await })
            })
            .await
            .unwrap();
        let in_the_east = hats.iter().find(|hat| hat.branch == Some(east)).unwrap().id;
        let path = format!("/people/{joan}/hats/{in_the_east}/end");
        let page = admin.get(&path).await;
        assert!(page.says("2 seats to come fall empty") && page.says("Their other roles stay"), "{}", page.html);
        assert!(page.says("Eastern") && !page.html.contains(&format!("/sessions/{session}")), "whose page is not theirs");
        let ended = admin.post(&path, &[("act", &act(&build)), ("reason", "Only in the west from now on")]).await;
        assert_eq!(ended.to, format!("/people/{joan}?done=hat-ended"));
        assert_eq!(holder(&build, seats[0]).await, None);
        assert_eq!(holder(&build, far[0]).await, None);
        assert_eq!(holder(&build, stays[0]).await, Some(joan));
        assert!(Browser::of(&build, kirsty).await.get("/my-day").await.says("Eastern"), "who knows the group is asked");
        let queued = service.bothy.db
            .snapshot("outbox", (), |tx, ()| Box::pin(async move { bothy_store::jobs::newest(tx, 50).await }))
            .await
            .unwrap();
        // Nobody is asked now for a seat in spring: it is a gap on the rota until the planner comes to it.
        assert_eq!(queued.iter().filter(|one| one.notice.kind == "seat-asked").count(), 1);
        assert_eq!(queued.iter().filter(|one| one.notice.kind == "hat-ended" && one.notice.person == joan).count(), 1);
    }

    async fn of_two_administrators_who_end_each_other_at_once_one_stays(service: Service) {
        let build = Build::organisation(&service, "lothian").await;
        let ishbel = build.person("Ishbel", &[Role::Administrator], None).await;
        let ewan = build.person("Ewan", &[Role::Administrator], None).await;
        let hats = [
            hat_of(&build, ishbel, Role::Administrator).await,
            hat_of(&build, ewan, Role::Administrator).await,
        ];
        let [first, second] = [build.known(ishbel).await, build.known(ewan).await];
        let other = service.second_node().await;
        let (one, two) = tokio::join!(
            end_hat(&service.bothy, &first, build.act(), ewan, hats[1], "A quarrel"),
            end_hat(&other, &second, build.act(), ishbel, hats[0], "A quarrel"),
        );
        let ended = [&one, &two].into_iter().filter(|answer| answer.is_ok()).count();
        assert_eq!(ended, 1, "{one:?} {two:?}");
        // The second is refused, as the last one or as no administrator any more.
        let refused = one.err().or(two.err()).unwrap();
        assert!(
            matches!(refused, ActionError::NotFound | ActionError::Rule(EndingRefused::LastAdministrator)),
            "{refused:?}"
        );
    }

    async fn who_reads_worries_is_replaced_first_and_another_organisation_has_no_such_hat(service: Service) {
        let build = Build::organisation(&service, "lothian").await;
        let other = Build::organisation(&service, "fife").await;
        let sam = build.person("Sam", &[Role::SafeguardingLead], None).await;
        let rhona = build.person("Rhona", &[Role::Coordinator], None).await;
        let ishbel = build.person("Ishbel", &[Role::Administrator], None).await;
        let theirs = other.person("Morag", &[Role::Administrator], None).await;
        let admin = build.known(ishbel).await;
        name_readers(&service.bothy, &admin, [sam, rhona]).await.unwrap();
        let hat = hat_of(&build, sam, Role::SafeguardingLead).await;
        let refused = end_hat(&service.bothy, &admin, build.act(), sam, hat, "Retires").await;
        assert!(matches!(refused, Err(ActionError::Rule(EndingRefused::ReadsWorries))), "{refused:?}");
        let foreign = other.known(theirs).await;
        let missing = end_hat(&service.bothy, &foreign, build.act(), sam, hat, "Retires").await;
        assert!(matches!(missing, Err(ActionError::NotFound)), "{missing:?}");
        name_readers(&service.bothy, &admin, [ishbel, rhona]).await.unwrap();
        end_hat(&service.bothy, &admin, build.act(), sam, hat, "Retires").await.unwrap();
    }
}
