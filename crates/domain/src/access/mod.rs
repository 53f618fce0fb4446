//! Access: who may do which act to which thing, and how somebody gets in.
//!
//! A [`Permit`] is for THE THING: it can only be made from the person's standing and the facts of that
//! thing, read inside the same write (house law 4). A [`Scope`] is what a list may show. Getting in: what a
//! password has to be, how long a device is trusted, how fast one may try, who takes a second step.
//! Not here: hashing, tokens, the words of a refusal (refused and missing look the same).

pub mod device;
pub mod elsewhere;
pub mod ending;
pub mod giving;
pub mod helper;
pub mod pace;
pub mod passkey;
pub mod password;
pub mod permit;
#[cfg(test)]
mod permit_tests;
pub mod recovery;
pub mod roles;
pub mod scope;
pub mod second_step;
pub mod signing_out;
pub mod token;

pub use device::Device;
pub use permit::{Act, NotAllowed, Permit, Standing};
pub use roles::{Hat, Role};
pub use scope::Scope;
pub use token::{TokenEnded, TokenRefused};
