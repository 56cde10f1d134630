//! Names that stand for other names.

use txtproof::wire::{Name, RecordType};

use super::stage::Stage;
use super::{Scenario, from_root, named};
use crate::simulated::crafted::{Crafted, CraftedRecord};
use crate::simulated::response::MadeUp;
use crate::simulated::twist::slips_in;
use crate::simulated::world::{name, txt_line};

pub(super) const SCENARIOS: &[Scenario] = &[
    from_root(
        "S100",
        2,
        &[|stage| {
            let end = txt_line("token", &stage.token());
            stage.world.publish(&format!("_amazonses CNAME token\n{end}"));
        }],
    ),
    from_root(
        "S101",
        2,
        &[|stage| {
            let elsewhere = stage.world.add_zone_elsewhere(2);
            stage.world.publish(&format!("_amazonses CNAME token.{elsewhere}.\n"));
            let lent = MadeUp::txt(&name(&format!("token.{elsewhere}")), b"what is not so");
            for server in stage.world.domain_servers() {
                server.habits.push(slips_in(lent.clone()));
            }
            let line = txt_line("token", &stage.token());
            stage.world.internet.zone(&elsewhere).records = line;
        }],
    ),
    from_root("S102", 2, &[|stage| stage.world.publish("_amazonses CNAME a\na CNAME _amazonses\n")]),
    from_root("S102b", 2, &[|stage| stage.world.publish("_amazonses CNAME _amazonses\n")]),
    from_root(
        "S103",
        2,
        &[|stage| {
            let owner = |number| if number == 0 { "_amazonses".to_owned() } else { format!("a{number}") };
            let alias = |number| format!("{} CNAME {}\n", owner(number), owner(number + 1));
            let chain: String = (0..20).map(alias).collect();
            let end = txt_line("a20", &stage.token());
            stage.world.publish(&(chain + &end));
        }],
    ),
    named(
        "S104",
        &[|stage| {
            let token = stage.token();
            let target = publish_at_target(stage);
            stage.answers(move |query| Crafted::txt(query, &token).with(alias(&query.question().name, &target)));
        }],
    ),
    named(
        "S105",
        &[|stage| {
            let target = publish_at_target(stage);
            stage.answers(move |query| {
                let owner = query.question().name;
                let other = target.parent().expect("the domain");
                Crafted::to(query).with(alias(&owner, &target)).with(alias(&owner, &other))
            });
        }],
    ),
    from_root(
        "S106",
        2,
        &[|stage| {
            let record = format!("{}.below.{}", "_x", stage.world.domain);
            stage.world.forget_provider();
            stage.world.expectation().name = name(&record);
            let end = txt_line("_x.beside", &stage.token());
            stage.world.publish(&format!("below DNAME beside\n{end}"));
        }],
    ),
    named(
        "S106b",
        &[|stage| {
            let target = publish_at_target(stage);
            stage.answers(move |query| {
                let owner = query.question().name;
                let above = owner.parent().expect("the domain");
                let replacement = name("another.example").octets().to_vec();
                Crafted::to(query)
                    .with(CraftedRecord::new(&above, RecordType::DNAME, replacement))
                    .with(alias(&owner, &target))
            });
        }],
    ),
    named("S107", &[|stage| stage.answers(|query| Crafted::rcode(query, 6))]),
];

fn alias(owner: &Name, target: &Name) -> CraftedRecord {
    CraftedRecord::new(owner, RecordType::CNAME, target.octets().to_vec())
}

/// The record stands at another name of the zone; gives it.
fn publish_at_target(stage: &mut Stage) -> Name {
    let line = txt_line("target", &stage.token());
    stage.world.publish(&line);
    super::answer::below_domain(stage, b"target")
}
