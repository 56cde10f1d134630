//! The software that answers: what each is called, how it is told what to serve, and how it is run in the foreground.
//!
//! One process serves a list of zones at a list of addresses, as root or as anybody, writing nothing outside its
//! directory, sending nothing of its own accord.

mod bind;
mod knot;
mod nsd;
mod power_dns;

use std::net::SocketAddr;
use std::path::Path;

use super::zone::Zone;

/// An authoritative server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Software {
    Nsd,
    Knot,
    Bind,
    PowerDns,
}

/// What a server does beside answering.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Manner {
    /// Nothing. No cookies, no rate limit, whatever the software's own default is.
    #[default]
    Plain,
    /// It gives server cookies, and where the software can insist on them, it does.
    Cookies,
    /// It gives server cookies and limits responses to those that have none: one a second, every second of those that
    /// it drops slips through truncated.
    RateLimit,
}

/// What one server is to do.
pub(super) struct Orders<'o> {
    pub(super) directory: &'o Path,
    pub(super) listeners: &'o [SocketAddr],
    pub(super) zones: &'o [Zone],
    pub(super) manner: Manner,
}

/// A file that a server reads: its name in the server's directory, and the text.
pub(super) struct ConfigurationFile {
    pub(super) name: &'static str,
    pub(super) text: String,
}

impl Software {
    /// The Debian packages that bring it.
    pub(super) const fn packages(self) -> &'static str {
        match self {
            Self::Nsd => "nsd",
            Self::Knot => "knot",
            Self::Bind => "bind9",
            Self::PowerDns => "pdns-server pdns-backend-bind",
        }
    }

    pub(super) const fn program(self) -> &'static str {
        match self {
            Self::Nsd => "nsd",
            Self::Knot => "knotd",
            Self::Bind => "named",
            Self::PowerDns => "pdns_server",
        }
    }

    /// In the foreground, the log on stderr.
    pub(super) fn arguments(self, directory: &Path) -> Vec<String> {
        let here = directory.display();
        match self {
            Self::Nsd => vec!["-d".into(), "-c".into(), format!("{here}/{}", nsd::FILE)],
            Self::Knot => vec!["-c".into(), format!("{here}/{}", knot::FILE)],
            Self::Bind => {
                let quiet = ["-g", "-n", "1", "-U", "1", "-c"].map(Into::into);
                quiet.into_iter().chain([format!("{here}/{}", bind::FILE)]).collect()
            }
            Self::PowerDns => vec![format!("--config-dir={here}")],
        }
    }

    pub(super) fn configuration(self, orders: &Orders<'_>) -> Vec<ConfigurationFile> {
        match self {
            Self::Nsd => nsd::configuration(orders),
            Self::Knot => knot::configuration(orders),
            Self::Bind => bind::configuration(orders),
            Self::PowerDns => power_dns::configuration(orders),
        }
    }

    /// Whether it is told here how to sign a zone.
    pub(super) const fn signs(self) -> bool {
        matches!(self, Self::Knot)
    }

    /// Whether it listens only at addresses that an interface bears (127.0.0.1, of all of 127/8).
    pub(super) const fn needs_interface_addresses(self) -> bool {
        matches!(self, Self::Bind)
    }
}

/// The name of the n-th zone's file.
pub(super) fn zone_file(number: usize) -> String {
    format!("zone-{number}")
}

/// Each zone by its absolute name, with its file.
fn zones_and_files<'o>(orders: &Orders<'o>) -> impl Iterator<Item = (String, String)> + use<'o> {
    orders.zones.iter().enumerate().map(|(number, zone)| (format!("{}.", zone.name), zone_file(number)))
}

/// A case on every authoritative software: for each function, a module of its name with a test for each.
macro_rules! on_every_software {
    ($($claim:ident),+ $(,)?) => {
        $($crate::real::software::on_software! { $claim: nsd, knot, bind, power_dns })+
    };
}
pub(crate) use on_every_software;

/// A case on the software that can be made to do it.
macro_rules! on_software {
    ($claim:ident: $($software:ident),+) => {
        mod $claim {
            $($crate::real::software::software_test! { $software $claim })+
        }
    };
}
pub(crate) use on_software;

macro_rules! software_test {
    (nsd $claim:ident) => {
        #[test]
        #[ignore = "needs nsd and util-linux"]
        fn nsd() {
            super::$claim($crate::real::software::Software::Nsd);
        }
    };
    (knot $claim:ident) => {
        #[test]
        #[ignore = "needs knot and util-linux"]
        fn knot() {
            super::$claim($crate::real::software::Software::Knot);
        }
    };
    (bind $claim:ident) => {
        #[test]
        #[ignore = "needs bind9, util-linux, and iproute2 with the right to give addresses to loopback"]
        fn bind() {
            super::$claim($crate::real::software::Software::Bind);
        }
    };
    (power_dns $claim:ident) => {
        #[test]
        #[ignore = "needs pdns-server, pdns-backend-bind and util-linux"]
        fn power_dns() {
            super::$claim($crate::real::software::Software::PowerDns);
        }
    };
}
pub(crate) use software_test;
