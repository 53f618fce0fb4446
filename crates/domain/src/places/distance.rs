//! How far one point lies from another, and how that is said.

use super::routes::tenths_of_a_mile;
use crate::imports::Point;

/// Metres in a hundred-thousandth of a degree east × 1,000, at 49, 50, … 62 degrees north: 1,113.2 times the cosine.
const EAST: [i64; 14] = [730, 716, 701, 685, 670, 654, 639, 622, 606, 590, 573, 557, 540, 523];

/// Metres in a straight line between two points, on a map that is flat between them.
///
/// Over the length of Scotland that is right to about one part in a hundred, and no road is straight.
pub fn metres_between(one: Point, other: Point) -> u32 {
    let middle = i64::midpoint(i64::from(one.latitude), i64::from(other.latitude));
    let step = (middle - 4_900_000).clamp(0, 1_299_999);
    let (whole, part) = (usize::try_from(step / 100_000).unwrap_or(0), step % 100_000);
    let here = EAST.get(whole).copied().unwrap_or(523);
    let next = EAST.get(whole + 1).copied().unwrap_or(here);
    let scale = here + (next - here) * part / 100_000;
    let north = (i64::from(one.latitude) - i64::from(other.latitude)) * 1_112 / 1_000;
    let east = (i64::from(one.longitude) - i64::from(other.longitude)) * scale / 1_000;
    let square = u64::try_from(north * north + east * east).unwrap_or(0);
    u32::try_from(square.isqrt()).unwrap_or(u32::MAX)
}

/// A distance as somebody would say it who has not measured the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said {
    /// Nearer than a quarter of a mile.
    UnderAQuarter,
    /// Under ten miles, in tenths of a mile.
    Tenths(u32),
    /// From ten miles on, in whole miles.
    Miles(u32),
}

/// A distance is said in tenths of a mile up to ten miles, in miles beyond, and near by only as near by.
///
/// A postcode's point is the middle of a street or so: nobody knows it to the yard.
pub fn said(metres: u32) -> Said {
    match tenths_of_a_mile(metres) {
        0..=2 if metres < 402 => Said::UnderAQuarter,
        tenths @ 0..=99 => Said::Tenths(tenths.max(3)),
        tenths => Said::Miles((tenths + 5) / 10),
    }
}

/// The middle of so many points; none of no points.
pub fn middle_of(points: &[Point]) -> Option<Point> {
    let count = i64::try_from(points.len()).ok().filter(|count| *count > 0)?;
    let sum = |of: fn(&Point) -> i32| points.iter().map(|point| i64::from(of(point))).sum::<i64>() / count;
    Some(Point {
        latitude: i32::try_from(sum(|point| point.latitude)).ok()?,
        longitude: i32::try_from(sum(|point| point.longitude)).ok()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(said: &str) -> Point {
        Point::read(said).unwrap()
    }

    #[test]
    fn distances_that_anybody_can_look_up_come_out_right() {
        // Great-circle distances by the haversine formula, R = 6,371,008.8 m.
        for (one, other, metres) in [
            ("55.95206,-3.19648", "55.86101,-4.25159", 66_539_u32),
            ("55.95206,-3.19648", "55.97090,-3.17173", 2_600),
            ("60.15475,-1.14513", "54.90702,-5.02682", 627_582),
            ("58.98190,-2.96004", "58.98190,-2.96004", 0),
        ] {
            let found = metres_between(point(one), point(other));
            let off = found.abs_diff(metres);
            assert!(off * 80 <= metres, "{one} to {other}: {found}, not {metres}");
            assert_eq!(found, metres_between(point(other), point(one)), "the way back is as long");
        }
    }

    #[test]
    fn a_distance_is_said_as_far_as_it_is_known() {
        assert_eq!(said(0), Said::UnderAQuarter);
        assert_eq!(said(401), Said::UnderAQuarter);
        assert_eq!(said(402), Said::Tenths(3));
        assert_eq!(said(1_609), Said::Tenths(10));
        assert_eq!(said(1_931), Said::Tenths(12));
        assert_eq!(said(16_000), Said::Tenths(99));
        assert_eq!(said(16_100), Said::Miles(10));
        assert_eq!(said(40_000), Said::Miles(25));
        assert_eq!(said(u32::MAX), Said::Miles(2_668_769));
    }

    #[test]
    fn the_middle_lies_between() {
        assert_eq!(middle_of(&[]), None);
        assert_eq!(middle_of(&[point("56,-3"), point("57,-4")]), Some(point("56.5,-3.5")));
    }
}
