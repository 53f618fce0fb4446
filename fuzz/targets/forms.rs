//! Forms as they come over the wire: any bytes are read, and what is a day or an hour is a real one.
#![no_main]

use bothy_domain::ids::{ActId, GroupId, SessionId};
use bothy_web::routes::form::{Fields, date_of, time_of};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let sent = Fields::read(bytes);
    let _ = (sent.value::<ActId>("act"), sent.value::<GroupId>("group"), sent.value::<SessionId>("session"));
    let _ = (sent.value::<i64>("version"), sent.all("seat"), sent.beginning("move-").len());
    if let Some(day) = date_of(&sent.date("on")) {
        // Said with its digits, a day is itself again.
        let boxes = (day.day().to_string(), day.month().to_string(), day.year().to_string());
        assert_eq!(date_of(&boxes), Some(day));
    }
    let _ = time_of(sent.text("starts"));
    let _ = sent.text_as_sent("words");
});
