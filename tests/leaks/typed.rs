//! Texts typed anywhere, and cells wiped out.

use crate::bench::{Bench, TOKEN, shown};
use kohyo::workbook::{Content, Number, Region};
use rstest::rstest;

fn number(stored: i64) -> Content {
    Content::Number(Number {
        stored: stored.into(),
        scale: 0,
        shown: stored.to_string().into(),
    })
}

/// Contents to try, each with what must turn up. Many look like labels and are none.
fn contents() -> Vec<(Content, &'static str)> {
    let words = [
        "個票を参照ゐゑ",
        "事業費の内訳ゐゑ",
        "実施内容の見直しゐゑ",
        "備考：ゐゑ",
        "効果\nゐゑ",
        "成果",
        "当初予算",
        "計画値",
        "会計年度",
        "特記事項",
    ];
    let words = words.map(|word| {
        let token = if word.contains("ゐゑ") {
            "ゐゑ"
        } else {
            word
        };
        (Content::Text(word.into()), token)
    });
    let mut contents = vec![
        (Content::Text(TOKEN.into()), TOKEN),
        (Content::Text("符牒ゐゑ：二、三".into()), TOKEN),
        (number(7_654_321), "7654321"),
        (Content::Error("#TOKEN!".into()), "#TOKEN!"),
        (Content::Uncomputed("TOKEN(1)".into()), "TOKEN(1)"),
    ];
    contents.extend(words);
    contents
}

#[rstest]
fn nothing_typed_disappears(
    #[values(
        "forms/forms/子ども未来部/保育課_個票1.xlsx",
        "forms/forms/教育部/学校教育課.xlsx",
        "forms/forms/都市整備部/災害GIS.xlsx",
        "drift/years-in-months.xlsx",
        "drift/ratings-with-values-below.xlsx",
        "drift/money-in-rows.xlsx",
        "drift/forms-side-by-side.xlsx"
    )]
    file: &str,
) {
    let bench = Bench::of(file);
    let mut lost = Vec::new();
    let all = contents();
    let positions = bench.positions();
    // Every position; of the widest sheet, a column for each month, every second one.
    let step = positions.len() / 1_100 + 1;
    for (index, pos) in positions.into_iter().enumerate().step_by(step) {
        for (content, token) in [&all[0], &all[1 + index % (all.len() - 1)]] {
            let before = bench.workbook.sheets[0].content(pos).shown();
            if bench.is_printed(content.shown()) && bench.is_printed(before) {
                continue; // one label for another
            }
            let workbook = bench.with(pos, content.clone());
            let reading = bench.read(&workbook);
            // Among many unread cells beside each other it is told with them.
            let among = |cells: Region| !cells.is_cell() && cells.contains(pos);
            let mut findings = reading.findings.iter();
            let told = findings.any(|finding| finding.cell.is_some_and(among));
            if !told && !shown(&reading).contains(token) {
                lost.push(format!("{:?} at {pos}", content.shown()));
            }
            if reading.sheets.is_empty() {
                continue;
            }
            let others = bench.lost(&workbook, &reading);
            lost.extend(
                others
                    .iter()
                    .map(|other| format!("{token} at {pos} hides {other}")),
            );
            // A label over another one may well mean what it says.
            if !(bench.is_printed(token) && bench.is_printed(before)) {
                let others = bench.misread(pos, &reading);
                lost.extend(
                    others
                        .iter()
                        .map(|other| format!("{token} at {pos}: {other}")),
                );
            }
        }
    }
    assert!(
        lost.is_empty(),
        "{file}: {} lost\n{}",
        lost.len(),
        lost.join("\n")
    );
}

#[rstest]
fn nothing_disappears_with_a_cell_wiped_out(
    #[values(
        "forms/forms/子ども未来部/保育課_個票1.xlsx",
        "forms/forms/教育部/学校教育課.xlsx",
        "forms/forms/都市整備部/災害GIS.xlsx",
        "drift/ratings-with-values-below.xlsx",
        "drift/money-in-rows.xlsx"
    )]
    file: &str,
) {
    let bench = Bench::of(file);
    let mut lost = Vec::new();
    for cell in bench.cells() {
        let workbook = bench.with(cell.pos, Content::Blank);
        let reading = bench.read(&workbook);
        let mut others = bench.lost(&workbook, &reading);
        others.extend(bench.misread(cell.pos, &reading));
        lost.extend(
            others
                .iter()
                .map(|other| format!("{} blank: {other}", cell.pos)),
        );
    }
    assert!(
        lost.is_empty(),
        "{file}: {} lost\n{}",
        lost.len(),
        lost.join("\n")
    );
}
