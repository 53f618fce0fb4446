//! Sessions as rows, and the facts on which their readiness and duties depend.

pub mod facts;
pub mod find;
pub mod held;
pub mod page;
pub mod session;
pub mod writing;

pub use facts::{LookedAt, facts};
pub use find::{Held, ToWeigh, to_weigh, to_weigh_of};
pub use held::{HeldSeat, held_between};
pub use page::{Wanted, page};
pub use session::{
    Session, at_place, between, by_ids, find, held_by, lock_and_find, of_group, over_between, public_between,
};
pub use writing::{add, save};
