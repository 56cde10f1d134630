//! `-v`: every query and response, one line each with its records below, on stderr.

use std::format;
use std::string::String;

use crate::exchange::{Transport, TransportFailure};
use crate::net::{Event, Happening};
use crate::report::message::MessageReport;

/// Shows one packet. A stderr that is gone is no reason to stop.
pub(super) fn trace(event: &Event<'_>) {
    let Event { server, transport, happening } = event;
    let transport = match transport {
        Transport::Udp => "udp",
        Transport::Tcp => "tcp",
    };
    let told = match happening {
        Happening::Sent(octets) => format!("-> {server} {transport}{}", summary(octets)),
        Happening::Received { octets, elapsed } => {
            format!("<- {server} {transport} {:.1} ms{}", elapsed.as_secs_f64() * 1000.0, summary(octets))
        }
        Happening::Failed { kind, elapsed } => {
            format!("!! {server} {transport} {:.1} ms {}", elapsed.as_secs_f64() * 1000.0, failure(*kind))
        }
    };
    anstream::eprintln!("{told}");
}

fn summary(octets: &[u8]) -> String {
    match MessageReport::read(octets) {
        Ok(report) => format!("\n{report}"),
        Err(error) => format!(" {} octets, malformed: {error}", octets.len()),
    }
}

const fn failure(kind: TransportFailure) -> &'static str {
    match kind {
        TransportFailure::Refused => "nobody listens there",
        TransportFailure::Unreachable => "not to be reached",
        TransportFailure::NoRoute => "no route from here",
        TransportFailure::Silent => "no TCP connection in time",
        TransportFailure::Closed => "connection closed",
        TransportFailure::Local => "no socket to be had on this machine",
    }
}
