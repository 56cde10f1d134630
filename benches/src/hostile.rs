//! Messages of 64 KiB made to be slow to read: names as long as names get, reached by compression pointers, again and again.
//!
//! Every pointer aims strictly backwards and every name has at most 255 octets: nothing but a bound on pointers refuses any
//! of it. Each message begins with a NULL record whose RDATA holds names, and goes on with as many NS records as fit, whose
//! owners and targets are pointers to them.

/// The most that one message holds (RFC 1035 §4.2.2).
const MESSAGE_OCTETS: usize = 65_535;
const HEADER_OCTETS: usize = 12;
/// Type, class, TTL and RDLENGTH.
const FIXED_OCTETS: usize = 10;
const POINTER_OCTETS: usize = 2;
/// Where the names begin: behind the first record's root owner and what follows it.
const NAMES_AT: usize = HEADER_OCTETS + 1 + FIXED_OCTETS;
/// What 14 bits of a pointer reach.
const REACH: usize = 0x3fff;
/// Labels of one octet in a name of 255 octets, its final zero included.
const LABELS: usize = 127;
const NAME_OCTETS: usize = 2 * LABELS + 1;

const TYPE_NS: u16 = 2;
/// Anything at all (RFC 1035 §3.3.10): known to every codec, and looked into by none.
const TYPE_NULL: u16 = 10;

/// Each message, and what it is.
pub(crate) fn messages() -> [(&'static str, Vec<u8>); 4] {
    [
        ("8 names of 127 labels, one pointer each", long_names(8, LABELS)),
        ("8,000 names of up to 127 labels", long_names((REACH - NAMES_AT) / NAME_OCTETS, 1)),
        ("8 names of 127 labels, 16 pointers each", chained_names(8)),
        ("names behind 8,000 pointers", pointer_chain()),
    ]
}

/// So many names of 127 labels, aimed at after every `stride` labels.
fn long_names(count: usize, stride: usize) -> Vec<u8> {
    let mut names = Vec::new();
    let mut targets = Vec::new();
    for _ in 0..count {
        let starts = (0..LABELS).step_by(stride);
        targets.extend(starts.map(|label| NAMES_AT + names.len() + 2 * label));
        push_labels(&mut names, LABELS);
        names.push(0);
    }
    message(&names, &targets)
}

/// So many names of 127 labels in 16 runs, each but the first run ended by a pointer to the one before.
fn chained_names(count: usize) -> Vec<u8> {
    let mut names = Vec::new();
    let mut targets = Vec::new();
    for _ in 0..count {
        let mut run = NAMES_AT + names.len();
        push_labels(&mut names, 7);
        names.push(0);
        for _ in 0..15 {
            let before = run;
            run = NAMES_AT + names.len();
            push_labels(&mut names, 8);
            push_pointer(&mut names, before);
        }
        targets.push(run);
    }
    message(&names, &targets)
}

/// The root, and pointers to it, each by the one before.
fn pointer_chain() -> Vec<u8> {
    let mut names = vec![0];
    let mut last = NAMES_AT;
    while NAMES_AT + names.len() <= REACH {
        let before = last;
        last = NAMES_AT + names.len();
        push_pointer(&mut names, before);
    }
    message(&names, &[last])
}

/// The names in their record, and NS records until the message is full.
fn message(names: &[u8], targets: &[usize]) -> Vec<u8> {
    let mut octets = vec![0; HEADER_OCTETS];
    octets.push(0);
    push_fixed(&mut octets, TYPE_NULL, names.len());
    octets.extend_from_slice(names);
    let mut records = 1_u16;
    let mut aims = targets.iter().cycle();
    while octets.len() + 2 * POINTER_OCTETS + FIXED_OCTETS <= MESSAGE_OCTETS {
        push_pointer(&mut octets, *aims.next().expect("a target at least"));
        push_fixed(&mut octets, TYPE_NS, POINTER_OCTETS);
        push_pointer(&mut octets, *aims.next().expect("a target at least"));
        records += 1;
    }
    // A response, ANCOUNT.
    octets[2] = 0x80;
    octets[6..8].copy_from_slice(&records.to_be_bytes());
    octets
}

fn push_labels(octets: &mut Vec<u8>, count: usize) {
    octets.extend([1, b'a'].repeat(count));
}

fn push_pointer(octets: &mut Vec<u8>, target: usize) {
    let target = u16::try_from(target).expect("within reach");
    octets.extend((0xc000 | target).to_be_bytes());
}

/// The type, class IN, a TTL of 0, RDLENGTH.
fn push_fixed(octets: &mut Vec<u8>, record_type: u16, rdata_octets: usize) {
    let rdata_octets = u16::try_from(rdata_octets).expect("fits a message");
    octets.extend(record_type.to_be_bytes());
    octets.extend([0, 1, 0, 0, 0, 0]);
    octets.extend(rdata_octets.to_be_bytes());
}
