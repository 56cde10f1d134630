//! When and where figures were measured: they go with them.

use std::fs;
use std::process::Command;

/// The date, the processor and the compiler.
pub(crate) fn description() -> String {
    format!("{}, {}, {}", output("date", &["-u", "+%F"]), processor(), compiler())
}

/// The compiler's name and version.
pub(crate) fn compiler() -> String {
    output("rustc", &["--version"])
}

fn processor() -> String {
    let text = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = text.lines().find(|line| line.starts_with("model name")).and_then(|line| line.split_once(": "));
    model.map_or("an unknown processor", |(_, model)| model).to_owned()
}

/// What a program prints, on one line.
fn output(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).output();
    output.map_or_else(|_| format!("no {program}"), |output| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}
