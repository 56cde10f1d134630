//! What a host may do with the responses of its authority.

use core::time::Duration;
use std::rc::Rc;

use txtproof::demo::Authority;
use txtproof::exchange::{Transport, TransportFailure};
use txtproof::wire::{Name, Question, Rcode, RecordType};

use super::host::{Departure, Payload, Query, Source, Twist};
use super::random::Seeded;
use super::response::{MadeUp, response, with_record};

/// Makes a host's twist, anew for each network, so that a plan can be built twice and run alike.
pub(crate) type Habit = Rc<dyn Fn() -> Twist>;

/// Without a memory: what is done depends on the query and the dice alone.
pub(crate) fn habit(twist: impl Fn(&Query, &mut Vec<Departure>, &mut Seeded) + Clone + 'static) -> Habit {
    Rc::new(move || Box::new(twist.clone()))
}

/// Changes the octets of every message.
pub(crate) fn mangles(mangle: impl Fn(&mut Vec<u8>, &mut Seeded) + Clone + 'static) -> Habit {
    habit(move |_, departures, random| {
        for octets in departures.iter_mut().filter_map(Departure::message_mut) {
            mangle(octets, random);
        }
    })
}

/// As [`mangles`], but only over UDP.
pub(crate) fn mangles_datagrams(mangle: impl Fn(&mut Vec<u8>, &mut Seeded) + Clone + 'static) -> Habit {
    habit(move |query, departures, random| {
        for octets in departures.iter_mut().filter_map(Departure::message_mut) {
            if query.transport == Transport::Udp {
                mangle(octets, random);
            }
        }
    })
}

/// Every message is this long, and of random octets.
pub(crate) fn babbles(length: usize) -> Habit {
    mangles(move |octets, random| {
        *octets = (0..length).map(|_| random.next().to_be_bytes()[0]).collect();
    })
}

/// Only the first octets of every message come.
pub(crate) fn cuts_to(length: usize) -> Habit {
    mangles(move |octets, _| octets.truncate(length))
}

/// Every datagram has TC set, whatever else it holds.
pub(crate) fn truncates() -> Habit {
    mangles_datagrams(|octets, _| octets.iter_mut().skip(2).take(1).for_each(|flags| *flags |= 0x02))
}

/// The response comes late.
pub(crate) fn delays(by: Duration) -> Habit {
    habit(move |_, departures, _| departures.iter_mut().for_each(|departure| departure.after += by))
}

/// The first queries of each kind go unheard.
pub(crate) fn ignores_first(count: u32) -> Habit {
    Rc::new(move || {
        let mut heard = 0;
        Box::new(move |_, departures, _| {
            heard += 1;
            if heard <= count {
                departures.clear();
            }
        })
    })
}

/// Responses about one name have another code.
pub(crate) fn says_of(name: &Name, rcode: Rcode) -> Habit {
    let name = name.clone();
    let [_, code] = rcode.0.to_be_bytes();
    habit(move |query, departures, _| {
        if query.question().name == name {
            let octets = departures.iter_mut().filter_map(Departure::message_mut);
            octets.for_each(|octets| octets[3] = (octets[3] & 0xf0) | code);
        }
    })
}

/// Queries for TXT records go unheard after so many.
pub(crate) fn falls_silent_after(count: u32) -> Habit {
    Rc::new(move || {
        let mut heard = 0;
        Box::new(move |query, departures, _| {
            heard += u32::from(query.question().record_type == RecordType::TXT);
            if heard > count {
                departures.clear();
            }
        })
    })
}

/// Queries for the TXT records of one name go unheard.
pub(crate) fn is_deaf_to(name: &Name) -> Habit {
    let question = Question::new(name.clone(), RecordType::TXT);
    habit(move |query, departures, _| {
        if query.question() == question {
            departures.clear();
        }
    })
}

/// Every name is an alias of another name, which it has just made up, below the same parent.
pub(crate) fn invents_aliases() -> Habit {
    invents_aliases_for(&[RecordType::TXT])
}

/// As [`invents_aliases`], where it is asked for these types.
pub(crate) fn invents_aliases_for(types: &'static [RecordType]) -> Habit {
    habit(move |query, departures, random| {
        let question = query.question();
        if types.contains(&question.record_type) {
            let parent = question.name.parent().expect("the root has no records of its own");
            let target = parent.child(random.label().as_bytes()).expect("a short name");
            let alias = MadeUp::cname(&question.name, &target);
            let octets = response(query.message().header().id, &question, &[alias]);
            *departures = vec![Departure::message(octets)];
        }
    })
}

/// Every other query for TXT records is answered by another authority: several machines share the address.
pub(crate) fn takes_turns_with(other: Authority) -> Habit {
    Rc::new(move || {
        let (other, mut is_others_turn) = (other.clone(), false);
        Box::new(move |query, departures, _| {
            let mut buffer = [0; 4096];
            if query.question().record_type == RecordType::TXT {
                let response = other.respond(&query.octets, query.transport, &mut buffer).filter(|_| is_others_turn);
                if let Some(octets) = response {
                    *departures = vec![Departure::message(octets.to_vec())];
                }
                is_others_turn = !is_others_turn;
            }
        })
    })
}

/// SERVFAIL, unless the client does not want validation (CD).
pub(crate) fn fails_to_validate() -> Habit {
    habit(|query, departures, _| {
        if !query.message().header().flags.is_checking_disabled() {
            let mut octets = query.octets.clone();
            octets[2] |= 0x80;
            octets[3] |= 0x02;
            *departures = vec![Departure::message(octets)];
        }
    })
}

/// In front of each response, another one with another id that holds `value`.
pub(crate) fn misses_the_id(value: &[u8]) -> Habit {
    let value = value.to_vec();
    habit(move |query, departures, _| {
        let id = query.message().header().id.wrapping_add(1);
        let question = query.question();
        let lie = MadeUp::lie(&question, &value);
        departures.insert(0, Departure::message(response(id, &question, &[lie])));
    })
}

/// In front of each datagram about TXT or MX records, another one with the right id, but without the letter case of the
/// question, that holds `value`.
pub(crate) fn misses_the_letter_case(value: &[u8]) -> Habit {
    let value = value.to_vec();
    habit(move |query, departures, _| {
        let mut question = query.question();
        question.name = question.name.to_lower_case();
        let is_of_record = matches!(question.record_type, RecordType::TXT | RecordType::MX);
        if is_of_record && query.transport == Transport::Udp {
            let lie = MadeUp::lie(&question, &value);
            let octets = response(query.message().header().id, &question, &[lie]);
            departures.insert(0, Departure::message(octets));
        }
    })
}

/// In front of each datagram, one from elsewhere that holds `value`.
pub(crate) fn is_impersonated(value: &[u8]) -> Habit {
    let value = value.to_vec();
    habit(move |query, departures, _| {
        let question = query.question();
        let lie = MadeUp::lie(&question, &value);
        let lie = Departure::message(response(query.message().header().id, &question, &[lie]));
        if query.transport == Transport::Udp {
            departures.insert(0, Departure { source: Source::Elsewhere, ..lie });
        }
    })
}

/// Over TCP every message comes in pieces of so many octets, one after another.
pub(crate) fn drips(octets: usize, pause: Duration) -> Habit {
    habit(move |query, departures, _| {
        let Some(message) = departures.first_mut().and_then(Departure::message_mut).cloned() else { return };
        if query.transport == Transport::Tcp {
            let length = u16::try_from(message.len()).expect("a message that a stream can carry");
            let stream = [&length.to_be_bytes()[..], &message].concat();
            let piece =
                |(number, piece): (u32, &[u8])| Departure::new(pause * number, Payload::Segment(piece.to_vec()));
            *departures = (0..).zip(stream.chunks(octets)).map(piece).collect();
        }
    })
}

/// Over TCP every message is cut off in its middle, and the connection closed.
pub(crate) fn hangs_up() -> Habit {
    habit(|query, departures, _| {
        let Some(message) = departures.first_mut().and_then(Departure::message_mut).cloned() else { return };
        if query.transport == Transport::Tcp {
            let length = u16::try_from(message.len()).expect("a message that a stream can carry");
            let begin = [&length.to_be_bytes()[..], &message[..message.len() / 2]].concat();
            let end = Departure::end(TransportFailure::Closed);
            *departures = vec![Departure::new(Duration::ZERO, Payload::Segment(begin)), end];
        }
    })
}

/// In front of each datagram, a code without the question.
pub(crate) fn mutters(rcode: Rcode) -> Habit {
    let [_, code] = rcode.0.to_be_bytes();
    habit(move |query, departures, _| {
        let [high, low] = query.message().header().id.to_be_bytes();
        if query.transport == Transport::Udp {
            departures.insert(0, Departure::message(vec![high, low, 0x80, code, 0, 0, 0, 0, 0, 0, 0, 0]));
        }
    })
}

/// Every response to a question for one type has one more record.
pub(crate) fn slips_into(record_type: RecordType, record: MadeUp) -> Habit {
    habit(move |query, departures, _| {
        for octets in departures.iter_mut().filter_map(Departure::message_mut) {
            if query.question().record_type == record_type {
                *octets = with_record(octets, &record);
            }
        }
    })
}

/// Every response has one more record.
pub(crate) fn slips_in(record: MadeUp) -> Habit {
    mangles(move |octets, _| *octets = with_record(octets, &record))
}
