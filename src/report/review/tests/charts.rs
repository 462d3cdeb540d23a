//! KPI and KGI over the years, drawn where there is something to draw and room for it.

use super::{alone, consolidation, part};
use crate::model::{Kind, Project, TextField, Value};
use crate::report::inspect::Geometry;

/// The ordinary project with numbers for KPI and KGI.
fn project() -> Project {
    consolidation().projects.remove(0)
}

/// The charts of a workbook of one page.
fn charts(workbook: &[u8]) -> Vec<String> {
    let drawing = match has_drawing(workbook) {
        true => part(workbook, "xl/drawings/drawing1.xml"),
        false => return Vec::new(),
    };
    let count = drawing.matches("<c:chart ").count();
    (1..=count)
        .map(|n| part(workbook, &format!("xl/charts/chart{n}.xml")))
        .collect()
}

fn has_drawing(workbook: &[u8]) -> bool {
    part(workbook, "xl/worksheets/sheet2.xml").contains("<drawing ")
}

/// The cached numbers of a chart's series: place and number, `0:4 1:8`.
fn series(chart: &str) -> Vec<String> {
    chart
        .split("<c:numCache>")
        .skip(1)
        .map(|cache| {
            let cache = cache.split("</c:numCache>").next().unwrap();
            let points = cache.split("<c:pt idx=\"").skip(1);
            let point = |point: &str| {
                let (at, rest) = point.split_once("\"><c:v>").unwrap();
                format!("{at}:{}", rest.split('<').next().unwrap())
            };
            points.map(point).collect::<Vec<_>>().join(" ")
        })
        .collect()
}

#[test]
fn charts_show_targets_and_actuals_and_leave_gaps() {
    let bytes = alone(project());
    let charts = charts(&bytes);
    assert_eq!(charts.len(), 2);
    assert_eq!(series(&charts[0]), ["0:4 1:8 2:12 3:16 4:20", "0:3 1:5"]);
    assert_eq!(series(&charts[1]), ["0:5 1:10 2:15 3:20 4:25", "0:4.2"]);
    for (chart, title) in charts.iter().zip(["KPI（業務）", "KGI（%）"]) {
        assert!(chart.contains(&format!("<a:t>{title}")), "{chart}");
        // The numbers stand in hidden columns and are drawn all the same.
        assert!(!chart.contains("<c:plotVisOnly val=\"1\"/>"));
        assert!(!chart.contains("<c:dispBlanksAs val=\"zero\"/>"));
        assert_eq!(chart.matches("<a:prstDash val=\"dash\"/>").count(), 1);
    }
    let drawing = part(&bytes, "xl/drawings/drawing1.xml");
    let told =
        "descr=\"KPI（業務）の推移。目標：R1 4、R2 8、R3 12、R4 16、R5 20。実績：R1 3、R2 5。\"";
    assert!(drawing.contains(told), "{drawing}");
}

#[test]
fn charts_take_no_page_and_clip_nothing() {
    let bytes = alone(project());
    let page = Geometry::of(&bytes, 1);
    assert_eq!(page.breaks, Vec::<u32>::new());
    assert_eq!(page.clipped(), Vec::<String>::new());
    for letters in [0, 40, 120, 250, 400, 1500] {
        let mut project = project();
        let text = Some("長い文章。".repeat(letters / 5));
        project.sheet.texts[TextField::Summary] = text.clone();
        project.sheet.texts[TextField::CurrentState] = text.clone();
        let mut without = project.clone();
        for year in &mut without.sheet.years {
            for measure in [&mut year.target, &mut year.actual] {
                (measure.kpi, measure.kgi) = (None, None);
            }
        }
        let pages = |project| Geometry::of(&alone(project), 1).breaks.len();
        let bytes = alone(project.clone());
        let page = Geometry::of(&bytes, 1);
        assert_eq!(page.clipped(), Vec::<String>::new(), "{letters}");
        assert!(page.breaks.len() <= pages(without), "{letters}");
        let note = page.texts().any(|(_, text)| text.contains("グラフなし"));
        assert_eq!(note, !has_drawing(&bytes), "{letters}");
    }
}

/// Long texts leave charts no room beside them, not on the paper: they stand in a row of their own.
#[test]
fn charts_beside_long_texts_stand_below_them() {
    let mut long = project();
    let text = Some("利用者の声を聞いて改める。".repeat(32));
    long.sheet.texts[TextField::Summary].clone_from(&text);
    long.sheet.texts[TextField::CurrentState].clone_from(&text);
    long.sheet.texts[TextField::Kgi] = text;
    let bytes = alone(long);
    assert_eq!(charts(&bytes).len(), 2);
    let page = Geometry::of(&bytes, 1);
    assert!(page.texts().any(|(_, text)| text == "推移"));
    assert!(!page.texts().any(|(_, text)| text.contains("収まらない")));
}

#[test]
fn words_are_never_drawn() {
    let mut project = project();
    for (at, year) in project.sheet.years.iter_mut().enumerate() {
        year.target.kpi = Some(Value::words(format!("{at}件程度"), Kind::Text));
        year.target.kgi = None;
        year.actual.kgi = None;
    }
    project.sheet.years[1].actual.kpi = None;
    let bytes = alone(project);
    assert!(!has_drawing(&bytes));
    let page = Geometry::of(&bytes, 1);
    let note = page
        .texts()
        .find(|(_, text)| text.starts_with("個票："))
        .unwrap()
        .1;
    assert!(
        note.ends_with("　グラフなし：KPI（数値が2つない）、KGI（数値が2つない）"),
        "{note}"
    );
}
