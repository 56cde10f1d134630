//! The built program against a server whose faults are scripted, over real sockets of loopback: what a simulator cannot
//! show, because the system's own sockets are part of it.
mod answer;
mod broken_stream;
mod datagrams;
mod descriptors;
mod elsewhere;
mod fault;
mod flood;
mod large_answer;
mod refusal;
mod scene;
mod server;
mod streams;
