#![no_main]

libfuzzer_sys::fuzz_target!(|octets: &[u8]| txtproof_fuzz::check::check(octets));
