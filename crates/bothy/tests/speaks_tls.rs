//! `bothy serve` with a certificate of its own, met by a client that believes nobody else.

use rcgen::{CertificateParams, CertifiedIssuer, KeyPair, date_time_ymd};
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::Arc;
use std::time::Duration;

/// Whoever signs certificates here.
struct Authority(CertifiedIssuer<'static, KeyPair>);

impl Authority {
    fn new() -> Self {
        let mut asked = CertificateParams::new(Vec::new()).unwrap();
        asked.is_ca = rcgen::IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
        Self(CertifiedIssuer::self_signed(asked, KeyPair::generate().unwrap()).unwrap())
    }

    /// Writes a certificate for this machine, good until a year, and its key. Returns the certificate.
    fn certify(&self, files: &Files, until: i32) -> CertificateDer<'static> {
        let mut asked = CertificateParams::new(vec![String::from("localhost")]).unwrap();
        asked.not_before = date_time_ymd(2020, 1, 1);
        asked.not_after = date_time_ymd(until, 1, 1);
        let key = KeyPair::generate().unwrap();
        let made = asked.signed_by(&key, &*self.0).unwrap();
        std::fs::write(&files.cert, made.pem()).unwrap();
        std::fs::write(&files.key, key.serialize_pem()).unwrap();
        made.der().clone()
    }
}

struct Files {
    cert: PathBuf,
    key: PathBuf,
}

impl Files {
    fn within(folder: &Path) -> Self {
        Self { cert: folder.join("chain.pem"), key: folder.join("key.pem") }
    }

    fn named(&self) -> [&str; 4] {
        ["--tls-cert", self.cert.to_str().unwrap(), "--tls-key", self.key.to_str().unwrap()]
    }
}

struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn bothy(data: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bothy"));
    command.args(args).arg("--data").arg(data).arg("--master-key").arg(data.with_extension("key"));
    command
}

/// Serves on all addresses of this machine; returns the port.
fn serve(data: &Path, more: &[&str]) -> (Running, u16) {
    let mut child = bothy(data, &["serve", "--json", "--listen", "0.0.0.0:0"])
        .args(more)
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let running = Running(child);
    let said: serde_json::Value = serde_json::from_str(&line).unwrap();
    let url = said["url"].as_str().unwrap();
    assert!(url.starts_with("https://"), "{url}");
    (running, url.rsplit(':').next().unwrap().parse().unwrap())
}

/// A service that is there, with a key beside it.
fn made(data: &Path) {
    let done = bothy(data, &["invite", "Ishbel Reid", "ishbel@example.org"]).output().unwrap();
    assert!(done.status.success(), "{}", said(&done));
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Asks for a page over TLS; the whole answer, and the certificate that was shown.
fn ask(authority: &Authority, port: u16, path: &str) -> Result<(String, CertificateDer<'static>), std::io::Error> {
    let mut roots = RootCertStore::empty();
    roots.add(authority.0.der().clone()).unwrap();
    let trusts = ClientConfig::builder().with_root_certificates(roots).with_no_client_auth();
    let name = ServerName::try_from("localhost").unwrap();
    let talk = ClientConnection::new(Arc::new(trusts), name).unwrap();
    let mut stream = StreamOwned::new(talk, TcpStream::connect(("127.0.0.1", port))?);
    write!(stream, "GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")?;
    let mut answer = String::new();
    // Whoever closes without a farewell has said all there was to say.
    if let Err(error) = stream.read_to_string(&mut answer)
        && answer.is_empty()
    {
        return Err(error);
    }
    let shown = stream.conn.peer_certificates().unwrap()[0].clone().into_owned();
    Ok((answer, shown))
}

#[test]
fn pages_come_over_tls_beyond_this_machine_and_a_renewed_certificate_is_taken_without_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let (data, files, authority) = (folder.path().join("data"), Files::within(folder.path()), Authority::new());
    made(&data);
    let first = authority.certify(&files, 2030);
    let (_running, port) = serve(&data, &files.named());
    let (page, shown) = ask(&authority, port, "/help").unwrap();
    assert!(page.starts_with("HTTP/1.1 200"), "{page}");
    assert!(page.to_lowercase().contains("strict-transport-security: max-age="), "{page}");
    assert_eq!(shown, first);
    // Nobody else is believed, and a word in the clear is not answered with a page.
    assert!(ask(&Authority::new(), port, "/help").is_err());
    let mut clear = TcpStream::connect(("127.0.0.1", port)).unwrap();
    clear.write_all(b"GET /help HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
    let mut answer = Vec::new();
    let _ = clear.read_to_end(&mut answer);
    assert!(!answer.starts_with(b"HTTP/1.1 200"), "{}", String::from_utf8_lossy(&answer));

    // A pair that does not fit is not taken, and the pages go on; then the whole pair is there.
    std::fs::write(&files.key, KeyPair::generate().unwrap().serialize_pem()).unwrap();
    std::thread::sleep(Duration::from_secs(12));
    assert_eq!(ask(&authority, port, "/help").unwrap().1, first);
    let renewed = authority.certify(&files, 2031);
    let shown = (0..80).any(|_| {
        std::thread::sleep(Duration::from_millis(500));
        ask(&authority, port, "/help").unwrap().1 == renewed
    });
    assert!(shown, "forty seconds were not enough for the renewed certificate");
}

#[test]
fn whoever_comes_without_tls_is_sent_on_to_the_address_and_to_no_other() {
    let folder = tempfile::tempdir().unwrap();
    let (data, files, authority) = (folder.path().join("data"), Files::within(folder.path()), Authority::new());
    made(&data);
    authority.certify(&files, 2030);
    // A free port, a moment ago.
    let http = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let at = http.to_string();
    let more = [&files.named()[..], &["--http-listen", &at, "--address", "https://bothy.example.org"]].concat();
    let (_running, _) = serve(&data, &more);
    let mut stream = TcpStream::connect(http).unwrap();
    write!(stream, "GET /groups?from=2026-12-01 HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 308"), "{answer}");
    assert!(answer.contains("location: https://bothy.example.org/groups?from=2026-12-01\r\n"), "{answer}");
    assert!(!answer.contains("evil"), "{answer}");
}

#[test]
fn a_certificate_and_a_key_that_do_not_belong_together_are_refused_in_a_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let (data, files) = (folder.path().join("data"), Files::within(folder.path()));
    made(&data);
    Authority::new().certify(&files, 2030);
    std::fs::write(&files.key, KeyPair::generate().unwrap().serialize_pem()).unwrap();
    let output = bothy(&data, &["serve", "--listen", "127.0.0.1:0"]).args(files.named()).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let said = said(&output);
    assert!(said.contains("cannot be used") && said.contains("belong together"), "{said}");
    assert!(output.stdout.is_empty(), "nobody is told that it is there");
}

#[test]
fn the_doctor_says_that_a_certificate_has_run_out_and_that_no_mail_server_answers() {
    let folder = tempfile::tempdir().unwrap();
    let (data, files, authority) = (folder.path().join("data"), Files::within(folder.path()), Authority::new());
    made(&data);
    let look = || {
        let output = bothy(&data, &["doctor", "--json"])
            .args(["--tls-cert", files.cert.to_str().unwrap()])
            .args(["--mail-server", "smtp://127.0.0.1:9", "--mail-from", "post@example.org"])
            .output()
            .unwrap();
        let seen: serde_json::Value =
            serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", said(&output)));
        let how = |what: &str| {
            let found = seen["findings"].as_array().unwrap().iter().find(|one| one["what"] == what).unwrap();
            found["how"].as_str().unwrap().to_owned()
        };
        (how("certificate"), how("mail"))
    };
    authority.certify(&files, 2021);
    assert_eq!(look(), (String::from("wrong"), String::from("wrong")));
    authority.certify(&files, 2090);
    assert_eq!(look().0, "ok");
    std::fs::write(&files.cert, "nothing of the kind").unwrap();
    assert_eq!(look().0, "wrong");
}
