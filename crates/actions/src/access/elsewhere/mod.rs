//! Signing in with an account at the organisation's own identity provider: setting it up, going there, coming back,
//! ending it.
//!
//! A person is found by the pair (provider, number there) that was linked before, by an invitation or by themselves.
//! An address finds nobody: whoever runs a mail server could say any. Nothing that goes wrong here counts as a try
//! against anybody, since no password is guessed by it.

mod come_back;
mod go;
mod set_up;
mod unlink;

pub use come_back::{Came, CameBack, come_back};
pub use go::{Going, Wish, go_elsewhere};
pub use set_up::{NotKept, SeenProvider, elsewhere_name, put_provider, see_provider, take_provider_away, try_provider};
pub use unlink::unlink;

pub use bothy_domain::access::elsewhere::{SetUpRefused, Typed as TypedProvider};
pub use bothy_provider::{Reach, Trouble};

use super::passkeys::PasskeyRefused;
use super::sign_in::SignInRefused;
use crate::error::ActionError;
use bothy_provider::Ours;
use bothy_store::access::elsewhere::Provider;
use tokio::sync::{Semaphore, SemaphorePermit};

/// So many requests go out to providers at once; a crowd at the door is told to wait, not passed on to them.
const AT_ONCE: usize = 32;

static OUT: Semaphore = Semaphore::const_new(AT_ONCE);

/// Where people come back to, and where requests may go.
#[derive(Debug, Clone)]
pub struct Doorway {
    /// The address at which a provider sends people back, built from the service's own address and from nothing that a
    /// browser says.
    pub back: String,
    /// Where requests may go.
    pub reach: Reach,
}

impl Doorway {
    fn ours(&self, provider: &Provider) -> Ours {
        Ours {
            issuer: provider.issuer.clone(),
            client_id: provider.client_id.clone(),
            client_secret: provider.client_secret.clone(),
            back: self.back.clone(),
            reach: self.reach,
        }
    }
}

/// Why somebody did not come in, or was not linked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ElsewhereRefused {
    /// No provider is set up.
    #[error("no provider is set up")]
    NotSetUp,
    /// What is in the way at the provider.
    #[error("{0}")]
    Trouble(Trouble),
    /// Too many are on their way at once.
    #[error("too many are on their way to the provider")]
    Crowded,
    /// It took too long, was sent twice, or began in another browser.
    #[error("it took too long, was sent twice, or began elsewhere")]
    Over,
    /// They pressed cancel there, or were not let in there.
    #[error("it was stopped at the provider")]
    Stopped,
    /// The provider itself says that something is wrong.
    #[error("the provider answered with an error")]
    SaidNo,
    /// Nobody here who may come in is linked to that account.
    #[error("nobody is linked to that account")]
    Unknown,
    /// Somebody else is linked to that account.
    #[error("somebody else is linked to that account")]
    Taken,
    /// They are linked to another account there.
    #[error("they are linked to another account there")]
    LinkedAlready,
    /// Their invitation does not work any more.
    #[error("the invitation does not work any more")]
    InvitationOver,
    /// Nothing else lets them in.
    #[error("nothing else lets them in")]
    LastWayIn,
    /// Their password was wrong, or comes too early after wrong ones.
    #[error("{0}")]
    Try(SignInRefused),
    /// They have no password, and came in a while ago.
    #[error("they came in a while ago")]
    NotJustNow,
}

pub(super) type Refused = ActionError<ElsewhereRefused>;

fn rule<T>(refused: ElsewhereRefused) -> Result<T, Refused> {
    Err(ActionError::Rule(refused))
}

fn of_trouble(trouble: Trouble) -> Refused {
    ActionError::Rule(ElsewhereRefused::Trouble(trouble))
}

fn of_own(refused: ActionError<PasskeyRefused>) -> Refused {
    match refused {
        ActionError::Rule(PasskeyRefused::Try(refused)) => ActionError::Rule(ElsewhereRefused::Try(refused)),
        ActionError::Rule(_) => ActionError::Rule(ElsewhereRefused::NotJustNow),
        ActionError::NotFound => ActionError::NotFound,
        ActionError::Stale => ActionError::Stale,
        ActionError::SentBefore { made } => ActionError::SentBefore { made },
        ActionError::Store(error) => ActionError::Store(error),
    }
}

/// A place among those who go out.
fn way_out() -> Result<SemaphorePermit<'static>, Refused> {
    OUT.try_acquire().map_err(|_| ActionError::Rule(ElsewhereRefused::Crowded))
}
