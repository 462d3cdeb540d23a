//! What goes over the pipes between kohyo and its worker processes.
//!
//! ```text
//! request  frame(JSON: limits, format)  frame(the file's bytes)
//! answer   frame(JSON: Workbook or Problem)
//! frame    length as u64, little endian ─ that many bytes
//! ```

use super::{Format, Limits, Problem, Workbook};
use serde::{Deserialize, Serialize};
use std::io::{self, Read, Write};

/// The header of a request is a few hundred bytes.
const HEADER_BYTES: u64 = 64 << 10;

/// What to read and within which bounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Order {
    /// The bounds.
    pub(super) limits: Limits,
    /// The format the file was told to have.
    pub(super) format: Format,
}

/// What a reader found.
pub(super) type Answer = Result<Workbook, Problem>;

/// Sends a file to be read.
pub(super) fn send_request(to: &mut impl Write, order: &Order, file: &[u8]) -> io::Result<()> {
    send(to, &serde_json::to_vec(order)?)?;
    send(to, file)
}

/// Takes the next request; `None` where the other side has closed the pipe.
pub(super) fn take_request(from: &mut impl Read) -> io::Result<Option<(Order, Vec<u8>)>> {
    let Some(header) = take(from, HEADER_BYTES)? else {
        return Ok(None);
    };
    let order: Order = serde_json::from_slice(&header)?;
    let file = take(from, order.limits.file_bytes)?.ok_or(io::ErrorKind::UnexpectedEof)?;
    Ok(Some((order, file)))
}

/// Sends what was found; an answer larger than a package may be is replaced by a problem.
pub(super) fn send_answer(to: &mut impl Write, answer: &Answer, limits: &Limits) -> io::Result<()> {
    let mut bytes = serde_json::to_vec(answer)?;
    if bytes.len() as u64 > limits.package_bytes {
        let problem = Problem::limit("package_bytes", bytes.len(), limits.package_bytes);
        bytes = serde_json::to_vec(&Answer::Err(problem))?;
    }
    send(to, &bytes)
}

/// Takes an answer; one that is larger than agreed, cut short or garbled is an error.
pub(super) fn take_answer(from: &mut impl Read, limits: &Limits) -> io::Result<Answer> {
    let most = limits.package_bytes.max(HEADER_BYTES);
    let bytes = take(from, most)?.ok_or(io::ErrorKind::UnexpectedEof)?;
    Ok(serde_json::from_slice(&bytes)?)
}

fn send(to: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    to.write_all(&(bytes.len() as u64).to_le_bytes())?;
    to.write_all(bytes)?;
    to.flush()
}

fn take(from: &mut impl Read, most: u64) -> io::Result<Option<Vec<u8>>> {
    let mut length = Vec::new();
    from.by_ref().take(8).read_to_end(&mut length)?;
    if length.is_empty() {
        return Ok(None);
    }
    let length = <[u8; 8]>::try_from(length).map_err(|_| io::ErrorKind::UnexpectedEof)?;
    let length = u64::from_le_bytes(length);
    if length > most {
        return Err(io::Error::new(
            io::ErrorKind::InvalidData,
            "a frame larger than agreed",
        ));
    }
    // Grows with what arrives: a wrong length costs no memory.
    let mut bytes = Vec::new();
    from.take(length).read_to_end(&mut bytes)?;
    if (bytes.len() as u64) < length {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(Some(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::address::{CellPos, Region};
    use crate::{
        Axis, Cell, Comment, Content, Frame, Hiding, Marked, MissingInfo, Number, ProblemKind,
        Raised, Rgb, Shape, ShapeKind, Sheet, Visibility,
    };
    use rust_decimal::Decimal;
    use std::collections::BTreeMap;

    fn everything() -> Workbook {
        let contents = [
            Content::Blank,
            Content::Text("一\n二".into()),
            Content::Number(Number {
                stored: Decimal::new(20, 2),
                scale: 2,
                shown: "20%".into(),
                detail: Some(Box::default()),
            }),
            Content::Date {
                at: chrono::NaiveDateTime::default(),
                shown: "S45.1.1".into(),
            },
            Content::Bool(true),
            Content::Error("#N/A".into()),
            Content::Uncomputed("=A1".into()),
        ];
        let cells = contents.into_iter().enumerate();
        let axis = Axis {
            default: 10,
            sizes: BTreeMap::from([(3, 0)]),
            hidden: vec![(3, 3)],
        };
        let sheet = Sheet {
            marks: crate::Marks::default(),
            name: "個票".into(),
            visibility: Visibility::VeryHidden,
            cells: cells
                .map(|(row, content)| Cell {
                    pos: CellPos::new(row as u32, 27),
                    content,
                    fill: Some(Rgb(1, 2, 3)),
                })
                .collect(),
            marked: vec![Marked {
                pos: CellPos::new(1, 27),
                struck: Some("旧".into()),
                raised: Some(Raised {
                    notes: "1".into(),
                    figure: "二".into(),
                }),
                hiding: Some(Hiding::Size),
            }],
            merges: vec![Region {
                first: CellPos::new(0, 0),
                last: CellPos::new(1, 1),
            }],
            columns: axis.clone(),
            rows: axis,
            shapes: vec![Shape {
                across: None,
                name: "矢印".into(),
                kind: ShapeKind::Other("star".into()),
                frame: Frame {
                    left: -1,
                    top: 0,
                    right: 2,
                    bottom: 3,
                },
                colour: None,
                dashed: true,
                text: Some("a".into()),
                under: CellPos::new(0, 0),
            }],
            comments: vec![Comment {
                pos: CellPos::new(0, 0),
                text: "注".into(),
            }],
            missing_info: MissingInfo {
                formats: true,
                ..MissingInfo::default()
            },
            problems: vec![Problem::new(ProblemKind::OddCell, "変")],
        };
        Workbook {
            format: Format::Xls,
            sheets: vec![sheet],
            modified: chrono::DateTime::from_timestamp(1_600_000_000, 0),
            properties: BTreeMap::from([("k".into(), "v".into())]),
            problems: vec![],
        }
    }

    #[test]
    fn a_workbook_comes_back_as_it_was() {
        let limits = Limits::default();
        for answer in [
            Ok(everything()),
            Err(Problem::new(ProblemKind::Encrypted, "鍵")),
        ] {
            let mut pipe = Vec::new();
            send_answer(&mut pipe, &answer, &limits).unwrap();
            assert_eq!(take_answer(&mut &pipe[..], &limits).unwrap(), answer);
        }
    }

    #[test]
    fn a_request_arrives_whole_or_not_at_all() {
        let order = Order {
            limits: Limits::default(),
            format: Format::Ods,
        };
        let mut pipe = Vec::new();
        send_request(&mut pipe, &order, b"file").unwrap();
        let request = take_request(&mut &pipe[..]).unwrap();
        assert_eq!(request, Some((order, b"file".to_vec())));
        assert!(take_request(&mut &[][..]).unwrap().is_none());
        for cut in 1..pipe.len() {
            assert!(take_request(&mut &pipe[..cut]).is_err(), "{cut}");
        }
    }

    #[test]
    fn what_is_larger_than_agreed_is_refused() {
        let small = Limits {
            package_bytes: 100,
            ..Limits::default()
        };
        let mut pipe = Vec::new();
        send_answer(&mut pipe, &Ok(everything()), &small).unwrap();
        let problem = take_answer(&mut &pipe[..], &small).unwrap().unwrap_err();
        assert_eq!(problem.kind, ProblemKind::Limit("package_bytes".into()));
        let mut huge = u64::MAX.to_le_bytes().to_vec();
        huge.push(0);
        assert!(take_answer(&mut &huge[..], &Limits::default()).is_err());
    }
}
