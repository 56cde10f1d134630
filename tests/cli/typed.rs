//! What a shell session in a text file cannot show: octets that are no text, files that come and go.

use super::program::{run, stderr, stdout};

/// Every way to type something wrong ends with 2, one line on stderr, and nothing on stdout.
#[test]
fn a_usage_error_is_one_line_and_nothing_else() {
    let long_label = format!("{}.test", "a".repeat(64));
    let long_value = "x".repeat(65_280);
    let wrong: &[&[&str]] = &[
        &[],
        &["chekc"],
        &["check"],
        &["check", "a.test"],
        &["check", "a.test", "--expect"],
        &["check", "a.test", "--expect", ""],
        &["check", "a.test", "--expect", &long_value],
        &["check", &long_label, "--expect", "x"],
        &["check", "a.test\x1b[2J", "--expect", "x"],
        &["check", "a.test", "--expect", "x", "--type", "CNAME"],
        &["check", "a.test", "--expect", "x", "--port", "65536"],
        &["check", "a.test", "--expect", "x", "--tries", "0"],
        &["check", "a.test", "--expect", "x", "--require", "most"],
        &["check", "a.test", "--expect", "x", "-4", "-6"],
        &["check", "a.test", "--expect", "x", "-q", "-v"],
        &["wait", "a.test"],
        &["wait", "a.test", "--expect", "x", "--interval", "1ms"],
        &["wait", "a.test", "--expect", "x", "--deadline", "soon"],
        &["ns", "a.test", "--root-hints", "no\x1b[2J\nsuch"],
        &["txt", "_x.a.test", "2001:db8:::1"],
        &["decode", "no such file"],
        &["demo", "now"],
    ];
    for arguments in wrong {
        let output = run(arguments, b"");
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        let told = stderr(&output);
        assert!(told.starts_with("error: ") && told.contains("; right: "), "{arguments:?}: {told}");
        assert!(told.lines().count() == 1 && !told.contains('\x1b'), "{arguments:?}: {told:?}");
        assert_eq!(stdout(&output), "", "{arguments:?}");
    }
}

#[cfg(unix)]
#[test]
fn arguments_that_are_no_text_are_a_usage_error_but_a_value_may_be_any_octets() {
    use std::ffi::OsString;
    use std::os::unix::ffi::OsStringExt;

    let octets = || OsString::from_vec(b"\xff\xfe".to_vec());
    let domain = run(&["ns".into(), octets()], b"");
    assert_eq!(domain.status.code(), Some(2), "{}", stderr(&domain));
    // A domain that is none, so that the value is read and nothing is sent.
    let value = run(&["check".into(), "a b".into(), "--expect".into(), octets()], b"");
    assert!(stderr(&value).starts_with("error: DOMAIN 'a b' holds ' '"), "{}", stderr(&value));
}

#[test]
fn help_goes_to_standard_output_and_is_no_error() {
    for arguments in [&["--help"][..], &["help", "txt"], &["check", "-h"], &["wait", "-h"], &["--version"]] {
        let output = run(arguments, b"");
        assert_eq!((output.status.code(), stderr(&output)), (Some(0), ""), "{arguments:?}");
        assert!(stdout(&output).lines().all(|line| line.len() <= 100), "{arguments:?}");
    }
}

/// `… | head -1`: the reader has gone, the exit code is the same.
#[cfg(unix)]
#[test]
fn a_reader_that_goes_away_changes_no_exit_code() {
    use std::process::{Command, Stdio};
    let exit_code_of = |arguments: &[&str]| {
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        let mut command = Command::new(env!("CARGO_BIN_EXE_txtproof"));
        let output = command.args(arguments).stdin(Stdio::null()).stdout(writer).output().expect("it runs");
        assert_eq!(stderr(&output), "");
        output.status.code()
    };
    assert_eq!(exit_code_of(&["--help"]), Some(0));
    assert_eq!(exit_code_of(&["decode", "fixtures/record-txt.hex"]), Some(0));
    assert_eq!(exit_code_of(&["decode", "fixtures/short-header.hex"]), Some(1));
}
