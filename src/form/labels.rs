//! Where the layout's labels stand on a form.

use super::claims;
use super::likeness::cores;
use super::view::View;
use super::years::Band;
use crate::layout::{Label, Layout};
use crate::model::FiscalYear;
use crate::text::era;
use crate::text::label::normalise;
use crate::text::stated;
use crate::text::width::is_japanese;
use crate::workbook::Content;
use crate::workbook::{CellPos, Region};
use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

/// Longer texts are never labels.
const LONGEST_LABEL: usize = 60;

/// A form may have a label in so many places by mistake; more are words strewn about.
const MOST_PLACES: usize = 10;

/// One label on the form.
#[derive(Clone, Debug)]
pub(super) struct LabelAt {
    /// The cells it covers.
    pub region: Region,
    /// What it says.
    pub label: Label,
    /// The value written behind it in the same cell: `担当課：情報政策課`.
    pub inline: Option<String>,
}

impl LabelAt {
    const fn plain(region: Region, label: Label) -> Self {
        Self {
            region,
            label,
            inline: None,
        }
    }
}

/// The texts of a sheet that may be labels, normalised once for all layouts and forms.
pub(super) struct Texts<'a>(Vec<Text<'a>>);

struct Text<'a> {
    pos: CellPos,
    /// Whether it is text; a date or number only shows words by its format, and so may be a title.
    typed: bool,
    /// The cells it covers.
    region: Region,
    /// `None` for a text too long to be a label as a whole.
    normalised: Option<Arc<str>>,
    /// What may be a label, normalised, and the value behind it in the same cell.
    inline: Option<(String, &'a str)>,
}

impl<'a> Texts<'a> {
    /// Looks at every text of a sheet's window.
    pub(super) fn of(view: &View<'a>) -> Self {
        let texts = view.all_written().filter_map(|cell| {
            let typed = matches!(cell.content, Content::Text(_));
            let written = view.figure(cell.pos);
            if !typed && !shows_words(&cell.content) {
                return None;
            }
            let short = written.chars().nth(LONGEST_LABEL).is_none();
            let region = view.region(cell.pos);
            if region.first != cell.pos {
                return None;
            }
            let inline = with_value(written).filter(|_| typed);
            (short || inline.is_some()).then(|| Text {
                pos: cell.pos,
                typed,
                region,
                normalised: short.then(|| normalise(written).into()),
                inline,
            })
        });
        Self(texts.collect())
    }
}

/// All labels of a form.
#[derive(Default)]
pub(super) struct Labels {
    all: Vec<LabelAt>,
    /// Places of labels with their indices in `all`, by place.
    at: Vec<(CellPos, usize)>,
    /// By place.
    normalised: Vec<(CellPos, Arc<str>)>,
    titles: Vec<CellPos>,
    dressed: Vec<CellPos>,
    /// Words of labels strewn over the sheet.
    strewn: BTreeSet<CellPos>,
    /// Headings of years and their parts, once they are known.
    headings: Vec<CellPos>,
    /// Where labels of single values expect them.
    claimed: BTreeSet<CellPos>,
    /// Texts that may be the left one of a rating's two cells.
    lefts: Vec<CellPos>,
}

impl Labels {
    /// Finds the labels of a layout among the texts of a form.
    pub(super) fn find(view: &View<'_>, layout: &Layout, texts: &Texts<'_>) -> Self {
        let mut labels = Self::default();
        for text in &texts.0 {
            if view.bounds.contains(text.pos) {
                labels.look_at(view, layout, text);
            }
        }
        labels.add_with_units(view, layout);
        labels
    }

    /// Adds labels that are known but for the unit in brackets behind them (目標値（件）), where no cell has
    /// the label alone.
    fn add_with_units(&mut self, view: &View<'_>, layout: &Layout) {
        let with_units: Vec<(CellPos, Label)> = self
            .unknown()
            .filter(|(pos, text)| {
                text.ends_with(')') && stated::in_label(view.sheet.content(*pos).shown()).is_some()
            })
            .filter_map(|(pos, text)| Some((pos, &text[..text.rfind('(')?])))
            .flat_map(|(pos, bare)| layout.labels_of(bare).map(move |label| (pos, label)))
            .filter(|(_, label)| repeats(*label) && self.places(*label).next().is_none())
            .collect();
        for (pos, label) in with_units {
            self.dressed.push(pos);
            self.add(LabelAt::plain(view.region(pos), label));
        }
        self.dressed.dedup();
    }

    fn look_at(&mut self, view: &View<'_>, layout: &Layout, text: &Text<'_>) {
        let region = text.region;
        if !text.typed {
            let shown = text.normalised.as_deref();
            if shown.is_some_and(|shown| layout.is_title(shown)) {
                self.titles.push(text.pos);
            }
            return;
        }
        if let Some(normalised) = &text.normalised {
            let mut found: Vec<Label> = layout.labels_of(normalised).collect();
            if let Some((left, label)) = self.joined(view, layout, region, normalised) {
                found.push(label);
                if self.at(left.first).next().is_none() {
                    self.add(LabelAt::plain(left, Label::Furniture));
                }
            }
            if found.is_empty() && layout.is_title(normalised) {
                self.titles.push(text.pos);
            }
            if layout.begins_rating(normalised) {
                self.lefts.push(text.pos);
            }
            self.note(text.pos, normalised.clone());
            for label in found {
                self.add(LabelAt::plain(region, label));
            }
        }
        if self.at(text.pos).next().is_none()
            && let Some((head, value)) = &text.inline
            && let Some(label) = layout.labels_of(head).find(may_be_inline)
        {
            self.add(LabelAt {
                region,
                label,
                inline: Some((*value).to_owned()),
            });
        }
    }

    /// A rating whose label is split over two cells, 実績評価 | KPI, with the left one.
    fn joined(
        &self,
        view: &View<'_>,
        layout: &Layout,
        region: Region,
        text: &str,
    ) -> Option<(Region, Label)> {
        // Hardly any text is one, so most need no look at their neighbour.
        if self.lefts.is_empty() {
            return None;
        }
        let left = CellPos::new(region.first.row, region.first.col.checked_sub(1)?);
        let left = view.region(left);
        if self.lefts.binary_search(&left.first).is_err() {
            return None;
        }
        let label = layout.rating_of_two(self.normalised(left.first)?, text)?;
        Some((left, label))
    }

    /// Adds labels that are plainly a known one with something harmless around it (`１．事業概要`), for
    /// what has no label otherwise. A single field is added only where one text alone may be meant.
    pub(super) fn undress(&mut self, view: &View<'_>, layout: &Layout) {
        let mut dressed: Vec<(CellPos, Label)> = Vec::new();
        for (pos, text) in self.unknown() {
            for core in cores(text) {
                let named = layout.labels_of(core);
                // 2020年度 is a year, not the label 年度 with a number before it.
                let named = named
                    .filter(|label| *label != Label::Years || era::fiscal_year(text).is_none());
                dressed.extend(named.map(|label| (pos, label)));
            }
        }
        dressed.dedup();
        let mut counts: HashMap<Label, usize> = HashMap::new();
        for (_, label) in &dressed {
            *counts.entry(*label).or_default() += 1;
        }
        counts.retain(|label, count| {
            (repeats(*label) || *count == 1) && self.places(*label).next().is_none()
        });
        let open: Vec<(CellPos, Label)> = dressed
            .into_iter()
            .filter(|(_, label)| counts.contains_key(label))
            .collect();
        for (pos, label) in open {
            self.dressed.push(pos);
            self.add(LabelAt::plain(view.region(pos), label));
        }
        self.dressed.dedup();
    }

    /// Drops labels that stand where such a label cannot: 成果 typed as a goal is no row of values,
    /// 事業費の削減 no block of money, and a title stands above the fields.
    /// Neither is what stands where another label has its value.
    pub(super) fn keep_placed(&mut self, view: &View<'_>, layout: &Layout, bands: &[Band]) {
        let headings = bands.iter().flat_map(|band| &band.headings);
        self.headings = headings.copied().collect();
        self.claimed = claims::of_names(view, layout, self);
        let is_field = |place: &&LabelAt| matches!(place.label, Label::Field(_));
        let fields = self.all.iter().filter(is_field);
        let first_field = fields.map(|place| place.region.first.row).min();
        self.titles
            .retain(|title| first_field.is_none_or(|first| title.row < first));
        let heads = |row: u32, band: &Band| {
            let on_row = self.all.iter().filter(|place| {
                matches!(place.label, Label::Budget | Label::Settlement)
                    && place.region.first.row == row
            });
            let years = on_row.filter_map(|place| band.column_of(place.region.first.col));
            let years: BTreeSet<FiscalYear> = years.map(|column| column.year).collect();
            years.len() * 2 >= band.columns.len()
        };
        let is_placed = |place: &LabelAt| {
            let row = place.region.first.row;
            if names_block(place, view, bands) {
                return true;
            }
            let Some(band) = bands.iter().rfind(|band| band.last_row < row) else {
                return false;
            };
            let left = place.region.last.col < band.first_col();
            match place.label {
                Label::Budget | Label::Settlement => left || heads(row, band),
                _ => left,
            }
        };
        let keep = |place: &LabelAt| match place.label {
            Label::Field(_)
            | Label::Years
            | Label::Rating(_)
            | Label::Reason
            | Label::Furniture
            | Label::Reference => true,
            _ => is_placed(place) && !self.is_claimed(place.region.first),
        };
        let kept = self
            .all
            .iter()
            .filter(|place| keep(place))
            .cloned()
            .collect();
        self.keep(kept);
    }

    /// Words strewn over the sheet by the dozen are no labels of a form, but for the first of each.
    pub(super) fn drop_strewn(&mut self) {
        let is_one = |label: Label| matches!(label, Label::Field(_) | Label::Rating(_));
        let mut counts: HashMap<Label, usize> = HashMap::new();
        for place in self.all.iter().filter(|place| is_one(place.label)) {
            *counts.entry(place.label).or_default() += 1;
        }
        counts.retain(|_, count| *count > MOST_PLACES);
        if counts.is_empty() {
            return;
        }
        let mut met: HashSet<Label> = HashSet::new();
        let all = std::mem::take(&mut self.all).into_iter();
        let (kept, strewn): (Vec<_>, Vec<_>) =
            all.partition(|place| !counts.contains_key(&place.label) || met.insert(place.label));
        self.strewn = strewn.iter().map(|place| place.region.first).collect();
        self.keep(kept);
    }

    /// Keeps these labels only.
    fn keep(&mut self, all: Vec<LabelAt>) {
        let places = all.iter().enumerate();
        self.at = places
            .map(|(index, place)| (place.region.first, index))
            .collect();
        self.at.sort_unstable();
        self.all = all;
    }

    /// Labels that were known only without what stands around them.
    pub(super) fn dressed(&self) -> &[CellPos] {
        &self.dressed
    }

    fn add(&mut self, label: LabelAt) {
        let place = label.region.first;
        let before = self.at.partition_point(|(other, _)| *other <= place);
        self.at.insert(before, (place, self.all.len()));
        self.all.push(label);
    }

    fn note(&mut self, pos: CellPos, text: Arc<str>) {
        match self.normalised.binary_search_by_key(&pos, |(pos, _)| *pos) {
            Ok(place) => self.normalised[place].1 = text,
            Err(place) => self.normalised.insert(place, (pos, text)),
        }
    }

    /// The title cells, from above.
    pub(super) fn titles(&self) -> &[CellPos] {
        &self.titles
    }

    fn is_title(&self, pos: CellPos) -> bool {
        self.titles.binary_search(&pos).is_ok()
    }

    /// Every label, by row and column.
    pub(super) fn all(&self) -> impl Iterator<Item = &LabelAt> + '_ {
        self.all.iter()
    }

    /// Every place of a label.
    pub(super) fn places(&self, label: Label) -> impl Iterator<Item = &LabelAt> + '_ {
        self.all().filter(move |place| place.label == label)
    }

    /// The places of a label in cells of their own, or where there are none, those with the value
    /// behind the label.
    pub(super) fn best_places(&self, label: Label) -> Vec<LabelAt> {
        let (plain, inline): (Vec<_>, Vec<_>) = self
            .places(label)
            .cloned()
            .partition(|place| place.inline.is_none());
        if plain.is_empty() { inline } else { plain }
    }

    /// Whether a label of a single value expects it in this cell.
    pub(super) fn is_claimed(&self, pos: CellPos) -> bool {
        self.claimed.contains(&pos)
    }

    /// What the cell says as a label.
    pub(super) fn at(&self, pos: CellPos) -> impl Iterator<Item = &LabelAt> + '_ {
        let first = self.at.partition_point(|(other, _)| *other < pos);
        self.at[first..]
            .iter()
            .take_while(move |(other, _)| *other == pos)
            .map(|(_, index)| &self.all[*index])
    }

    /// Short texts that are no label, by place.
    pub(super) fn unknown(&self) -> impl Iterator<Item = (CellPos, &str)> {
        self.normalised
            .iter()
            .filter(|(pos, _)| {
                self.at(*pos).next().is_none() && !self.is_title(*pos) && !self.strewn.contains(pos)
            })
            .map(|(pos, text)| (*pos, &**text))
    }

    /// Whether a cell is a label without a value of its own.
    pub(super) fn is_label(&self, pos: CellPos) -> bool {
        self.is_title(pos)
            || self.strewn.contains(&pos)
            || self.headings.contains(&pos)
            || self.at(pos).any(|place| place.inline.is_none())
    }

    /// The normalised text of a short text cell.
    pub(super) fn normalised(&self, pos: CellPos) -> Option<&str> {
        let place = self.normalised.binary_search_by_key(&pos, |(pos, _)| *pos);
        place.ok().map(|place| &*self.normalised[place].1)
    }
}

/// Whether a label beside the headings of years goes on below them: 成果指標 merged over 年度, 目標値 and
/// 実績値, or with nothing but blanks below it.
fn names_block(place: &LabelAt, view: &View<'_>, bands: &[Band]) -> bool {
    let Region { first, last } = place.region;
    let names = matches!(place.label, Label::ValueRow(_) | Label::Money);
    let band = bands
        .iter()
        .find(|band| (band.first_row..=band.last_row).contains(&first.row));
    band.filter(|_| names).is_some_and(|band| {
        let left = last.col < band.first_col();
        let below = CellPos::new(band.last_row + 1, first.col);
        left && (last.row > band.last_row || view.content(below).is_blank())
    })
}

/// Whether a date or number is shown among words: （令和2）年度 個票.
fn shows_words(content: &Content) -> bool {
    match content {
        Content::Date { shown, .. } => shown.contains(is_japanese),
        Content::Number(number) => number.shown.contains(is_japanese),
        _ => false,
    }
}

/// Labels of which a form has several.
const fn repeats(label: Label) -> bool {
    matches!(
        label,
        Label::ValueSide(_)
            | Label::ValueRow(_)
            | Label::Value(..)
            | Label::Budget
            | Label::Settlement
            | Label::Reason
    )
}

/// What may be a label, normalised, and the value behind it: after a colon, or on the lines below.
fn with_value(text: &str) -> Option<(String, &str)> {
    let at = text.find(['：', ':', '\n'])?;
    let separator = text[at..].chars().next()?;
    let value = text[at + separator.len_utf8()..].trim();
    (!value.is_empty()).then(|| (normalise(&text[..at]), value))
}

/// Labels that have their value in the same cell now and then.
const fn may_be_inline(label: &Label) -> bool {
    matches!(label, Label::Field(_) | Label::Rating(_) | Label::Reason)
}
