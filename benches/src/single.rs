//! One look-up by each program, from start to end: `TXT name @server`, answered by NSD on loopback.

use std::fs;
use std::io;
use std::net::UdpSocket;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use wait4::Wait4;

use crate::folder::Folder;
use crate::machine;

const ROUNDS: usize = 100;
/// What does not change from run to run is measured less often.
const RSS_ROUNDS: usize = 9;
const START_LIMIT: Duration = Duration::from_secs(10);

const ZONE: &str = "example-corp.test";
const NAME: &str = "_amazonses.example-corp.test";
const VALUE: &str = "fmxqxT/icOYx4aA/bEUrDPMeax9/s3frblS+niixmqk=";

/// Measures every program and prints a table.
pub(crate) fn run() -> io::Result<bool> {
    let folder = Folder::new()?;
    let server = Server::start(folder.path())?;
    let programs = programs(server.port)?;
    server.wait_for(&programs[0])?;
    for program in &programs {
        program.assert_answer()?;
    }
    let mut runs: Vec<Vec<Run>> = programs.iter().map(|_| Vec::new()).collect();
    for _ in 0..ROUNDS {
        for (program, runs) in programs.iter().zip(&mut runs) {
            runs.push(program.run()?);
        }
    }
    println!("TXT at one server, medians of {ROUNDS} turns; {}.\n", machine::description());
    println!(
        "| program | wall ms | CPU ms | RSS MiB | file + libraries MB | system calls |\n|---|---:|---:|---:|---:|---:|"
    );
    for (program, runs) in programs.iter().zip(&runs) {
        println!("{}", program.line(runs, folder.path())?);
    }
    Ok(true)
}

/// A program and how it is asked to look up.
struct Program {
    name: &'static str,
    path: PathBuf,
    arguments: Vec<String>,
    is_looking_up: bool,
}

/// How long it took, and how much of that it computed.
struct Run {
    wall: Duration,
    cpu: Duration,
}

fn programs(port: u16) -> io::Result<[Program; 4]> {
    let port = port.to_string();
    let own = strings(&["txt", NAME, "127.0.0.1", "--port", &port]);
    let dig = strings(&["@127.0.0.1", "-p", &port, NAME, "TXT"]);
    Ok([
        Program { name: "txtproof", path: build()?, arguments: own, is_looking_up: true },
        Program { name: "kdig", path: find("kdig", "knot-dnsutils")?, arguments: dig.clone(), is_looking_up: true },
        Program { name: "dig", path: find("dig", "bind9-dnsutils")?, arguments: dig, is_looking_up: true },
        // What starting and ending any program costs here.
        Program { name: "true", path: find("true", "coreutils")?, arguments: Vec::new(), is_looking_up: false },
    ])
}

fn strings(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

/// Builds the program as it is released.
fn build() -> io::Result<PathBuf> {
    let project = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize()?;
    let target = project.join("target");
    let mut cargo = Command::new("cargo");
    cargo.args(["build", "--quiet", "--release", "--bin", "txtproof"]);
    let status = cargo.arg("--target-dir").arg(&target).current_dir(&project).status()?;
    if status.success() { Ok(target.join("release/txtproof")) } else { Err(io::Error::other("no program to measure")) }
}

/// Where a program of a Debian package is; servers stand where only root's PATH looks.
fn find(program: &str, package: &str) -> io::Result<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = std::env::split_paths(&path).chain(["/usr/sbin".into()]);
    let found = folders.map(|folder| folder.join(program)).find(|path| path.is_file());
    found.ok_or_else(|| io::Error::other(format!("no {program} (Debian: apt-get install {package})")))
}

/// A command that looks for libraries where everybody's does: cargo names folders of its own, which cost system calls.
fn alone(path: &Path) -> Command {
    let mut command = Command::new(path);
    command.env_remove("LD_LIBRARY_PATH");
    command
}

impl Program {
    fn command(&self) -> Command {
        let mut command = alone(&self.path);
        command.args(&self.arguments).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command
    }

    /// The same by another program, which puts what it finds into `file`.
    fn under(&self, observer: &Path, options: &[&str], file: &Path) -> io::Result<String> {
        let mut command = alone(observer);
        command.args(options).arg("-o").arg(file).arg(&self.path).args(&self.arguments);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status()?;
        fs::read_to_string(file)
    }

    fn run(&self) -> io::Result<Run> {
        let started = Instant::now();
        let ended = self.command().spawn()?.wait4()?;
        let wall = started.elapsed();
        if !ended.status.success() {
            return Err(io::Error::other(format!("{}: {}", self.name, ended.status)));
        }
        Ok(Run { wall, cpu: ended.rusage.utime + ended.rusage.stime })
    }

    fn assert_answer(&self) -> io::Result<()> {
        let output = self.command().stdout(Stdio::piped()).output()?;
        let has_answer = String::from_utf8_lossy(&output.stdout).contains(VALUE);
        if has_answer == self.is_looking_up {
            Ok(())
        } else {
            Err(io::Error::other(format!("{}: no answer", self.name)))
        }
    }

    fn line(&self, runs: &[Run], folder: &Path) -> io::Result<String> {
        let wall = milliseconds(runs.iter().map(|run| run.wall));
        let cpu = milliseconds(runs.iter().map(|run| run.cpu));
        let (rss, size, calls) = (self.rss(folder)?, self.size()?, self.system_calls(folder)?);
        Ok(format!("| {} | {wall:.2} | {cpu:.2} | {rss:.1} | {size:.1} | {calls} |", self.name))
    }

    /// In MiB, at its highest. A small program starts this one, for what a starter holds counts until then.
    fn rss(&self, folder: &Path) -> io::Result<f64> {
        let time = find("time", "time")?;
        let measure = |_| {
            let text = self.under(&time, &["-f", "%M"], &folder.join("rss"))?;
            text.trim().parse().map_err(io::Error::other)
        };
        let kibibytes: io::Result<Vec<f64>> = (0..RSS_ROUNDS).map(measure).collect();
        Ok(median(kibibytes?) / 1024.0)
    }

    /// Those that a run makes, its loading included.
    fn system_calls(&self, folder: &Path) -> io::Result<usize> {
        let text = self.under(&find("strace", "strace")?, &["-f"], &folder.join("calls"))?;
        let is_call = |line: &&str| !["+++ ", "--- ", "resumed>"].iter().any(|other| line.contains(other));
        Ok(text.lines().filter(is_call).count())
    }

    /// In MB: the file, and the libraries that it loads.
    fn size(&self) -> io::Result<f64> {
        let output = Command::new("ldd").arg(&self.path).output()?;
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let libraries = text.split_whitespace().filter(|word| word.starts_with('/')).map(PathBuf::from);
        let files = libraries.chain([self.path.clone()]);
        let sizes: io::Result<Vec<u64>> = files.map(|file| Ok(fs::metadata(file)?.len())).collect();
        let octets = u32::try_from(sizes?.into_iter().sum::<u64>()).map_err(io::Error::other)?;
        Ok(f64::from(octets) / 1e6)
    }
}

fn milliseconds(durations: impl Iterator<Item = Duration>) -> f64 {
    median(durations.map(|duration| duration.as_secs_f64() * 1e3).collect())
}

fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied().unwrap_or(f64::NAN)
}

/// NSD with one record, on a port of loopback that was free.
struct Server {
    child: Child,
    port: u16,
}

impl Server {
    fn start(folder: &Path) -> io::Result<Self> {
        let port = UdpSocket::bind("127.0.0.1:0")?.local_addr()?.port();
        let (configuration, zone) = (folder.join("nsd.conf"), folder.join("zone"));
        let soa = "@ 60 SOA ns admin 1 3600 600 86400 60\n@ 60 NS ns\nns 60 A 127.0.0.1\n";
        fs::write(&zone, format!("$ORIGIN {ZONE}.\n{soa}_amazonses 60 TXT \"{VALUE}\"\n"))?;
        fs::write(&configuration, nsd_configuration(folder, port))?;
        let mut nsd = Command::new(find("nsd", "nsd")?);
        let nsd = nsd.arg("-d").arg("-c").arg(&configuration).stdout(Stdio::null()).stderr(Stdio::null());
        Ok(Self { child: nsd.spawn()?, port })
    }

    fn wait_for(&self, program: &Program) -> io::Result<()> {
        let started = Instant::now();
        while program.assert_answer().is_err() {
            if started.elapsed() > START_LIMIT {
                return Err(io::Error::other(format!("NSD does not answer at port {}", self.port)));
            }
            thread::sleep(Duration::from_millis(20));
        }
        Ok(())
    }
}

fn nsd_configuration(folder: &Path, port: u16) -> String {
    let here = folder.display();
    format!(
        r#"server:
  ip-address: 127.0.0.1@{port}
  server-count: 1
  username: ""
  chroot: ""
  zonesdir: "{here}"
  database: ""
  pidfile: "{here}/nsd.pid"
  zonelistfile: "{here}/zone.list"
  xfrdfile: "{here}/xfrd.state"
  xfrdir: "{here}"
remote-control:
  control-enable: no
zone:
  name: "{ZONE}"
  zonefile: "zone"
"#
    )
}

impl Drop for Server {
    /// Asks it to end, so that it ends its own processes too.
    fn drop(&mut self) {
        let _ = Command::new("kill").arg(self.child.id().to_string()).status();
        let _ = self.child.wait();
    }
}
