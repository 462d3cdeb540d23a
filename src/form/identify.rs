//! Which layout a sheet follows, and whether it holds one form, several, or none.

use super::labels::{LabelAt, Labels, Texts};
use super::view::{self, Objects, View};
use super::window;
use super::years;
use crate::layout::{FieldKey, Label, Layout, LayoutField};
use crate::model::{Measure, TextField};
use crate::text::label::normalise;
use crate::workbook::{CellPos, Region};
use crate::workbook::{Content, Sheet};
use std::collections::BTreeSet;

/// A form names at least this many single fields …
const LEAST_FIELDS: usize = 3;
/// … or this many where it has no title.
const LEAST_FIELDS_UNTITLED: usize = 5;
/// … and has at least so many of the blocks 年度, 目標値・実績値, 実施項目, 事業費, 評価. A list of
/// projects has the fields as headings, but not the blocks.
const LEAST_BLOCKS: usize = 2;

/// The blocks of a form, and what officers call them.
const BLOCKS: [(Block, &str); 5] = [
    (Block::Years, "年度の見出し"),
    (Block::Values, "目標値・実績値の行"),
    (Block::Items, "実施項目の欄"),
    (Block::Money, "事業費の欄"),
    (Block::Ratings, "評価の欄"),
];

/// The labels of a form stand on at least so many rows; those of a list of projects are its heading.
const LEAST_ROWS: usize = 4;

/// What a sheet is.
pub(super) enum Kind<'a> {
    /// Nothing is written on it.
    Blank,
    /// No form, and why.
    Other(String),
    /// An example.
    Example,
    /// One or several forms of a layout.
    Forms {
        /// The layout they follow.
        layout: &'a Layout,
        /// The sheet's texts.
        texts: Texts<'a>,
        /// A window on each.
        views: Vec<View<'a>>,
        /// The labels of the whole sheet, where it is one form.
        labels: Option<Box<Labels>>,
    },
}

/// A part of a form beside its single fields.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Block {
    Years,
    Values,
    Items,
    Money,
    Ratings,
}

impl Block {
    const fn is_of(self, label: Label) -> bool {
        match self {
            Self::Years => matches!(label, Label::Years),
            Self::Values => matches!(label, Label::ValueSide(_) | Label::Value(..)),
            Self::Items => matches!(label, Label::Items),
            Self::Money => matches!(label, Label::Money),
            Self::Ratings => matches!(label, Label::Rating(_)),
        }
    }
}

/// How well a sheet fits a layout.
struct Fit {
    counts: Counts,
    score: usize,
}

/// What the labels of a form come to.
pub(super) struct Counts {
    fields: usize,
    blocks: BTreeSet<Block>,
    rows: usize,
    /// Fields whose label is the layout's own.
    own: usize,
    titled: bool,
}

/// Tells what a sheet is. Where two layouts fit alike, the one it was issued as counts.
pub(super) fn identify<'a>(
    sheet: &'a Sheet,
    layouts: &'a [Layout],
    issued_as: Option<&str>,
    example_words: &[String],
) -> Kind<'a> {
    let Some(bounds) = view::used(sheet) else {
        return Kind::Blank;
    };
    let whole = View::whole(sheet, bounds);
    let texts = Texts::of(&whole);
    let best = layouts
        .iter()
        .map(|layout| {
            let labels = Labels::find(&whole, layout, &texts);
            (layout, fit(&labels, layout, &whole), labels)
        })
        // The first of equals counts, so that the order of layouts is the order of preference.
        .rev()
        .max_by_key(|(layout, fit, _)| (fit.score, Some(layout.id.as_str()) == issued_as));
    let Some((layout, fit, labels)) = best else {
        return Kind::Other("様式定義がありません".to_owned());
    };
    if !fit.counts.is_form() {
        return Kind::Other(fit.counts.why_not(layout));
    }
    if is_example(sheet, &labels, &whole, example_words) {
        return Kind::Example;
    }
    let views: Vec<View<'a>> = split(whole, &labels, layout)
        .into_iter()
        .map(|view| window::narrow(view, &labels, layout))
        .collect();
    let is_all = views.len() == 1 && views[0].bounds == bounds;
    Kind::Forms {
        layout,
        texts,
        labels: is_all.then(|| Box::new(labels)),
        views,
    }
}

fn fit(labels: &Labels, layout: &Layout, view: &View<'_>) -> Fit {
    let titled = !labels.titles().is_empty();
    let counts = Counts::of(labels.all(), labels, layout, titled);
    let beside = sides_kept(labels, layout, view);
    Fit {
        score: (counts.fields + counts.blocks.len()) * 4 + counts.own * 2 + beside,
        counts,
    }
}

impl Counts {
    /// Counts what some of the labels name.
    pub(super) fn of<'l>(
        places: impl Iterator<Item = &'l LabelAt>,
        labels: &Labels,
        layout: &Layout,
        titled: bool,
    ) -> Self {
        let mut fields = BTreeSet::new();
        let mut blocks = BTreeSet::new();
        let mut rows = BTreeSet::new();
        let mut own = 0;
        for place in places {
            rows.insert(place.region.first.row);
            match place.label {
                Label::Field(key) => {
                    let own_label = layout.field(key).map(LayoutField::own_label);
                    let written = labels.normalised(place.region.first);
                    if fields.insert(key) && own_label == written {
                        own += 1;
                    }
                }
                label => {
                    let block = BLOCKS.iter().find(|(block, _)| block.is_of(label));
                    blocks.extend(block.map(|(block, _)| *block));
                }
            }
        }
        Self {
            fields: fields.len(),
            blocks,
            rows: rows.len(),
            own,
            titled,
        }
    }

    const fn least_fields(&self) -> usize {
        if self.titled {
            LEAST_FIELDS
        } else {
            LEAST_FIELDS_UNTITLED
        }
    }

    /// Whether they are those of a form.
    pub(super) fn is_form(&self) -> bool {
        self.fields >= self.least_fields()
            && self.blocks.len() >= LEAST_BLOCKS
            && self.rows >= LEAST_ROWS
    }
}

/// How many fields have a cell that is no label on the side the layout expects.
fn sides_kept(labels: &Labels, layout: &Layout, view: &View<'_>) -> usize {
    labels
        .all()
        .filter(|place| {
            let Label::Field(key) = place.label else {
                return false;
            };
            let side = layout.field(key).map(|field| field.value);
            let region = match side {
                Some(crate::layout::Side::Below) => view.below(place.region),
                _ => view.right_of(place.region),
            };
            region.is_some_and(|region| !labels.is_label(region.first))
        })
        .count()
}

impl Counts {
    /// Which parts of a form are missing.
    fn why_not(&self, layout: &Layout) -> String {
        let mut missing: Vec<String> = Vec::new();
        if self.fields < self.least_fields() {
            let fields = layout.fields.iter().filter(|field| !field.optional);
            let words: Vec<&str> = fields
                .filter_map(|field| field.labels.first())
                .map(String::as_str)
                .take(LEAST_FIELDS)
                .collect();
            missing.push(format!("{}などの見出し", words.join("・")));
        }
        if self.blocks.len() < LEAST_BLOCKS {
            let blocks = BLOCKS.iter().filter(|(block, _)| {
                let known = layout.known_texts().any(|(_, label)| block.is_of(label));
                known && !self.blocks.contains(block)
            });
            missing.extend(blocks.map(|(_, name)| (*name).to_owned()));
        }
        match &missing[..] {
            [] => "見出しが一つの表の見出し行に並んでいて、一件一枚の個票ではありません".to_owned(),
            missing => format!("個票に必要な{}が見つかりません", missing.join("、")),
        }
    }
}

/// Whether a sheet holds nothing but the instructions of a layout (記入要領) as they were issued.
pub(super) fn is_guide(sheet: &Sheet, layouts: &[Layout]) -> bool {
    layouts
        .iter()
        .filter_map(|layout| layout.draw.as_ref())
        .any(|draw| {
            let lines: Vec<String> = draw.guide.iter().map(|line| normalise(line)).collect();
            sheet.shapes.is_empty()
                && sheet.comments.is_empty()
                && sheet
                    .cells
                    .iter()
                    .filter(|cell| !cell.content.is_blank())
                    .all(|cell| lines.contains(&normalise(cell.content.shown())))
        })
}

fn is_example(sheet: &Sheet, labels: &Labels, view: &View<'_>, words: &[String]) -> bool {
    let marked = |text: &str| {
        let text = normalise(text);
        words.iter().any(|word| text.contains(&normalise(word)))
    };
    // A project may well be about 見本; only a name that begins with the word in brackets is one.
    let named = labels
        .places(Label::Field(FieldKey::Name))
        .flat_map(|place| [view.below(place.region), view.right_of(place.region)])
        .flatten()
        .filter_map(|region| match sheet.content(region.first) {
            Content::Text(text) => Some(normalise(text)),
            _ => None,
        })
        .any(|text| {
            words
                .iter()
                .any(|word| text.starts_with(&format!("({}", normalise(word))))
        });
    marked(&sheet.name) || named
}

/// Cuts a sheet with several forms into a view of each.
fn split<'a>(whole: View<'a>, labels: &Labels, layout: &Layout) -> Vec<View<'a>> {
    let Some(names) = anchors(labels) else {
        return vec![whole];
    };
    let parts = cut(&whole, labels, &names);
    // Labels strewn over a sheet are no forms.
    let is_form = |part: &&Region| {
        let inside = |pos: CellPos| part.contains(pos);
        let places = || labels.all().filter(|place| inside(place.region.first));
        let mut years = places().filter(|place| place.label == Label::Years);
        if !years.any(|place| is_beside_years(&whole, place.region)) {
            return false;
        }
        let titled = labels.titles().iter().any(|title| inside(*title));
        Counts::of(places(), labels, layout, titled).is_form()
    };
    if parts.iter().filter(is_form).count() * 2 < parts.len() {
        return vec![whole];
    }
    give_objects(&whole, &parts)
}

/// Whether a year stands on the row of a label.
fn is_beside_years(view: &View<'_>, label: Region) -> bool {
    let next = |region: &Region| view.right_of(*region);
    std::iter::successors(view.right_of(label), next).any(|region| {
        years::year_of(view.sheet.content(region.first), view.figure(region.first)).is_some()
    })
}

/// One rectangle for each form: one under the other before each title (or first label), side by side
/// before each form's leftmost label.
fn cut(whole: &View<'_>, labels: &Labels, names: &[Region]) -> Vec<Region> {
    let mut rows: Vec<u32> = names.iter().map(|name| name.first.row).collect();
    rows.sort_unstable();
    rows.dedup();
    let tops: Vec<u32> = rows
        .iter()
        .enumerate()
        .map(|(index, row)| match index.checked_sub(1) {
            None => whole.bounds.first.row,
            Some(before) => top_of(labels, rows[before], *row),
        })
        .collect();
    let mut bounds = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        let last = tops
            .get(index + 1)
            .map_or(whole.bounds.last.row, |next| next - 1);
        let mut lefts: Vec<u32> = names
            .iter()
            .filter(|name| name.first.row == *row)
            .map(|name| name.first.col)
            .collect();
        lefts.sort_unstable();
        for place in (0..lefts.len()).rev() {
            lefts[place] = match place.checked_sub(1) {
                None => whole.bounds.first.col,
                Some(before) => left_of(labels, lefts[before], lefts[place], *row),
            };
        }
        for (place, left) in lefts.iter().enumerate() {
            let right = lefts
                .get(place + 1)
                .map_or(whole.bounds.last.col, |next| next - 1);
            bounds.push(Region {
                first: CellPos::new(tops[index], *left),
                last: CellPos::new(last, right),
            });
        }
    }
    bounds
}

/// One label for each of several forms on a sheet; `None` where there is one form only. That a label
/// stands there twice makes no second form, that most of them do does.
fn anchors(labels: &Labels) -> Option<Vec<Region>> {
    const ONCE: [Label; 8] = [
        Label::Field(FieldKey::Name),
        Label::Field(FieldKey::Number),
        Label::Field(FieldKey::Departments),
        Label::Field(FieldKey::Text(TextField::Implementer)),
        Label::Years,
        Label::Items,
        Label::Money,
        Label::Rating(Measure::Progress),
    ];
    let places = |label| -> Vec<Region> {
        let places = labels.places(label).filter(|place| place.inline.is_none());
        places.map(|place| place.region).collect()
    };
    let found = ONCE.map(places);
    let mut counts = found.each_ref().map(Vec::len);
    counts.sort_unstable();
    let forms = counts[ONCE.len() / 2];
    found
        .into_iter()
        .take(4)
        .find(|places| forms > 1 && places.len() == forms)
}

/// The row where the next form begins: its title if it has one, else its first label.
fn top_of(labels: &Labels, above: u32, row: u32) -> u32 {
    let title = labels
        .titles()
        .iter()
        .map(|pos| pos.row)
        .filter(|title| *title > above && *title <= row)
        .max();
    let furniture = title.and_then(|title| {
        labels
            .places(Label::Furniture)
            .map(|place| place.region.first.row)
            .find(|row| row + 1 == title)
    });
    furniture.or(title).unwrap_or(row)
}

/// The column where the next form on the same rows begins: its number's label, else its name's.
fn left_of(labels: &Labels, before: u32, col: u32, row: u32) -> u32 {
    labels
        .places(Label::Field(FieldKey::Number))
        .filter(|place| place.region.first.row == row)
        .map(|place| place.region.first.col)
        .filter(|number| *number > before && *number < col)
        .max()
        .unwrap_or(col)
}

/// Every shape and every comment goes to the form it lies on, else to the first.
fn give_objects<'a>(whole: &View<'a>, parts: &[Region]) -> Vec<View<'a>> {
    let mut objects = vec![Objects::default(); parts.len()];
    let form = |pos: CellPos| {
        parts
            .iter()
            .position(|part| part.contains(pos))
            .unwrap_or(0)
    };
    for index in &whole.objects.shapes {
        let under = whole.sheet.shapes[*index].under;
        objects[form(under)].shapes.push(*index);
    }
    for index in &whole.objects.comments {
        let pos = whole.sheet.comments[*index].pos;
        objects[form(pos)].comments.push(*index);
    }
    parts
        .iter()
        .zip(objects)
        .map(|(part, objects)| whole.part(*part, objects))
        .collect()
}
