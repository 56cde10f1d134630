//! `txtproof`, the program. What it does is in [`txtproof::cli`]; the exit code is made here and nowhere else.

use std::io::{Write, stderr};
use std::process::ExitCode;

fn main() -> ExitCode {
    match txtproof::cli::run(std::env::args_os()) {
        Ok(exit) => exit.into(),
        Err(error) => {
            // Where standard error is closed too, the exit code alone tells.
            let _ = writeln!(stderr(), "error: {error}");
            error.exit().into()
        }
    }
}
