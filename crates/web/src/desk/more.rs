//! `/more`: the ways on that somebody's hats open, and no others.

use super::{Desk, acts};
use crate::pages::Frame;
use crate::pages::staff::{More, Way};
use crate::parts::Icon;
use crate::routes;
use crate::words::key;
use bothy_domain::access::permit::SIGNPOSTS;
use bothy_domain::access::{Role, Standing};

/// The page for somebody who works here.
pub fn page(desk: &Desk, frame: Frame, standing: &Standing) -> More {
    let whole = |role| standing.wears(role, None);
    let sets_up = whole(Role::Administrator) || whole(Role::Coordinator);
    let looks = whole(Role::Administrator) || whole(Role::SafeguardingLead);
    let reads = standing.wears_somewhere(Role::Coordinator) || standing.wears_somewhere(Role::Reader);
    let tells = SIGNPOSTS.into_iter().any(|role| standing.wears_somewhere(role));
    let ways = [
        (true, "/account", Icon::Key, key("staff-more-account"), key("staff-more-account-note")),
        (sets_up, "/settings", Icon::Check, key("staff-more-settings"), key("staff-more-settings-note")),
        (true, "/directory", Icon::Open, key("staff-more-directory"), key("staff-more-directory-note")),
        (tells, "/directory/signposts", Icon::Hand, key("staff-more-signposts"), key("staff-more-signposts-note")),
        (sets_up, "/imports", Icon::Note, key("staff-more-imports"), key("staff-more-imports-note")),
        (reads, "/reports", Icon::Clock, key("staff-more-reports"), key("staff-more-reports-note")),
        (looks, "/audit", Icon::Shield, key("staff-more-audit"), key("staff-more-audit-note")),
    ];
    let ways =
        ways.into_iter().filter(|(may, path, ..)| *may && routes::exists(path)).map(|(_, path, icon, name, note)| {
            Way {
                href: path.to_owned(),
                icon,
                name: desk.words.t(name).to_owned(),
                note: desk.words.t(note).to_owned(),
            }
        });
    More { frame, acts: acts(), ways: ways.collect() }
}
