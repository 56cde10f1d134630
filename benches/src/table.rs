//! The Markdown table.

use std::fmt;

use crate::case::{Case, Group};
use crate::codec::{Contender, Outcome};

/// Checks no name that nobody looks at, so the comparison is told without it too.
const UNCHECKING: &str = "dns-protocol";

/// By what factor this project is ahead: more than 1 is.
const RATIO: &str = "best peer ÷ txtproof";

/// What was measured of one contender in one case.
#[derive(Clone, Copy)]
pub(crate) struct Measured {
    pub(crate) instructions: u64,
    pub(crate) nanoseconds: f64,
    pub(crate) standing: Standing,
}

/// Whether a contender did the job.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    /// It did what this project's codec did, or went on where that refuses.
    DoesIt,
    /// It refuses the message.
    Refuses,
    /// It did something else.
    Differs,
}

impl Standing {
    /// How `contender` stands beside what `ours` brought forth.
    pub(crate) fn new(contender: &Contender, case: &Case, ours: &Outcome) -> Self {
        match contender.outcome(case) {
            Outcome::Refused => Self::Refuses,
            outcome if outcome == *ours || *ours == Outcome::Refused => Self::DoesIt,
            _ => Self::Differs,
        }
    }
}

/// The table: a row for each case, a column for each contender, and by what factor this project is ahead of the best peer.
pub(crate) fn markdown(contenders: &[Contender], cases: &[Case], rows: &[Vec<Measured>]) -> String {
    let names = contenders.iter().map(|contender| contender.name.to_owned());
    let figures = vec!["---:".to_owned(); contenders.len() + 2];
    let mut text = line("job: message", ["octets".to_owned()].into_iter().chain(names).chain([RATIO.to_owned()]));
    text += &line("---", figures);
    for (case, row) in cases.iter().zip(rows) {
        text += &case_line(case, row);
    }
    for (what, is_counted) in means(contenders) {
        let mean = format!("**{}**", geometric_mean(cases, rows, &is_counted));
        let blanks = vec![String::new(); contenders.len() + 1];
        text += &line(&format!("**a: geometric mean, {what}**"), blanks.into_iter().chain([mean]));
    }
    text
}

fn line(first: &str, cells: impl IntoIterator<Item = String>) -> String {
    let cells: Vec<String> = cells.into_iter().collect();
    format!("| {first} | {} |\n", cells.join(" | "))
}

type IsCounted<'c> = Box<dyn Fn(usize) -> bool + 'c>;

fn means(contenders: &[Contender]) -> [(&'static str, IsCounted<'_>); 2] {
    let checks = |column: usize| contenders.get(column).is_some_and(|contender| contender.name != UNCHECKING);
    [("best peer", Box::new(|_| true)), ("best peer that checks names", Box::new(checks))]
}

fn case_line(case: &Case, row: &[Measured]) -> String {
    let octets = if case.message.is_empty() { String::new() } else { thousands(case.message.len() as u64) };
    let cells = row.iter().map(|measured| cell(case, measured));
    let ratio = Ratio::new(case, row, &|_| true).map_or_else(|| "–".to_owned(), |ratio| ratio.to_string());
    line(&case.label, [octets].into_iter().chain(cells).chain([ratio]))
}

fn cell(case: &Case, measured: &Measured) -> String {
    let figures = format!("{} · {}", thousands(measured.instructions), duration(measured.nanoseconds));
    match (measured.standing, case.group) {
        (Standing::DoesIt, _) => figures,
        (Standing::Refuses, Group::Hostile) => format!("{figures}, refused"),
        (Standing::Refuses, _) => "refuses it".to_owned(),
        (Standing::Differs, _) => "reads it otherwise".to_owned(),
    }
}

/// The best peer's figures over this project's.
struct Ratio {
    instructions: f64,
    time: f64,
}

impl Ratio {
    /// Over the peers whose column is counted and who did the job. A hostile message costs a client what it costs,
    /// refused or not.
    fn new(case: &Case, row: &[Measured], is_counted: &dyn Fn(usize) -> bool) -> Option<Self> {
        let (ours, _) = row.split_first()?;
        let did_it = |measured: &Measured| case.group == Group::Hostile || measured.standing == Standing::DoesIt;
        let peers = || row.iter().enumerate().skip(1).filter(|(column, peer)| is_counted(*column) && did_it(peer));
        let instructions = peers().map(|(_, peer)| peer.instructions).min()?;
        let time = peers().map(|(_, peer)| peer.nanoseconds).fold(f64::INFINITY, f64::min);
        Some(Self { instructions: as_f64(instructions) / as_f64(ours.instructions), time: time / ours.nanoseconds })
    }
}

impl fmt::Display for Ratio {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:.2} · {:.2}", self.instructions, self.time)
    }
}

fn geometric_mean(cases: &[Case], rows: &[Vec<Measured>], is_counted: &dyn Fn(usize) -> bool) -> Ratio {
    let answers = cases.iter().zip(rows).filter(|(case, _)| case.group == Group::Answers);
    let ratios: Vec<Ratio> = answers.filter_map(|(case, row)| Ratio::new(case, row, is_counted)).collect();
    let mean = |figure: fn(&Ratio) -> f64| {
        let logarithms: f64 = ratios.iter().map(|ratio| figure(ratio).ln()).sum();
        (logarithms / as_f64(ratios.len() as u64)).exp()
    };
    Ratio { instructions: mean(|ratio| ratio.instructions), time: mean(|ratio| ratio.time) }
}

#[expect(clippy::cast_precision_loss, reason = "no count here comes near 2^52")]
fn as_f64(count: u64) -> f64 {
    count as f64
}

/// `1,234,567`.
pub(crate) fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let groups = digits.as_bytes().rchunks(3).rev().map(|group| String::from_utf8_lossy(group));
    groups.collect::<Vec<_>>().join(",")
}

/// Two or three digits that mean something, and their unit.
fn duration(nanoseconds: f64) -> String {
    let (figure, unit) = match nanoseconds {
        ..1e3 => (nanoseconds, "ns"),
        ..1e6 => (nanoseconds / 1e3, "µs"),
        _ => (nanoseconds / 1e6, "ms"),
    };
    let decimals = usize::from(figure < 10.0);
    format!("{figure:.decimals$} {unit}")
}
