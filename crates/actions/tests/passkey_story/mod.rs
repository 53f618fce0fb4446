//! A device that holds a passkey, as a phone or a laptop does: a key, a counter, and an owner it makes sure of.

use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{Signature, SigningKey};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

/// Where the service is.
pub const ADDRESS: &str = "https://bothy.example";

#[derive(Clone)]
pub struct SoftDevice {
    key: SigningKey,
    credential: Vec<u8>,
    handle: Value,
    pub counter: u32,
    /// What it puts where it says how sure it is of its owner.
    pub verified: bool,
    /// On which page its owner is.
    pub origin: String,
}

/// Letters that an address can hold, as browsers write bytes.
pub fn letters(bytes: &[u8]) -> String {
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

impl SoftDevice {
    pub fn new(number: u8) -> Self {
        Self {
            key: SigningKey::from_slice(&[number; 32]).unwrap(),
            credential: vec![number; 20],
            handle: Value::Null,
            counter: 0,
            verified: true,
            origin: ADDRESS.into(),
        }
    }

    fn client_data(&self, kind: &str, asked: &Value) -> Vec<u8> {
        let said = json!({
            "type": kind, "challenge": asked["publicKey"]["challenge"], "origin": self.origin, "crossOrigin": false,
        });
        said.to_string().into_bytes()
    }

    /// What it says of itself: for which service, how sure it is of its owner, how often it was used.
    fn data(&self, service: &str, more: u8) -> Vec<u8> {
        let mut data = Sha256::digest(service.as_bytes()).to_vec();
        data.push(0x01 | if self.verified { 0x04 } else { 0 } | more);
        data.extend(self.counter.to_be_bytes());
        data
    }

    /// Makes its passkey, as it was asked to.
    pub fn makes(&mut self, options: &str) -> String {
        let asked: Value = serde_json::from_str(options).unwrap();
        let chosen = &asked["publicKey"]["authenticatorSelection"];
        assert_eq!((&chosen["residentKey"], &chosen["userVerification"]), (&json!("required"), &json!("required")));
        self.handle = asked["publicKey"]["user"]["id"].clone();
        let mut data = self.data(asked["publicKey"]["rp"]["id"].as_str().unwrap(), 0x40);
        data.extend([0; 16]);
        data.extend(u16::try_from(self.credential.len()).unwrap().to_be_bytes());
        data.extend(&self.credential);
        // The key as COSE has it: {1: 2, 3: -7, -1: 1, -2: x, -3: y}.
        let point = self.key.verifying_key().to_sec1_point(false);
        data.extend([0xA5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20]);
        data.extend(point.x().unwrap());
        data.extend([0x22, 0x58, 0x20]);
        data.extend(point.y().unwrap());
        // {"fmt": "none", "attStmt": {}, "authData": data}
        let mut object = b"\xA3\x63fmt\x64none\x67attStmt\xA0\x68authData\x58".to_vec();
        object.push(u8::try_from(data.len()).unwrap());
        object.extend(&data);
        let id = letters(&self.credential);
        json!({
            "id": id, "rawId": id, "type": "public-key", "extensions": {},
            "response": {
                "clientDataJSON": letters(&self.client_data("webauthn.create", &asked)),
                "attestationObject": letters(&object),
            },
        })
        .to_string()
    }

    /// Says that its owner is here, as it was asked.
    pub fn says(&mut self, options: &str) -> String {
        let asked: Value = serde_json::from_str(options).unwrap();
        assert_eq!(asked["publicKey"]["allowCredentials"], json!([]), "nobody is named");
        self.counter += 1;
        let data = self.data(asked["publicKey"]["rpId"].as_str().unwrap(), 0);
        let said = self.client_data("webauthn.get", &asked);
        let signed = [data.clone(), Sha256::digest(&said).to_vec()].concat();
        let signature: Signature = self.key.sign(&signed);
        let id = letters(&self.credential);
        json!({
            "id": id, "rawId": id, "type": "public-key", "extensions": {},
            "response": {
                "clientDataJSON": letters(&said), "authenticatorData": letters(&data),
                "signature": letters(signature.to_der().as_bytes()), "userHandle": self.handle,
            },
        })
        .to_string()
    }
}
