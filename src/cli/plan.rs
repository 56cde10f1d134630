//! What was typed → what a check needs. Pure: files have been read, nothing has been sent.

use core::net::SocketAddr;
use core::time::Duration;

use std::format;
use std::string::String;

use super::arguments::{
    AskedArguments, BesideArguments, CheckArguments, NsArguments, RequireWord, TxtArguments, WaitArguments,
};
use super::domain::{NotAName, TypedName, parse_domain, parse_name};
use super::expected::Expected;
use super::hints::parse_hints;
use super::server::{parse_resolver, parse_server};
use super::sources::{SYSTEM, Sources};
use super::usage::UsageError;
use super::wait::{Pace, SHORTEST_PAUSE};
use crate::batch::BatchPolicy;
use crate::check::{Families, FixedServer, Goal, PrivateAddresses, Reading, Require, SecondOpinions, Start, Task};
use crate::exchange::Transports;
use crate::wire::RecordType;

/// What one run of `check`, `ns` or `txt` needs.
#[derive(Clone, Debug)]
pub struct Plan {
    /// What is to be found out.
    pub task: Task,
    /// How it is asked.
    pub policy: BatchPolicy,
    /// The domain as it was typed, where that is Unicode.
    pub unicode: Option<String>,
}

impl Plan {
    /// What `check` needs.
    pub fn check(arguments: &CheckArguments, sources: &Sources) -> Result<Self, UsageError> {
        let CheckArguments { domain, wanted, asked, server, .. } = arguments;
        let typed = parse_domain(domain).map_err(|error| not_a_name("DOMAIN", domain, &error))?;
        let Expected { provider, expectations } = Expected::read(wanted, &typed, sources)?;
        let servers = server.iter().map(|text| fixed_server("--server", text, asked)).collect::<Result<_, _>>()?;
        let mut plan = Self::new(typed, Goal::Prove(expectations), asked, sources)?;
        plan.task.servers = servers;
        plan.task.provider = provider;
        plan.task.require = arguments.require.into();
        plan.task.rounds = arguments.beside.rounds;
        plan.task.second_opinions = second_opinions(&arguments.beside, asked, sources)?;
        Ok(plan)
    }

    /// What `ns` needs.
    pub fn name_servers(arguments: &NsArguments, sources: &Sources) -> Result<Self, UsageError> {
        let NsArguments { domain, asked, .. } = arguments;
        let typed = parse_domain(domain).map_err(|error| not_a_name("DOMAIN", domain, &error))?;
        Self::new(typed, Goal::NameServers, asked, sources)
    }

    /// What `txt` needs.
    pub fn show(arguments: &TxtArguments, sources: &Sources) -> Result<Self, UsageError> {
        let TxtArguments { name, server, asked, .. } = arguments;
        let typed = parse_name(name).map_err(|error| not_a_name("NAME", name, &error))?;
        let server = server.as_deref().map(|text| fixed_server("SERVER", text, asked)).transpose()?;
        let reading = if server.is_some() { Reading::AsGiven } else { Reading::Authoritative };
        let goal = Goal::Show { name: typed.name.clone(), record_type: RecordType::TXT, reading };
        let mut plan = Self::new(typed, goal, asked, sources)?;
        plan.task.servers.extend(server);
        Ok(plan)
    }

    /// What `mail` needs, for the domain of an address. One name server that answers is enough: senders ask no second one.
    pub(super) fn mail(domain: TypedName, asked: &AskedArguments, sources: &Sources) -> Result<Self, UsageError> {
        let mut plan = Self::new(domain, Goal::Mail, asked, sources)?;
        plan.task.require = Require::One;
        Ok(plan)
    }

    fn new(typed: TypedName, goal: Goal, asked: &AskedArguments, sources: &Sources) -> Result<Self, UsageError> {
        let task = Task {
            unix_time: sources.unix_time,
            start: start(asked, sources)?,
            port: asked.port,
            families: families(asked),
            private_addresses: if asked.allow_private { PrivateAddresses::Ask } else { PrivateAddresses::Skip },
            ..Task::new(typed.name, goal)
        };
        let policy = BatchPolicy {
            transports: if asked.tcp { Transports::TcpOnly } else { Transports::UdpThenTcp },
            tries: asked.tries,
            timeout: time("--timeout", &asked.timeout)?,
        };
        Ok(Self { task, policy, unicode: typed.unicode })
    }
}

fn fixed_server(argument: &str, text: &str, asked: &AskedArguments) -> Result<FixedServer, UsageError> {
    parse_server(text, asked.port).map_err(|error| UsageError::new(argument, text, error))
}

fn second_opinions(
    beside: &BesideArguments,
    asked: &AskedArguments,
    sources: &Sources,
) -> Result<SecondOpinions, UsageError> {
    let placed_at = beside.placed_at.as_deref().map(|text| fixed_server("--placed-at", text, asked)).transpose()?;
    let resolvers = beside.also_ask.iter().map(|text| resolver("--also-ask", text, sources));
    Ok(SecondOpinions { placed_at, also_ask: resolvers.collect::<Result<_, _>>()? })
}

fn start(asked: &AskedArguments, sources: &Sources) -> Result<Start, UsageError> {
    if let Some(via) = asked.discover_via.as_deref() {
        return resolver("--discover-via", via, sources).map(Start::Recursive);
    }
    let Some(file) = &sources.root_hints else { return Ok(Start::Root(crate::delegation::root_hints())) };
    let hints = parse_hints(&file.octets);
    hints
        .map(Start::Root)
        .map_err(|error| UsageError::new("--root-hints", file.shown_path(), format!("cannot be used: {error}")))
}

fn resolver(argument: &str, text: &str, sources: &Sources) -> Result<SocketAddr, UsageError> {
    let of_system = if text == SYSTEM { sources.system_resolver } else { None };
    let resolver = of_system.map_or_else(|| parse_resolver(text), Ok);
    resolver.map_err(|error| UsageError::new(argument, text, error))
}

const fn families(asked: &AskedArguments) -> Families {
    match (asked.ipv4, asked.ipv6) {
        (true, _) => Families::Ipv4,
        (false, true) => Families::Ipv6,
        (false, false) => Families::Both,
    }
}

/// A duration in which something is to happen.
fn time(argument: &str, text: &str) -> Result<Duration, UsageError> {
    match duration(argument, text)? {
        Duration::ZERO => Err(UsageError::new(argument, text, "leaves no time to ask anything")),
        duration => Ok(duration),
    }
}

/// `1m30s`, or a bare number of seconds.
fn duration(argument: &str, text: &str) -> Result<Duration, UsageError> {
    let duration = match text.parse() {
        Ok(seconds) => Duration::try_from_secs_f64(seconds).ok(),
        Err(_) => humantime::parse_duration(text).ok(),
    };
    duration.ok_or_else(|| UsageError::new(argument, text, "is no duration such as 10s, 1m30s or 10"))
}

impl TryFrom<&WaitArguments> for Pace {
    type Error = UsageError;

    fn try_from(arguments: &WaitArguments) -> Result<Self, UsageError> {
        let WaitArguments { interval, deadline, .. } = arguments;
        let pace = Self { interval: duration("--interval", interval)?, deadline: time("--deadline", deadline)? };
        if pace.interval < SHORTEST_PAUSE {
            let problem = "is too short a pause; name servers limit how often they answer, so 100ms is the least";
            return Err(UsageError::new("--interval", interval, problem));
        }
        Ok(pace)
    }
}

pub(super) fn not_a_name(argument: &str, text: &str, error: &NotAName) -> UsageError {
    let example = error.instead().filter(|_| argument != "--name");
    UsageError::new(argument, text, error).with_example(example)
}

impl From<RequireWord> for Require {
    fn from(word: RequireWord) -> Self {
        match word {
            RequireWord::One => Self::One,
            RequireWord::Half => Self::Half,
            RequireWord::All => Self::All,
        }
    }
}

#[cfg(test)]
mod tests;
