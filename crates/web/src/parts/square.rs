//! The square that a camera reads, as a drawing in the page: nothing is fetched, and it prints.

use std::fmt;
use std::fmt::Write as _;

use askama::filters::HtmlSafe;
use qrcode::{Color, EcLevel, QrCode};

/// A square with a text in it. Prints nothing where the text is too long for one.
#[derive(Clone, Debug, Default)]
pub struct Square {
    side: usize,
    path: String,
}

impl Square {
    /// The square of a text.
    pub fn of(text: &str) -> Square {
        let Ok(code) = QrCode::with_error_correction_level(text, EcLevel::M) else { return Square::default() };
        let side = code.width();
        let mut path = String::new();
        for (at, color) in code.to_colors().into_iter().enumerate() {
            if color == Color::Dark {
                // Four modules of quiet around it, as the standard asks.
                let _ = write!(path, "M{} {}h1v1h-1z", at % side + 4, at / side + 4);
            }
        }
        Square { side: side + 8, path }
    }
}

impl Square {
    /// Whether there is one: a text that is too long for a camera has none.
    pub fn is_drawn(&self) -> bool {
        self.side > 0
    }
}

impl HtmlSafe for Square {}

impl fmt::Display for Square {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.side == 0 {
            return Ok(());
        }
        // Black on white in the dark too: cameras read nothing else well.
        write!(
            f,
            "<svg class=\"b-square\" viewBox=\"0 0 {0} {0}\" aria-hidden=\"true\" focusable=\"false\" shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h{0}v{0}H0z\"/><path fill=\"#000\" d=\"{1}\"/></svg>",
            self.side, self.path
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_square_has_its_three_corners_and_its_quiet_edge() {
        let drawn = Square::of("otpauth://totp/Bothy:joan?secret=ABC").to_string();
        for corner in ["M4 4h1", "M10 10h1"] {
            assert!(drawn.contains(corner), "{corner}");
        }
        assert!(!drawn.contains("M3 4h1") && !drawn.contains("M4 3h1"));
    }
}
