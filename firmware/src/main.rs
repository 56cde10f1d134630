//! The core on a microcontroller: look-ups through a scripted link. The exit status tells whether every verdict was right.

// Where clippy looks at it, it has no board, and std has to take the panics.
#![cfg_attr(target_os = "none", no_std)]
#![no_main]

mod lookup;

use cortex_m as _;
use cortex_m_rt::entry;
use cortex_m_semihosting::debug::{self, EXIT_FAILURE, EXIT_SUCCESS};
use panic_semihosting as _;

use lookup::Lookup;
use txtproof_firmware::link::{Link, PACKET_OCTETS};
use txtproof_firmware::play::play;

#[entry]
fn main() -> ! {
    static mut PACKET: [u8; PACKET_OCTETS] = [0; PACKET_OCTETS];
    static mut LINK: Link = Link::idle();

    let wrong = play::<Lookup>(LINK, PACKET);
    loop {
        debug::exit(if wrong == 0 { EXIT_SUCCESS } else { EXIT_FAILURE });
    }
}
