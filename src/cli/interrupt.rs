//! SIGINT (Ctrl-C; on Windows, too): the first is a wish to end in good order, the second kills.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use signal_hook::consts::SIGINT;
use signal_hook::flag;

/// Whether the user has had enough. It is looked at, and wakes nobody: a signal may come just before a sleep, and on Windows
/// it interrupts none. So whoever looks at it sleeps in short naps.
#[derive(Debug)]
pub(super) struct Interrupt(Arc<AtomicBool>);

impl Interrupt {
    /// Listens from now on, to the end of the process.
    pub(super) fn listen() -> io::Result<Self> {
        let is_set = Arc::new(AtomicBool::new(false));
        // In this order: the second signal finds the flag as the first has left it.
        flag::register_conditional_default(SIGINT, Arc::clone(&is_set))?;
        flag::register(SIGINT, Arc::clone(&is_set))?;
        Ok(Self(is_set))
    }

    /// Whether a signal has come.
    pub(super) fn is_set(&self) -> bool {
        self.0.load(Ordering::SeqCst)
    }
}
