//! What is known of a server address from one exchange to the next: DNS cookies (RFC 7873) and whether it takes EDNS.

use super::Random;
use crate::wire::EdnsOption;

/// A client cookie's length (RFC 7873 §4.1).
const CLIENT_COOKIE_OCTETS: usize = 8;
/// The bounds of a server cookie's length (RFC 7873 §4.2).
const MIN_SERVER_COOKIE_OCTETS: usize = 8;
const MAX_SERVER_COOKIE_OCTETS: usize = 32;

/// Room for a COOKIE option: code, length, both cookies (RFC 7873 §4).
pub(super) const MAX_COOKIE_OPTION_OCTETS: usize = 44;

pub(super) type ClientCookie = [u8; CLIENT_COOKIE_OCTETS];

/// What is known of a server address: give it to each [`Exchange`](super::Exchange) with that address, keep what comes back.
///
/// The client cookie is drawn at the first transmission that carries one and stays the same for this address; another
/// address has another one, so that no server can be told by it (RFC 7873 §4.1).
///
/// ```
/// use txtproof::exchange::ServerState;
///
/// let mut known = ServerState::default();
/// let handed_back = ServerState::default(); // by `Exchange::state`, at its end
/// known.merge(handed_back);
/// assert!(!known.is_edns_refused());
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ServerState {
    client_cookie: Option<ClientCookie>,
    /// Belongs to the client cookie: one without the other is worthless.
    server_cookie: Option<ServerCookie>,
    edns: EdnsSupport,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum EdnsSupport {
    /// Nothing speaks against it.
    #[default]
    Presumed,
    /// A query with EDNS was refused, and one without it was answered.
    Refused,
}

impl ServerState {
    /// Whether the server answers only queries without EDNS: one with it was refused, and one without it answered.
    pub const fn is_edns_refused(&self) -> bool {
        matches!(self.edns, EdnsSupport::Refused)
    }

    /// Adds what another exchange with the same address learnt, where several ran side by side.
    pub fn merge(&mut self, learnt: Self) {
        if self.client_cookie.is_none() || learnt.server_cookie.is_some() {
            (self.client_cookie, self.server_cookie) = (learnt.client_cookie, learnt.server_cookie);
        }
        if learnt.is_edns_refused() {
            self.refuse_edns();
        }
    }

    pub(super) const fn refuse_edns(&mut self) {
        self.edns = EdnsSupport::Refused;
    }

    /// The client cookie for this address, drawn where there is none yet.
    pub(super) fn client_cookie(&mut self, random: &mut impl Random) -> ClientCookie {
        *self.client_cookie.get_or_insert_with(|| {
            let mut cookie = ClientCookie::default();
            random.fill(&mut cookie);
            cookie
        })
    }

    pub(super) const fn server_cookie(&self) -> Option<ServerCookie> {
        self.server_cookie
    }

    pub(super) const fn learn(&mut self, cookie: ServerCookie) {
        self.server_cookie = Some(cookie);
    }
}

/// A cookie that a server gave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ServerCookie {
    /// INVARIANT: `len` is 8 to 32, and what lies behind it is zero.
    octets: [u8; MAX_SERVER_COOKIE_OCTETS],
    len: u8,
}

impl ServerCookie {
    fn new(octets: &[u8]) -> Option<Self> {
        let mut cookie = Self { octets: [0; MAX_SERVER_COOKIE_OCTETS], len: u8::try_from(octets.len()).ok()? };
        let room = cookie.octets.get_mut(..octets.len()).filter(|_| octets.len() >= MIN_SERVER_COOKIE_OCTETS)?;
        room.copy_from_slice(octets);
        Some(cookie)
    }

    pub(super) fn octets(&self) -> &[u8] {
        self.octets.get(..usize::from(self.len)).unwrap_or_default()
    }
}

/// What a response's COOKIE option says to the client that sent a cookie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CookieEcho {
    /// There is none.
    Absent,
    /// Our cookie, and the server's where it gave one.
    Ours(Option<ServerCookie>),
    /// Another client's cookie, or a length that RFC 7873 §5.3 tells to discard.
    Wrong,
}

impl CookieEcho {
    /// Reads the first COOKIE option; RFC 7873 §5.3 ignores all others.
    pub(super) fn read<'o>(ours: ClientCookie, mut options: impl Iterator<Item = EdnsOption<'o>>) -> Self {
        let Some(option) = options.find(|option| option.code == EdnsOption::COOKIE) else { return Self::Absent };
        match option.octets.split_first_chunk() {
            Some((client, [])) if *client == ours => Self::Ours(None),
            Some((client, server)) if *client == ours => ServerCookie::new(server).map_or(Self::Wrong, Self::with),
            _ => Self::Wrong,
        }
    }

    const fn with(cookie: ServerCookie) -> Self {
        Self::Ours(Some(cookie))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OURS: ClientCookie = *b"12345678";

    fn read(octets: &[u8]) -> CookieEcho {
        CookieEcho::read(OURS, core::iter::once(EdnsOption { code: EdnsOption::COOKIE, octets }))
    }

    #[test]
    fn only_the_lengths_8_and_16_to_40_are_cookies() {
        let mut octets = [b'x'; 60];
        octets[..8].copy_from_slice(&OURS);
        let good: Vec<_> = (0..60).filter(|len| read(&octets[..*len]) != CookieEcho::Wrong).collect();
        assert_eq!(good, [8].into_iter().chain(16..=40).collect::<Vec<_>>());
    }

    #[test]
    fn the_first_of_two_cookies_counts() {
        let option = |octets| EdnsOption { code: EdnsOption::COOKIE, octets };
        let both = [option(b"another!"), option(b"12345678")];
        assert_eq!(CookieEcho::read(OURS, both.into_iter()), CookieEcho::Wrong);
    }

    #[test]
    fn merging_keeps_a_pair_of_cookies_together() {
        let paired = |client: &ClientCookie, server: Option<&[u8]>| ServerState {
            client_cookie: Some(*client),
            server_cookie: server.and_then(ServerCookie::new),
            edns: EdnsSupport::Presumed,
        };
        let mut known = paired(b"client-1", Some(b"server-1"));
        known.merge(paired(b"client-2", None));
        assert_eq!(known, paired(b"client-1", Some(b"server-1")));
        known.merge(paired(b"client-3", Some(b"server-3")));
        assert_eq!(known, paired(b"client-3", Some(b"server-3")));
    }
}
