//! The property is a plain function, so that stable's `cargo test` replays the corpus too.
#![no_main]

#[path = "../properties/text.rs"]
mod property;

libfuzzer_sys::fuzz_target!(|octets: &[u8]| property::text(octets));
