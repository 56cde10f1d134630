//! The integration tests of the whole: one binary, so that one link serves them all.

mod background;
mod cli;
mod corpus;
mod expectations;
mod hostile;
mod layers;
#[cfg(target_os = "linux")]
mod private_addresses;
mod published;
mod real;
#[macro_use]
mod replay;
mod simulated;

#[path = "properties/whole.rs"]
mod properties;

replays!(check damage json);

#[test]
fn hostile_internets_are_told_soundly() {
    replay::replay("check", |octets| properties::json::reports_are_sound(&properties::check::prove(octets)));
}
