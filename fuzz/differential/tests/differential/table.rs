//! What is published of the table.

use std::fs;

use txtproof_differential::table::table;

#[test]
fn the_page_has_the_table() {
    let page = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");
    let table = table();
    let has_table = fs::read_to_string(page).is_ok_and(|page| page.contains(&table));
    assert!(has_table, "README.md has another table; it should be\n{table}");
}
