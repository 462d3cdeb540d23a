//! How a cell of a table looks: a small value that says so, and the formats made from it.

use crate::finding::Severity;
use crate::model::Grade;
use crate::report::formats::{Formats, SMALL, number_format};
use crate::report::style::{LABEL, Style, grade_look, severity_colours};
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};
use std::collections::HashMap;

/// What a cell is for; decides its border, ground and ink.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Kind {
    /// Without a border: words on the paper.
    Plain,
    /// Words on the paper over several lines.
    Wrapped,
    /// What has no look at all.
    Bare,
    /// The title of a sheet.
    Title,
    /// A line below the title.
    Subtitle,
    /// The title of a table.
    Section,
    /// A quiet remark.
    Note,
    /// Heading of a column or group.
    Heading,
    /// Label of a row.
    Label,
    /// A cell of a table.
    Boxed,
    /// A cell that leads elsewhere.
    Link,
    /// A cell that a person fills in.
    Input,
}

/// Where in its cell a text stands from left to right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Across {
    Left,
    Centre,
    Right,
}

/// How a value is written; none of it concerns text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Digits {
    /// As the program that opens the workbook thinks best.
    General,
    /// As typed: numbers that are names.
    Typed,
    /// Thousands apart, so many decimals, `▲` before what is negative.
    Amount(u32),
    /// One decimal.
    Percent,
    /// `2026/10/9`
    Day,
}

/// The ground and ink of a word that weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Tone {
    Quiet,
    Grade(Grade),
    Severity(Severity),
}

/// How a cell looks. Equal looks have equal formats, so that cells alike below one another are formatted
/// in one call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Look {
    kind: Kind,
    /// In points, of which every size is a whole one; 0: that of its table.
    size: u8,
    across: Across,
    top: bool,
    bold: bool,
    digits: Digits,
    tone: Option<Tone>,
    /// Stronger lines above and to the left.
    ruled: [bool; 2],
}

impl Look {
    /// Wrapped text, left, in the vertical middle.
    pub(crate) const TEXT: Self = Self {
        kind: Kind::Boxed,
        size: 0,
        across: Across::Left,
        top: false,
        bold: false,
        digits: Digits::General,
        tone: None,
        ruled: [false; 2],
    };
    /// A short word in the middle.
    pub(crate) const CENTRE: Self = Self {
        across: Across::Centre,
        ..Self::TEXT
    };
    /// A number at the right.
    pub(crate) const NUMBER: Self = Self {
        across: Across::Right,
        digits: Digits::Amount(0),
        ..Self::TEXT
    };
    pub(crate) const PLAIN: Self = Self::TEXT.kind(Kind::Plain);
    /// The same, wrapped.
    pub(crate) const WRAPPED: Self = Self::TEXT.kind(Kind::Wrapped);
    /// A cell as the program that opens the workbook thinks best, and its heading.
    pub(crate) const BARE: Self = Self::TEXT.kind(Kind::Bare);
    pub(crate) const BARE_HEADING: Self = Self::BARE.bold();
    pub(crate) const TITLE: Self = Self::TEXT.kind(Kind::Title);
    pub(crate) const SUBTITLE: Self = Self::TEXT.kind(Kind::Subtitle);
    pub(crate) const SECTION: Self = Self::TEXT.kind(Kind::Section);
    pub(crate) const NOTE: Self = Self::TEXT.kind(Kind::Note);
    pub(crate) const HEADING: Self = Self::CENTRE.kind(Kind::Heading);
    pub(crate) const LABEL: Self = Self::TEXT.kind(Kind::Label);
    /// Text that a person types.
    pub(crate) const INPUT: Self = Self::TEXT.kind(Kind::Input);
    /// A word that a person chooses.
    pub(crate) const INPUT_WORD: Self = Self::CENTRE.kind(Kind::Input).bold().size(10);

    const fn kind(mut self, kind: Kind) -> Self {
        self.kind = kind;
        self
    }

    /// The word for a grade.
    pub(crate) const fn grade(grade: Grade) -> Self {
        let mut look = Self::CENTRE.bold();
        look.tone = Some(Tone::Grade(grade));
        look
    }

    /// The word for a severity.
    pub(crate) const fn severity(severity: Severity) -> Self {
        let mut look = Self::CENTRE.bold();
        look.tone = Some(Tone::Severity(severity));
        look
    }

    /// In so many points.
    pub(crate) const fn size(mut self, points: u8) -> Self {
        self.size = points;
        self
    }

    /// In a table of text in so many points, all of it at the top of its cell or not.
    pub(super) const fn within(mut self, size: u8, top: bool) -> Self {
        if self.size == 0 {
            self.size = size;
        }
        self.top |= top;
        self
    }

    /// In the size of narrow cells.
    pub(crate) const fn small(self) -> Self {
        self.size(SMALL as u8)
    }

    /// At the top of its cell.
    pub(crate) const fn top(mut self) -> Self {
        self.top = true;
        self
    }

    pub(crate) const fn bold(mut self) -> Self {
        self.bold = true;
        self
    }

    /// On the ground of headings.
    pub(crate) const fn quiet(mut self) -> Self {
        self.tone = Some(Tone::Quiet);
        self
    }

    pub(crate) const fn centre(mut self) -> Self {
        self.across = Across::Centre;
        self
    }

    pub(crate) const fn right(mut self) -> Self {
        self.across = Across::Right;
        self
    }

    pub(crate) const fn digits(mut self, digits: Digits) -> Self {
        self.digits = digits;
        self
    }

    /// A stronger line above it.
    pub(crate) const fn ruled_above(mut self) -> Self {
        self.ruled[0] = true;
        self
    }

    /// A stronger line left of it.
    pub(crate) const fn ruled_left(mut self) -> Self {
        self.ruled[1] = true;
        self
    }

    /// The same for a cell that leads elsewhere.
    pub(crate) const fn linked(self) -> Self {
        self.kind(Kind::Link)
    }

    /// The size of its text in points.
    pub(crate) fn points(self) -> f64 {
        f64::from(self.size)
    }

    /// What severity it tells of, if any.
    pub(crate) const fn tells(self) -> Option<Severity> {
        match self.tone {
            Some(Tone::Severity(severity)) => Some(severity),
            _ => None,
        }
    }

    /// Whether it has no look at all.
    pub(super) const fn is_bare(self) -> bool {
        matches!(self.kind, Kind::Bare)
    }

    /// Whether a stronger line stands left of it.
    pub(super) const fn is_ruled_left(self) -> bool {
        self.ruled[1]
    }

    /// Whether it stands in the middle from left to right.
    pub(crate) const fn is_centred(self) -> bool {
        matches!(self.across, Across::Centre)
    }
}

/// The formats of all looks, each made once for a workbook.
#[derive(Debug)]
pub(crate) struct Styles {
    formats: Formats,
    made: HashMap<Look, Format>,
}

impl Styles {
    pub(crate) fn new(style: &Style) -> Self {
        Self {
            formats: Formats::new(style),
            made: HashMap::new(),
        }
    }

    /// The format of a look.
    pub(crate) fn format(&mut self, look: Look) -> &Format {
        let Self { formats, made } = self;
        made.entry(look).or_insert_with(|| made_from(formats, look))
    }
}

fn made_from(formats: &Formats, look: Look) -> Format {
    let format = match look.kind {
        // These have a size and place of their own.
        Kind::Title => return formats.title.clone(),
        Kind::Subtitle => return aligned(formats.subtitle.clone(), look),
        Kind::Section => return formats.section.clone(),
        Kind::Note => return formats.note.clone(),
        Kind::Bare if look.bold => return Format::new().set_bold(),
        Kind::Bare => return Format::new(),
        Kind::Plain => formats.plain.clone(),
        Kind::Wrapped => formats.plain.clone().set_text_wrap(),
        Kind::Heading => formats.heading.clone(),
        Kind::Label => formats.label.clone(),
        Kind::Boxed if look.digits != Digits::General => formats.number.clone(),
        Kind::Boxed => formats.middle.clone(),
        Kind::Link => formats.link.clone(),
        Kind::Input => formats.input.clone(),
    };
    let down = match look.top {
        true => FormatAlign::Top,
        false => FormatAlign::VerticalCenter,
    };
    let mut format = aligned(format, look)
        .set_font_size(look.points())
        .set_align(down);
    if look.bold {
        format = format.set_bold();
    }
    format = match look.digits {
        Digits::General => format,
        Digits::Typed => format.set_num_format("@").set_text_wrap(),
        Digits::Percent => format.set_num_format("0.0"),
        Digits::Day => format.set_num_format("yyyy/m/d").set_text_wrap(),
        Digits::Amount(decimals) => format.set_num_format(number_format(decimals)),
    };
    let tone = look.tone.map(|tone| match tone {
        Tone::Quiet => (LABEL, Color::Default),
        Tone::Grade(grade) => (grade_look(grade).ground, grade_look(grade).ink),
        Tone::Severity(severity) => severity_colours(severity),
    });
    if let Some((ground, ink)) = tone {
        format = format.set_background_color(ground).set_font_color(ink);
    }
    let [above, left] = look.ruled;
    if above {
        format = format.set_border_top(FormatBorder::Medium);
    }
    if left {
        format = format.set_border_left(FormatBorder::Medium);
    }
    format
}

fn aligned(format: Format, look: Look) -> Format {
    match look.across {
        Across::Left => format,
        Across::Centre => format.set_align(FormatAlign::Center),
        Across::Right => format.set_align(FormatAlign::Right),
    }
}
