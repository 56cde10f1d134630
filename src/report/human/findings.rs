//! Findings: what is so, the two values under each other, what to do.

use std::io::{self, Write};
use std::string::{String, ToString};
use std::{format, writeln};

use anstyle::Style;

use super::{BAD, CALM, UNSURE};
use crate::proof::{Finding, Policy, Severity, Value};
use crate::report::difference::Difference;
use crate::report::text::{Printable, WIDTH, quoted_within, wrap};

const INDENT: &str = "  ";

/// Writes the findings in their order: the cause to mend first.
pub(super) fn write_findings(out: &mut dyn Write, findings: &[Finding]) -> io::Result<()> {
    findings.iter().try_for_each(|finding| write_finding(out, finding))
}

fn write_finding(out: &mut dyn Write, finding: &Finding) -> io::Result<()> {
    let (style, word) = (style_of(finding.severity), finding.severity.as_str());
    writeln!(out, "\n{style}{word}{style:#}: {}", finding.code.as_str())?;
    write_wrapped(out, "", &finding.message)?;
    write_values(out, finding)?;
    if finding.fix.is_empty() { Ok(()) } else { write_wrapped(out, "fix: ", &finding.fix) }
}

pub(super) const fn style_of(severity: Severity) -> Style {
    match severity {
        Severity::Error => BAD,
        Severity::Warning => UNSURE,
        Severity::Note => CALM,
    }
}

fn write_wrapped(out: &mut dyn Write, lead: &str, text: &str) -> io::Result<()> {
    let text = format!("{lead}{}", Printable(text));
    wrap(&text, WIDTH - INDENT.len()).iter().try_for_each(|line| writeln!(out, "{INDENT}{line}"))
}

fn write_values(out: &mut dyn Write, finding: &Finding) -> io::Result<()> {
    const EXPECTED: &str = "    expected ";
    const FOUND: &str = "    found    ";
    const WIDTH_LEFT: usize = WIDTH - EXPECTED.len();
    let difference = match (finding.octets_expected(), finding.octets_found()) {
        // Where nothing is wrong, nothing is to be compared.
        _ if finding.severity == Severity::Note => None,
        (Some(expected), Some(found)) => Difference::new(expected, found, WIDTH_LEFT),
        _ => None,
    };
    if let Some(Difference { expected, found, column, told }) = difference {
        writeln!(out, "{EXPECTED}{expected}\n{FOUND}{found}")?;
        return writeln!(out, "{}^ {told}", " ".repeat(FOUND.len() + column));
    }
    // The right value in the wrong place is shown once.
    let found = finding.found.as_ref().filter(|found| finding.expected.as_ref() != Some(*found));
    for (lead, value) in [(EXPECTED, finding.expected.as_ref()), (FOUND, found)] {
        if let Some(value) = value {
            writeln!(out, "{lead}{}", shown(value, WIDTH_LEFT))?;
        }
    }
    Ok(())
}

impl Finding {
    fn octets_expected(&self) -> Option<&[u8]> {
        self.expected.as_ref()?.octets().map(|octets| &**octets)
    }

    fn octets_found(&self) -> Option<&[u8]> {
        self.found.as_ref()?.octets().map(|octets| &**octets)
    }
}

/// Text in quotes, names as they are.
fn shown(value: &Value, width: usize) -> String {
    match value {
        Value::Octets(octets) | Value::Policy(Policy { text: octets, .. }) => quoted_within(octets, width),
        Value::Target(_) | Value::Exchange(_) => value.to_string(),
    }
}
