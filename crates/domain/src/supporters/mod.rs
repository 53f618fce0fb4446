//! Supporters: what lets somebody hold a seat, how it stands, and what runs out first.
//!
//! Checks and training are asked for by a seat, references and supervision by the organisation of everybody.
//! Uses people's own dates; holds no reason why a check failed, nothing of what a reference or a supervision
//! said, and no diagnosis (PW10). Not here: load beyond a weekly limit, the words of supervision (later issues).

pub mod checks;
pub mod everyone;
pub mod outlook;
pub mod record;
