//! What can be typed, and what its help says.

use std::ffi::OsString;
// `Subcommand`'s derived code writes `format!`.
use std::format;
use std::path::PathBuf;
use std::string::String;
use std::vec::Vec;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Everything that was typed.
#[derive(Debug, Parser)]
#[command(
    name = "txtproof",
    version,
    about = "Proves that a domain-verification record is published, octet for octet, on every authoritative name server, \
             or names what is wrong and the one edit that mends it.",
    max_term_width = 100,
    args_override_self = true,
    after_help = "Begin with `txtproof demo`: faults shown and explained, without a network.\n\
                  Exit codes: 0 proven, 1 refuted, 2 usage error (nothing was asked), 3 inconclusive."
)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Prove one domain's verification record: ask every authoritative name server, compare, explain
    Check(CheckArguments),
    /// Check again and again until the record is proven or the deadline passes
    Wait(WaitArguments),
    /// Show a domain's name servers and their addresses, as the parent and the zone itself list them
    Ns(NsArguments),
    /// Show the TXT records of one name, at one server or at each authoritative server
    Txt(TxtArguments),
    /// Tell whether an e-mail address can receive the verification mail: its spelling, and where DNS sends its mail
    Mail(MailArguments),
    /// Show one DNS message, from raw octets or hex text
    Decode(DecodeArguments),
    /// List the providers whose verification records are known, and what the records look like
    Providers(ProvidersArguments),
    /// Show faults and their explanations, without a network, against name servers of its own
    Demo(DemoArguments),
}

/// `check`.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  txtproof check example.com --expect 'fmxqxT/icOYx4aA/bEUrDPMeax9/s3frblS+niixmqk='\n\n\
                        Exit codes: 0 proven, 1 refuted, 2 usage error (nothing was asked), 3 inconclusive."
)]
pub struct CheckArguments {
    /// The domain to verify, such as example.com
    #[arg(value_name = "DOMAIN")]
    pub domain: String,
    /// What is looked for.
    #[command(flatten)]
    pub wanted: WantedArguments,
    /// Who is asked.
    #[command(flatten)]
    pub asked: AskedArguments,
    /// Ask this server, and no other; repeatable
    #[arg(long, value_name = "NAME|ADDR[:PORT]", help_heading = ASKED)]
    pub server: Vec<String>,
    /// Of how many name servers, counted by name, there must be evidence for a proof
    #[arg(long, value_name = "one|half|all", default_value = "half", hide_possible_values = true, help_heading = ASKED)]
    pub require: RequireWord,
    /// Who is asked beside.
    #[command(flatten)]
    pub beside: BesideArguments,
    /// How it is told.
    #[command(flatten)]
    pub told: ToldArguments,
}

/// `wait`.
#[derive(Debug, Args)]
#[command(
    mut_arg("timeout", |argument| argument.help("How long each round may take: 10s, 1m30s; a bare number is seconds")),
    after_help = "Example:\n  txtproof wait example.com --expect 'fmxqxT/icOYx4aA/bEUrDPMeax9/s3frblS+niixmqk='\n\n\
                  Standard error tells how it goes, standard output the last whole report.\n\
                  Exit codes, of the last round: 0 proven, 1 refuted, 2 usage error (nothing was asked), 3 inconclusive or \
                  interrupted."
)]
pub struct WaitArguments {
    /// How long to wait altogether; the last round is over by then
    #[arg(long, value_name = "DURATION", default_value = "10m", allow_negative_numbers = true, help_heading = WAITED)]
    pub deadline: String,
    /// The first pause; each is half as long again as the one before, up to 1m (or the first, if that is longer), less up to
    /// a quarter by chance
    #[arg(long, value_name = "DURATION", default_value = "5s", allow_negative_numbers = true, help_heading = WAITED)]
    pub interval: String,
    /// What each round checks.
    #[command(flatten)]
    pub check: CheckArguments,
}

const WAITED: &str = "How long it is waited for";
/// Second opinions: asked too, never part of the verdict.
#[derive(Debug, Args)]
#[command(next_help_heading = BESIDE)]
pub struct BesideArguments {
    /// Where you put the record: tells whether the domain is delegated elsewhere
    #[arg(long, value_name = "NAME|ADDR[:PORT]")]
    pub placed_at: Option<String>,
    /// A recursive resolver to ask, once the authorities hold the record, what it still sees; repeatable
    #[arg(long, value_name = "ADDR[:PORT]|system")]
    pub also_ask: Vec<String>,
    /// How often each address is asked, to see whether its answers vary
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u8).range(1..=20))]
    pub rounds: u8,
}

const WANTED: &str = "What is looked for";
const ASKED: &str = "Who is asked";
const BESIDE: &str = "Second opinions, never part of the verdict";
const TOLD: &str = "How it is told";

/// What `check` looks for.
#[derive(Debug, Args)]
#[command(next_help_heading = WANTED)]
pub struct WantedArguments {
    /// The value that must be published, octet for octet; repeatable, and then every one must be
    #[arg(long, value_name = "VALUE", allow_hyphen_values = true, required_unless_present_any = ["provider", "record", "records"])]
    pub expect: Vec<OsString>,
    /// One of several expected values is enough
    #[arg(long)]
    pub any: bool,
    /// The provider whose record it is: sets the record's name, type and shape (`txtproof providers` lists them)
    /// [default: ses]
    #[arg(long, value_name = "ID", conflicts_with = "name")]
    pub provider: Option<String>,
    /// What the provider's record leaves open, such as selector=s1; repeatable
    #[arg(long, value_name = "KEY=VALUE")]
    pub set: Vec<String>,
    /// Instead of a provider: the labels in front of the domain, `@` for the domain itself
    #[arg(long, value_name = "PREFIX", allow_hyphen_values = true)]
    pub name: Option<String>,
    /// With --name: the record's type; a CNAME's value is its target, an MX's `PREFERENCE HOST` [default: TXT]
    #[arg(long = "type", value_name = "TXT|CNAME|MX")]
    pub record_type: Option<String>,
    /// A whole record as the provider prints it, in zone-file syntax; repeatable
    #[arg(long, value_name = "NAME TYPE VALUE")]
    pub record: Vec<String>,
    /// Records from a file: zone-file lines, or a CSV with columns for name, type and value
    #[arg(long, value_name = "FILE")]
    pub records: Option<PathBuf>,
}

/// `ns`.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  txtproof ns example.com\n\n\
                        Exit codes: 0 found, 1 no such domain, 2 usage error, 3 nothing answered.")]
pub struct NsArguments {
    /// The domain, such as example.com
    #[arg(value_name = "DOMAIN")]
    pub domain: String,
    /// Who is asked.
    #[command(flatten)]
    pub asked: AskedArguments,
    /// How it is told.
    #[command(flatten)]
    pub told: ToldArguments,
}

/// `txt`.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  txtproof txt _amazonses.example.com\n  txtproof txt _amazonses.example.com ns1.example.net\n\n\
                        Exit codes: 0 records shown, 1 no such record, 2 usage error, 3 nothing answered."
)]
pub struct TxtArguments {
    /// The record's full name, such as _amazonses.example.com
    #[arg(value_name = "NAME")]
    pub name: String,
    /// The server to ask, as nslookup would; without it every authoritative server is asked
    #[arg(value_name = "SERVER")]
    pub server: Option<String>,
    /// Who is asked.
    #[command(flatten)]
    pub asked: AskedArguments,
    /// How it is told.
    #[command(flatten)]
    pub told: ToldArguments,
}

/// `mail`.
#[derive(Debug, Args)]
#[command(
    mut_arg("discover_via", |argument| argument.help(
        "Let a recursive resolver find the name servers and the mail servers' addresses; the MX records are never asked of it"
    )),
    after_help = "Example:\n  txtproof mail alice@example.com\n\n\
                  No mail is sent, and no mail server is connected to: port 25 is blocked from most places, and trying \
                  addresses there harms the sender's reputation. What DNS cannot tell is listed as the next steps.\n\n\
                  Exit codes: 0 can receive, 1 cannot (or the address is malformed), 2 usage error (nothing was asked), \
                  3 not found out."
)]
pub struct MailArguments {
    /// The e-mail address, such as alice@example.com; in quotes where the shell would take it apart
    #[arg(value_name = "ADDRESS")]
    pub address: String,
    /// Who is asked.
    #[command(flatten)]
    pub asked: AskedArguments,
    /// How it is told.
    #[command(flatten)]
    pub told: ToldArguments,
}

/// `decode`.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  echo '0007 8400 0000 0000 0000 0000 # a header alone' | txtproof decode\n\n\
                        Exit codes: 0 decoded, 1 malformed, 2 usage error.")]
pub struct DecodeArguments {
    /// Raw octets, or hex text with `#` comments; `-` is standard input
    #[arg(value_name = "FILE", default_value = "-")]
    pub file: PathBuf,
    /// How it is told.
    #[command(flatten)]
    pub told: ToldArguments,
}

/// `providers`.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  txtproof check example.com --provider ses-byodkim --set selector=s1 --expect 'p=MIGf...'"
)]
pub struct ProvidersArguments {
    /// How it is told.
    #[command(flatten)]
    pub told: ToldArguments,
}

/// `demo`.
#[derive(Debug, Args)]
#[command(after_help = "Exit codes: 0 all came out as expected, 1 something did not, 2 usage error.")]
pub struct DemoArguments {
    /// Show every finding that there is, not just the most common faults
    #[arg(long)]
    pub all: bool,
    /// How it is told.
    #[command(flatten)]
    pub shown: ShownArguments,
}

/// Who is asked, and how.
#[derive(Debug, Args)]
#[command(next_help_heading = ASKED)]
#[expect(clippy::struct_excessive_bools, reason = "so many flags can be typed")]
pub struct AskedArguments {
    /// Begin at these root servers instead of the built-in ones (a file in the format of named.root)
    #[arg(long, value_name = "FILE", conflicts_with = "discover_via")]
    pub root_hints: Option<PathBuf>,
    /// Let a recursive resolver find the name servers; the record itself is never asked of it
    #[arg(long, value_name = "ADDR[:PORT]|system")]
    pub discover_via: Option<String>,
    /// Ask IPv4 addresses alone
    #[arg(short = '4', conflicts_with = "ipv6")]
    pub ipv4: bool,
    /// Ask IPv6 addresses alone
    #[arg(short = '6')]
    pub ipv6: bool,
    /// The port of every server that has none of its own
    #[arg(long, value_name = "PORT", default_value_t = 53, value_parser = clap::value_parser!(u16).range(1..))]
    pub port: u16,
    /// Ask over TCP alone
    #[arg(long)]
    pub tcp: bool,
    /// How long all of it may take: 10s, 1m30s; a bare number is seconds
    #[arg(long, value_name = "DURATION", default_value = "10s", allow_negative_numbers = true)]
    pub timeout: String,
    /// The most transmissions for each server and question
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u8).range(1..))]
    pub tries: u8,
    /// Also ask addresses found by DNS that the Internet cannot reach
    #[arg(long)]
    pub allow_private: bool,
    /// Show every query and response on standard error
    #[arg(short, long, conflicts_with = "quiet", help_heading = TOLD)]
    pub verbose: bool,
}

/// How a report is told.
#[derive(Debug, Args)]
#[command(next_help_heading = TOLD)]
pub struct ToldArguments {
    /// Text for people, or JSON: indented on a terminal, else one line
    #[arg(
        long,
        value_name = "human|json",
        default_value = "human",
        hide_possible_values = true,
        overrides_with = "json"
    )]
    pub format: FormatWord,
    /// Short for --format json
    #[arg(long, overrides_with = "format")]
    pub json: bool,
    /// How it is shown.
    #[command(flatten)]
    pub shown: ShownArguments,
}

/// How anything is shown.
#[derive(Clone, Copy, Debug, Args)]
#[command(next_help_heading = TOLD)]
pub struct ShownArguments {
    /// Colours; `auto` wants a terminal and no `NO_COLOR`
    #[arg(long, value_name = "auto|always|never", default_value = "auto", hide_possible_values = true)]
    pub color: ColorWord,
    /// Print no report: the exit code tells
    #[arg(short, long)]
    pub quiet: bool,
}

/// `--require`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum RequireWord {
    /// One name server
    One,
    /// At least half of them
    Half,
    /// All of them
    All,
}

/// `--format`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FormatWord {
    /// Text for people
    Human,
    /// One JSON object
    Json,
}

/// `--color`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ColorWord {
    /// On a terminal, unless `NO_COLOR` is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}
