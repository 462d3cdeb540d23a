//! What all charts share: fonts, and grounds that differ in monochrome too.

use crate::model::Grade;
use crate::report::formats::SMALL;
use crate::report::style::{ACTUAL, INK, LINE, PLANNED, QUIET, grade_look};
use rust_xlsxwriter::{
    Chart, ChartFont, ChartFormat, ChartLegendPosition, ChartLine, ChartPatternFill,
    ChartPatternFillType, ChartSolidFill, Color,
};

/// The font of everything in a chart.
pub(super) fn small(font: &str) -> ChartFont {
    let mut small = ChartFont::new();
    small.set_name(font).set_size(SMALL);
    small
}

/// Title, legend and fonts of the axes.
pub(super) fn dress(chart: &mut Chart, title: &str, font: &str) {
    let mut bold = small(font);
    bold.set_bold();
    chart
        .title()
        .set_name(title)
        .set_font(&bold)
        .set_overlay(false);
    chart
        .legend()
        .set_position(ChartLegendPosition::Bottom)
        .set_font(&small(font));
    chart
        .chart_area()
        .set_format(ChartFormat::new().set_border(&grid()));
    chart.x_axis().set_font(&small(font));
    chart.y_axis().set_font(&small(font));
}

/// The thin lines of a grid.
pub(super) fn grid() -> ChartLine {
    ChartLine::new().set_color(LINE).set_width(0.25).clone()
}

/// What a part of a stacked bar is: a grade, else unrated or out of scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Grade(Grade),
    Unrated,
    OutOfScope,
}

impl Part {
    /// All, in the order of the figures.
    pub(super) const ALL: [Self; 6] = [
        Self::Grade(Grade::S),
        Self::Grade(Grade::A),
        Self::Grade(Grade::B),
        Self::Grade(Grade::C),
        Self::Unrated,
        Self::OutOfScope,
    ];

    /// The ground: dark, light, upright lines, slanting ones, white, and level lines. (LibreOffice knows no dots.)
    pub(super) fn ground(self) -> ChartFormat {
        use ChartPatternFillType as Pattern;
        match self {
            Self::Grade(grade @ (Grade::S | Grade::A)) => plain(grade_look(grade).ground),
            Self::Grade(Grade::B) => pattern(
                Pattern::VerticalStripesLight,
                LINE,
                grade_look(Grade::B).ground,
            ),
            Self::Grade(Grade::C) => pattern(
                Pattern::DiagonalStripesDarkUpwards,
                grade_look(Grade::C).ground,
                Color::White,
            ),
            Self::Unrated => plain(Color::White),
            Self::OutOfScope => pattern(Pattern::HorizontalStripesLight, LINE, Color::White),
        }
    }

    /// The colour of a figure on it.
    pub(super) fn ink(self) -> Color {
        match self {
            Self::Grade(Grade::S) => Color::White,
            _ => Color::Black,
        }
    }
}

/// The first and the second of two series side by side: dark, and light stripes.
pub(super) fn pair() -> [ChartFormat; 2] {
    let stripes = ChartPatternFillType::DiagonalStripesLightUpwards;
    [plain(ACTUAL), pattern(stripes, INK, PLANNED)]
}

fn plain(colour: Color) -> ChartFormat {
    let mut format = outlined();
    format.set_solid_fill(ChartSolidFill::new().set_color(colour));
    format
}

fn pattern(kind: ChartPatternFillType, front: Color, back: Color) -> ChartFormat {
    let mut format = outlined();
    let mut fill = ChartPatternFill::new();
    fill.set_pattern(kind)
        .set_foreground_color(front)
        .set_background_color(back);
    format.set_pattern_fill(&fill);
    format
}

fn outlined() -> ChartFormat {
    let mut format = ChartFormat::new();
    format.set_border(ChartLine::new().set_color(QUIET).set_width(0.75));
    format
}
