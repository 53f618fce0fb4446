//! Sessions: seeing how one stands, preparing it, moving it, calling it off.
//!
//! Uses `rota` for seats and `duties` for what is owed. Not here: series, which only make sessions.

pub mod call_off_session;
pub mod change;
pub mod list_sessions;
pub mod move_session;
pub mod prepare_session;
pub mod see_kept;
pub mod see_my_day;
pub mod see_register;
pub mod see_rota;
pub mod see_session;
pub mod series;
pub(crate) mod tell;

pub use bothy_store::audit::Past;
pub use bothy_store::sessions::Session;
pub use call_off_session::{call_off_session, run_session_after_all};
pub use change::ChangeRefused;
pub use list_sessions::{ListRefused, More, PageOf, SeatsWanted, SessionListed, Span, list_seats, list_sessions};
pub use move_session::{NewTime, move_session};
pub use prepare_session::{Preparation, prepare_session};
pub use see_kept::{KeptSeen, LostSession, OfGroup, see_kept};
pub use see_my_day::{MyDay, see_my_day};
pub use see_register::{Pack, PackAsked, Register, RegisterSeen, see_pack, see_register};
pub use see_rota::{Rota, see_rota};
pub use see_session::{SessionSeen, see_session};
