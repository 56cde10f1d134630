//! The numbers in SECURITY.md are those of the results that stand in files.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

fn read(file: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The rows of a table, each by its columns' titles.
fn rows(file: &str) -> Vec<BTreeMap<String, String>> {
    let text = read(file);
    let mut lines = text.lines().map(|line| line.split('\t').map(str::to_owned));
    let titles: Vec<String> = lines.next().expect("titles").collect();
    lines.map(|columns| titles.iter().cloned().zip(columns).collect()).collect()
}

fn number(row: &BTreeMap<String, String>, title: &str) -> u64 {
    row[title].parse().unwrap_or_else(|error| panic!("{title} {:?}: {error}", row[title]))
}

/// `1234567` as `1,234,567`.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let groups: Vec<&str> =
        digits.as_bytes().rchunks(3).rev().map(|group| str::from_utf8(group).expect("digits")).collect();
    groups.join(",")
}

/// In the order in which each first appears in the file.
fn by<'r>(rows: &'r [BTreeMap<String, String>], title: &str) -> Vec<(&'r str, Vec<&'r BTreeMap<String, String>>)> {
    let mut groups: Vec<(&str, Vec<_>)> = Vec::new();
    for row in rows {
        match groups.iter_mut().find(|(name, _)| *name == row[title]) {
            Some((_, group)) => group.push(row),
            None => groups.push((&row[title], vec![row])),
        }
    }
    groups
}

/// Executions of all runs together; coverage where the last run began and ended.
fn fuzzing() -> String {
    let rows = rows("fuzz/results.tsv");
    let mut table =
        "| target | executions | processor minutes | edges reached: before, after the last run | finds open |\n\
                     |---|---:|---:|---:|---:|\n"
            .to_owned();
    for (target, runs) in by(&rows, "target") {
        let sum = |title| runs.iter().map(|run| number(run, title)).sum::<u64>();
        let last = runs.last().expect("a run");
        let (executions, minutes) = (grouped(sum("executions")), sum("cpu_seconds") / 60);
        let (before, after) = (number(last, "coverage_before"), number(last, "coverage_after"));
        let finds = number(last, "finds");
        table += &format!("| {target} | {executions} | {minutes} | {before}, {after} | {finds} |\n");
    }
    table
}

/// Of each module as it was measured last.
fn coverage() -> String {
    let rows = rows("tests/coverage.tsv");
    let mut table = "| module | lines | reached |\n|---|---:|---:|\n".to_owned();
    for (module, runs) in by(&rows, "module") {
        let last = runs.last().expect("a run");
        let (lines, reached) = (number(last, "lines"), number(last, "reached"));
        let tenths = reached * 1_000 / lines;
        table += &format!("| {module} | {lines} | {reached}: {}.{} % |\n", tenths / 10, tenths % 10);
    }
    table
}

/// Of each shard of a module as it was measured last.
fn mutants() -> String {
    let rows = rows("tests/mutants.tsv");
    let mut table = "| module | mutants that build | noticed | survived |\n|---|---:|---:|---:|\n".to_owned();
    for (module, runs) in by(&rows, "module") {
        let shards: BTreeMap<&str, _> = runs.iter().map(|run| (run["shard"].as_str(), *run)).collect();
        let sum = |title| shards.values().map(|run| number(run, title)).sum::<u64>();
        let (noticed, survived) = (sum("caught") + sum("timed_out"), sum("survived"));
        table += &format!("| {module} | {} | {noticed} | {survived} |\n", noticed + survived);
    }
    table
}

#[test]
fn numbers_are_those_of_the_results() {
    let told = read("SECURITY.md");
    for table in [fuzzing(), coverage(), mutants()] {
        assert!(told.contains(&table), "SECURITY.md should have\n{table}");
    }
}
