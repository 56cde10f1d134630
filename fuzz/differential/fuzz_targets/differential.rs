//! The property is a plain function, so that the mutants on stable are held to it too.
#![no_main]

libfuzzer_sys::fuzz_target!(|octets: &[u8]| txtproof_differential::differential(octets));
