//! The built program against real servers: NSD, Knot, BIND and `PowerDNS`, and Unbound as a resolver.
//!
//! `cargo test -- --include-ignored real::` runs them. They need Debian's `nsd`, `knot`, `bind9`, `pdns-server`,
//! `pdns-backend-bind`, `unbound`, `iproute2`, `util-linux` and `bsdutils`, and the right to give loopback addresses and to listen on
//! port 53 there, which anybody has in a network namespace of their own, out of which no packet gets either:
//!
//! ```sh
//! unshare --user --map-root-user --net sh -c 'ip link set lo up && cargo test --offline -- --include-ignored real::'
//! ```
//!
//! Each test lays out its own small internet (`internet::Plan`): a root, two top-level domains and the zones of the case,
//! every server at an address of its own in 127/8, all on one port; names and tokens drawn from a seed that is printed.
//! A server's process is killed with the thread that started it, so that nothing outlives the tests.
//!
//! Below is what comes of each case on each software (✓: as told; –: the software cannot be made to do it).
//!
//! | case | verdict, first error | NSD | Knot | BIND | PowerDNS |
//! |---|---|---|---|---|---|
//! | **Where name servers are** | | | | | |
//! | `four_servers_in_the_domain_are_proven` | proven | ✓ | ✓ | ✓ | ✓ |
//! | `four_servers_in_a_sibling_domain_are_proven` | proven | ✓ | ✓ | ✓ | ✓ |
//! | `four_servers_under_another_top_level_are_proven` | proven | ✓ | ✓ | ✓ | ✓ |
//! | `name_servers_without_glue_three_deep_are_found` | proven | ✓ | ✓ | ✓ | ✓ |
//! | `name_servers_without_glue_four_deep_are_a_limit` | inconclusive: `limit-reached` | ✓ | ✓ | ✓ | ✓ |
//! | `a_server_of_both_families_is_asked_at_both_addresses` | proven | ✓ | ✓ | ✓ | ✓ |
//! | **Zone cuts** | | | | | |
//! | `parent_and_child_at_the_same_servers_are_told_apart` | proven | ✓ | ✓ | ✓ | ✓ |
//! | `a_cut_at_the_records_own_name_is_followed` | proven | ✓ | ✓ | ✓ | ✓ |
//! | `a_cut_at_the_records_own_name_shows_at_shared_servers` | proven | ✓ | ✓ | ✓ | ✓ |
//! | `a_cut_between_the_domain_and_the_record_is_followed` | proven | ✓ | ✓ | ✓ | ✓ |
//! | `a_value_on_the_parents_side_of_a_cut_is_no_proof` | refuted: `name-missing` | ✓ | ✓ | ✓ | ✓ |
//! | `a_sub_domain_without_a_cut_is_in_the_zone_above` | proven | ✓ | ✓ | ✓ | ✓ |
//! | `an_empty_non_terminal_on_the_way_hides_nothing` | proven | ✓ | ✓ | ✓ | ✓ |
//! | `an_empty_non_terminal_that_is_denied_hides_no_record` | proven | ✓ | ✓ | ✓ | ✓ |
//! | `an_empty_non_terminal_that_is_denied_hides_no_domain` | proven | ✓ | ✓ | ✓ | ✓ |
//! | **Glue** | | | | | |
//! | `glue_that_differs_from_the_zones_own_address_is_asked_as_well` | proven | ✓ | ✓ | ✓ | ✓ |
//! | `a_stale_server_at_the_glue_refutes` | refuted: `servers-disagree` | ✓ | ✓ | ✓ | ✓ |
//! | `nobody_at_the_glue_is_a_warning` | proven | ✓ | ✓ | ✓ | ✓ |
//! | `a_referral_that_lacks_some_glue_loses_no_server` | proven | ✓ | ✓ | ✓ | ✓ |
//! | `a_referral_that_lacks_all_glue_is_asked_for_over_tcp` | proven | ✓ | ✓ | ✓ | ✓ |
//! | **NS sets** | | | | | |
//! | `a_delegation_that_only_the_child_knows_is_proven` | proven | ✓ | ✓ | ✓ | ✓ |
//! | `lists_that_have_nothing_in_common_are_all_asked` | proven | ✓ | ✓ | ✓ | ✓ |
//! | `lists_that_differ_are_all_asked` | refuted: `servers-disagree` | ✓ | ✓ | ✓ | ✓ |
//! | `thirteen_name_servers_are_all_asked` | proven | ✓ | ✓ | ✓ | ✓ |
//! | `fourteen_name_servers_are_a_limit` | inconclusive: `limit-reached` | ✓ | ✓ | ✓ | ✓ |
//! | `one_address_under_several_names_is_asked_once` | proven | ✓ | ✓ | ✓ | ✓ |
//! | **Servers that give no evidence** | | | | | |
//! | `a_name_server_that_is_an_alias_is_no_obstacle` | proven | ✓ | ✓ | ✓ | ✓ |
//! | `a_name_server_without_address_is_a_warning_beside_a_good_one` | proven | ✓ | ✓ | ✓ | ✓ |
//! | `name_servers_without_any_address_prove_nothing` | inconclusive: `discovery-failed` | ✓ | ✓ | ✓ | ✓ |
//! | `a_name_server_called_root_is_a_warning_beside_a_good_one` | proven | ✓ | ✓ | ✓ | ✓ |
//! | `a_delegation_to_the_root_proves_nothing` | inconclusive: `discovery-failed` | ✓ | ✓ | ✓ | ✓ |
//! | `an_ipv6_name_server_without_a_route_is_skipped` | proven | ✓ | ✓ | ✓ | ✓ |
//! | `ipv6_name_servers_without_a_route_prove_nothing` | inconclusive: `server-unreachable` | ✓ | ✓ | ✓ | ✓ |
//! | `a_parking_server_is_no_evidence` | proven | ✓ | ✓ | ✓ | ✓ |
//! | `parking_servers_alone_prove_nothing` | inconclusive: `server-not-authoritative` | ✓ | ✓ | ✓ | ✓ |
//! | `a_parking_server_that_has_an_answer_is_believed` | refuted: `servers-disagree` | ✓ | ✓ | ✓ | ✓ |
//! | `servers_that_all_refuse_prove_nothing` | inconclusive: `server-refused` | ✓ | ✓ | ✓ | ✓ |
//! | **Aliases** | | | | | |
//! | `a_dname_at_the_domain_leads_to_the_record` | proven | ✓ | ✓ | ✓ | ✓ |
//! | `an_alias_into_another_zone_of_the_same_server_is_followed` | proven | ✓ | ✓ | ✓ | ✓ |
//! | `a_domain_that_is_an_alias_has_its_record_beside_it` | proven | ✓ | ✓ | ✓ | ✓ |
//! | `a_cname_at_the_apex_hides_no_record` | proven | – | – | – | ✓ |
//! | `a_zone_that_its_servers_could_not_load_proves_nothing` | inconclusive: `server-failure` | ✓ | ✓ | ✓ | – |
//! | **Other ways to the servers** | | | | | |
//! | `a_resolver_finds_the_name_servers_and_never_hears_of_the_record` | proven | ✓ | ✓ | ✓ | ✓ |
//! | `a_resolver_alone_makes_no_domain_missing` | inconclusive: `discovery-failed` | ✓ | ✓ | ✓ | ✓ |
//! | `fixed_servers_alone_are_asked` | proven, where the delegation is refuted | ✓ | ✓ | ✓ | ✓ |
//! | `a_fixed_server_is_found_by_its_name` | proven | ✓ | ✓ | ✓ | ✓ |
//! | `a_dead_root_in_the_hints_is_no_obstacle` | proven | ✓ | ✓ | ✓ | ✓ |
//! | `a_silent_root_in_the_hints_is_no_obstacle` | proven | ✓ | ✓ | ✓ | ✓ |
//! | **Second opinions** | | | | | |
//! | `a_resolver_that_agrees_is_no_finding` | proven | ✓ | ✓ | ✓ | ✓ |
//! | `a_resolver_behind_an_alias_agrees` | proven | ✓ | ✓ | ✓ | ✓ |
//! | `a_resolver_is_asked_where_the_record_stands` | proven | ✓ | ✓ | ✓ | ✓ |
//! | `an_absence_is_told_and_planted_in_no_resolver` | refuted: `name-missing` | ✓ | ✓ | ✓ | ✓ |
//! | `another_type_at_the_name_is_told_and_planted_in_no_resolver` | refuted: `record-missing` | ✓ | ✓ | ✓ | ✓ |
//! | `a_record_where_the_delegation_does_not_lead_is_told` | refuted: `delegated-elsewhere` | ✓ | ✓ | ✓ | ✓ |
//! | `a_record_at_a_server_placed_by_name_is_told` | refuted: `delegated-elsewhere` | ✓ | ✓ | ✓ | ✓ |
//! | `a_record_at_a_server_of_the_delegation_is_no_finding` | refuted: `servers-disagree` | ✓ | ✓ | ✓ | ✓ |
//! | `a_server_without_the_record_is_no_finding` | refuted: `name-missing` | ✓ | ✓ | ✓ | ✓ |
//! | `a_domain_that_nobody_delegates_is_delegated_nowhere_else` | refuted: `domain-missing` | ✓ | ✓ | ✓ | ✓ |
//! | `a_delegation_to_names_without_address_leads_elsewhere` | inconclusive: `delegated-elsewhere` | ✓ | ✓ | ✓ | ✓ |
//! | `servers_that_the_user_names_are_no_delegation` | refuted: `name-missing` | ✓ | ✓ | ✓ | ✓ |
//! | `a_ds_without_any_key_is_told` | proven, beside `dnssec-broken` | ✓ | ✓ | ✓ | ✓ |
//! | `a_ds_without_any_key_is_told_where_parent_and_child_share_servers` | proven, beside `dnssec-broken` | ✓ | ✓ | ✓ | ✓ |
//! | `a_domain_that_moved_and_left_its_ds_behind_is_told_by_both` | proven, beside `dnssec-broken` | ✓ | ✓ | ✓ | ✓ |
//! | `no_ds_is_no_finding` | proven | ✓ | ✓ | ✓ | ✓ |
//! | **Sizes and octets** | | | | | |
//! | `four_kilobytes_are_had_over_tcp` | proven | ✓ | ✓ | ✓ | ✓ |
//! | `sixty_kilobytes_are_had_over_tcp` | proven | ✓ | ✓ | ✓ | ✓ |
//! | `sixty_kilobytes_in_one_record_are_had_over_tcp` | proven | ✓ | ✓ | ✓ | ✓ |
//! | `many_character_strings_are_one_value` | proven | ✓ | ✓ | ✓ | ✓ |
//! | `an_empty_character_string_adds_nothing` | proven | ✓ | ✓ | ✓ | ✓ |
//! | `every_octet_is_compared_as_it_is` | proven | ✓ | ✓ | ✓ | ✓ |
//! | `a_thousand_records_are_compared` | proven | ✓ | ✓ | ✓ | ✓ |
//! | `one_record_more_is_a_limit` | inconclusive: `limit-reached` | ✓ | ✓ | ✓ | ✓ |
//! | **Cookies and rate limits** | | | | | |
//! | `servers_that_want_a_cookie_get_it` | proven | ✓ | ✓ | ✓ | ✓ |
//! | `a_server_that_insists_on_a_cookie_is_asked_again_at_once` | proven | – | ✓ | ✓ | ✓ |
//! | `a_cookie_gets_through_a_rate_limit` | proven | ✓ | ✓ | ✓ | – |
//! | `a_rate_limit_without_a_cookie_is_no_absence` | proven | ✓ | ✓ | ✓ | – |

mod check_discovered;
mod check_nsd;
mod check_outcomes;
mod check_providers;
mod check_records;
mod delegations;
mod internet;
mod keys;
mod look_up;
mod loopback;
mod mail;
mod memory;
mod network;
mod opinions;
mod process;
pub(crate) mod program;
mod question;
mod random;
mod rate_limits;
mod relay;
pub(crate) mod report;
mod served;
mod server;
pub(crate) mod shape;
mod sizes;
mod software;
mod table;
mod together;
mod unbound;
mod wait;
mod wanted;
mod zone;
