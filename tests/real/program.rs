//! The built program, run as a user runs it.

use std::ffi::OsStr;
use std::process::{Command, Stdio};

use serde_json::Value;

/// Three times what the program promises: a run that hangs fails its test and stops nobody else's.
const LIMIT_SECONDS: &str = "30";

/// What one run said and how it ended.
pub(crate) struct Run {
    pub(crate) exit: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// Runs `txtproof` to its end.
pub(crate) fn txtproof<A: AsRef<OsStr>>(arguments: &[A]) -> Run {
    run(&[], arguments)
}

/// Runs `txtproof` within a limit that the shell's `ulimit` knows: `-n 64` leaves it 64 descriptors.
pub(crate) fn txtproof_within<A: AsRef<OsStr>>(limit: &str, arguments: &[A]) -> Run {
    run(&["sh", "-c", r#"ulimit $0 && exec "$@""#, limit], arguments)
}

/// Runs it by way of another program.
fn run<A: AsRef<OsStr>>(by: &[&str], arguments: &[A]) -> Run {
    let output = Command::new("timeout")
        .args(["--signal=KILL", LIMIT_SECONDS])
        .args(by)
        .arg(env!("CARGO_BIN_EXE_txtproof"))
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .expect("the program that cargo built runs");
    let run = Run {
        exit: output.status.code().expect("the program ends by itself, not by a signal"),
        stdout: String::from_utf8(output.stdout).expect("stdout is UTF-8"),
        stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
    };
    assert!(!run.stderr.contains("panicked"), "{}", run.told());
    run
}

impl Run {
    /// The one JSON object on stdout.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}\n{}", self.told()))
    }

    /// Everything, for the message of a failed assertion.
    pub(crate) fn told(&self) -> String {
        format!("exit {}\nstdout: {}\nstderr: {}", self.exit, self.stdout, self.stderr)
    }
}
