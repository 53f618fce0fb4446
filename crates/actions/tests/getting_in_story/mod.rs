//! What stories of getting in share: somebody invited, and tries from here and there.

use bothy_actions::ActionError;
use bothy_actions::access::tries::From;
use bothy_actions::access::{
    Attempt, Begun, By, Known, NewPerson, SignInRefused, invite_person, sign_in, use_link, who_is,
};
use bothy_domain::access::{Device, Role};
use bothy_domain::ids::PersonId;
use bothy_store::jobs;
use bothy_testkit::{Build, Service};
use jiff::SignedDuration;

/// A password that will do.
pub const GOOD: &str = "turnip ladder river";

/// An organisation with an administrator.
pub struct Story {
    pub build: Build,
    pub aileen: PersonId,
}

pub async fn story(service: &Service) -> Story {
    let build = Build::organisation(service, "lothian").await;
    let aileen = build.person("Aileen", &[Role::Administrator], None).await;
    Story { build, aileen }
}

impl Story {
    pub async fn invited(&self, name: &str, roles: &[Role]) -> (PersonId, String) {
        let by = By::Administrator(Box::new(self.build.known(self.aileen).await));
        let invited = invite_person(&self.build.service.bothy, by, self.newcomer(name, roles)).await.unwrap();
        assert!(invited.link.is_none(), "an administrator does not see the link");
        (invited.person, self.link().await)
    }

    pub fn newcomer(&self, name: &str, roles: &[Role]) -> NewPerson {
        NewPerson {
            act: self.build.act(),
            shown_name: name.into(),
            email: format!("{}@example.net", name.to_lowercase()),
            roles: roles.to_vec(),
            branch: None,
            base: "https://bothy.example".into(),
        }
    }

    /// The token of the newest link in the outbox.
    pub async fn link(&self) -> String {
        let db = &self.build.service.bothy.db;
        let newest: Vec<jobs::Queued> =
            db.snapshot("outbox", (), |tx, ()| Box::pin(async move { jobs::newest(tx, 1).await })).await.unwrap();
        let words: serde_json::Value = serde_json::from_str(&newest[0].notice.words).unwrap();
        let link = words["link"].as_str().unwrap().to_owned();
        link.strip_prefix("https://bothy.example/invite/").unwrap().to_owned()
    }

    pub async fn has_password(&self, name: &str, roles: &[Role]) -> PersonId {
        let (person, token) = self.invited(name, roles).await;
        use_link(&self.build.service.bothy, self.build.organisation, &token, GOOD.into()).await.unwrap();
        person
    }

    pub async fn tries(
        &self,
        email: &str,
        password: &str,
        from: From,
        device: Device,
    ) -> Result<Begun, ActionError<SignInRefused>> {
        let attempt = Attempt { email: email.into(), password: password.into(), device, from };
        sign_in(&self.build.service.bothy, self.build.organisation, attempt).await
    }

    pub async fn joan(&self, password: &str, from: From) -> Result<Begun, ActionError<SignInRefused>> {
        self.tries("joan@example.net", password, from, Device::Own).await
    }

    pub async fn known(&self, begun: &Begun) -> Option<Known> {
        who_is(&self.build.service.bothy, &begun.token).await.unwrap()
    }

    pub fn later(&self, by: SignedDuration) {
        self.build.service.clock.advance(by);
    }
}

pub fn at(address: &str) -> From {
    From { address: address.into(), ..From::default() }
}

pub fn is_wrong<T>(answer: &Result<T, ActionError<SignInRefused>>) -> bool {
    matches!(answer, Err(ActionError::Rule(SignInRefused::Wrong)))
}

pub fn is_early<T>(answer: &Result<T, ActionError<SignInRefused>>) -> bool {
    matches!(answer, Err(ActionError::Rule(SignInRefused::TooEarly(_))))
}
