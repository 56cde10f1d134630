//! Where packets really go.

use core::net::SocketAddr;
use std::collections::BTreeMap;

/// Where packets really go: to the Internet, or to a table's sockets.
///
/// The embedded demo and the tests run where only 127.0.0.1 exists: there 192.0.2.1:53 stands at 127.0.0.1:40001, say.
/// The exchanges do not notice: they know the destination that they named.
///
/// ```
/// use std::collections::BTreeMap;
/// use txtproof::net::Redirects;
///
/// let (made_up, socket) = ("192.0.2.1:53".parse()?, "127.0.0.1:40001".parse()?);
/// let redirects = Redirects::Only(BTreeMap::from([(made_up, socket)]));
/// assert_eq!(redirects.target(made_up), Some(socket));
/// assert_eq!(redirects.target(socket), None);
/// # Ok::<(), std::net::AddrParseError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Redirects {
    /// Each packet goes to its destination.
    #[default]
    Direct,
    /// Only these destinations exist, each at the socket address beside it. Every other one is unreachable, and nothing
    /// is sent to it.
    Only(BTreeMap<SocketAddr, SocketAddr>),
}

impl Redirects {
    /// The socket address to send to; `None`: the destination does not exist.
    pub fn target(&self, destination: SocketAddr) -> Option<SocketAddr> {
        match self {
            Self::Direct => Some(destination),
            Self::Only(table) => table.get(&destination).copied(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_hides_every_destination_that_is_not_in_it() {
        let [listed, unlisted, target] =
            ["192.0.2.1:53", "192.0.2.1:54", "127.0.0.1:40001"].map(|text| text.parse().unwrap());
        let redirects = Redirects::Only(BTreeMap::from([(listed, target)]));
        assert_eq!(redirects.target(listed), Some(target));
        assert_eq!(redirects.target(unlisted), None);
        assert_eq!(Redirects::Only(BTreeMap::new()).target(listed), None);
    }

    #[test]
    fn without_a_table_packets_go_where_they_are_addressed() {
        let destination = "192.0.2.1:53".parse().unwrap();
        assert_eq!(Redirects::default().target(destination), Some(destination));
    }
}
