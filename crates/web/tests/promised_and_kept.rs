//! What was promised and what was kept, group by group, with why each lost session was lost (AV14).

use crate::browser;

use axum::http::StatusCode;
use bothy_domain::access::Role;
use bothy_testkit::{Build, on_both, tuesday_evening};
use browser::{Browser, act};

/// A table's row without its tags.
fn row(html: &str, name: &str) -> Vec<String> {
    let row = html.split("<tr").find(|row| row.contains(&format!(">{name}</a>"))).unwrap_or_else(|| panic!("{name}"));
    let cells = row.split("<td data-l=\"").skip(1);
    cells.map(|cell| cell.split('>').nth(1).unwrap().split('<').next().unwrap().to_owned()).collect()
}

on_both! {
    async fn what_was_promised_is_counted_beside_what_took_place_and_each_loss_says_why(service: Service) {
        let build = Build::organisation(&service, "lothian").await;
        let leith = build.branch("Leith").await;
        let [tuesday, walkers] = [build.group("Tuesday group", Some(leith)).await, build.group("Walkers", None).await];
        let place = build.place("Balerno Library").await;
        let [joan, tam] = [build.supporter("Joan").await, build.supporter("Tam").await];
        // One whole, one with fewer, one with nobody, one called off, and one that is still to come.
        build.session(tuesday_evening(tuesday, place, vec![Some(joan), Some(tam)])).await;
        build.session(tuesday_evening(tuesday, place, vec![Some(joan), None])).await;
        build.session(tuesday_evening(walkers, place, vec![None, None])).await;
        let (off, _) = build.session(tuesday_evening(walkers, place, vec![Some(tam)])).await;
        let aileen = build.person("Aileen", &[Role::Coordinator], None).await;
        let erin = build.person("Erin", &[Role::Coordinator], Some(leith)).await;
        let rona = build.person("Rona", &[Role::Reader], None).await;
        let aileen = Browser::of(&build, aileen).await;
        let away = [("act", &*act(&build)), ("version", "1"), ("why", "weather")];
        assert!(aileen.post(&format!("/sessions/{off}/call-off"), &away).await.to.contains("done="));
        // Before it is over, nothing is counted.
        assert!(aileen.get("/reports").await.says("No session of yours was over in this time."));
        build.later(24 * 3).await;
        let [rona, erin, joan] = [Browser::of(&build, rona).await, Browser::of(&build, erin).await, Browser::of(&build, joan).await];
        for whole in [&aileen, &rona] {
            let seen = whole.get("/reports").await;
            assert!(seen.says("2 of 4 sessions took place. 2 were lost."), "{}", seen.html);
            assert_eq!(row(&seen.html, "Tuesday group"), ["2", "2", "1", "0"]);
            assert_eq!(row(&seen.html, "Walkers"), ["2", "0", "0", "2"]);
            assert!(seen.says("Nobody was down to hold it, and it was not called off."));
            assert!(seen.says("The weather<br>") && seen.says(">Called off "), "{}", seen.html);
            assert!(!seen.says("Joan") && !seen.says("Tam"), "nobody is named in it");
        }
        // Erin plans in Leith alone; Joan holds seats and reads no reports.
        let seen = erin.get("/reports?weeks=4").await;
        assert!(seen.says("All 2 sessions took place.") && seen.says("None was lost.") && !seen.says("Walkers"));
        assert_eq!(joan.get("/reports").await.status, StatusCode::NOT_FOUND);
        assert!(!joan.get("/more").await.says("/reports") && rona.get("/more").await.says("/reports"));
        // A span that nobody offered is a quarter.
        let odd = aileen.get("/reports?weeks=99999999999999").await;
        assert!(odd.says("href=\"/reports?weeks=13\" aria-current=\"true\""));
    }

    async fn nothing_crosses_from_another_organisation_nor_from_a_group_that_one_is_kept_from(service: Service) {
        let build = Build::organisation(&service, "lothian").await;
        let fife = Build::organisation(&service, "fife").await;
        for (build, name) in [(&build, "Tuesday group"), (&fife, "Fife group")] {
            let group = build.group(name, None).await;
            let place = build.place("Library").await;
            let joan = build.supporter("Joan").await;
            build.session(tuesday_evening(group, place, vec![Some(joan)])).await;
        }
        let own = build.group("Quiet group", None).await;
        let place = build.place("Hall").await;
        build.session(tuesday_evening(own, place, vec![None])).await;
        let rona = build.person("Rona", &[Role::Reader], None).await;
        build.keep_from(rona, own).await;
        build.later(24 * 3).await;
        let seen = Browser::of(&build, rona).await.get("/o/lothian/reports").await;
        assert!(seen.says("Tuesday group") && !seen.says("Fife group") && !seen.says("Quiet group"));
        assert!(seen.says("The one session took place."), "{}", seen.html);
        let rona = build.person("Rona", &[Role::Reader], None).await;
        assert_eq!(Browser::of(&build, rona).await.get("/o/fife/reports").await.status, StatusCode::SEE_OTHER);
    }
}
