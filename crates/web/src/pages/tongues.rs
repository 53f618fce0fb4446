//! In which languages a page can be read, and where.

/// In which languages a page can be read; nothing in it where there is nothing to choose.
#[derive(Clone, Debug, Default)]
pub struct Tongues {
    /// Each language, that of the page too.
    pub all: Vec<Tongue>,
    /// Where one says whether to remember the language, without the prefix; empty where that is not asked.
    pub keep: String,
    /// The one address of the page in this language, for search engines; empty where they are to leave it alone.
    pub canonical: String,
    /// Where it stands in each language, for search engines: the language, and the whole address.
    pub alternates: Vec<(&'static str, String)>,
}

/// A page in one language.
#[derive(Clone, Debug)]
pub struct Tongue {
    /// `pl`, as in an address.
    pub code: &'static str,
    /// `pl`, `en-GB`, as markup wants it.
    pub language: &'static str,
    /// Its name in itself: "Polski".
    pub name: String,
    /// The whole path of the page in it.
    pub href: String,
    /// Whether it is the language of the page.
    pub here: bool,
}

impl Tongues {
    /// The same, to be found by search engines. English stands at the address without a language: there it is what
    /// everybody gets who says nothing.
    #[must_use]
    pub fn found_at(self, address: &str, rest: &str) -> Self {
        let at = |code: &str| if code == "en" { format!("{address}{rest}") } else { format!("{address}/{code}{rest}") };
        let canonical = self.all.iter().find(|tongue| tongue.here).map(|tongue| at(tongue.code)).unwrap_or_default();
        let mut alternates: Vec<_> = self.all.iter().map(|tongue| (tongue.code, at(tongue.code))).collect();
        alternates.push(("x-default", format!("{address}{rest}")));
        Self { canonical, alternates, ..self }
    }

    /// Two languages, for samples and tests.
    pub fn sample(path: &str) -> Self {
        let tongue = |code: &'static str, language, name: &str, here| Tongue {
            code,
            language,
            name: name.to_owned(),
            href: format!("/{code}{path}"),
            here,
        };
        let all = vec![tongue("en", "en-GB", "English", true), tongue("pl", "pl", "Polski", false)];
        Self { all, keep: "/language".to_owned(), ..Self::default() }.found_at("", path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_has_one_address_and_english_the_shortest() {
        let mut tongues = Tongues::sample("/groups");
        assert_eq!(tongues.canonical, "/groups");
        assert_eq!(
            tongues.alternates,
            [("en", "/groups".to_owned()), ("pl", "/pl/groups".to_owned()), ("x-default", "/groups".to_owned())]
        );
        for tongue in &mut tongues.all {
            tongue.here = tongue.code == "pl";
        }
        let polish = tongues.found_at("https://bothy.example/o/leith", "/groups?as=week");
        assert_eq!(polish.canonical, "https://bothy.example/o/leith/pl/groups?as=week");
    }
}
