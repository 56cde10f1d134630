//! How many instructions this project's codec may take, held in `limits.tsv`.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use crate::case::Case;
use crate::machine;
use crate::table::thousands;

/// How far a count may be from its limit, in percent of it.
const TOLERANCE: u64 = 3;

/// What became of a count beside its limit.
#[derive(PartialEq, Eq)]
enum Verdict {
    Held,
    /// The limit no longer holds anything: to be lowered.
    Beaten,
    Broken,
    Unlimited,
}

/// Limits as the file has them.
struct Limits {
    /// The compiler that they were counted with.
    compiler: String,
    rows: Vec<(String, u64)>,
}

fn path() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("limits.tsv")
}

impl Limits {
    fn read() -> Self {
        let text = fs::read_to_string(path()).unwrap_or_default();
        let compiler = text.lines().find_map(|line| line.strip_prefix("# by ")).unwrap_or("an unknown compiler");
        let rows = text.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'));
        let rows = rows.filter_map(|(label, limit)| Some((label.to_owned(), limit.parse().ok()?))).collect();
        Self { compiler: compiler.to_owned(), rows }
    }

    fn of(&self, label: &str) -> Option<u64> {
        self.rows.iter().find_map(|(row, limit)| (row == label).then_some(*limit))
    }
}

/// Holds the counts against the limits, prints what differs, and tells whether they hold.
pub(crate) fn check(cases: &[Case], counts: &[u64]) -> bool {
    let limits = Limits::read();
    let mut holds = true;
    for (case, count) in cases.iter().zip(counts) {
        let limit = limits.of(&case.label);
        let verdict = Verdict::new(*count, limit);
        holds &= !matches!(verdict, Verdict::Broken | Verdict::Unlimited);
        if let Some(words) = verdict.words() {
            let limit = limit.map_or_else(|| "none".to_owned(), thousands);
            println!("{}: {} instructions, limit {limit}: {words}", case.label, thousands(*count));
        }
    }
    let compiler = machine::compiler();
    if holds {
        println!("{} counts within {TOLERANCE} % of their limits or below", counts.len());
    } else if compiler != limits.compiler {
        println!("The limits were counted with {}, this was built by {compiler}, which may be why.", limits.compiler);
    }
    holds
}

impl Verdict {
    fn new(count: u64, limit: Option<u64>) -> Self {
        match limit {
            None => Self::Unlimited,
            Some(limit) if count * 100 > limit * (100 + TOLERANCE) => Self::Broken,
            Some(limit) if count * 100 < limit * (100 - TOLERANCE) => Self::Beaten,
            Some(_) => Self::Held,
        }
    }

    fn words(&self) -> Option<&'static str> {
        match self {
            Self::Held => None,
            Self::Beaten => Some("better; lower it by `cargo run --release --no-default-features -- write-limits`"),
            Self::Broken => Some("WORSE"),
            Self::Unlimited => Some("NO LIMIT; set it by `cargo run --release --no-default-features -- write-limits`"),
        }
    }
}

/// Writes the counts down as the limits.
pub(crate) fn write(cases: &[Case], counts: &[u64]) -> std::io::Result<()> {
    let mut text = String::from(
        "# The instructions that txtproof takes: `cargo run --release --no-default-features -- check` holds it to them.\n",
    );
    let _ = writeln!(text, "# by {}", machine::compiler());
    for (case, count) in cases.iter().zip(counts) {
        let _ = writeln!(text, "{}\t{count}", case.label);
    }
    fs::write(path(), text)
}
