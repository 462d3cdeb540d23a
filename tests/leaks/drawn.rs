//! Shapes laid anywhere.

use crate::bench::{Bench, TOKEN, shown};
use kohyo::finding::Code;
use kohyo::form::Reading;
use kohyo::workbook::CellPos;
use kohyo::workbook::{Frame, Rgb, Shape, ShapeKind};
use rstest::rstest;

#[rstest]
fn nothing_drawn_disappears(
    #[values(
        "forms/forms/教育部/学校教育課.xlsx",
        "forms/forms/子ども未来部/保育課_個票1.xlsx",
        "drift/typed-marks-unclear.xlsx",
        "drift/year-heading-that-is-no-year.xlsx"
    )]
    file: &str,
) {
    let bench = Bench::of(file);
    let before = bench.read(&bench.workbook);
    let sheet = &bench.workbook.sheets[0];
    let (width, height) = (sheet.columns.edge(18), sheet.rows.edge(30));
    let mut lost = Vec::new();
    let mut seed = 7_u64;
    let mut random = |below: i64| {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as i64 % below.max(1)
    };
    for round in 0..600 {
        let left = random(width);
        let top = random(height);
        let right = left + random(width / 3);
        let bottom = top + random(if round % 2 == 0 { 20_000 } else { height / 8 });
        let kinds = [
            ShapeKind::Line,
            ShapeKind::BlockArrow,
            ShapeKind::Bracket,
            ShapeKind::Rectangle,
            ShapeKind::TextBox,
            ShapeKind::Picture,
            ShapeKind::Other("star5".to_owned()),
        ];
        let frame = Frame {
            left,
            top,
            right,
            bottom,
        };
        let mut workbook = bench.workbook.clone();
        let sheet = &mut workbook.sheets[0];
        let under = CellPos::new(
            sheet.rows.index_at(frame.middle()),
            sheet.columns.index_at(left),
        );
        sheet.shapes.push(Shape {
            across: None,
            name: TOKEN.to_owned(),
            kind: kinds[round % kinds.len()].clone(),
            frame,
            colour: Some(Rgb(1, 2, 3)),
            dashed: false,
            text: (round % 5 == 0).then(|| "図形の文字".to_owned()),
            under,
        });
        let reading = bench.read(&workbook);
        let text = shown(&reading);
        let told = text.contains(TOKEN) || text.contains("図形の文字");
        let items = |reading: &Reading| format!("{:?}", reading.sheets[0].items);
        if !told && items(&reading) == items(&before) {
            lost.push(format!(
                "{:?} {frame:?} at {under}",
                kinds[round % kinds.len()]
            ));
        }
        if round % 5 == 0 && !text.contains("図形の文字") {
            lost.push(format!(
                "text of {:?} at {under}",
                kinds[round % kinds.len()]
            ));
        }
    }
    assert!(
        lost.is_empty(),
        "{file}: {} lost\n{}",
        lost.len(),
        lost.join("\n")
    );
}

/// What nobody can tell from the arrows of a form is said, in the data and as a finding.
#[test]
fn unclear_is_always_said() {
    let bench = Bench::of("drift/spans-unclear.xlsx");
    let reading = bench.read(&bench.workbook);
    assert!(reading.sheets[0].schedule_unclear);
    assert!(
        reading
            .findings
            .iter()
            .any(|found| found.code == Code::SpanUnclear)
    );
}
