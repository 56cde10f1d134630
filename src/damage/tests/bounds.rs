//! What an RRset can cost: work, counted in octets, whatever it holds.

use super::draw::{BASE64, Random, Shape};
use crate::damage::work::{MAX_WORK, Work};
use crate::damage::{Wanted, explain, explain_within, screen};

const RECORDS: usize = 1_000;
const OCTETS: usize = 4_096;

/// What rungs look for, in a row: each of them has something to do.
const MARKS: &[&[u8]] = &[
    b"\"",
    b"'",
    b"\\",
    b"\\032",
    b" ",
    b"\n",
    "\u{a0}".as_bytes(),
    "\u{200b}".as_bytes(),
    "\u{2013}".as_bytes(),
    b"%2B",
    b"%25",
    b"&amp;",
    b"&#43;",
    b"&quot;",
    b"=",
    b"+",
    b",",
    b"|",
    b";",
    b"\" \"",
    b" TXT ",
    b"key=",
];

/// A record that is as like the expected value as it can be without being it, and full of marks.
fn hostile(expected: &[u8], octets: usize, random: &mut Random) -> Vec<u8> {
    let mut record = Vec::new();
    while record.len() < octets {
        let end = random.within(1, expected.len());
        record.extend_from_slice(&expected[random.below(end)..end]);
        record.extend_from_slice(MARKS[random.below(MARKS.len())]);
    }
    record.truncate(octets);
    record
}

fn strings(record: &[u8]) -> Vec<&[u8]> {
    record.chunks(255).collect()
}

#[test]
fn what_has_nothing_of_the_expected_value_costs_one_reading() {
    let mut random = Random::from_environment();
    let expected = Shape::Base64.draw(&mut random);
    let records: Vec<Vec<u8>> = (0..RECORDS).map(|_| random.text(OCTETS, BASE64)).collect();
    let records: Vec<Vec<&[u8]>> = records.iter().map(|record| strings(record)).collect();
    let mut work = Work::new();
    assert_eq!(explain_within(&Wanted::value(&expected), &records, &mut work), None);
    assert_eq!(work.spent(), 0);
}

#[test]
fn no_more_than_the_likest_are_looked_at_and_no_longer_than_the_bound() {
    let mut random = Random::from_environment();
    for expected in [Shape::Base64.draw(&mut random), random.text(OCTETS, BASE64)] {
        let records: Vec<Vec<u8>> = (0..60).map(|_| hostile(&expected, OCTETS, &mut random)).collect();
        let records: Vec<Vec<&[u8]>> = records.iter().map(|record| strings(record)).collect();
        let mut work = Work::new();
        assert_eq!(screen::likest(&expected, &records, &mut work).len(), screen::MAX_CANDIDATES);
        explain_within(&Wanted::value(&expected), &records, &mut work);
        assert!(work.spent() <= MAX_WORK);
    }
}

#[test]
fn decoys_cost_no_more_than_the_bound_and_the_damaged_record_is_found_among_strangers() {
    let mut random = Random::from_environment();
    let expected = Shape::Base64.draw(&mut random);
    let mut records: Vec<Vec<u8>> = (0..RECORDS).map(|_| Shape::Base64.draw(&mut random)).collect();
    records.push([b"\"", &*expected.to_ascii_lowercase(), b"\""].concat());
    let records: Vec<[&[u8]; 1]> = records.iter().map(|record| [&**record]).collect();
    let told = explain(&Wanted::value(&expected), &records);
    assert_eq!(told.map(|told| told.record), Some(RECORDS));
}

#[test]
fn any_octets_at_all_are_looked_at_without_a_panic() {
    let mut random = Random::from_environment();
    let names = ["_amazonses.shop.example".parse().unwrap(), "shop.example".parse().unwrap()];
    for _ in 0..400 {
        let shape = Shape::ALL[random.below(Shape::ALL.len())];
        let expected = match random.below(4) {
            0 => hostile(&shape.draw(&mut random), 40, &mut random),
            1 => random.text(30, &[0, 0x80, 0xe2, 0xc2, 0xff, b'\\', b'%', b'a']),
            2 => random.text(3, BASE64),
            _ => shape.draw(&mut random),
        };
        let count = random.below(4);
        let octets = random.below(400);
        let mut records: Vec<Vec<u8>> = (0..count).map(|_| hostile(&expected, octets, &mut random)).collect();
        records.push(random.text(20, &[0, 0x80, 0xe2, 0xc2, 0xff, b'\\', b'%', b'&', b';', b'9', b'"', b' ']));
        let records: Vec<Vec<&[u8]>> = records.iter().map(|record| record.chunks(7).collect()).collect();
        let told = explain(&Wanted { expected: &expected, prefix: Some(&expected[..1]), names: &names }, &records);
        assert!(told.is_none_or(|told| told.record < records.len()));
    }
}

#[test]
fn the_order_of_the_records_changes_nothing() {
    let mut random = Random::from_environment();
    for _ in 0..40 {
        let expected = Shape::Base64.draw(&mut random);
        let mut records: Vec<Vec<u8>> = (0..5).map(|_| hostile(&expected, 60, &mut random)).collect();
        records.extend([expected[..20].to_vec(), expected.to_ascii_lowercase(), [b" ", &*expected].concat()]);
        let told = |records: &[Vec<u8>]| {
            let strings: Vec<Vec<&[u8]>> = records.iter().map(|record| strings(record)).collect();
            let told = explain(&Wanted::value(&expected), &strings)?;
            Some((told.damage, told.second, records[told.record].clone()))
        };
        let first = told(&records);
        for _ in 0..records.len() {
            records.rotate_left(1);
            assert_eq!(told(&records), first);
        }
    }
}
