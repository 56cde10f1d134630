//! Measures this project's codec against others, and itself against its own limits.
//!
//! In this folder:
//!
//! - `cargo run --release` prints the table: instructions and time of every job on every message, for every codec;
//! - `cargo run --release --no-default-features -- check` counts this project's instructions alone and fails where they are
//!   over `limits.tsv`; CI does so;
//! - `cargo run --release --no-default-features -- write-limits` makes what it counts the limits;
//! - `cargo run --release -- single` times one look-up by the program against other programs.
//!
//! # The jobs
//!
//! a: walk every record of every section, visiting each character-string of TXT records and each label of NS records'
//! names. b: write a TXT query with EDNS, from a name in text or from one that is parsed. c: hold a response against its
//! question: id, QR, the name without regard to case, the type.
//!
//! What is visited is summed up, eight octets at a time, by code that all codecs share ([`visit`]); that is part of every
//! count, and the least that any can have. Before anything is measured, every codec must have visited the same octets,
//! written the same query and told the response from four forgeries; where one has not, the table says so in place of
//! figures.

mod case;
mod codec;
mod count;
mod folder;
mod hostile;
mod limits;
mod machine;
#[cfg(feature = "single")]
mod single;
mod table;
mod time;
mod visit;

use std::env;
use std::io;
use std::process::ExitCode;

use case::{Case, Group};
use codec::Contender;
use table::{Measured, Standing};

const USAGE: &str = "usage: txtproof-bench [check | write-limits | single]";

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match run(&arguments) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// Does what the arguments ask for; false where the limits do not hold.
fn run(arguments: &[&str]) -> io::Result<bool> {
    match arguments {
        [] => compare(),
        ["check"] => check(),
        ["write-limits"] => write_limits(),
        #[cfg(feature = "single")]
        ["single"] => single::run(),
        [count::COUNTED, contenders] => {
            be_counted(contenders.parse().map_err(io::Error::other)?);
            Ok(true)
        }
        _ => Err(io::Error::other(USAGE)),
    }
}

/// Under valgrind: the first so many contenders.
fn be_counted(contenders: usize) {
    let mut counted = codec::contenders();
    counted.truncate(contenders);
    count::be_counted(&counted, &case::cases());
}

/// Prints the table.
fn compare() -> io::Result<bool> {
    let (contenders, cases) = (codec::contenders(), case::cases());
    assert_sound(&contenders[0], &cases);
    let counts = count::instructions(&contenders, &cases)?;
    let times = time::nanoseconds(&contenders, &cases);
    let rows: Vec<Vec<Measured>> = (0..cases.len())
        .map(|row| {
            let ours = contenders[0].outcome(&cases[row]);
            let measured = |(column, contender): (usize, &Contender)| Measured {
                instructions: counts[row][column],
                nanoseconds: times[row][column],
                standing: Standing::new(contender, &cases[row], &ours),
            };
            contenders.iter().enumerate().map(measured).collect()
        })
        .collect();
    println!("Instructions · time of each job; {}.\n", machine::description());
    print!("{}", table::markdown(&contenders, &cases, &rows));
    Ok(true)
}

/// Holds this project's counts against the limits.
fn check() -> io::Result<bool> {
    let (cases, counts) = own_counts()?;
    Ok(limits::check(&cases, &counts))
}

fn write_limits() -> io::Result<bool> {
    let (cases, counts) = own_counts()?;
    limits::write(&cases, &counts).map(|()| true)
}

fn own_counts() -> io::Result<(Vec<Case>, Vec<u64>)> {
    let (contenders, cases) = (codec::contenders(), case::cases());
    let (own, _) = contenders.split_at(1);
    assert_sound(&own[0], &cases);
    let counts = count::instructions(own, &cases)?.concat();
    Ok((cases, counts))
}

/// A codec that does less than the job has no figures.
fn assert_sound(own: &Contender, cases: &[Case]) {
    for case in cases.iter().filter(|case| case.group != Group::Hostile) {
        assert!(own.outcome(case).is_sound(), "{} does not do `{}`", own.name, case.label);
    }
}
