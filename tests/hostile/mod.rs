//! The built program against a server whose faults are scripted, over real sockets of loopback: what a simulator cannot
//! show, because the system's own sockets are part of it.
//!
//! A [`fault::Script`] says what becomes of each query over UDP ([`datagrams`]) and of each connection ([`streams`]). The
//! [`server::Server`] plays it from threads at a random port, and counts. A [`scene::Scene`] draws domain, value and lie from
//! a seed, runs `check` there, and holds every report to this: no lie is believed, and trouble refutes nothing.
//!
//! Nothing is needed but loopback, and for the two that are ignored time or a network namespace:
//! `cargo test --test main -- --include-ignored hostile::`. Where a test waits, it waits for the program; its bounds leave a
//! busy machine time.

mod answer;
mod datagrams;
mod fault;
mod scene;
mod server;
mod streams;

mod broken_stream;
mod bulk;
mod descriptors;
mod elsewhere;
mod flood;
mod large_answer;
mod overflow;
mod ports;
mod refusal;
