//! The built program, watched while it runs.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Lines, Read};
use std::process::{Child, ChildStderr, Command, ExitStatus, Stdio};

/// A run under way. It ends by its own `--deadline`, or when this is dropped.
pub(crate) struct Background {
    child: Child,
    stderr: Lines<BufReader<ChildStderr>>,
    heard: Vec<String>,
}

/// A run that has ended.
pub(crate) struct Ended {
    pub(crate) status: ExitStatus,
    pub(crate) stdout: String,
    /// The lines of stderr, from the first.
    pub(crate) heard: Vec<String>,
}

impl Background {
    pub(crate) fn start(arguments: &[impl AsRef<OsStr>]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_txtproof"))
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program that cargo built starts");
        let stderr = BufReader::new(child.stderr.take().expect("piped")).lines();
        Self { child, stderr, heard: Vec::new() }
    }

    /// Reads stderr up to a line that holds `part`.
    pub(crate) fn wait_for(&mut self, part: &str) {
        while let Some(line) = self.next_line() {
            if line.contains(part) {
                return;
            }
        }
        panic!("stderr ended without {part:?}: {:#?}", self.heard);
    }

    fn next_line(&mut self) -> Option<&str> {
        let line = self.stderr.next()?.expect("stderr is UTF-8");
        self.heard.push(line);
        self.heard.last().map(String::as_str)
    }

    /// SIGINT, as Ctrl-C sends it.
    #[cfg(unix)]
    pub(crate) fn interrupt(&self) {
        let kill = Command::new("sh").args(["-c", "kill -INT \"$0\"", &self.child.id().to_string()]).status();
        assert!(kill.expect("a shell").success(), "the program still runs");
    }

    /// Waits for a run that ends without being read from.
    #[cfg(unix)]
    pub(crate) fn status_unread(mut self) -> ExitStatus {
        self.child.wait().expect("the program ends")
    }

    /// Reads the run to its end.
    pub(crate) fn end(mut self) -> Ended {
        while self.next_line().is_some() {}
        let mut stdout = String::new();
        self.child.stdout.take().expect("piped").read_to_string(&mut stdout).expect("stdout is UTF-8");
        let status = self.child.wait().expect("the program ends");
        let heard = std::mem::take(&mut self.heard);
        assert!(!heard.iter().any(|line| line.contains("panicked")), "{heard:#?}");
        Ended { status, stdout, heard }
    }
}

impl Drop for Background {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Ended {
    /// How many lines of stderr hold `part`.
    pub(crate) fn count(&self, part: &str) -> usize {
        self.heard.iter().filter(|line| line.contains(part)).count()
    }

    /// The lines of stderr without the times in front.
    pub(crate) fn told(&self) -> Vec<&str> {
        self.heard.iter().map(|line| without_time(line)).collect()
    }
}

/// `    0.4s  ns1.…` without the time, which stands in front of every line.
fn without_time(line: &str) -> &str {
    let (time, rest) = line.trim_start().split_once("  ").unwrap_or_else(|| panic!("no time in front of {line:?}"));
    assert!(time.ends_with('s') || time.ends_with('m'), "{line:?}");
    rest
}
