//! Somebody off the path who answers in a server's name.

use core::time::Duration;

use super::host::Query;
use super::random::Seeded;
use super::response::{MadeUp, response};

/// A forger who knows each question and the port that it left by, and has to guess its id and its letter case. (The port
/// is guessed too; that it is known here makes him stronger than he is.)
#[derive(Clone, Debug)]
pub(crate) struct Forger {
    /// How many packets for each query over UDP.
    pub(crate) guesses: u16,
    /// They come spread over so long a time.
    pub(crate) within: Duration,
    /// The TXT value that he wants to be believed.
    pub(crate) value: Vec<u8>,
}

impl Forger {
    /// What he sends when `query` leaves, and when each packet is there.
    pub(crate) fn packets(&self, query: &Query, random: &mut Seeded) -> Vec<(Duration, Vec<u8>)> {
        let mut question = query.question();
        question.name = question.name.to_lower_case();
        let micros = u64::try_from(self.within.as_micros()).expect("a short time").max(1);
        let packet = |_| {
            let [high, low, ..] = random.next().to_be_bytes();
            let lie = MadeUp { record_type: question.record_type, ..MadeUp::txt(&question.name, &self.value) };
            let octets = response(u16::from_be_bytes([high, low]), &question, &[lie]);
            (Duration::from_micros(random.below(micros)), octets)
        };
        (0..self.guesses).map(packet).collect()
    }
}
