//! The one at sign between the mailbox's name and the domain.

use super::fault::{Fault, Part};

/// What stands before it and what stands behind it; neither is empty.
pub(super) fn parts(whole: Part<'_>) -> Result<(Part<'_>, Part<'_>), Fault> {
    let text = whole.unquoted();
    let quoted = text.before().len();
    let mut signs = text.text.match_indices('@').map(|(octet, _)| quoted + octet);
    let Some(at) = signs.next() else { return Err(none(whole)) };
    if let Some(second) = signs.next() {
        return Err(another(whole, at, second));
    }
    let (local, domain) = (whole.part(0, at), whole.part(at + "@".len(), whole.text.len()));
    if local.text.is_empty() {
        let advice = "Type the mailbox's name before it, as in alice@example.com.";
        return Err(whole.fault(at, "is an @ with nothing before it.", advice));
    }
    if domain.text.is_empty() {
        let advice = "Type the domain behind it, as in alice@example.com.";
        return Err(whole.fault(at, "is an @ with nothing behind it.", advice));
    }
    Ok((local, domain))
}

fn none(whole: Part<'_>) -> Fault {
    let last = whole.text.char_indices().next_back().map_or(0, |(octet, _)| octet);
    let advice = "Type the mailbox's name, an @ and the domain, as in alice@example.com.";
    whole.fault(last, "is its last, and none is an @.", advice)
}

/// Mended where it was typed twice in one place.
fn another(whole: Part<'_>, first: usize, second: usize) -> Fault {
    let behind = whole.text.get(first..).unwrap_or_default().trim_start_matches('@');
    let front = whole.text.get(..first).unwrap_or_default();
    let mended = (!behind.contains('@')).then(|| [front, "@", behind].concat());
    let advice = "Type the address with one @; where a mailbox's name has one, that name stands in quotes, as in \
                  \"a@b\"@example.com.";
    whole.fault(second, "is another @.", advice).mended(mended)
}
