//! What an office may choose about its reports, and the colours and marks all of them share.

use crate::finding::Severity;
use crate::layout::Layout;
use crate::model::Grade;
use crate::rules::Thresholds;
use chrono::NaiveDate;
use rust_xlsxwriter::Color;
use serde::Deserialize;
use std::sync::Arc;

/// Paper of the headquarters summary; review workbooks and findings are always A4.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Paper {
    /// A4
    #[default]
    A4,
    /// A3
    A3,
}

impl Paper {
    /// The code of the paper size in a workbook.
    pub const fn code(self) -> u8 {
        match self {
            Self::A4 => 9,
            Self::A3 => 8,
        }
    }
}

/// The `[report]` settings.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Style {
    /// Font of every cell.
    pub font: String,
    /// Paper of the summary.
    pub paper: Paper,
    /// Name of the plan; goes into [`crate::model::Consolidation::plan`], from where reports take it.
    pub plan: String,
    /// The meeting the summary is for: `令和2年度第2回行財政改革推進本部会議`.
    pub meeting: Option<String>,
    /// The day of that meeting.
    #[serde(deserialize_with = "crate::config::day")]
    pub meeting_date: Option<NaiveDate>,
    /// Who prepared the reports: `ICT推進担当`.
    pub prepared_by: Option<String>,
    /// Where the grades begin, to be explained; set by the `[rules]` settings, not here.
    #[serde(skip)]
    pub thresholds: Thresholds,
    /// The layout that review pages are drawn with, if the office has one of its own; set by the `layout`
    /// setting, not here.
    #[serde(skip)]
    pub form: Option<Arc<Layout>>,
}

impl Default for Style {
    fn default() -> Self {
        Self {
            font: "BIZ UDPゴシック".to_owned(),
            paper: Paper::default(),
            plan: "四條畷市ICT・IoT化推進ロードマップ".to_owned(),
            meeting: None,
            meeting_date: None,
            prepared_by: None,
            thresholds: Thresholds::default(),
            form: None,
        }
    }
}

/// Ink of headings and lines.
pub const INK: Color = Color::RGB(0x1F_3A_5F);
/// Thin lines between cells.
pub const LINE: Color = Color::RGB(0x8C_96_A3);
/// Ground of headings and labels.
pub const LABEL: Color = Color::RGB(0xE8_EE_F5);
/// Ground of cells that a person fills in.
pub const INPUT: Color = Color::RGB(0xFF_F9_D6);
/// Quiet text: notes, what is missing.
pub const QUIET: Color = Color::RGB(0x5F_68_73);
/// Planned months: light, so that it stays apart from [`ACTUAL`] in monochrome.
pub const PLANNED: Color = Color::RGB(0xB9_D3_EE);
/// Actual months: dark.
pub const ACTUAL: Color = Color::RGB(0x1F_4E_79);

/// How a grade looks: a mark that stays readable in monochrome, and colours beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GradeLook {
    /// ◎ ○ △ ×
    pub mark: &'static str,
    /// Ground of the cell; darkest and lightest also differ in grey.
    pub ground: Color,
    /// Colour of the text on it.
    pub ink: Color,
}

/// The look of a grade.
pub const fn grade_look(grade: Grade) -> GradeLook {
    let (mark, ground, ink) = match grade {
        Grade::S => ("◎", Color::RGB(0x1B_5E_A8), Color::White),
        Grade::A => ("○", Color::RGB(0xCF_E8_D5), Color::Black),
        Grade::B => ("△", Color::RGB(0xFF_E0_99), Color::Black),
        Grade::C => ("×", Color::RGB(0xA6_1C_28), Color::White),
    };
    GradeLook { mark, ground, ink }
}

/// The mark of a severity, readable in monochrome.
pub const fn severity_mark(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "■",
        Severity::Warning => "▲",
        Severity::Info => "○",
    }
}

/// The ground and text colour of a severity.
pub const fn severity_colours(severity: Severity) -> (Color, Color) {
    match severity {
        Severity::Error => (Color::RGB(0xA6_1C_28), Color::White),
        Severity::Warning => (Color::RGB(0xFF_E0_99), Color::Black),
        Severity::Info => (Color::RGB(0xEE_F1_F5), Color::Black),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_have_defaults_and_refuse_unknown_keys() {
        let style: Style = toml::from_str("paper = \"a3\"\nmeeting = \"第2回推進本部\"").unwrap();
        assert_eq!(style.paper, Paper::A3);
        assert_eq!(style.meeting.as_deref(), Some("第2回推進本部"));
        assert_eq!(style.font, Style::default().font);
        assert!(toml::from_str::<Style>("papper = \"a3\"").is_err());
        assert!(toml::from_str::<Style>("paper = \"b5\"").is_err());
    }
}
