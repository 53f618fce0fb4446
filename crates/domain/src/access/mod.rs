//! Access: who may do which act to which thing.
//!
//! A [`Permit`] is for THE THING: it can only be made from the person's standing and the facts of that
//! thing, read inside the same write (house law 4). A [`Scope`] is what a list may show.
//! Not here: signing in (issue of its own), the words of a refusal (refused and missing look the same).

pub mod permit;
pub mod roles;
pub mod scope;

pub use permit::{Act, NotAllowed, Permit, Standing};
pub use roles::{Hat, Role};
pub use scope::Scope;
