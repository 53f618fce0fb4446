//! Much is on: everybody's list and the rota come in parts, and nothing falls between two of them.

use crate::browser;

use bothy_domain::access::Role;
use bothy_domain::ids::{BranchId, GroupId, PlaceId};
use bothy_testkit::{Build, on_both, tuesday_evening};
use browser::Browser;
use jiff::ToSpan as _;
use jiff::civil::date;

/// So many groups that each meet on every one of eight days.
async fn busy(build: &Build, names: &[String], branch: Option<BranchId>) -> (Vec<GroupId>, PlaceId) {
    let place = build.place(&format!("Hall of {}", names[0])).await;
    let mut groups = Vec::new();
    for name in names {
        let group = build.group(name, branch).await;
        for day in 0..8_i64 {
            let mut plan = tuesday_evening(group, place, vec![None]);
            plan.date = date(2026, 11, 24).saturating_add(day.days());
            build.session(plan).await;
        }
        groups.push(group);
    }
    (groups, place)
}

fn names(prefix: &str, count: usize) -> Vec<String> {
    (0..count).map(|number| format!("{prefix} {number}")).collect()
}

on_both! {
    async fn every_session_is_on_exactly_one_part_of_everybody_s_list(service: Service) {
        let build = Build::organisation(&service, "lothian").await;
        busy(&build, &names("Group", 12), None).await;
        let guest = Browser::nobody(&build);
        let mut found = Vec::new();
        let mut path = String::from("/groups");
        let mut parts = 0;
        loop {
            let seen = guest.get(&path).await;
            parts += 1;
            let days = seen.html.split("<div class=\"b-dayhead\">").skip(1);
            for day in days {
                let date = day.split("class=\"b-quiet\"").nth(1).unwrap();
                let name = date.split('>').nth(1).unwrap().split('<').next().unwrap().to_owned();
                let sessions = day.matches("href=\"/groups/group-").count();
                if sessions > 0 {
                    found.push((name, sessions));
                }
            }
            let Some(next) = seen.html.split("rel=\"next\"").next().filter(|_| seen.says("rel=\"next\"")) else { break };
            path = next.rsplit("href=\"").next().unwrap().split('"').next().unwrap().to_owned();
            assert!(parts < 30, "it does not end");
        }
        assert!(parts > 1, "ninety-six sessions are more than one part");
        let distinct: std::collections::BTreeSet<&String> = found.iter().map(|(day, _)| day).collect();
        assert_eq!(distinct.len(), found.len(), "no day is cut in two: {found:?}");
        assert_eq!(found.len(), 8, "{found:?}");
        let each = found[0].1;
        assert!(each >= 12 && found.iter().all(|(_, sessions)| *sessions == each), "{found:?}");
    }

    async fn a_busy_rota_shows_its_first_gaps_and_one_branch_where_that_is_asked(service: Service) {
        let build = Build::organisation(&service, "lothian").await;
        let (north, south) = (build.branch("North").await, build.branch("South").await);
        busy(&build, &names("Upland", 8), Some(north)).await;
        busy(&build, &names("Coast", 8), Some(south)).await;
        let everywhere = build.person("Aileen", &[Role::Coordinator], None).await;
        let here = build.person("Sam", &[Role::Coordinator], Some(north)).await;
        let aileen = Browser::of(&build, everywhere).await;
        let both = aileen.get("/rota?from=2026-11-23").await;
        assert!(both.says("Upland 3") && both.says("Coast 3"));
        // Six days, sixteen groups: the first gaps stand open, the others are one press away.
        assert!(both.says("96 gaps") && both.says("90 more gaps"));
        assert!(both.says("Hall of Upland 0. North"), "each session says of which branch it is");
        let chosen = aileen.get(&format!("/rota?from=2026-11-23&branch={south}")).await;
        assert!(chosen.says("Coast 3") && !chosen.says("Upland 3"));
        assert!(chosen.says("48 gaps") && chosen.says("23 November to 29 November"));
        let sam = Browser::of(&build, here).await;
        let his = sam.get(&format!("/rota?from=2026-11-23&branch={south}")).await;
        assert!(!his.says("Coast 3"), "another branch is not opened by asking for it");
        assert!(sam.get("/rota?from=2026-11-23").await.says("Upland 3"));
    }
}
