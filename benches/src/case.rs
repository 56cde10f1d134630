//! What is measured: every job on every message, in the order of the table.

use std::fs;
use std::path::Path;

use crate::hostile;

/// A job of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Job {
    /// a: walk every record, visiting TXT strings and NS labels.
    Walk,
    /// b: write a query with EDNS, the name in presentation format.
    EncodeText,
    /// b: the same, the name parsed before.
    EncodeName,
    /// c: hold a response against its question.
    Validate,
}

/// A job on a message.
pub(crate) struct Case {
    /// The row's name in the table and in the limits.
    pub(crate) label: String,
    pub(crate) job: Job,
    pub(crate) group: Group,
    /// What is read; empty where a query is written.
    pub(crate) message: Vec<u8>,
    pub(crate) asked: Asked,
}

/// Which rows belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Group {
    /// Job a on the captured answers: the geometric mean is over these.
    Answers,
    /// Jobs b and c.
    Queries,
    /// Job a on messages made to be slow. Codecs may refuse them, and do so in different places.
    Hostile,
}

/// A question: what job b writes, and job c holds a response against.
#[derive(Clone)]
pub(crate) struct Asked {
    pub(crate) id: u16,
    /// Presentation format, in lower case, whatever case the response has it in.
    pub(crate) name: String,
    pub(crate) record_type: u16,
}

const NS: u16 = 2;
const MX: u16 = 15;
const TXT: u16 = 16;

/// The answers of job c: a small one, and one that takes long to decode for those who decode it.
const VALIDATED: [&str; 2] = ["01_txt_small", "11_txt_1000"];

/// Every case, in the order of the table.
pub(crate) fn cases() -> Vec<Case> {
    let answers = answers(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/answers"));
    let walks = answers.iter().map(|answer| answer.case("a", Job::Walk, Group::Answers));
    let validated = VALIDATED.iter().filter_map(|file| answers.iter().find(|answer| answer.file == *file));
    let validations = validated.map(|answer| answer.case("c", Job::Validate, Group::Queries));
    let hostile = hostile::messages().into_iter().map(|(what, message)| Case {
        label: format!("worst: {what}"),
        job: Job::Walk,
        group: Group::Hostile,
        message,
        asked: query(),
    });
    walks.chain(encodings()).chain(validations).chain(hostile).collect()
}

fn encodings() -> [Case; 2] {
    [("b: query, from text", Job::EncodeText), ("b: query, name ready", Job::EncodeName)].map(|(label, job)| Case {
        label: label.to_owned(),
        job,
        group: Group::Queries,
        message: Vec::new(),
        asked: query(),
    })
}

fn query() -> Asked {
    Asked { id: 4242, name: "_amazonses.example-corp.test".to_owned(), record_type: TXT }
}

struct Answer {
    file: String,
    what: String,
    message: Vec<u8>,
    asked: Asked,
}

impl Answer {
    fn case(&self, letter: &str, job: Job, group: Group) -> Case {
        let label = format!("{letter}: {}", self.what);
        Case { label, job, group, message: self.message.clone(), asked: self.asked.clone() }
    }
}

fn answers(folder: &Path) -> Vec<Answer> {
    let index = fs::read_to_string(folder.join("INDEX.tsv")).expect("fixtures/answers/INDEX.tsv is text");
    index.lines().filter(|line| !line.starts_with('#')).map(|line| answer(folder, line)).collect()
}

fn answer(folder: &Path, line: &str) -> Answer {
    let columns: Vec<&str> = line.split('\t').collect();
    let [file, id, name, record_type, what] = columns[..] else { panic!("INDEX.tsv: five columns, not `{line}`") };
    let record_type = match record_type {
        "NS" => NS,
        "MX" => MX,
        "TXT" => TXT,
        other => panic!("INDEX.tsv: no number is known for {other}"),
    };
    let message = fs::read(folder.join(format!("{file}.bin"))).expect("INDEX.tsv names files that are there");
    let asked = Asked { id: id.parse().expect("INDEX.tsv: an id"), name: name.to_lowercase(), record_type };
    Answer { file: file.to_owned(), what: what.to_owned(), message, asked }
}

impl Case {
    /// The message with one thing wrong each, in what job c looks at: every codec must tell them from the response.
    pub(crate) fn forgeries(&self) -> Vec<Vec<u8>> {
        let name = 12..12 + self.asked.name.len();
        // The id's low octet, QR, a letter of the name, the type's low octet.
        let flips = [(1, 0x01), (2, 0x80), (name.start + 1, 0x01), (name.end + 3, 0x40)];
        flips.iter().map(|(at, bits)| self.flipped(*at, *bits)).collect()
    }

    fn flipped(&self, at: usize, bits: u8) -> Vec<u8> {
        let mut forgery = self.message.clone();
        forgery[at] ^= bits;
        forgery
    }
}
