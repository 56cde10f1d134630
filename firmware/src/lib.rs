//! Scripted look-ups on a microcontroller, and what tells how they went; the look-up itself is the binary's.
//!
//! Time is virtual: the link says when what it carries arrives.

#![no_std]

pub mod link;
pub mod outcome;
pub mod play;
mod reply;
mod script;
