//! Supporters: the checks and training steps that let somebody hold a seat.
//!
//! Uses people's own dates; holds no reason why a check failed and no diagnosis (PW10).
//! Not here: supervision, load beyond a weekly limit (later issues).

pub mod checks;
