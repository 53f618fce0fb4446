//! An organisation's own mail server: what has to be said of it, and where letters may not be sent.

use alloc::string::String;
use alloc::vec::Vec;
use core::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// The ports at which mail servers take letters (RFC 5321, RFC 8314, and the one that hosts leave open in place of
/// 25). No other is tried, so that nobody looks through this form at what else answers on a machine.
pub const PORTS: [u16; 4] = [25, 465, 587, 2525];

/// The longest name, address, user and password, in letters.
pub const LONGEST: usize = 250;

/// How the way to the server is kept from being read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Security {
    /// TLS from the first word on.
    Tls,
    /// TLS from the third word on, and nothing before it; without it no letter goes.
    StartTls,
    /// None: on this machine alone.
    None,
}

impl Security {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Tls, Self::StartTls, Self::None];

    /// The word under which it is stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Tls => "tls",
            Self::StartTls => "starttls",
            Self::None => "none",
        }
    }

    /// What a stored word means.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }
}

/// What an administrator typed to set a mail server up. A password may be in it, so it has no `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct Typed {
    /// The name or the number of the server.
    pub server: String,
    /// Its port.
    pub port: u16,
    /// How the way is kept from being read.
    pub security: Security,
    /// By which name it knows us; empty where it asks for none.
    pub user: String,
    /// What shows it that it is us; empty to keep the one that is there.
    pub password: String,
    /// Who letters come from, as people read it; may be empty.
    pub from_name: String,
    /// The address that they come from.
    pub from_address: String,
    /// Where answers go; empty for the address that they come from.
    pub reply_to: String,
}

/// Servers inside the network that whoever runs the service has opened to organisations: the name or number as it is
/// typed, and the port.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Opened(pub Vec<(String, u16)>);

impl Opened {
    /// Whether this server is one of them.
    pub fn has(&self, server: &str, port: u16) -> bool {
        self.0.iter().any(|(name, of)| name.eq_ignore_ascii_case(server) && *of == port)
    }
}

/// Why a mail server cannot be set up like this.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SenderRefused {
    /// The name of the server is none.
    #[error("this is no name of a server")]
    NoServer,
    /// At this port no letters are taken.
    #[error("letters are taken at the ports 25, 465, 587 and 2525")]
    Port,
    /// The server is inside the network of the service, which has not been opened to it.
    #[error("this server is inside the network of the service")]
    Inside,
    /// The way to it could be read.
    #[error("the way to the server could be read by others")]
    InTheClear,
    /// Without a password: there is none yet, or it is another server or user.
    #[error("the password is needed")]
    NoPassword,
    /// A user or a password is too long.
    #[error("the user or the password is too long")]
    TooLong,
    /// The name that letters come from is too long, or holds signs that are no letters.
    #[error("the name that letters come from does not do")]
    FromName,
    /// The address that letters come from is none.
    #[error("the address that letters come from is none")]
    FromAddress,
    /// The address that answers go to is none.
    #[error("the address that answers go to is none")]
    ReplyTo,
}

/// A mail server of an organisation is outside, at one of the ports of mail, and spoken to over TLS; whoever runs the
/// service may open one inside. A kept password never goes to another server or user.
///
/// # Errors
/// [`SenderRefused`].
pub fn is_fit(typed: &Typed, before: Option<&Typed>, opened: &Opened) -> Result<(), SenderRefused> {
    let is_opened = opened.has(&typed.server, typed.port);
    if !is_name_of_server(&typed.server) {
        return Err(SenderRefused::NoServer);
    }
    if !is_opened && !PORTS.contains(&typed.port) {
        return Err(SenderRefused::Port);
    }
    let number = number_of(&typed.server);
    if !is_opened && (is_this_machine(&typed.server) || number.is_some_and(is_inside)) {
        return Err(SenderRefused::Inside);
    }
    if typed.security == Security::None && !(is_opened && is_this_machine(&typed.server)) {
        return Err(SenderRefused::InTheClear);
    }
    let long = |text: &str| text.chars().count() > LONGEST || text.chars().any(char::is_control);
    if long(&typed.user) || long(&typed.password) {
        return Err(SenderRefused::TooLong);
    }
    let same = before.is_some_and(|before| {
        (&before.server, before.port, before.security, &before.user)
            == (&typed.server, typed.port, typed.security, &typed.user)
    });
    if !typed.user.is_empty() && typed.password.is_empty() && !same {
        return Err(SenderRefused::NoPassword);
    }
    if long(&typed.from_name) || typed.from_name.contains(['<', '>', '"', '\\']) {
        return Err(SenderRefused::FromName);
    }
    if !is_address(&typed.from_address) {
        return Err(SenderRefused::FromAddress);
    }
    if !typed.reply_to.is_empty() && !is_address(&typed.reply_to) {
        return Err(SenderRefused::ReplyTo);
    }
    Ok(())
}

/// Whether letters may go to this place, now that the name of a server has been looked up: a name outside may lead
/// inside, and may do so only since yesterday.
pub fn may_go_to(server: &str, port: u16, place: IpAddr, opened: &Opened) -> bool {
    opened.has(server, port) || (PORTS.contains(&port) && !is_inside(place))
}

/// Whether a place is inside some network, this machine's own among them, and not one that the world can reach.
pub fn is_inside(place: IpAddr) -> bool {
    match place {
        IpAddr::V4(four) => is_inside_v4(four),
        IpAddr::V6(six) => six.to_ipv4_mapped().map_or_else(|| is_inside_v6(six), is_inside_v4),
    }
}

/// The ranges that RFC 6890 and what came after it keep from the world's own routing.
fn is_inside_v4(four: Ipv4Addr) -> bool {
    let [first, second, third, _] = four.octets();
    let shared = first == 100 && (64..128).contains(&second);
    let measuring = first == 198 && (18..20).contains(&second);
    let protocols = first == 192 && second == 0 && third == 0;
    four.is_private()
        || four.is_loopback()
        || four.is_link_local()
        || four.is_broadcast()
        || four.is_documentation()
        || first == 0
        || first >= 224
        || shared
        || measuring
        || protocols
}

fn is_inside_v6(six: Ipv6Addr) -> bool {
    let [first, second, ..] = six.segments();
    // The world's own addresses are 2000::/3; of those some lead to an older address, which could be any.
    let global = first & 0xe000 == 0x2000;
    let leads_on = first == 0x2002 || (first == 0x2001 && second < 0x0200);
    let documentation = (first == 0x2001 && second == 0x0db8) || (first == 0x3fff && second < 0x1000);
    !global || leads_on || documentation
}

fn number_of(server: &str) -> Option<IpAddr> {
    server.trim_start_matches('[').trim_end_matches(']').parse().ok()
}

fn is_this_machine(server: &str) -> bool {
    let server = server.trim_end_matches('.');
    let named = server.eq_ignore_ascii_case("localhost") || server.to_ascii_lowercase().ends_with(".localhost");
    named || number_of(server).is_some_and(|place| place.is_loopback())
}

fn is_name_of_server(server: &str) -> bool {
    let letters = |text: &str| {
        let fits = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '-');
        text.len() <= LONGEST && !text.starts_with(['-', '.']) && text.chars().all(fits)
    };
    number_of(server).is_some() || (!server.is_empty() && letters(server))
}

/// Whether a text looks like an address of electronic mail.
pub fn is_address(text: &str) -> bool {
    let odd = |letter: char| letter.is_whitespace() || letter.is_control() || "<>,;\"\\".contains(letter);
    match text.rsplit_once('@') {
        Some((name, place)) => {
            let dots = place.contains('.') && !place.starts_with('.') && !place.ends_with('.');
            !name.is_empty() && dots && text.chars().count() <= LONGEST && !text.contains(odd)
        }
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec;

    fn typed() -> Typed {
        Typed {
            server: "mail.example.org".into(),
            port: 587,
            security: Security::StartTls,
            user: "post".into(),
            password: "three words of mail".into(),
            from_name: "Lothian Peer Network".into(),
            from_address: "post@example.org".into(),
            reply_to: String::new(),
        }
    }

    #[track_caller]
    fn refused(typed: &Typed, expected: SenderRefused) {
        assert_eq!(is_fit(typed, None, &Opened::default()), Err(expected));
    }

    #[test]
    fn a_server_outside_at_a_port_of_mail_and_over_tls_will_do() {
        for (port, security) in [(465, Security::Tls), (587, Security::StartTls), (25, Security::StartTls)] {
            assert_eq!(is_fit(&Typed { port, security, ..typed() }, None, &Opened::default()), Ok(()));
        }
    }

    #[test]
    fn nothing_else_is_tried_that_answers_on_a_machine() {
        for port in [22, 80, 443, 5432, 6379, 24, 26, 466, 588] {
            refused(&Typed { port, ..typed() }, SenderRefused::Port);
        }
        for server in ["", "mail example.org", "mail.example.org/x", "-mail", "ma\u{ef}l.example.org", "a@b", "a:25"] {
            refused(&Typed { server: server.into(), ..typed() }, SenderRefused::NoServer);
        }
    }

    #[test]
    fn the_networks_inside_are_not_looked_into() {
        for server in [
            "localhost",
            "mail.localhost",
            "LOCALHOST.",
            "127.0.0.1",
            "10.0.0.5",
            "192.168.1.1",
            "172.16.9.9",
            "169.254.169.254",
            "::1",
            "[::1]",
            "fe80::1",
            "fd00::5",
            "::ffff:10.0.0.5",
            "100.64.0.1",
            "0.0.0.0",
            "2002:a00:5::",
            "64:ff9b::a00:5",
        ] {
            refused(&Typed { server: server.into(), ..typed() }, SenderRefused::Inside);
        }
        for outside in ["1.1.1.1", "172.32.0.1", "100.128.0.1", "2606:4700:4700::1111"] {
            let typed = Typed { server: outside.into(), ..typed() };
            assert_eq!(is_fit(&typed, None, &Opened::default()), Ok(()), "{outside}");
        }
    }

    #[test]
    fn a_name_outside_that_leads_inside_is_not_followed() {
        let place = |text: &str| text.parse::<IpAddr>().unwrap();
        let none = Opened::default();
        assert!(may_go_to("mail.example.org", 587, place("1.1.1.1"), &none));
        assert!(!may_go_to("mail.example.org", 587, place("10.0.0.5"), &none));
        assert!(!may_go_to("mail.example.org", 5432, place("1.1.1.1"), &none));
        let opened = Opened(vec![("mail.example.org".into(), 2526)]);
        assert!(may_go_to("Mail.Example.org", 2526, place("10.0.0.5"), &opened));
        assert!(!may_go_to("mail.example.org", 587, place("10.0.0.5"), &opened));
    }

    #[test]
    fn one_inside_is_opened_by_whoever_runs_the_service_and_read_by_nobody_on_the_way() {
        let opened = Opened(vec![("127.0.0.1".into(), 2526), ("10.0.0.5".into(), 25)]);
        let here = Typed { server: "127.0.0.1".into(), port: 2526, security: Security::None, ..typed() };
        assert_eq!(is_fit(&here, None, &opened), Ok(()));
        let near = Typed { server: "10.0.0.5".into(), port: 25, ..typed() };
        assert_eq!(is_fit(&near, None, &opened), Ok(()));
        let clear = Typed { security: Security::None, ..near };
        assert_eq!(is_fit(&clear, None, &opened), Err(SenderRefused::InTheClear));
        refused(&Typed { security: Security::None, ..typed() }, SenderRefused::InTheClear);
    }

    #[test]
    fn the_password_that_is_there_never_goes_to_another_server_or_user() {
        let none = Opened::default();
        let kept = Typed { password: String::new(), ..typed() };
        assert_eq!(is_fit(&kept, Some(&typed()), &none), Ok(()));
        assert_eq!(is_fit(&kept, None, &none), Err(SenderRefused::NoPassword));
        for other in [
            Typed { server: "mail.elsewhere.example".into(), ..kept.clone() },
            Typed { port: 2525, ..kept.clone() },
            Typed { security: Security::Tls, ..kept.clone() },
            Typed { user: "another".into(), ..kept.clone() },
        ] {
            assert_eq!(is_fit(&other, Some(&typed()), &none), Err(SenderRefused::NoPassword));
        }
        assert_eq!(is_fit(&Typed { user: String::new(), ..kept }, None, &none), Ok(()));
    }

    #[test]
    fn letters_come_from_an_address_and_add_no_line_of_their_own() {
        for address in
            ["", "post", "post@", "@example.org", "post@example", "a b@example.org", "a@example.org\r\nBcc: x@y.zz"]
        {
            refused(&Typed { from_address: address.into(), ..typed() }, SenderRefused::FromAddress);
        }
        refused(&Typed { reply_to: "nobody".into(), ..typed() }, SenderRefused::ReplyTo);
        refused(&Typed { from_name: "A\r\nBcc: x@y.zz".into(), ..typed() }, SenderRefused::FromName);
        refused(&Typed { from_name: "A <x@y.zz>".into(), ..typed() }, SenderRefused::FromName);
    }
}
