//! `fuzz/corpus/differential`: one small message for each class, named after it, beside those that the fuzzer found.

use std::path::Path;

use txtproof_differential::check;
use txtproof_differential::classes::CLASSES;
use txtproof_differential::survey::Survey;

use crate::messages::{Sample, samples_in};

fn fixtures() -> Vec<Sample> {
    let mut samples = samples_in(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../corpus/differential"));
    samples.retain(|sample| !is_found(name(sample)));
    samples
}

/// The fuzzer names what it finds by its hash, in hexadecimal digits.
fn is_found(name: &str) -> bool {
    name.len() == 40 && name.bytes().all(|octet| octet.is_ascii_hexdigit())
}

fn name(fixture: &Sample) -> &str {
    fixture.path.file_name().and_then(|name| name.to_str()).expect("a name")
}

#[test]
fn every_class_has_a_fixture_and_every_fixture_a_class() {
    let fixtures = fixtures();
    let mut named: Vec<&str> = CLASSES.iter().map(|class| class.name).collect();
    named.sort_unstable();
    assert_eq!(fixtures.iter().map(name).collect::<Vec<_>>(), named);
}

/// So that no class is an excuse for what nobody does any more.
#[test]
fn every_disagreement_that_is_listed_is_met_by_the_fixture_of_its_class() {
    for fixture in fixtures() {
        let class = CLASSES.iter().find(|class| class.name == name(&fixture)).expect("its class");
        let survey = Survey::of(&fixture.octets);
        assert!(survey.found.iter().any(|found| found.oddity == class.oddity), "{} does not show it", class.name);
        let met = check(&fixture.octets).unwrap_or_else(|report| panic!("{}: {report}", class.name));
        for (peer, outcome) in class.peers {
            assert!(met.contains(&(class.oddity, *peer, *outcome)), "{}: not {peer:?} {outcome:?}", class.name);
        }
    }
}
