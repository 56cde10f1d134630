//! A whole run: arguments in, report out.

use std::boxed::Box;
use std::ffi::OsString;
use std::io;
use std::string::String;
use std::vec::Vec;

use clap::Parser;
use clap::error::ErrorKind;

use super::arguments::{
    Arguments, CheckArguments, Command, DecodeArguments, DemoArguments, NsArguments, ProvidersArguments, TxtArguments,
};
use super::decode::{message_octets, read_input};
use super::exit::Exit;
use super::mail::run_mail;
use super::output::{Output, pardon_broken_pipe};
use super::plan::Plan;
use super::sources::Sources;
use super::trace::trace;
use super::usage::{UsageError, from_clap};
use super::wait::run_wait;
use crate::check::Check;
use crate::demo::{self, Programme, Style};
use crate::net::{self, NetOptions, Observer, OsRandom};
use crate::proof::Proof;
use crate::provider::{PROVIDERS, Provider};
use crate::report::catalogue::{CatalogueReport, write_catalogue};
use crate::report::human::{Title, write_check, write_ns, write_txt};
use crate::report::json::{CheckReport, NsReport, TxtReport};
use crate::report::message::{DecodeError, ErrorReport, MessageReport};

/// Why a run ends without a report.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// What was typed cannot be done, in clap's judgement.
    #[error("{0}")]
    Arguments(String),
    /// What was typed cannot be done.
    #[error(transparent)]
    Usage(#[from] UsageError),
    /// This machine's own trouble: no sockets, or nowhere to write the report.
    #[error(transparent)]
    Io(#[from] io::Error),
}

impl Error {
    /// How the run ends.
    pub const fn exit(&self) -> Exit {
        match self {
            Self::Arguments(_) | Self::Usage(_) => Exit::Usage,
            Self::Io(_) => Exit::Undecided,
        }
    }
}

/// Does what `typed` (the program's name first) asks for and prints the report on standard output.
pub fn run(typed: impl IntoIterator<Item = OsString>) -> Result<Exit, Error> {
    let typed: Vec<OsString> = typed.into_iter().collect();
    let arguments = match Arguments::try_parse_from(&typed) {
        Ok(arguments) => arguments,
        Err(error) => return help_or_error(&error, &typed),
    };
    match arguments.command {
        Command::Check(arguments) => run_check(&arguments),
        Command::Wait(arguments) => run_wait(&arguments),
        Command::Ns(arguments) => run_ns(&arguments),
        Command::Txt(arguments) => run_txt(&arguments),
        Command::Mail(arguments) => run_mail(&arguments),
        Command::Decode(arguments) => run_decode(&arguments),
        Command::Providers(arguments) => run_providers(&arguments),
        Command::Demo(arguments) => run_demo(&arguments),
    }
}

fn help_or_error(error: &clap::Error, typed: &[OsString]) -> Result<Exit, Error> {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            error.print().or_else(pardon_broken_pipe)?;
            Ok(Exit::Positive)
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand | ErrorKind::MissingSubcommand => {
            Err(Error::Arguments("a command is missing; right: txtproof demo (or txtproof --help)".into()))
        }
        _ => {
            let typed: Vec<String> = typed.iter().map(|word| word.to_string_lossy().into_owned()).collect();
            Err(Error::Arguments(from_clap(error, &typed)))
        }
    }
}

fn run_check(arguments: &CheckArguments) -> Result<Exit, Error> {
    let plan = Plan::check(arguments, &Sources::of_check(arguments)?)?;
    remind_of_others(arguments, plan.task.provider);
    let (goal, unicode) = (plan.task.goal.clone(), plan.unicode.clone());
    let proof = prove(plan, arguments.asked.verbose)?;
    let human = |out: &mut dyn io::Write| write_check(out, &proof, unicode.as_deref());
    Output::from(&arguments.told).report(|| CheckReport::from(&proof), human)?;
    Ok(Exit::of(&goal, &proof))
}

/// Where a provider hands out several values and looks for all of them, one is worth a check, but not the whole story.
pub(super) fn remind_of_others(arguments: &CheckArguments, provider: Option<&Provider>) {
    let Some((title, given)) = provider.and_then(|provider| Some((provider.title, provider.given.as_ref()?))) else {
        return;
    };
    let (count, key, asked) = (given.count, given.key, arguments.wanted.expect.len());
    if (1..count).contains(&asked) && !Output::from(&arguments.told).is_quiet() {
        anstream::eprintln!(
            "note: {title} hands out {count} {key}s; given: {asked}. Give each by an --expect of its own."
        );
    }
}

fn run_ns(arguments: &NsArguments) -> Result<Exit, Error> {
    let plan = Plan::name_servers(arguments, &Sources::read(&arguments.asked, &[])?)?;
    let (goal, unicode) = (plan.task.goal.clone(), plan.unicode.clone());
    let proof = prove(plan, arguments.asked.verbose)?;
    let human = |out: &mut dyn io::Write| write_ns(out, &proof, unicode.as_deref());
    Output::from(&arguments.told).report(|| NsReport::from(&proof), human)?;
    Ok(Exit::of(&goal, &proof))
}

fn run_txt(arguments: &TxtArguments) -> Result<Exit, Error> {
    let plan = Plan::show(arguments, &Sources::read(&arguments.asked, &[])?)?;
    let (goal, name, unicode) = (plan.task.goal.clone(), plan.task.domain.clone(), plan.unicode.clone());
    let proof = prove(plan, arguments.asked.verbose)?;
    let title = Title { name: &name, unicode: unicode.as_deref() };
    let human = |out: &mut dyn io::Write| write_txt(out, title, &proof);
    Output::from(&arguments.told).report(|| TxtReport::new(&name, &proof), human)?;
    Ok(Exit::of(&goal, &proof))
}

fn run_decode(arguments: &DecodeArguments) -> Result<Exit, Error> {
    let path = &arguments.file;
    let input = read_input(path)
        .map_err(|error| UsageError::new("FILE", path.display(), std::format!("cannot be read: {error}")))?;
    let output = Output::from(&arguments.told);
    match message_octets(&input).and_then(|octets| MessageReport::read(&octets)) {
        Ok(report) => {
            output.report(|| &report, |out| writeln!(out, "{report}"))?;
            Ok(Exit::Positive)
        }
        Err(error) => {
            output.report(|| ErrorReport::from(error), |out| write_malformed(out, error))?;
            Ok(Exit::Negative)
        }
    }
}

fn write_malformed(out: &mut dyn io::Write, error: DecodeError) -> io::Result<()> {
    writeln!(out, "malformed: {error} ({})", error.code())
}

fn run_providers(arguments: &ProvidersArguments) -> Result<Exit, Error> {
    let human = |out: &mut dyn io::Write| write_catalogue(out, PROVIDERS);
    Output::from(&arguments.told).report(|| CatalogueReport::from(PROVIDERS), human)?;
    Ok(Exit::Positive)
}

/// Runs one check over the network; `is_verbose` shows every packet on stderr.
pub(super) fn prove(plan: Plan, is_verbose: bool) -> io::Result<Proof> {
    let check = Check::new(plan.task, OsRandom::new()?.seed()?);
    net::prove(check, plan.policy, net_options(is_verbose))
}

pub(super) fn net_options(is_verbose: bool) -> NetOptions {
    let observer = is_verbose.then(|| Box::new(trace) as Observer);
    NetOptions { observer, ..NetOptions::default() }
}

fn run_demo(arguments: &DemoArguments) -> Result<Exit, Error> {
    let programme = if arguments.all { Programme::All } else { Programme::Tour };
    // It stays so where the reader has seen enough before the end.
    let mut exit = Exit::Positive;
    Output::from(arguments.shown).stream(|out| {
        let outcome = demo::run(out, Style::Coloured, programme)?;
        exit = if outcome.exit_code() == 0 { Exit::Positive } else { Exit::Negative };
        Ok(())
    })?;
    Ok(exit)
}
