//! The numbers in SECURITY.md are those of the results that stand in files.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

type Row = BTreeMap<String, String>;

fn read(file: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The rows of a file, each by its columns' titles.
fn rows(file: &str) -> Vec<Row> {
    let text = read(file);
    let mut lines = text.lines().map(|line| line.split('\t').map(str::to_owned));
    let titles: Vec<String> = lines.next().expect("titles").collect();
    lines.map(|columns| titles.iter().cloned().zip(columns).collect()).collect()
}

fn number(row: &Row, title: &str) -> u64 {
    row[title].parse().unwrap_or_else(|error| panic!("{title} {:?}: {error}", row[title]))
}

/// `1234567` as `1,234,567`.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let groups: Vec<&str> =
        digits.as_bytes().rchunks(3).rev().map(|group| std::str::from_utf8(group).expect("digits")).collect();
    groups.join(",")
}

/// In the order in which each first appears in the file.
fn by<'r>(rows: &'r [Row], title: &str) -> Vec<(&'r str, Vec<&'r Row>)> {
    let mut groups: Vec<(&str, Vec<_>)> = Vec::new();
    for row in rows {
        match groups.iter_mut().find(|(name, _)| *name == row[title]) {
            Some((_, group)) => group.push(row),
            None => groups.push((&row[title], vec![row])),
        }
    }
    groups
}

/// A Markdown table with numbers in all columns but the first.
fn table(titles: &[&str], rows: &[Vec<String>]) -> String {
    let line = |cells: &[&str]| format!("| {} |\n", cells.join(" | "));
    let rule = format!("|---|{}\n", "---:|".repeat(titles.len() - 1));
    let rows = rows.iter().map(|row| line(&row.iter().map(String::as_str).collect::<Vec<_>>()));
    line(titles) + &rule + &rows.collect::<String>()
}

/// Executions of all runs together; what the last one reached.
fn fuzzing() -> String {
    let rows = rows("fuzz/results.tsv");
    let row = |(target, runs): (&str, Vec<&Row>)| {
        let sum = |title| runs.iter().map(|run| number(run, title)).sum::<u64>();
        let last = |title| runs.last().map_or(0, |run| number(run, title)).to_string();
        let minutes = |seconds: u64| (seconds / 60).to_string();
        let finds = sum("finds").to_string();
        vec![
            target.to_owned(),
            grouped(sum("executions")),
            minutes(sum("cpu_seconds")),
            last("coverage_after"),
            minutes(quiet(&runs)),
            finds,
        ]
    };
    let titles = ["target", "executions", "processor minutes", "edges", "minutes since the last new one", "finds"];
    table(&titles, &by(&rows, "target").into_iter().map(row).collect::<Vec<_>>())
}

/// The processor's seconds since one of the runs last reached what none had.
fn quiet(runs: &[&Row]) -> u64 {
    let grew = |run: &&&Row| number(run, "coverage_after") > number(run, "coverage_before");
    let after = runs.iter().rev().take_while(|run| !grew(run)).map(|run| number(run, "cpu_seconds")).sum::<u64>();
    after + runs.iter().rev().find(grew).map_or(0, |run| number(run, "cpu_seconds_since_news"))
}

/// Of each module as it was measured last.
fn coverage() -> String {
    let rows = rows("tests/coverage.tsv");
    let row = |(module, runs): (&str, Vec<&Row>)| {
        let last = |title| runs.last().map_or(0, |run| number(run, title));
        let (lines, reached) = (last("lines"), last("reached"));
        let thousandths = reached * 1_000 / lines;
        let share = format!("{}.{} %", thousandths / 10, thousandths % 10);
        vec![module.to_owned(), lines.to_string(), reached.to_string(), share]
    };
    table(&["module", "lines", "reached", ""], &by(&rows, "module").into_iter().map(row).collect::<Vec<_>>())
}

/// Of each shard of a module as it was measured last, of those that are as large as the last one measured.
fn mutants() -> String {
    let rows = rows("tests/mutants.tsv");
    let row = |(module, runs): (&str, Vec<&Row>)| {
        let count = |run: &Row| run["shard"].split_once('/').expect("shards have a number").1.to_owned();
        let of = runs.last().map(|run| count(run)).expect("a module is there by a row");
        let shards: BTreeMap<&str, &Row> =
            runs.iter().filter(|run| count(run) == of).map(|run| (run["shard"].as_str(), *run)).collect();
        let part =
            if shards.len().to_string() == of { String::new() } else { format!(", {} of {of} parts", shards.len()) };
        let sum = |title| shards.values().map(|run| number(run, title)).sum::<u64>();
        let (noticed, survived) = (sum("caught") + sum("timed_out"), sum("survived"));
        vec![format!("{module}{part}"), (noticed + survived).to_string(), noticed.to_string(), survived.to_string()]
    };
    let titles = ["module", "mutants that build", "noticed", "survived"];
    table(&titles, &by(&rows, "module").into_iter().map(row).collect::<Vec<_>>())
}

#[test]
fn numbers_are_those_of_the_results() {
    let told = read("SECURITY.md");
    for expected in [fuzzing(), coverage(), mutants()] {
        assert!(told.contains(&expected), "SECURITY.md should have\n{expected}");
    }
    let executions = grouped(rows("fuzz/results.tsv").iter().map(|row| number(row, "executions")).sum());
    let told = format!("the targets have been executed {executions} times so far");
    assert!(read("README.md").contains(&told), "README.md should have\n{told}");
}
