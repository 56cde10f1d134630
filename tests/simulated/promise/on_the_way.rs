//! What servers say on the way to a domain two labels below its top-level domain, with nothing but its delegation between.

use txtproof::proof::{Code, Verdict};
use txtproof::wire::Rcode;

use super::world;
use crate::simulated::random::SeedOfFailure;
use crate::simulated::twist::says_of;
use crate::simulated::world::{World, name, txt_line};

/// A domain below `between`, which is an empty non-terminal of the top-level domain; gives that name too.
fn world_with_a_name_between() -> (World, String, SeedOfFailure) {
    let (mut world, seed) = world(1);
    let between = format!("{}.{}", world.random.label(), world.top);
    let domain = format!("{}.{between}", world.random.label());
    world.add_zone(&domain, 2);
    world.internet.zone(&domain).records = txt_line("_amazonses", world.token.as_bytes());
    world.task.domain = name(&domain);
    world.expectation().name = name(&format!("_amazonses.{domain}"));
    (world, between, seed)
}

#[test]
fn a_cut_two_labels_below_its_parent_is_found() {
    let (world, _, _seed) = world_with_a_name_between();
    let run = world.prove();
    assert_eq!((run.proof.verdict, run.findings()), (Verdict::Proven, String::new()));
}

#[test]
fn whatever_the_parent_says_of_a_name_on_the_way_the_whole_name_is_asked_for() {
    for rcode in [Rcode::NXDOMAIN, Rcode::REFUSED, Rcode::SERVFAIL, Rcode::NOTIMP] {
        let (mut world, between, _seed) = world_with_a_name_between();
        let top = world.top.clone();
        for server in &mut world.internet.zone(&top).servers {
            server.habits.push(says_of(&name(&between), rcode));
        }
        let run = world.prove();
        assert_eq!(run.proof.verdict, Verdict::Proven, "{rcode}: {}", run.findings());
    }
}

#[test]
fn a_name_that_does_not_exist_is_missing_however_many_labels_it_lacks() {
    let (mut world, between, _seed) = world_with_a_name_between();
    world.internet.zones.pop();
    for missing in [format!("missing.{between}"), format!("missing.too.{}", world.top)] {
        world.task.domain = name(&missing);
        world.expectation().name = name(&format!("_amazonses.{missing}"));
        let run = world.prove();
        assert_eq!(run.proof.verdict, Verdict::Refuted, "{}", run.findings());
        assert_eq!(run.errors().collect::<Vec<_>>(), [Code::DomainMissing]);
    }
}
