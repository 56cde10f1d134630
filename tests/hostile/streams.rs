//! How a fault over TCP is done.

use std::io::{self, BufWriter, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::thread;
use std::time::Duration;

use socket2::SockRef;
use txtproof::exchange::Transport;
use txtproof::wire::MAX_MESSAGE_OCTETS;

use super::answer::{framed, query};
use super::fault::{End, Forgery, OverTcp};
use super::server::Work;
use crate::simulated::host::Query;

/// How long the client may take to ask or to go: more than any run lasts.
const PATIENCE: Duration = Duration::from_secs(30);

/// Plays the fault; the error is the client's going.
pub(super) fn react(fault: OverTcp, mut stream: TcpStream, work: &Work) -> io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    stream.set_nodelay(true)?;
    if matches!(fault, OverTcp::ResetsAtOnce) {
        return end(stream, End::Reset);
    }
    let query = read_query(&mut stream)?;
    let answer = framed(&work.truth.answer(&query));
    match fault {
        OverTcp::ResetsAtOnce => Ok(()), // Above.
        OverTcp::Answers => {
            stream.write_all(&answer)?;
            end(stream, End::Silence)
        }
        OverTcp::Stops(octets, how) => {
            stream.write_all(&answer[..octets.min(answer.len())])?;
            end(stream, how)
        }
        OverTcp::Overpromises(how) => {
            stream.write_all(&[&[0xff, 0xff], &answer[2..]].concat())?;
            end(stream, how)
        }
        OverTcp::Drips(pause) => drip(&mut stream, &answer, pause),
        OverTcp::AnswersAtFullLength => {
            stream.write_all(&framed(&work.truth.answer_of_length(&query, MAX_MESSAGE_OCTETS)))?;
            end(stream, End::Silence)
        }
        OverTcp::Forges(count) => {
            flood(&mut stream, &query, count, work)?;
            stream.write_all(&answer)?;
            end(stream, End::Silence)
        }
    }
}

fn read_query(stream: &mut TcpStream) -> io::Result<Query> {
    let mut length = [0; 2];
    stream.read_exact(&mut length)?;
    let mut octets = vec![0; usize::from(u16::from_be_bytes(length))];
    stream.read_exact(&mut octets)?;
    Ok(query(Transport::Tcp, &octets))
}

fn drip(stream: &mut TcpStream, octets: &[u8], pause: Duration) -> io::Result<()> {
    for octet in octets {
        stream.write_all(&[*octet])?;
        thread::sleep(pause);
    }
    Ok(())
}

/// Many in one write: a client that reads one at a time has them waiting.
fn flood(stream: &mut TcpStream, query: &Query, count: usize, work: &Work) -> io::Result<()> {
    let mut stream = BufWriter::new(stream);
    let forgeries = (Forgery::LieWithAnotherId, count);
    work.truth.forge(query, forgeries, &mut work.random(), |octets| stream.write_all(&framed(octets)))?;
    stream.flush()
}

fn end(mut stream: TcpStream, how: End) -> io::Result<()> {
    match how {
        End::Fin => stream.shutdown(Shutdown::Write)?,
        // Lingering for no time at all is a reset.
        End::Reset => return SockRef::from(&stream).set_linger(Some(Duration::ZERO)),
        End::Silence => {}
    }
    // Closed with octets unread it would be a reset.
    stream.read_to_end(&mut Vec::new()).map(drop)
}
