//! Duties: planning what is owed, and taking, passing on and giving back what was taken.
//!
//! Uses the planner of `domain`. Not here: a tick that closes a duty; only the act that satisfies it does.

pub mod answer_passing;
pub mod facts;
pub mod give_back_duty;
pub mod pass_duty;
pub mod plan_due;
pub mod replan;
pub mod see_today;
pub mod take_duty;
mod with_duty;

pub use answer_passing::answer_passing;
pub use bothy_store::duties::Listed;
pub use give_back_duty::give_back_duty;
pub use pass_duty::pass_duty;
pub use plan_due::{next_wake, plan_due};
pub use replan::replan;
pub use see_today::{Today, see_today};
pub use take_duty::take_duty;
