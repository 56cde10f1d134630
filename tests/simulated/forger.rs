//! Somebody off the path who answers in a server's name.

use core::time::Duration;

use super::host::Query;
use super::random::Seeded;
use super::response::{MadeUp, response};

/// A forger who knows each question, and has to guess its id and its letter case.
#[derive(Clone, Debug)]
pub(crate) struct Forger {
    /// How many packets for each query over UDP.
    pub(crate) guesses: u32,
    /// They come spread over so long a time.
    pub(crate) within: Duration,
    pub(crate) aim: Aim,
    /// The TXT value that he wants to be believed.
    pub(crate) value: Vec<u8>,
}

/// Which ports his packets go to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Aim {
    /// The one that the query left by: that he knows it makes him stronger than he is.
    AtPort,
    /// One port after another, over and over: few meet the one that the query left by.
    OverPorts,
}

/// How many ports a system draws from at least.
const PORTS: u64 = 1 << 14;

impl Forger {
    /// What he sends when `query` leaves, and when each packet is there.
    pub(crate) fn packets(&self, query: &Query, random: &mut Seeded) -> Vec<(Duration, Vec<u8>)> {
        let mut question = query.question();
        question.name = question.name.to_lower_case();
        let port = random.below(PORTS);
        let micros = u64::try_from(self.within.as_micros()).expect("a short time").max(1);
        let packet = |_| {
            let [high, low, ..] = random.next().to_be_bytes();
            let lie = MadeUp::lie(&question, &self.value);
            let octets = response(u16::from_be_bytes([high, low]), &question, &[lie]);
            (Duration::from_micros(random.below(micros)), octets)
        };
        let meets_port = |number: &u32| self.aim == Aim::AtPort || u64::from(*number) % PORTS == port;
        (0..self.guesses).filter(meets_port).map(packet).collect()
    }
}
