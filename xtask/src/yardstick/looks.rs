//! Looks at pages while something else is going on, beside how long the same looks usually take.

use std::time::{Duration, Instant};

use super::figures::Measure;
use super::load::{Ask, Connection};

/// How long each page is looked at before, to know what is usual, and how long between two looks.
pub const USUAL: Duration = Duration::from_secs(6);
const BETWEEN: Duration = Duration::from_millis(5);

/// Looks at each page by turns until it is over; gives back how many milliseconds each look took, page by page.
pub fn looks(pages: &[Ask; 2], over: &dyn Fn(Instant) -> bool) -> Result<[Vec<f64>; 2], String> {
    let asks = pages.each_ref().map(|page| page.clone().with("Accept-Encoding", "gzip"));
    let host = asks[0].host.clone();
    let spoken = |error: std::io::Error| format!("a look meanwhile: {error}");
    let mut connection = Connection::open(&host, Duration::from_secs(30)).map_err(spoken)?;
    let mut took = [Vec::new(), Vec::new()];
    let began = Instant::now();
    while !over(began) {
        for (ask, took) in asks.iter().zip(&mut took) {
            let asked = Instant::now();
            let answer = connection.ask(ask, "GET", "").map_err(spoken)?;
            if answer.status != 200 {
                return Err(format!("{} answered {}", ask.path, answer.status));
            }
            took.push(asked.elapsed().as_secs_f64() * 1000.0);
            std::thread::sleep(BETWEEN);
        }
    }
    Ok(took)
}

/// The time that one look in a hundred goes over.
fn slowest_in_a_hundred(took: &[f64]) -> f64 {
    let mut sorted = took.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() * 99 / 100).copied().unwrap_or(f64::NAN)
}

/// How much longer the slowest looks in a hundred took meanwhile: the worse of the two pages.
pub fn slower(names: &[&str; 2], usual: &[Vec<f64>; 2], meanwhile: &[Vec<f64>; 2], about: &str) -> Measure {
    let mut words = Vec::new();
    let mut slower: f64 = 0.0;
    for ((page, before), during) in names.iter().zip(usual).zip(meanwhile) {
        let (before, during) = (slowest_in_a_hundred(before), slowest_in_a_hundred(during));
        slower = slower.max(during / before);
        words.push(format!("{page} {during:.1} ms, usually {before:.1} ms"));
    }
    Measure { value: slower, words: format!("{slower:.1} × ({}; {about})", words.join("; ")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_look_in_a_hundred_is_let_go() {
        let took: Vec<f64> = (1..=200).rev().map(f64::from).collect();
        assert!((slowest_in_a_hundred(&took) - 199.0).abs() < f64::EPSILON);
        assert!(slowest_in_a_hundred(&[]).is_nan());
    }
}
