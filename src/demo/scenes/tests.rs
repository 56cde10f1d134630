use std::collections::BTreeSet;

use super::*;
use crate::demo::plan::Plan;
use crate::provider::Provider;

#[test]
fn every_finding_has_a_scene() {
    let shown: BTreeSet<Code> = Programme::All.scenes().iter().flat_map(|scene| scene.findings).copied().collect();
    let due = Code::ALL.iter().filter(|code| code.is_seen_in_dns());
    let missing: Vec<&str> = due.filter(|code| !shown.contains(code)).map(|code| code.as_str()).collect();
    assert!(missing.is_empty(), "no scene of `demo --all` shows {missing:?}: add one in src/demo/scenes");
}

#[test]
fn no_two_scenes_share_a_domain_or_a_title() {
    let all = Programme::All.scenes();
    let distinct = |field: fn(&Scene) -> &str| all.iter().map(|scene| field(scene)).collect::<BTreeSet<_>>().len();
    assert_eq!((distinct(|scene| scene.domain), distinct(|scene| scene.title)), (all.len(), all.len()));
}

#[test]
fn the_tour_has_its_scenes_in_their_order() {
    let domains: Vec<&str> = Programme::Tour.scenes().iter().map(|scene| scene.domain).collect();
    assert_eq!(domains, TOUR);
}

#[test]
fn what_was_set_up_is_told_in_one_sentence() {
    for scene in Programme::All.scenes() {
        let (sentence, end) = scene.setting.split_at(scene.setting.len() - 1);
        assert!(end == "." && !sentence.contains(". "), "{}", scene.setting);
    }
}

#[test]
fn only_a_token_copied_wrongly_has_not_the_providers_shape() {
    for scene in Programme::All.scenes() {
        let Expected { provider, values, .. } = Plan::of(scene).expected;
        let given = Provider::find(provider).expect(scene.domain).given.as_ref();
        let fits = |value: &&str| given.is_some_and(|given| given.shape.fits(value.as_bytes()));
        let is_sound = values.iter().all(fits);
        assert_eq!(is_sound, !scene.findings.contains(&Code::ValueMalformed), "{}", scene.domain);
    }
}
