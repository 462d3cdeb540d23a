//! Return copies (差戻し): a division's own workbook with remarks on the cells concerned, and a list of
//! them as its first sheet. The only room besides `workbook` that knows what a package looks like inside.
//!
//! ```text
//! bytes ─ clean ─ package ─┬─ workbook part   one more sheet, before the others        book
//!   + remarks              ├─ the list        確認事項                                 list
//!                          ├─ sheets          marks (conditional formatting)           sheet
//!                          ├─ notes           comments, and their boxes in VML         notes
//!                          ├─ styles          appended only                            styles
//!                          └─ everything else, byte for byte
//! ```
//! The package is changed in place by single insertions into the text of its parts; cells, formulas,
//! drawings and macros are never written again. Cells are marked by conditional formatting, which leaves
//! their own style as it is: no reader can take a mark for paint. [`crate::seal`] is how
//! readers know kohyo's remarks again, whatever program saved the copy since.

mod alone;
mod book;
mod clean;
mod edits;
mod list;
mod notes;
mod package;
mod places;
mod record;
mod relations;
mod remark;
mod sheet;
mod styles;
mod xml;

pub use clean::clean;
pub use remark::Remark;

use crate::report::Style;
use crate::report::measure::Measure;
use crate::workbook::{Format, Limits, Workbook, sniff, xlsx};
use book::Book;
use edits::Edits;
use package::{Changes, Package, Part};
use record::{Changed, Record};
use relations::{Finished, Relations, append};
use sheet::SheetPart;
use std::panic::{AssertUnwindSafe, catch_unwind};
use styles::Numbers;
use xml::outline;

/// The namespace of every part of a workbook.
const SPREADSHEET: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
/// The namespace of the ids that name relationships.
const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
/// Begins every new part.
const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
/// The part of the list.
const LIST_PART: &str = "xl/worksheets/kohyoList.xml";
/// The list of content types.
const TYPES_PART: &str = "[Content_Types].xml";

/// Why a workbook is not edited: one Japanese phrase without a full stop.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Refusal(String);

impl Refusal {
    fn new(why: impl Into<String>) -> Self {
        Self(why.into())
    }
}

/// What stands above the list.
#[derive(Clone, Copy, Debug)]
pub struct About<'a> {
    /// What was looked at: `令和2年度上期の個票`.
    pub subject: &'a str,
    /// Fonts, and who asks.
    pub style: &'a Style,
}

impl About<'_> {
    fn note(&self, more: &str) -> String {
        let who = self.style.prepared_by.as_ref();
        let who = who.map_or_else(String::new, |who| format!("　（{who}）"));
        format!(
            "{}を確認したところ、次の点がありました。{more}{who}",
            self.subject
        )
    }

    fn measure(&self) -> Measure {
        Measure::new(self.style)
    }
}

/// What a division is sent back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Returned {
    /// The whole file.
    pub bytes: Vec<u8>,
    /// Why it is the list alone; `None` where it is the division's own workbook.
    pub alone: Option<Refusal>,
}

/// The division's workbook with remarks on its cells; the list alone where it cannot be edited, or is
/// no workbook that can.
///
/// # Errors
/// When not even the list can be written.
pub fn copy(
    bytes: &[u8],
    remarks: &[Remark],
    about: &About<'_>,
    limits: &Limits,
) -> Result<Returned, Refusal> {
    let marked = match sniff::sniff(bytes, limits) {
        Ok(Format::Xlsx) => catch_unwind(AssertUnwindSafe(|| mark(bytes, remarks, about, limits)))
            .unwrap_or_else(|_| Err(Refusal::new("想定外の内容があります"))),
        Ok(_) => Err(Refusal::new("この形式のファイルには書き込めません")),
        Err(_) => Err(Refusal::new("ファイルを開けません")),
    };
    match marked {
        Ok(bytes) => Ok(Returned { bytes, alone: None }),
        Err(why) => {
            let note = format!(
                "元のファイルには書き込まず、一覧だけをお送りします（{why}）。元のファイルを直して再提出してください。"
            );
            let bytes = alone::workbook(remarks, about, &note)?;
            let alone = Some(why);
            Ok(Returned { bytes, alone })
        }
    }
}

/// The division's workbook with remarks on its cells.
///
/// # Errors
/// A [`Refusal`] where the workbook cannot be edited without risk; [`copy`] then gives the list alone.
pub fn mark(
    bytes: &[u8],
    remarks: &[Remark],
    about: &About<'_>,
    limits: &Limits,
) -> Result<Vec<u8>, Refusal> {
    let cleaned = clean(bytes, limits)?;
    let bytes = cleaned.as_deref().unwrap_or(bytes);
    let workbook = xlsx::read(bytes, limits).map_err(|problem| Refusal::new(problem.message))?;
    let mut copy = ReturnCopy::open(bytes, limits)?;
    let numbers = copy.styles(&about.style.font)?;
    copy.sheets(&workbook, remarks, numbers, &about.style.font)?;
    copy.list(remarks, about, numbers)?;
    copy.finish()
}

/// A package on its way to being a return copy.
struct ReturnCopy<'a> {
    package: Package<'a>,
    workbook_part: String,
    relations: Relations,
    changes: Changes,
    record: Record,
    /// New parts with their content type.
    types: Vec<(String, &'static str)>,
}

impl<'a> ReturnCopy<'a> {
    fn open(bytes: &'a [u8], limits: &'a Limits) -> Result<Self, Refusal> {
        let mut package = Package::open(bytes, limits)?;
        if package
            .names()
            .any(|name| name.starts_with("_xmlsignatures"))
        {
            return Err(Refusal::new("電子署名のあるファイルです"));
        }
        let root = Relations::of(&mut package, "")?;
        let part = root.targets("officeDocument").next();
        let workbook_part = part
            .map(str::to_owned)
            .ok_or_else(|| Refusal::new("ブックの部品が決まりどおりではありません"))?;
        let relations = Relations::of(&mut package, &workbook_part)?;
        Ok(Self {
            package,
            workbook_part,
            relations,
            changes: Changes::default(),
            record: Record::default(),
            types: Vec::new(),
        })
    }

    fn change(&mut self, name: &str, part: &Part, edits: Edits) {
        if edits.is_empty() {
            return;
        }
        let (bytes, undo) = part.edited(edits);
        let changed = Changed::new(&bytes, undo);
        self.record.changed.insert(name.to_owned(), changed);
        self.changes.changed.insert(name.to_owned(), bytes);
    }

    /// A new part; lists of relationships have their type from their extension.
    fn add(&mut self, name: String, kind: Option<&'static str>, bytes: Vec<u8>) {
        self.types.extend(kind.map(|kind| (name.clone(), kind)));
        self.record.added.push(name.clone());
        self.changes.added.push((name, bytes));
    }

    /// A name that no part has.
    fn free_name(&self, stem: &str, extension: &str) -> String {
        let added = |name: &str| self.record.added.iter().any(|added| added == name);
        (1..)
            .map(|count| format!("{stem}{count}.{extension}"))
            .find(|name| !self.package.has(name) && !added(name))
            .unwrap_or_default()
    }

    fn relate(&mut self, relations: Relations) {
        match relations.finish() {
            Some(Finished::New(name, bytes)) => self.add(name, None, bytes),
            Some(Finished::Changed(name, part, edits)) => self.change(&name, &part, edits),
            None => {}
        }
    }

    fn styles(&mut self, font: &str) -> Result<Numbers, Refusal> {
        let part = self.relations.targets("styles").next().map(str::to_owned);
        let name = part.ok_or_else(|| Refusal::new("ブックに書式の部品がありません"))?;
        let part = self.package.part(&name)?;
        let (edits, numbers) = styles::add(&part.text, font)?;
        self.change(&name, &part, edits);
        Ok(numbers)
    }

    /// Marks every sheet that remarks concern, and takes all others out of sight.
    fn sheets(
        &mut self,
        workbook: &Workbook,
        remarks: &[Remark],
        numbers: Numbers,
        font: &str,
    ) -> Result<(), Refusal> {
        let book = self.package.part(&self.workbook_part)?;
        let listed = Book::of(&book.text)?.sheets;
        for listed in &listed {
            let relation = self.relations.by_id(&listed.relation);
            let name = relation
                .map(|relation| relation.target.clone())
                .ok_or_else(|| {
                    Refusal::new("シートの一覧にあるシートが、ブックの中に見つかりません")
                })?;
            let part = self.package.part(&name)?;
            let mut sheet = SheetPart::of(&part.text)?;
            sheet.unselect(&part.text);
            if let Some(grid) = workbook
                .sheets
                .iter()
                .find(|sheet| sheet.name == listed.name)
            {
                let places = places::places(grid, remarks);
                if !places.is_empty() {
                    sheet.mark(&part.text, &places::regions(grid, &places), numbers);
                    let notes = places::notes(&places);
                    let place = places::Place { name: &name, grid };
                    self.notes(&place, &part, &mut sheet, &notes, font)?;
                }
            }
            self.change(&name, &part, sheet.edits);
        }
        Ok(())
    }

    /// The workbook part, its relationships and the content types; the list's own part comes last,
    /// for it holds the record.
    fn list(
        &mut self,
        remarks: &[Remark],
        about: &About<'_>,
        numbers: Numbers,
    ) -> Result<(), Refusal> {
        let name = self.workbook_part.clone();
        let part = self.package.part(&name)?;
        let edits = Book::of(&part.text)?.add_list(&part.text)?;
        self.change(&name, &part, edits);
        let mut relations = Relations::of(&mut self.package, &name)?;
        relations.add(book::RELATION, "worksheet", LIST_PART)?;
        self.relate(relations);
        if self.package.has(LIST_PART) {
            return Err(Refusal::new("以前の差戻しの部品が残っています"));
        }
        self.types.push((LIST_PART.to_owned(), SHEET_TYPE));
        let part = self.package.part(TYPES_PART)?;
        let root = outline(&part.text, 2, &[])?;
        let new: String = self
            .types
            .iter()
            .map(|(name, kind)| {
                format!(
                    "<{}Override PartName=\"/{name}\" ContentType=\"{kind}\"/>",
                    root.prefix
                )
            })
            .collect();
        let mut edits = Edits::default();
        append(&mut edits, &part.text, &root, &new);
        self.change(TYPES_PART, &part, edits);
        self.record.added.push(LIST_PART.to_owned());
        let note = about.note(MARKED);
        let above = list::Above {
            note: &note,
            linked: true,
        };
        let record = self.record.to_xml();
        let sheet = list::sheet(remarks, &above, numbers, about.measure(), &record);
        self.changes
            .added
            .push((LIST_PART.to_owned(), sheet.into_bytes()));
        Ok(())
    }

    fn finish(mut self) -> Result<Vec<u8>, Refusal> {
        self.package.rewritten(&self.changes)
    }
}

/// What the list says about itself in a return copy.
const MARKED: &str = "青字のセル番地を押すと、その場所に移ります。同じことを、色または赤枠の付いたセルのコメントにも書いてあります。直したら、このファイルをそのまま再提出してください（このシートとコメントは残したままで結構です）。";

const SHEET_TYPE: &str =
    "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml";
