//! RDATA: what of it is read, and how it may be spoilt.

use super::{Kind, Oddity, Site, Survey};
use crate::reader::OPT;

/// EDNS client subnet.
const CLIENT_SUBNET: u16 = 8;

// The types that the rules have read, beside OPT.
const A: u16 = 1;
const NS: u16 = 2;
const CNAME: u16 = 5;
const SOA: u16 = 6;
const PTR: u16 = 12;
const MX: u16 = 15;
const TXT: u16 = 16;
const AAAA: u16 = 28;
const DNAME: u16 = 39;

const IN: u16 = 1;
const NONE: u16 = 254;
const ANY: u16 = 255;

impl Survey<'_> {
    pub(super) fn rdata(&mut self, record_type: u16, class: u16, start: usize, end: usize) {
        let is_empty = start == end;
        if is_empty && self.is_update() {
            self.note(Oddity::EmptyInUpdate);
        }
        match record_type {
            OPT => self.options(start, end),
            A | SOA | MX | AAAA if class != IN => self.note(Oddity::ClassNotIn),
            NS | CNAME | PTR | TXT | DNAME if is_empty && matches!(class, NONE | ANY) => {
                self.note(Oddity::NothingInClass);
            }
            TXT if is_empty => self.note(Oddity::TxtEmpty),
            TXT => self.strings(start, end),
            A | NS | CNAME | SOA | PTR | MX | AAAA | DNAME if is_empty => self.note(Oddity::RdataEmpty),
            // Too short to have a name in it.
            MX if end - start < 3 => self.note(Oddity::RdataLength),
            SOA if end - start < 22 => self.note(Oddity::RdataLength),
            A if end - start != 4 => self.note(Oddity::RdataLength),
            AAAA if end - start != 16 => self.note(Oddity::RdataLength),
            A | AAAA => {}
            NS | CNAME | PTR => self.names(start, 1, 0, end),
            DNAME => {
                self.note(Oddity::DnameUnread);
                self.names(start, 1, 0, end);
            }
            SOA => self.names(start, 2, 20, end),
            MX => self.names(start + 2, 1, 0, end),
            // RFC 6895 §3.1: no data types, registered ones, those of private use; unassigned ones are odd to nobody.
            0 | 128..=255 => self.note(Oddity::MetaType),
            _ if is_empty => self.note(Oddity::OtherTypeEmpty),
            1..=127 | 256..=511 | 32_768..=32_769 => self.note(Oddity::OtherType),
            65_280.. => self.note(Oddity::PrivateType),
            _ => {}
        }
    }

    fn is_update(&self) -> bool {
        self.octets.get(2).is_some_and(|flags| flags >> 3 & 15 == 5)
    }

    /// Names behind one another, and so many octets behind them.
    fn names(&mut self, start: usize, count: usize, behind: usize, end: usize) {
        let read = (0..count).try_fold(start, |at, _| self.name(at));
        if read.is_some_and(|read| read + behind != end) {
            self.note(Oddity::RdataLength);
        }
    }

    fn strings(&mut self, start: usize, end: usize) {
        let mut at = start;
        while at < end {
            self.mark(Kind::String, at, at + 1);
            at += 1 + usize::from(self.octets[at]);
        }
        if at > end {
            self.note(Oddity::StringPastRdata);
        }
    }

    fn options(&mut self, start: usize, end: usize) {
        let mut at = start;
        while at < end {
            let header = self.u16(at).zip(self.u16(at + 2)).filter(|_| at + 4 <= end);
            let Some((code, length)) = header else { break };
            if code == CLIENT_SUBNET {
                self.note(Oddity::OptClientSubnet);
            }
            at += 4 + usize::from(length);
        }
        if at != end {
            self.site = Site::Framing;
            self.note(Oddity::OptOptionOverrun);
        }
    }
}
