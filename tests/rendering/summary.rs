//! 総括表 on paper: the cover and the overview are a page each, the charts are drawn, and A3 holds as A4 does.

use crate::faults::{cut_off, hashes, hidden, per_page};
use crate::paper::{self, Page, Printed};
use crate::samples;
use crate::sheets::{sheet_of, sheets};
use std::fs;
use std::io::Read;
use std::path::Path;
use std::process::Command;
use std::sync::LazyLock;

pub(crate) const NAME: &str = "総括表.xlsx";
/// A3 landscape in points.
const A3: (f64, f64) = (1190.6, 841.9);
/// The titles of the charts, as they stand on the overview.
const CHARTS: [&str; 4] = [
    "部別(件数)進捗評価",
    "重点目標別(件数)進捗評価",
    "達成率(%)の分布件数",
    "予算額と決算額(百万円)",
];

/// The samples once more on A3.
pub(crate) static ON_A3: LazyLock<Printed> = LazyLock::new(|| {
    let out = samples::fresh_folder("rendering-a3");
    let config = fs::read_to_string(samples::root().join("samples/kohyo.toml")).unwrap();
    let config = config
        .replace("[report]", "[report]\npaper = \"a3\"")
        .replace("\"forms\"", &quoted("forms"))
        .replace("\"台帳.xlsx\"", &quoted("台帳.xlsx"));
    let file = out.join("kohyo.toml");
    fs::write(&file, config).unwrap();
    let run = Command::new(env!("CARGO_BIN_EXE_kohyo"))
        .args(["consolidate", "--only", "summary", "--config"])
        .arg(&file)
        .output()
        .unwrap();
    assert_eq!(run.status.code(), Some(1), "{run:?}");
    let workbook = out.join("out").join(NAME);
    paper::print(&[workbook], &out).remove(0)
});

/// A path of the samples as TOML writes it.
fn quoted(name: &str) -> String {
    format!("{:?}", samples::root().join("samples").join(name))
}

fn on_a4() -> &'static Printed {
    let printed = &super::PAPER.printed;
    printed
        .iter()
        .find(|printed| printed.name() == NAME)
        .unwrap()
}

fn pages_of<'a>(printed: &'a Printed, name: &str) -> Vec<&'a Page> {
    let sheets = sheets(&printed.workbook);
    let is = |page: &&Page| sheet_of(page, &sheets).is_some_and(|sheet| sheet.name == name);
    printed.pages.iter().filter(is).collect()
}

#[test]
fn the_cover_is_one_page_and_the_first() {
    for printed in [on_a4(), &*ON_A3] {
        assert_eq!(pages_of(printed, "表紙").len(), 1);
        assert!(printed.pages[0].text.contains("目次"));
    }
    let cover = &ON_A3.pages[0].text;
    for wanted in [
        "令和8年度第2回行財政改革推進本部会議",
        "令和8年11月12日(木)",
        "総合政策部情報政策課(ICT推進担当)",
    ] {
        assert!(cover.contains(wanted), "{wanted}: {cover}");
    }
}

/// One page holds the counts, the money and every chart; the tables by group follow on the next.
#[test]
fn the_overview_is_one_page_with_all_charts_drawn() {
    for printed in [on_a4(), &*ON_A3] {
        let pages = pages_of(printed, "総括");
        assert_eq!(pages.len(), 2, "{}", printed.workbook.display());
        for wanted in CHARTS.iter().chain(&["評価の状況", "事業費(千円)"]) {
            assert!(
                pages[0].text.contains(wanted),
                "{wanted}: {}",
                pages[0].text
            );
        }
        assert!(pages[1].text.contains("区分・部・重点目標ごとの評価"));
        assert_eq!(charts(&printed.workbook), 8);
    }
}

/// How many charts a workbook brings.
fn charts(workbook: &Path) -> usize {
    let mut package = zip::ZipArchive::new(fs::File::open(workbook).unwrap()).unwrap();
    let names: Vec<String> = package
        .file_names()
        .map(|name| name.unwrap().into_owned())
        .collect();
    let charts = names
        .iter()
        .filter(|name| name.starts_with("xl/charts/chart"));
    for name in charts.clone() {
        let mut text = String::new();
        package
            .by_name(name)
            .unwrap()
            .read_to_string(&mut text)
            .unwrap();
        assert!(text.contains("<c:f>"), "{name} draws nothing");
    }
    charts.count()
}

/// Every text of its sheet is looked for on paper as those of all sheets are.
#[test]
fn what_has_no_room_in_its_line_has_pages_of_its_own() {
    let mut extreme = super::PAPER.printed.iter();
    let extreme = extreme.find(|printed| printed.name() == format!("極端_{NAME}"));
    assert!(!pages_of(extreme.unwrap(), "別記").is_empty());
    assert!(pages_of(on_a4(), "別記").is_empty());
}

#[test]
fn a3_holds_as_a4_does() {
    let printed = &*ON_A3;
    let mut wrong = per_page(printed, |page| {
        let off = (page.width - A3.0).abs().max((page.height - A3.1).abs());
        let size = format!("{} × {} points", page.width, page.height);
        if off > super::SLACK {
            vec![size]
        } else {
            Vec::new()
        }
    });
    wrong.extend(hashes(printed));
    wrong.extend(cut_off(printed));
    wrong.extend(hidden(printed));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(printed.pages.len() <= on_a4().pages.len());
}
