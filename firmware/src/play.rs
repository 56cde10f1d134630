//! Every script in its turn, one line for each by semihosting, then the RAM that was needed.

use cortex_m_semihosting::hprintln;

use crate::link::{Link, PACKET_OCTETS};
use crate::outcome::Outcome;
use crate::script::{SCRIPTS, Script};

/// What is put to the scripts.
pub trait LookUp {
    /// A look-up that has not begun.
    fn new() -> Self;

    /// Asks over `link` until there is a verdict.
    fn run(&mut self, link: &mut Link, packet: &mut [u8; PACKET_OCTETS]) -> Outcome;

    /// Whether all that still arrives changes nothing.
    fn ignores_the_rest(&mut self, link: &mut Link, packet: &mut [u8; PACKET_OCTETS]) -> bool;
}

/// Plays every script; gives how many did not come to the verdict that they must come to.
pub fn play<L: LookUp>(link: &mut Link, packet: &mut [u8; PACKET_OCTETS]) -> usize {
    let (mut stack_octets, mut wrong) = (0, 0);
    for script in &SCRIPTS {
        let turn = Turn::take::<L>(script, link, packet);
        stack_octets = turn.stack_octets.max(stack_octets);
        if turn.is_right {
            hprintln!("ok     {}: {}", script.title, turn.outcome);
        } else {
            wrong += 1;
            hprintln!("WRONG  {}: {}, and not {}", script.title, turn.outcome, script.expected);
        }
    }
    hprintln!("{} of {} scripts as expected", SCRIPTS.len() - wrong, SCRIPTS.len());
    hprintln!("stack {} packet {} link {}", stack_octets, PACKET_OCTETS, size_of::<Link>());
    wrong
}

/// How a script went.
struct Turn {
    outcome: Outcome,
    is_right: bool,
    /// From the stack's top to the deepest octet that the look-up wrote.
    stack_octets: u32,
}

impl Turn {
    /// Not inlined: the look-up is off the stack before the line is printed.
    #[inline(never)]
    fn take<L: LookUp>(script: &'static Script, link: &mut Link, packet: &mut [u8; PACKET_OCTETS]) -> Self {
        link.begin(script.events);
        cortex_m_stack::repaint_stack();
        let mut look_up = L::new();
        let outcome = look_up.run(link, packet);
        let stack_octets = cortex_m_stack::stack_size() - cortex_m_stack::stack_painted();
        let is_over = look_up.ignores_the_rest(link, packet);
        Self { outcome, is_right: is_over && outcome == script.expected, stack_octets }
    }
}
