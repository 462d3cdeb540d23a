//! What stands beside a form costs no more than it is: steps are counted, not seconds.

use super::view::steps;
use super::{Context, Reading, read};
use crate::layout::Layout;
use crate::workbook::{
    Cell, CellPos, Comment, Content, Frame, Limits, Reader, Region, Shape, ShapeKind, Workbook,
};
use rstest::rstest;
use std::path::Path;

/// A filled form, as a division sends it.
fn filled() -> Workbook {
    let file = "tests/fixtures/forms/forms/子ども未来部/保育課_個票1.xlsx";
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    Reader::new(Limits::default(), None)
        .open(&path)
        .expect("a form")
}

fn layouts() -> Vec<Layout> {
    crate::layout::builtin().expect("layouts")
}

/// Reads a workbook, and how many steps over its cells that took.
fn counted(workbook: &Workbook) -> (Reading, u64) {
    let context = Context {
        file: "個票.xlsx",
        example_words: &[],
        organisation: &[],
    };
    let before = steps();
    let reading = read(workbook, &layouts(), &context);
    (reading, steps() - before)
}

const WORDS: [&str; 12] = [
    "番号",
    "事業名称",
    "実施責任者",
    "備考",
    "年度",
    "目標値",
    "実績値",
    "実施項目",
    "事業費",
    "予算額",
    "進捗評価",
    "KPI",
];

/// One kind of excess, so much of it, put on the sheet of a form.
#[derive(Clone, Copy, Debug)]
enum Excess {
    Below,
    Right,
    Strewn,
    Words,
    WordsRight,
    Merges,
    TallMerges,
    Painted,
    Comments,
    Shapes,
}

impl Excess {
    fn put(self, workbook: &mut Workbook, count: u32) {
        let sheet = &mut workbook.sheets[0];
        let below = sheet.cells.last().map_or(0, |cell| cell.pos.row) + 2;
        let right = 60;
        let at = |index: u32| match self {
            Self::Right | Self::WordsRight => CellPos::new(index % 50, right + index / 50),
            Self::Strewn => CellPos::new(below + index * 97 % 900_000, index * 7 % 300),
            Self::Words | Self::Comments | Self::Shapes => CellPos::new(below + index, 0),
            _ => CellPos::new(below + index / 10, index % 10),
        };
        for index in 0..count {
            let pos = at(index);
            let content = match self {
                Self::Words | Self::WordsRight => {
                    Content::Text(WORDS[index as usize % WORDS.len()].into())
                }
                Self::Painted => Content::Blank,
                Self::Merges => {
                    sheet.merges.push(Region {
                        first: CellPos::new(pos.row, pos.col * 2),
                        last: CellPos::new(pos.row, pos.col * 2 + 1),
                    });
                    continue;
                }
                Self::TallMerges => {
                    sheet.merges.push(Region {
                        first: CellPos::new(0, right + index),
                        last: CellPos::new(1_000_000, right + index),
                    });
                    continue;
                }
                Self::Comments => {
                    let text = "確認".to_owned();
                    sheet.comments.push(Comment { pos, text });
                    continue;
                }
                Self::Shapes => {
                    sheet.shapes.push(stray(pos));
                    continue;
                }
                _ => Content::Text("1".into()),
            };
            let fill = matches!(self, Self::Painted).then_some(crate::workbook::Rgb(9, 9, 9));
            sheet.cells.push(Cell { pos, content, fill });
        }
        sheet.cells.sort_by_key(|cell| cell.pos);
        sheet.cells.dedup_by_key(|cell| cell.pos);
        sheet.merges.sort_unstable();
    }
}

fn stray(under: CellPos) -> Shape {
    let top = 100_000_000 + i64::from(under.row) * 200_000;
    Shape {
        name: "楕円".to_owned(),
        kind: ShapeKind::Other("ellipse".to_owned()),
        frame: Frame {
            left: 0,
            top,
            right: 9_000,
            bottom: top + 9_000,
        },
        colour: None,
        dashed: false,
        text: None,
        across: None,
        under,
    }
}

#[rstest]
#[case(Excess::Below)]
#[case(Excess::Right)]
#[case(Excess::Strewn)]
#[case(Excess::Words)]
#[case(Excess::WordsRight)]
#[case(Excess::Merges)]
#[case(Excess::TallMerges)]
#[case(Excess::Painted)]
#[case(Excess::Comments)]
#[case(Excess::Shapes)]
fn excess_costs_what_it_is_and_changes_no_value(#[case] excess: Excess) {
    let (form, _) = counted(&filled());
    let costs: Vec<u64> = [1_000, 2_000, 4_000]
        .iter()
        .map(|count| {
            let mut workbook = filled();
            excess.put(&mut workbook, *count);
            let (reading, steps) = counted(&workbook);
            // Words of labels on the rows of a form may be its own: only what they cost is tested.
            if !matches!(excess, Excess::WordsRight) {
                assert_eq!(reading.sheets, form.sheets, "{excess:?} {count}");
            }
            assert!(reading.findings.len() < 100, "{excess:?} {count}");
            steps
        })
        .collect();
    let (first, second) = (
        costs[1].saturating_sub(costs[0]),
        costs[2].saturating_sub(costs[1]),
    );
    // Twice as much more may cost twice as much more, and a little for luck.
    assert!(second <= first * 3 + 20_000, "{excess:?}: {costs:?}");
}

#[test]
fn a_cell_costs_the_same_wherever_it_stands() {
    let (_, usual) = counted(&filled());
    for pos in ["A50000", "XFD60", "A1048576", "XFD1048576"] {
        let mut workbook = filled();
        let sheet = &mut workbook.sheets[0];
        sheet.cells.push(Cell {
            pos: pos.parse().expect("an address"),
            content: Content::Text("迷子".into()),
            ..sheet.cells[0].clone()
        });
        sheet.cells.sort_by_key(|cell| cell.pos);
        let (reading, steps) = counted(&workbook);
        assert_eq!(reading.sheets.len(), 1);
        // The rows and columns next to the form are looked through as well.
        assert!(steps < usual + 40_000, "{pos}: {steps} instead of {usual}");
    }
}
