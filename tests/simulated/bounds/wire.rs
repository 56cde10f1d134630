//! The bound of pointers in a message, from both sides.

use txtproof::wire::Message;

/// Questions `x`, `x.x`, … of up to ten pointers each and one of nine, which makes 64 in all; then a record whose owner has so
/// many.
fn with_pointers(owner: u16) -> Vec<u8> {
    const QUESTIONS: u16 = 12;
    let mut message: Vec<u8> = [7_u16, 0x8400, QUESTIONS, 1, 0, 0].into_iter().flat_map(u16::to_be_bytes).collect();
    let mut places: Vec<u16> = Vec::new();
    let pointer = |place: u16| (0xc000 | place).to_be_bytes();
    for number in 0..11 {
        let place = u16::try_from(message.len()).expect("a short message");
        message.extend([1, b'x']);
        match places.last() {
            Some(before) => message.extend(pointer(*before)),
            None => message.push(0),
        }
        message.extend([0, 16, 0, 1]);
        places.push(place);
        assert_eq!(places.len(), number + 1);
    }
    message.extend(pointer(places[8]));
    message.extend([0, 16, 0, 1]);
    message.extend(pointer(places[usize::from(owner - 1)]));
    message.extend([0, 16, 0, 1, 0, 0, 0, 60, 0, 2, 1, b'v']);
    message
}

#[test]
fn four_pointers_for_each_record_and_64_are_followed_and_no_more() {
    let is_sound = |octets: &[u8]| Message::read(octets).expect("a header").records().all(|record| record.is_ok());
    assert!(is_sound(&with_pointers(4)));
    assert!(!is_sound(&with_pointers(5)));
}
