//! What supporters of a story have shown, and what is asked of all of them.

use crate::build::Build;
use bothy_domain::access::Role;
use bothy_domain::ids::{PersonId, RecordId};
use bothy_domain::supporters::checks::{CheckKind, Span};
use bothy_domain::supporters::everyone::{AskedOfAll, Reference};
use bothy_domain::supporters::record::Recorded;
use bothy_store::{organisations, people, policies};
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use uuid::Uuid;

impl Build {
    /// A supporter with all that is asked of supporters: a PVG check that does not run out, two references, and
    /// supervision today.
    pub async fn supporter(&self, name: &str) -> PersonId {
        let id = self.person(name, &[Role::Supporter], None).await;
        self.check(id, "pvg", date(2025, 1, 1), None).await;
        self.vouched_for(id).await;
        id
    }

    /// Two references of a person, and supervision today.
    pub async fn vouched_for(&self, person: PersonId) {
        let today = self.service.clock.now().to_zoned(TimeZone::UTC).date();
        for referee in ["Morag Bain", "Iain Orr"] {
            let taken_on = date(2025, 1, 1);
            self.record(person, Recorded::Reference(Reference { referee: referee.into(), taken_on })).await;
        }
        self.record(person, Recorded::Supervision(today)).await;
    }

    /// A check of a person.
    pub async fn check(&self, person: PersonId, kind: &'static str, from: Date, until: Option<Date>) {
        self.record(person, Recorded::Check(CheckKind::named(kind), Span { from, until })).await;
    }

    /// Something that a person has shown, as if it had been written down long ago.
    pub async fn record(&self, person: PersonId, what: Recorded) {
        self.write((self.organisation, person, what), |w, ((organisation, person, what), now)| {
            let noted = people::Noted { by: None, at: Some(*now) };
            let id = RecordId::new(Uuid::now_v7());
            Box::pin(async move { people::record(w, *organisation, id, *person, what, noted).await })
        })
        .await;
    }

    /// What the organisation asks of every supporter, set without planning anything anew.
    pub async fn asks(&self, asks: AskedOfAll) {
        self.write((self.organisation, asks), |w, ((organisation, asks), now)| {
            let noted = policies::Noted { by: None, reason: None, at: *now };
            Box::pin(async move { organisations::put_asks(w, *organisation, *asks, noted).await })
        })
        .await;
    }
}
