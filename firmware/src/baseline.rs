//! The same firmware without a look-up: its size is taken off the other's, and what is left is the library.
//!
//! Every verdict is wrong, so that it shows too that this is noticed, and that a panic fails a run.

// Where clippy looks at it, it has no board, and std has to take the panics.
#![cfg_attr(target_os = "none", no_std)]
#![no_main]

use cortex_m as _;
use cortex_m_rt::entry;
use panic_semihosting as _;

use txtproof::exchange::{Path, Transmit, Transport};
use txtproof::time::Instant;
use txtproof_firmware::link::{Arrived, Link, PACKET_OCTETS};
use txtproof_firmware::outcome::{Outcome, Verdict};
use txtproof_firmware::play::{LookUp, play};

#[entry]
fn main() -> ! {
    static mut PACKET: [u8; PACKET_OCTETS] = [0; PACKET_OCTETS];
    static mut LINK: Link = Link::idle();

    let wrong = play::<NoLookup>(LINK, PACKET);
    panic!("{wrong} verdicts are wrong");
}

/// Sends what is in the packet, over UDP and over TCP, and takes no notice of what comes back.
struct NoLookup;

impl LookUp for NoLookup {
    fn new() -> Self {
        Self
    }

    fn run(&mut self, link: &mut Link, packet: &mut [u8; PACKET_OCTETS]) -> Outcome {
        for (attempt, transport) in [(1, Transport::Udp), (2, Transport::Tcp)] {
            let destination = ([192, 0, 2, 1], 53).into();
            let transmit = Transmit { attempt, transport, path: Path::Fresh, destination, len: packet.len() };
            link.send(Instant::ZERO, &transmit, packet);
        }
        Outcome { verdict: Verdict::NoEvidence, millis: 0, transmissions: 0, transport: None }
    }

    fn ignores_the_rest(&mut self, link: &mut Link, packet: &mut [u8; PACKET_OCTETS]) -> bool {
        while let Some(arrival) = link.receive(Instant::from_micros(u64::MAX), packet) {
            if let Arrived::Failure(_) = arrival.what {
                return false;
            }
        }
        true
    }
}
