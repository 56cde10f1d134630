//! Names as reports write them: lower case, without the final dot.

use std::string::{String, ToString};

use crate::wire::{Name, RecordType};

/// A name in lower case, without its final dot.
pub(super) fn told(name: &Name) -> String {
    name.to_lower_case().to_string()
}

/// A record's data in presentation format; where it ends in a name, that name is lower case and without its final dot.
pub(super) fn told_rdata(record_type: RecordType, text: &str) -> String {
    match record_type {
        RecordType::CNAME | RecordType::DNAME | RecordType::NS | RecordType::PTR | RecordType::MX => {
            without_final_dot(text).to_ascii_lowercase()
        }
        _ => text.into(),
    }
}

/// The root's dot stays, and so does one that an escape makes part of a label.
fn without_final_dot(text: &str) -> &str {
    let Some(body) = text.strip_suffix('.').filter(|body| !body.is_empty() && !body.ends_with(' ')) else {
        return text;
    };
    let backslashes = body.bytes().rev().take_while(|octet| *octet == b'\\').count();
    if backslashes % 2 == 0 { body } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_told_in_lower_case_without_the_final_dot() {
        assert_eq!(told_rdata(RecordType::CNAME, "A.Example."), "a.example");
        assert_eq!(told_rdata(RecordType::MX, "10 Mail.Example."), "10 mail.example");
        assert_eq!(told_rdata(RecordType::MX, "0 ."), "0 .");
        assert_eq!(told_rdata(RecordType::CNAME, "."), ".");
        assert_eq!(told_rdata(RecordType::CNAME, r"a\."), r"a\.");
        assert_eq!(told_rdata(RecordType::CNAME, r"a\\."), r"a\\");
        assert_eq!(told_rdata(RecordType(257), "\\# 1 2E."), "\\# 1 2E.");
    }
}
