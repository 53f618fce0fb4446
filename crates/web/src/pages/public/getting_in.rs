//! Getting in: the password, the second step, the link somebody was sent, the codes that are shown once.

use askama::Template;

use crate::pages::{Frame, Page};
use crate::parts::{Drawing, Errors, Square};

/// `/sign-in`
#[derive(Clone, Template)]
#[template(path = "public/sign_in.html")]
pub struct SignIn {
    /// What stands around it.
    pub frame: Frame,
    /// The address, as typed.
    pub email: String,
    /// `own` or `shared`, as chosen; empty where not yet.
    pub device: String,
    /// The path to go to afterwards; empty for one's own page.
    pub to: String,
    /// Whether a browser would take a passkey for this address.
    pub passkeys: bool,
    /// By which name people know their organisation's own accounts; empty where they cannot sign in with them.
    pub elsewhere: String,
    /// Whether this is the demonstration, where one can be somebody without a password.
    pub demo: bool,
    /// What to put right.
    pub errors: Errors,
}

/// `/sign-in/code`
#[derive(Clone, Template)]
#[template(path = "public/sign_in_code.html")]
pub struct SignInCode {
    /// What stands around it.
    pub frame: Frame,
    /// The path to go to afterwards.
    pub to: String,
    /// What to put right.
    pub errors: Errors,
}

/// `/sign-in/set-up`
#[derive(Clone, Template)]
#[template(path = "public/sign_in_set_up.html")]
pub struct SignInSetUp {
    /// What stands around it.
    pub frame: Frame,
    /// What a camera reads.
    pub square: Square,
    /// The same, to type: groups of four letters.
    pub secret: String,
    /// The path to go to afterwards.
    pub to: String,
    /// What to put right.
    pub errors: Errors,
}

/// After the second step was set up: codes for the day the phone is lost, shown this once.
#[derive(Clone, Template)]
#[template(path = "public/spare_codes.html")]
pub struct SpareCodes {
    /// What stands around it.
    pub frame: Frame,
    /// The codes.
    pub codes: Vec<String>,
    /// Where to go on, without the prefix.
    pub on: String,
}

/// `/invite/{token}`
#[derive(Clone, Template)]
#[template(path = "public/invite.html")]
pub struct Invite {
    /// What stands around it.
    pub frame: Frame,
    /// Whom it welcomes and why; none where the link does not work.
    pub welcome: Option<Welcome>,
    /// By which name people know their organisation's own accounts; empty where they cannot sign in with them.
    pub elsewhere: String,
    /// What to put right.
    pub errors: Errors,
}

/// `/recover`, for whoever lost their way in.
#[derive(Clone, Template)]
#[template(path = "public/recover.html")]
pub struct Recover {
    /// What stands around it.
    pub frame: Frame,
    /// What to put right.
    pub errors: Errors,
}

impl Invite {
    /// The path of the link itself, whichever of its forms was sent.
    fn at(&self) -> &str {
        self.frame.path.strip_suffix("/elsewhere").unwrap_or(&self.frame.path)
    }
}

/// Between here and the organisation's own accounts.
#[derive(Clone, Template)]
#[template(path = "public/onward.html")]
pub struct Onward {
    /// What stands around it.
    pub frame: Frame,
    /// By which name people know the account.
    pub name: String,
    /// Where it goes on.
    pub address: String,
}

impl Page for Onward {
    const NAME: &'static str = "onward";

    fn samples() -> Vec<(&'static str, Self)> {
        let full = Onward {
            frame: Frame::sample("/sign-in/elsewhere"),
            name: "your Lothian account".to_owned(),
            address: "https://login.example.org/authorize?client_id=bothy&state=x".to_owned(),
        };
        vec![("full", full)]
    }

    fn frame_mut(&mut self) -> &mut Frame {
        &mut self.frame
    }
}

/// Whom a link welcomes.
#[derive(Clone, Debug)]
pub struct Welcome {
    /// Their name.
    pub name: String,
    /// Their address, for the password manager.
    pub email: String,
    /// Whether they come back rather than come new.
    pub back: bool,
}

impl Page for SignIn {
    const NAME: &'static str = "sign-in";

    fn samples() -> Vec<(&'static str, Self)> {
        let full = SignIn {
            frame: Frame::sample("/sign-in"),
            email: String::new(),
            device: String::new(),
            to: String::new(),
            passkeys: true,
            elsewhere: "your Lothian account".to_owned(),
            demo: false,
            errors: Errors::default(),
        };
        let mut wrong = SignIn {
            email: "joan@example.org".to_owned(),
            device: "shared".to_owned(),
            to: "/rota".to_owned(),
            ..full.clone()
        };
        wrong.errors.add("password", wrong.frame.t("sign-in-wrong").to_owned());
        wrong.errors.add("elsewhere", wrong.frame.t("elsewhere-unknown").to_owned());
        let demo = SignIn { demo: true, passkeys: false, elsewhere: String::new(), ..full.clone() };
        vec![("full", full), ("wrong", wrong), ("demo", demo)]
    }

    fn frame_mut(&mut self) -> &mut Frame {
        &mut self.frame
    }
}

impl Page for SignInCode {
    const NAME: &'static str = "sign-in-code";

    fn samples() -> Vec<(&'static str, Self)> {
        let full = SignInCode { frame: Frame::sample("/sign-in/code"), to: String::new(), errors: Errors::default() };
        let mut wrong = full.clone();
        wrong.errors.add("code", wrong.frame.t("sign-in-code-wrong").to_owned());
        vec![("full", full), ("wrong", wrong)]
    }

    fn frame_mut(&mut self) -> &mut Frame {
        &mut self.frame
    }
}

impl Page for SignInSetUp {
    const NAME: &'static str = "sign-in-set-up";

    fn samples() -> Vec<(&'static str, Self)> {
        let full = SignInSetUp {
            frame: Frame::sample("/sign-in/set-up"),
            square: Square::of("otpauth://totp/Bothy:joan%40example.org?secret=GEZDGNBVGY3TQOJQ&issuer=Bothy"),
            secret: "GEZD GNBV GY3T QOJQ".to_owned(),
            to: String::new(),
            errors: Errors::default(),
        };
        let mut wrong = full.clone();
        wrong.errors.add("code", wrong.frame.t("sign-in-code-wrong").to_owned());
        vec![("full", full), ("wrong", wrong)]
    }

    fn frame_mut(&mut self) -> &mut Frame {
        &mut self.frame
    }
}

impl Page for SpareCodes {
    const NAME: &'static str = "spare-codes";

    fn samples() -> Vec<(&'static str, Self)> {
        let codes = (2..=9).map(|figure| format!("k7f{figure}-q9dm-2xw4-p6ta")).collect();
        vec![("full", SpareCodes { frame: Frame::sample("/sign-in/set-up"), codes, on: "/today".to_owned() })]
    }

    fn frame_mut(&mut self) -> &mut Frame {
        &mut self.frame
    }
}

impl Page for Invite {
    const NAME: &'static str = "invite";

    fn samples() -> Vec<(&'static str, Self)> {
        let welcome = Welcome { name: "Joan".to_owned(), email: "joan@example.org".to_owned(), back: false };
        let full = Invite {
            frame: Frame::sample("/invite/x"),
            welcome: Some(welcome.clone()),
            elsewhere: "your Lothian account".to_owned(),
            errors: Errors::default(),
        };
        let mut short = Invite { welcome: Some(Welcome { back: true, ..welcome }), ..full.clone() };
        short.errors.add("password", short.frame.t("password-short").to_owned());
        let over = Invite { welcome: None, ..full.clone() };
        vec![("full", full), ("back-and-short", short), ("over", over)]
    }

    fn frame_mut(&mut self) -> &mut Frame {
        &mut self.frame
    }
}

impl Page for Recover {
    const NAME: &'static str = "recover";

    fn samples() -> Vec<(&'static str, Self)> {
        let full = Recover { frame: Frame::sample("/recover"), errors: Errors::default() };
        let mut empty = full.clone();
        empty.errors.add("email", empty.frame.t("sign-in-no-email").to_owned());
        vec![("full", full), ("empty", empty)]
    }

    fn frame_mut(&mut self) -> &mut Frame {
        &mut self.frame
    }
}
