//! Zone files, made at run time.

use std::net::IpAddr;

use super::keys::Keys;

/// A character-string holds no more (RFC 1035 §3.3).
const MAX_CHARACTER_STRING_OCTETS: usize = 255;

/// One zone: an SOA, and records in zone-file syntax whose relative names are below the zone.
#[derive(Clone)]
pub(crate) struct Zone {
    pub(crate) name: String,
    serial: u32,
    records: Vec<String>,
    /// Whether servers load it.
    pub(crate) is_loaded: bool,
    /// What the server signs it with, where it is to be signed.
    pub(crate) keys: Option<Keys>,
}

impl Zone {
    /// `name` without its final dot; the root is `""`.
    pub(crate) fn new(name: &str) -> Self {
        Self { name: name.to_owned(), serial: 2_026_112_301, records: Vec::new(), is_loaded: true, keys: None }
    }

    pub(crate) fn with(mut self, record: impl Into<String>) -> Self {
        self.records.push(record.into());
        self
    }

    /// Something in it keeps servers from loading it: they know of the zone, and have nothing to say.
    pub(crate) fn unloadable(mut self) -> Self {
        self.is_loaded = false;
        self
    }

    /// Has the server sign it with the key that there is for it among these; Knot does.
    pub(crate) fn signed_with(mut self, keys: &Keys) -> Self {
        self.keys = Some(keys.clone());
        self
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    pub(crate) fn with_serial(mut self, serial: u32) -> Self {
        self.serial = serial;
        self
    }

    /// An NS record of the zone itself, with the server's address where its name is inside the zone.
    pub(crate) fn with_server(self, server: &NameServer) -> Self {
        let delegation = server.delegation(&self.name);
        delegation.into_iter().fold(self, Self::with)
    }

    pub(crate) fn text(&self) -> String {
        let Self { name, serial, records, .. } = self;
        // One MNAME for every copy of the zone: only then do serials compare.
        let soa = format!("@ SOA primary hostmaster {serial} 3600 600 86400 60");
        format!("$ORIGIN {name}.\n$TTL 300\n{soa}\n{}\n", records.join("\n"))
    }
}

/// A name server's name (absolute, no final dot) and address.
#[derive(Clone)]
pub(crate) struct NameServer {
    pub(crate) name: String,
    pub(crate) address: IpAddr,
}

impl NameServer {
    pub(crate) fn new(name: impl Into<String>, address: IpAddr) -> Self {
        Self { name: name.into(), address }
    }

    /// What delegates `zone` to this server: the NS record, and the address if the name is in `zone`.
    pub(crate) fn delegation(&self, zone: &str) -> Vec<String> {
        let ns = format!("{zone}. NS {}.", self.name);
        if self.is_inside(zone) { vec![ns, self.address_record()] } else { vec![ns] }
    }

    pub(crate) fn address_record(&self) -> String {
        format!("{}. {}", self.name, self.address_rdata())
    }

    /// Type and data of [`Self::address_record`].
    pub(crate) fn address_rdata(&self) -> String {
        let record_type = if self.address.is_ipv4() { "A" } else { "AAAA" };
        format!("{record_type} {}", self.address)
    }

    fn is_inside(&self, zone: &str) -> bool {
        zone.is_empty() || self.name.strip_suffix(zone).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    }
}

/// A TXT record of one value, cut into character-strings only where it must be.
pub(crate) fn txt(owner: &str, value: &str) -> String {
    let cut: Vec<&[u8]> = value.as_bytes().chunks(MAX_CHARACTER_STRING_OCTETS).collect();
    let strings: Vec<String> = cut.into_iter().map(quoted).collect();
    format!("{owner} TXT {}", strings.join(" "))
}

/// A TXT record of these character-strings.
pub(crate) fn txt_of_strings(owner: &str, strings: &[&str]) -> String {
    let strings: Vec<String> = strings.iter().map(|string| quoted(string.as_bytes())).collect();
    format!("{owner} TXT {}", strings.join(" "))
}

fn quoted(octets: &[u8]) -> String {
    let inner: String = octets.iter().map(|&octet| presentation(octet)).collect();
    format!("\"{inner}\"")
}

/// One octet as RFC 1035 §5.1 writes it inside quotes.
pub(crate) fn presentation(octet: u8) -> String {
    match octet {
        b'"' | b'\\' => format!("\\{}", char::from(octet)),
        0x20..=0x7e => char::from(octet).to_string(),
        _ => format!("\\{octet:03}"),
    }
}
