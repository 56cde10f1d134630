//! Instructions, counted by callgrind: the same on every run, whatever else the machine does, and on every x86-64 processor.
//!
//! This program runs itself under valgrind. There every job is done once unseen, so that what happens only once (a table
//! filled, a processor's features looked up) is over, and once counted; callgrind writes a file for each.

use std::env;
use std::fs;
use std::hint::black_box;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::case::{Case, Group};
use crate::codec::Contender;
use crate::folder::Folder;

/// The argument by which this program is told that it is the one being counted; how many contenders are comes next.
pub(crate) const COUNTED: &str = "counted";

/// The C library copies and compares by what the processor can do; told that it can little, it does so alike on every one.
const PLAINEST_PROCESSOR: &str =
    "glibc.cpu.hwcaps=-AVX512VL,-AVX512F,-AVX2,-AVX_Fast_Unaligned_Load,-SSSE3,-ERMS,-FSRM";

/// As callgrind names the function below. A pattern that both its options share would silence one of them.
const FUNCTION: &str = "txtproof_bench::count::counted_from_here";

/// Callgrind counts what happens between this function's first and last instruction, and writes it down at the next call.
#[inline(never)]
fn counted_from_here(job: &mut dyn FnMut() -> u64) -> u64 {
    // Work behind the call keeps it from becoming a jump, which callgrind takes for the end of this function.
    black_box(job())
}

/// Does every job under callgrind's eyes, in an order that [`instructions`] knows; an empty one first and last.
pub(crate) fn be_counted(contenders: &[Contender], cases: &[Case]) {
    counted_from_here(&mut || 0);
    for (contender, case) in pairs(contenders, cases) {
        let mut job = contender.job(case);
        // Messages that take long are not about what happens once.
        if case.group != Group::Hostile {
            job();
        }
        counted_from_here(&mut job);
    }
    counted_from_here(&mut || 0);
}

fn pairs<'a>(contenders: &'a [Contender], cases: &'a [Case]) -> impl Iterator<Item = (&'a Contender, &'a Case)> {
    cases.iter().flat_map(move |case| contenders.iter().map(move |contender| (contender, case)))
}

/// How many instructions each case takes each contender: a row for each case.
pub(crate) fn instructions(contenders: &[Contender], cases: &[Case]) -> io::Result<Vec<Vec<u64>>> {
    let folder = Folder::new()?;
    run_valgrind(folder.path(), contenders.len())?;
    let counts = read_counts(folder.path(), contenders.len() * cases.len())?;
    Ok(counts.chunks(contenders.len()).map(<[u64]>::to_vec).collect())
}

fn run_valgrind(folder: &Path, contenders: usize) -> io::Result<()> {
    let mut command = Command::new("valgrind");
    command.args(["--quiet", "--tool=callgrind", "--compress-strings=no"]);
    command.args([format!("--toggle-collect={FUNCTION}"), format!("--dump-before={FUNCTION}")]);
    command.env("GLIBC_TUNABLES", PLAINEST_PROCESSOR);
    command.arg(format!("--callgrind-out-file={}", folder.join("out").display()));
    let status = command.arg(env::current_exe()?).args([COUNTED, &contenders.to_string()]).status();
    let status =
        status.map_err(|error| io::Error::other(format!("valgrind (Debian: apt-get install valgrind): {error}")))?;
    if status.success() { Ok(()) } else { Err(io::Error::other(format!("valgrind: {status}"))) }
}

/// Reads the counts of so many jobs, less what the empty one took.
fn read_counts(folder: &Path, jobs: usize) -> io::Result<Vec<u64>> {
    // The parts are numbered from 1, and the first is written before the first call.
    let counts: io::Result<Vec<u64>> =
        (2..=jobs + 2).map(|part| read_total(&folder.join(format!("out.{part}")))).collect();
    let counts = counts?;
    let [empty, jobs @ ..] = &counts[..] else { return Ok(Vec::new()) };
    Ok(jobs.iter().map(|count| count - empty).collect())
}

fn read_total(path: &PathBuf) -> io::Result<u64> {
    let text = fs::read_to_string(path)?;
    let total = text.lines().find_map(|line| line.strip_prefix("totals: "));
    let total = total.and_then(|total| total.trim().parse().ok());
    total.ok_or_else(|| io::Error::other(format!("{}: no total", path.display())))
}
