//! What a form sent, by name.

/// The fields of a form.
pub struct Fields(Vec<(String, String)>);

impl Fields {
    /// Reads the body of a form.
    pub fn read(body: &[u8]) -> Self {
        Self(form_urlencoded::parse(body).into_owned().collect())
    }

    /// What stood in a field, without space around it; empty where it was not sent.
    pub fn text(&self, name: &str) -> &str {
        self.0.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value.trim())
    }

    /// What stood in a field, as a value; none where it is not one.
    pub fn value<T: std::str::FromStr>(&self, name: &str) -> Option<T> {
        self.text(name).parse().ok()
    }
}
