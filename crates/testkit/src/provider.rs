//! An identity provider as a process of its own: it describes itself, lets people sign in, and signs what it says, over
//! real HTTP on this machine. It is strict where real ones are (the same address back, the secret, the proof key, a code
//! that counts once), and says whatever a test wants it to say.

use p256::ecdsa::signature::Signer as _;
use serde_json::{Map, Value, json};
use sha2::{Digest as _, Sha256};
use std::collections::HashMap;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};

/// By which name it knows the service.
pub const CLIENT_ID: &str = "bothy-lothian";
/// What the service shows it.
pub const CLIENT_SECRET: &str = "a secret & its/odd+signs";

/// What marks the process as one.
const MARK: &str = "BOTHY_TEST_PROVIDER";

/// A provider that runs beside the test.
pub struct Provider {
    child: Child,
    /// Its address, as it calls itself.
    pub issuer: String,
}

impl Drop for Provider {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Provider {
    /// Starts one: the test's own program once more, running nothing but the sentence of this name, which calls
    /// [`serve`].
    pub fn start(sentence: &str) -> Self {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args([sentence, "--exact", "--nocapture"])
            .env(MARK, "1")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let out = BufReader::new(child.stdout.take().unwrap());
        let mut lines = out.lines();
        let issuer = loop {
            let line = lines.next().expect("the provider starts").unwrap();
            if let Some((_, address)) = line.split_once("PROVIDER ") {
                break address.trim().to_owned();
            }
        };
        Self { child, issuer }
    }

    /// Tells it what to say from now on; what is not named stays.
    pub fn says(&self, what: &Value) {
        let (status, _, _) = ask(&self.issuer, "POST", "/say", &what.to_string());
        assert_eq!(status, 200);
    }

    /// How many requests came that were not the test's own.
    pub fn heard(&self) -> u64 {
        let (_, _, body) = ask(&self.issuer, "GET", "/heard", "");
        body.parse().unwrap()
    }

    /// A browser signs in there; where it is sent back to.
    pub fn signs_in(&self, address: &str) -> String {
        let path = address.strip_prefix(&self.issuer).expect("an address of this provider");
        let (status, to, body) = ask(&self.issuer, "GET", path, "");
        assert_eq!(status, 302, "{body}");
        to
    }
}

/// One request; the status, where it leads, and the body.
fn ask(issuer: &str, method: &str, path: &str, body: &str) -> (u16, String, String) {
    let host = issuer.strip_prefix("http://").unwrap();
    let mut stream = TcpStream::connect(host).unwrap();
    let length = body.len();
    write!(stream, "{method} {path} HTTP/1.1\r\nHost: {host}\r\nContent-Length: {length}\r\n\r\n{body}").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    let to = head.lines().find_map(|line| line.strip_prefix("Location: ")).unwrap_or_default();
    (status, to.to_owned(), body.to_owned())
}

/// What was asked with one code.
struct Waiting {
    back: String,
    challenge: String,
    nonce: String,
}

struct Serving {
    issuer: String,
    says: Map<String, Value>,
    codes: HashMap<String, Waiting>,
    heard: u64,
    rsa: rsa::pkcs1v15::SigningKey<Sha256>,
}

struct Request {
    method: String,
    path: String,
    query: HashMap<String, String>,
    authorization: String,
    body: String,
}

/// Serves as a provider until whoever started it is gone. Does nothing where nobody started it as one.
pub fn serve() {
    if std::env::var_os(MARK).is_none() {
        return;
    }
    std::thread::spawn(|| {
        let mut nothing = Vec::new();
        let _ = std::io::stdin().read_to_end(&mut nothing);
        std::process::exit(0);
    });
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let issuer = format!("http://{}", listener.local_addr().unwrap());
    let mut out = std::io::stdout().lock();
    writeln!(out, "PROVIDER {issuer}").unwrap();
    out.flush().unwrap();
    drop(out);
    let der = bytes_of(include_str!("provider_key.hex"));
    let key = <rsa::RsaPrivateKey as rsa::pkcs1::DecodeRsaPrivateKey>::from_pkcs1_der(&der).unwrap();
    let mut serving =
        Serving { issuer, says: Map::new(), codes: HashMap::new(), heard: 0, rsa: rsa::pkcs1v15::SigningKey::new(key) };
    for stream in listener.incoming() {
        let mut stream = stream.unwrap();
        if let Some(request) = read(&stream) {
            let answer = serving.answer(&request);
            let _ = stream.write_all(answer.as_bytes());
        }
    }
}

fn bytes_of(hex: &str) -> Vec<u8> {
    let figures: Vec<u8> =
        hex.chars().filter_map(|letter| letter.to_digit(16)).map(|figure| u8::try_from(figure).unwrap()).collect();
    figures.chunks(2).map(|two| two[0] << 4 | two[1]).collect()
}

fn pairs(text: &str) -> HashMap<String, String> {
    let plain = |text: &str| {
        let bytes = text.replace('+', " ").into_bytes();
        let mut out = Vec::new();
        let mut at = 0;
        while at < bytes.len() {
            if bytes[at] == b'%' {
                out.push(u8::from_str_radix(std::str::from_utf8(&bytes[at + 1..at + 3]).unwrap(), 16).unwrap());
                at += 3;
            } else {
                out.push(bytes[at]);
                at += 1;
            }
        }
        String::from_utf8(out).unwrap()
    };
    text.split('&').filter_map(|pair| pair.split_once('=')).map(|(name, value)| (plain(name), plain(value))).collect()
}

fn read(stream: &TcpStream) -> Option<Request> {
    let mut reader = BufReader::new(stream);
    let mut first = String::new();
    reader.read_line(&mut first).ok()?;
    let mut parts = first.split_whitespace();
    let (method, target) = (parts.next()?.to_owned(), parts.next()?.to_owned());
    let (mut length, mut authorization) = (0_usize, String::new());
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        let Some((name, value)) = line.trim().split_once(':') else { break };
        match name.to_lowercase().as_str() {
            "content-length" => length = value.trim().parse().ok()?,
            "authorization" => value.trim().clone_into(&mut authorization),
            _ => {}
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    let (path, query) = target.split_once('?').unwrap_or((&target, ""));
    Some(Request {
        method,
        path: path.to_owned(),
        query: pairs(query),
        authorization,
        body: String::from_utf8(body).ok()?,
    })
}

fn answered(status: &str, more: &str, body: &str) -> String {
    let length = body.len();
    format!(
        "HTTP/1.1 {status}\r\nContent-Type: application/json\r\n{more}Content-Length: {length}\r\n\
         Connection: close\r\n\r\n{body}"
    )
}

/// Letters that an address can hold.
fn letters(bytes: &[u8]) -> String {
    const ALL: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut text = String::new();
    for three in bytes.chunks(3) {
        let number = three.iter().fold(0_u32, |sum, byte| sum << 8 | u32::from(*byte)) << (8 * (3 - three.len()));
        for at in 0..=three.len() {
            text.push(char::from(ALL[usize::try_from(number >> (18 - 6 * at) & 63).unwrap()]));
        }
    }
    text
}

fn key(number: u8) -> p256::ecdsa::SigningKey {
    p256::ecdsa::SigningKey::from_slice(&[number; 32]).unwrap()
}

impl Serving {
    fn said(&self, name: &str) -> Option<&Value> {
        self.says.get(name).filter(|value| !value.is_null())
    }

    fn answer(&mut self, request: &Request) -> String {
        if !matches!(request.path.as_str(), "/say" | "/heard") {
            self.heard += 1;
        }
        match (request.method.as_str(), request.path.as_str()) {
            ("POST", "/say") => {
                let Value::Object(said) = serde_json::from_str(&request.body).unwrap() else { panic!("an object") };
                self.says.extend(said);
                answered("200 OK", "", "{}")
            }
            ("GET", "/heard") => answered("200 OK", "", &self.heard.to_string()),
            ("GET", "/.well-known/openid-configuration") => self.description(),
            ("GET", "/jwks") => answered("200 OK", "", &self.keys().to_string()),
            ("GET", "/authorize") => self.authorize(&request.query),
            ("POST", "/token") => self.token(request),
            _ => answered("404 Not Found", "", "{}"),
        }
    }

    fn description(&self) -> String {
        match self.said("describes").and_then(Value::as_str) {
            Some("nothing") => return answered("404 Not Found", "", "{}"),
            Some("away") => return answered("302 Found", "Location: http://127.0.0.1:9/\r\n", "{}"),
            Some("much") => return answered("200 OK", "", &" ".repeat(400 * 1024)),
            _ => {}
        }
        let issuer = &self.issuer;
        let mut description = json!({
            "issuer": issuer,
            "authorization_endpoint": format!("{issuer}/authorize"),
            "token_endpoint": format!("{issuer}/token"),
            "jwks_uri": format!("{issuer}/jwks"),
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256", "ES256"],
            "code_challenge_methods_supported": ["S256"],
        });
        if let Some(Value::Object(other)) = self.said("description") {
            description.as_object_mut().unwrap().extend(other.clone());
        }
        answered("200 OK", "", &description.to_string())
    }

    fn keys(&self) -> Value {
        use rsa::traits::PublicKeyParts as _;
        let point = key(7).verifying_key().to_sec1_point(false);
        let public = <rsa::pkcs1v15::SigningKey<Sha256> as rsa::signature::Keypair>::verifying_key(&self.rsa);
        let public: &rsa::RsaPublicKey = public.as_ref();
        json!({ "keys": [
            { "kty": "EC", "crv": "P-256", "use": "sig", "alg": "ES256", "kid": "ec",
              "x": letters(point.x().unwrap()), "y": letters(point.y().unwrap()) },
            { "kty": "RSA", "use": "sig", "alg": "RS256", "kid": "rsa",
              "n": letters(&public.n().to_bytes_be()), "e": letters(&public.e().to_bytes_be()) },
        ]})
    }

    /// Somebody signs in at once, as whom the test says; or presses cancel.
    fn authorize(&mut self, asked: &HashMap<String, String>) -> String {
        let is = |name: &str, want: &str| asked.get(name).is_some_and(|value| value == want);
        let right = is("client_id", CLIENT_ID)
            && is("response_type", "code")
            && is("scope", "openid")
            && is("code_challenge_method", "S256");
        let (Some(back), Some(state), Some(nonce), Some(challenge)) =
            (asked.get("redirect_uri"), asked.get("state"), asked.get("nonce"), asked.get("code_challenge"))
        else {
            return answered("400 Bad Request", "", "{}");
        };
        if !right {
            return answered("400 Bad Request", "", "{}");
        }
        let end = if let Some(error) = self.said("error").and_then(Value::as_str) {
            format!("error={error}")
        } else {
            let code = format!("code-{}", uuid::Uuid::new_v4().simple());
            let waiting = Waiting { back: back.clone(), challenge: challenge.clone(), nonce: nonce.clone() };
            self.codes.insert(code.clone(), waiting);
            format!("code={code}")
        };
        answered("302 Found", &format!("Location: {back}?{end}&state={state}\r\n"), "")
    }

    fn token(&mut self, request: &Request) -> String {
        let refused = |error: &str| answered("400 Bad Request", "", &json!({ "error": error }).to_string());
        let sent = pairs(&request.body);
        let text = |name: &str| sent.get(name).cloned().unwrap_or_default();
        if !self.knows(&request.authorization) {
            return answered("401 Unauthorized", "", r#"{"error":"invalid_client"}"#);
        }
        let Some(waiting) = self.codes.remove(&text("code")) else { return refused("invalid_grant") };
        let proof = letters(&Sha256::digest(text("code_verifier").as_bytes()));
        if waiting.back != text("redirect_uri") || waiting.challenge != proof {
            return refused("invalid_grant");
        }
        let token = self.signed(&waiting.nonce);
        answered("200 OK", "", &json!({ "access_token": "x", "token_type": "Bearer", "id_token": token }).to_string())
    }

    fn knows(&self, authorization: &str) -> bool {
        // Both are written as in forms before they are joined (RFC 6749, 2.3.1).
        let secret = self.said("secret").and_then(Value::as_str).unwrap_or(CLIENT_SECRET);
        let Some(sent) = authorization.strip_prefix("Basic ") else { return false };
        let Ok(sent) = String::from_utf8(plain(sent)) else { return false };
        let Some((id, shown)) = sent.split_once(':') else { return false };
        let both = pairs(&format!("id={id}&secret={shown}"));
        both["id"] == CLIENT_ID && both["secret"] == secret
    }

    /// What it says about whoever signed in, signed.
    fn signed(&self, nonce: &str) -> String {
        let now = self.said("now").and_then(Value::as_i64).unwrap();
        let mut claims = json!({
            "iss": self.issuer, "aud": CLIENT_ID, "nonce": nonce, "iat": now, "exp": now + 300,
            "email_verified": true,
        });
        if let Some(Value::Object(said)) = self.said("claims") {
            claims.as_object_mut().unwrap().extend(said.clone());
        }
        let by = self.said("key").and_then(Value::as_str).unwrap_or("ec");
        let (algorithm, kid) = match by {
            "rsa" => ("RS256", "rsa"),
            "none" => ("none", "ec"),
            "secret" => ("HS256", "ec"),
            _ => ("ES256", "ec"),
        };
        let head = letters(json!({ "alg": algorithm, "kid": kid, "typ": "JWT" }).to_string().as_bytes());
        let text = format!("{head}.{}", letters(claims.to_string().as_bytes()));
        let signature = match by {
            "rsa" => {
                let signed: rsa::pkcs1v15::Signature = rsa::signature::Signer::sign(&self.rsa, text.as_bytes());
                <rsa::pkcs1v15::Signature as rsa::signature::SignatureEncoding>::to_vec(&signed)
            }
            "none" => Vec::new(),
            "secret" => by_secret(text.as_bytes()),
            "other" => ec(9, &text),
            _ => ec(7, &text),
        };
        format!("{text}.{}", letters(&signature))
    }
}

fn ec(number: u8, text: &str) -> Vec<u8> {
    let signature: p256::ecdsa::Signature = key(number).sign(text.as_bytes());
    signature.to_bytes().to_vec()
}

/// HMAC with SHA-256, by the secret that the service knows too: what anybody with that secret could make.
fn by_secret(text: &[u8]) -> Vec<u8> {
    let mut block = [0_u8; 64];
    block[..CLIENT_SECRET.len()].copy_from_slice(CLIENT_SECRET.as_bytes());
    let with = |pad: u8, rest: &[u8]| {
        let mut all: Vec<u8> = block.iter().map(|byte| byte ^ pad).collect();
        all.extend(rest);
        Sha256::digest(all).to_vec()
    };
    with(0x5c, &with(0x36, text))
}

/// Base64 as in headers.
fn plain(text: &str) -> Vec<u8> {
    const ALL: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let (mut out, mut held, mut bits) = (Vec::new(), 0_u32, 0);
    for letter in text.bytes().filter(|letter| *letter != b'=') {
        held = held << 6 | u32::try_from(ALL.iter().position(|one| *one == letter).unwrap()).unwrap();
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            out.push(u8::try_from(held >> bits & 255).unwrap());
        }
    }
    out
}
