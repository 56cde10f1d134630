//! What loopback has to bear for a server that looks: addresses of its interface, and a network without a route.
//!
//! 127/8 is all there without a word, yet BIND listens only at addresses that an interface lists. `ip` (iproute2) gives
//! them to `lo`, which needs `CAP_NET_ADMIN` over the network namespace: root has it, `sudo` may give it, and anybody has
//! it in a namespace of their own:
//! `unshare --user --map-root-user --net sh -c 'ip link set lo up && cargo test --offline -- --include-ignored real::'`.
//!
//! A shell does it, and takes everything back once its input ends: when the tests end, however they end.

use std::io::{BufRead, BufReader, Write as _};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, UdpSocket};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::{LazyLock, Mutex, PoisonError};

/// Reads `ip` commands with `add` in them, answers each with a line; at the end of its input runs them with `del`.
const STEWARD: &str = r#"
trap '' INT TERM HUP
asking=
[ "$(id -u)" = 0 ] || asking='sudo -n'
taken=
while read -r command; do
  if said=$($asking ip $command 2>&1); then taken="$taken${command%% add *} del ${command#* add }
"; fi
  echo "$said" | tr '\n' ' '; echo
done
printf %s "$taken" | $asking ip -force -batch -
"#;

struct Steward {
    // Kept, so that its pipes stay open.
    _child: Child,
    commands: ChildStdin,
    answers: BufReader<ChildStdout>,
}

static STEWARD_OF_ALL: LazyLock<Mutex<Steward>> = LazyLock::new(|| Mutex::new(Steward::start()));

impl Steward {
    fn start() -> Self {
        let mut child = Command::new("sh")
            .args(["-c", STEWARD])
            .env("PATH", format!("{}:/usr/sbin:/sbin", std::env::var("PATH").unwrap_or_default()))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("a shell");
        let commands = child.stdin.take().expect("it is piped");
        let answers = BufReader::new(child.stdout.take().expect("it is piped"));
        Self { _child: child, commands, answers }
    }

    /// What `ip` complains of.
    fn run(&mut self, command: &str) -> String {
        writeln!(self.commands, "{command}").expect("the shell reads");
        let mut said = String::new();
        self.answers.read_line(&mut said).expect("the shell answers");
        said.trim().to_owned()
    }
}

/// Makes `lo` list an address of 127/8. `::1` it lists anyway.
pub(crate) fn bear(address: IpAddr) {
    if address.is_ipv4() && address != Ipv4Addr::LOCALHOST {
        run(&format!("addr add {address}/32 dev lo"));
    }
}

/// Makes sure that no route leads to `address`, so that no packet can leave.
pub(crate) fn cut_off(address: IpAddr) {
    let socket = UdpSocket::bind("[::]:0").expect("a socket of the IPv6 family");
    // Connecting sends nothing; it looks for the route.
    if socket.connect(SocketAddr::new(address, 53)).is_ok() {
        run(&format!("route add throw {address}/128"));
    }
}

fn run(command: &str) {
    let said = STEWARD_OF_ALL.lock().unwrap_or_else(PoisonError::into_inner).run(command);
    assert!(
        said.is_empty() || said.contains("File exists"),
        "`ip {command}`: {said}\nThis needs iproute2 and CAP_NET_ADMIN: run as root, or in a network namespace of your own: \
         unshare --user --map-root-user --net sh -c 'ip link set lo up && cargo test --offline -- --include-ignored real::'"
    );
}
