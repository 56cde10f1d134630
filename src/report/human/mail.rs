//! The report of `mail`: the verdict in one sentence, where mail goes, each server, what to do.

use std::io::{self, Write};
use std::string::{String, ToString};
use std::vec::Vec;
use std::{format, writeln};

use anstyle::Style;

use super::findings::write_findings;
use super::rows::{held, questions, table};
use super::{BAD, GOOD, UNSURE, write_effort};
use crate::proof::{Code, MailExchange, Verdict};
use crate::report::mail::MailCheck;
use crate::report::names::told;
use crate::report::text::{Visible, WIDTH, wrap};

/// Writes the report of `mail`: the verdict, where mail goes, what each address says of it, the findings with their fixes, and
/// what to look at where the mail does not come all the same.
pub fn write_mail(out: &mut dyn Write, mail: &MailCheck) -> io::Result<()> {
    let (style, word) = headline(mail.verdict);
    let sentence = format!("{word}: {}", sentence(mail));
    let lines = wrap(&sentence, WIDTH).join("\n");
    writeln!(out, "{style}{word}{style:#}{}", lines.strip_prefix(word).unwrap_or(&lines))?;
    write_exchanges(out, &mail.exchanges)?;
    for rows in questions(&mail.servers, &[]) {
        let Some(row) = rows.first() else { continue };
        writeln!(out, "\n{} of {}, as name servers say", row.type_asked, told(&row.name_asked))?;
        write!(out, "{}", table(&rows, held))?;
    }
    write_findings(out, &mail.findings)?;
    write_next_steps(out, mail)?;
    if mail.queries_sent == 0 { Ok(()) } else { write_effort(out, mail.queries_sent, mail.elapsed) }
}

const fn headline(verdict: Verdict) -> (Style, &'static str) {
    match verdict {
        Verdict::Proven => (GOOD, "CAN RECEIVE"),
        Verdict::Refuted => (BAD, "CANNOT RECEIVE"),
        Verdict::Inconclusive => (UNSURE, "NOT FOUND OUT"),
    }
}

/// The verdict in a sentence, without its words.
fn sentence(mail: &MailCheck) -> String {
    let address = Visible(&mail.address);
    match (mail.verdict, &mail.parts) {
        (_, None) if mail.address.is_empty() => "an e-mail address is missing.".to_string(),
        (_, None) => format!("{address} is no e-mail address."),
        (Verdict::Proven, _) => format!("as far as DNS can tell, mail for {address} arrives."),
        (Verdict::Refuted, _) if is_disputed(mail) => format!("mail for {address} does not always arrive."),
        (Verdict::Refuted, _) => format!("mail for {address} has nowhere to go."),
        (Verdict::Inconclusive, _) => format!("whether mail for {address} arrives could not be found out."),
    }
}

fn is_disputed(mail: &MailCheck) -> bool {
    mail.findings.iter().any(|finding| finding.code == Code::MailServersDisagree)
}

/// Preference, host, addresses, in columns.
fn write_exchanges(out: &mut dyn Write, exchanges: &[MailExchange]) -> io::Result<()> {
    if exchanges.is_empty() {
        return Ok(());
    }
    writeln!(out, "\nwhere mail goes, by preference")?;
    let name = exchanges.iter().map(|it| told(&it.exchange.host).len()).max().unwrap_or_default();
    let preference = exchanges.iter().map(|it| it.exchange.preference.to_string().len()).max().unwrap_or_default();
    for it in exchanges {
        let (host, number) = (told(&it.exchange.host), it.exchange.preference);
        let beside = if it.is_implicit { " (for want of an MX record)" } else { "" };
        writeln!(out, "  {number:preference$}  {host:name$}  {}{beside}", addresses(it))?;
    }
    Ok(())
}

fn addresses(exchange: &MailExchange) -> String {
    if exchange.addresses.is_empty() {
        return String::from("no address found");
    }
    exchange.addresses.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

fn write_next_steps(out: &mut dyn Write, mail: &MailCheck) -> io::Result<()> {
    let steps = mail.next_steps();
    if steps.is_empty() {
        return Ok(());
    }
    let heading = match mail.verdict {
        Verdict::Refuted => "Once that is mended, and if the mail still does not come",
        Verdict::Proven | Verdict::Inconclusive => "If the mail does not come",
    };
    writeln!(out, "\n{heading}, look at what no tool sees from outside:")?;
    for (number, step) in steps.iter().enumerate() {
        for (line, text) in wrap(&Visible(step).to_string(), WIDTH - 5).iter().enumerate() {
            let lead = if line == 0 { format!("{}.", number + 1) } else { String::new() };
            writeln!(out, "  {lead:2} {text}")?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
