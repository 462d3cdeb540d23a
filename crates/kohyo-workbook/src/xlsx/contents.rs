//! The workbook part: its sheets, in the order of tabs, and its date system.

mod binary;

use super::xml::{Fault, Xml};
use crate::numfmt::Epoch;
use crate::{Limits, Problem, Visibility, names};

/// A sheet as the workbook lists it.
pub(super) struct Listed {
    /// Its name.
    pub(super) name: String,
    /// The relationship that leads to its part; empty where there is none.
    pub(super) relation: String,
    /// Whether it is shown; a state nobody knows counts as shown.
    pub(super) visibility: Visibility,
}

/// What the workbook part says.
#[derive(Default)]
pub(super) struct Contents {
    /// Its sheets.
    pub(super) sheets: Vec<Listed>,
    /// Its date system.
    pub(super) epoch: Epoch,
    /// Constants that kohyo named on a sheet: `個票3!kohyo.number` and its text.
    pub(super) names: Vec<(String, String)>,
    /// Why it ends early.
    pub(super) fault: Option<Fault>,
    /// Whether it is a workbook at all.
    pub(super) is_workbook: bool,
}

impl Contents {
    /// Reads the part; a broken one as far as it goes.
    pub(super) fn read(text: &str, limits: &Limits) -> Result<Self, Problem> {
        let mut contents = Self::default();
        let mut xml = Xml::new(text, limits.depth);
        contents.fault = contents.take(&mut xml).err();
        let (found, allowed) = (contents.sheets.len(), limits.sheets);
        if found as u64 > u64::from(allowed) {
            return Err(Problem::limit("sheets", found, allowed));
        }
        Ok(contents)
    }

    fn take(&mut self, xml: &mut Xml<'_>) -> Result<(), Fault> {
        let Some(root) = xml.child(0)? else {
            return Err(Fault::Cut);
        };
        self.is_workbook = root.local() == "workbook";
        while let Some(tag) = xml.child(1)? {
            match tag.local() {
                "workbookPr" if tag.yes("date1904") => self.epoch = Epoch::Y1904,
                "sheets" => {
                    while let Some(tag) = xml.child(2)? {
                        self.sheets.push(Listed {
                            name: tag.attr("name").unwrap_or_default(),
                            relation: tag.relation().unwrap_or_default(),
                            visibility: match tag.attr("state").as_deref() {
                                Some("hidden") => Visibility::Hidden,
                                Some("veryHidden") => Visibility::VeryHidden,
                                _ => Visibility::Visible,
                            },
                        });
                    }
                }
                "definedNames" => self.take_names(xml)?,
                _ => {}
            }
        }
        Ok(())
    }

    fn take_names(&mut self, xml: &mut Xml<'_>) -> Result<(), Fault> {
        while let Some(tag) = xml.child(2)? {
            let name = tag.attr("name").unwrap_or_default();
            let sheet = tag.attr("localSheetId").and_then(|id| id.parse().ok());
            let mut value = String::new();
            xml.text(&mut value)?;
            let sheet = sheet.and_then(|id: usize| self.sheets.get(id));
            let constant = sheet.and_then(|sheet| names::constant(&sheet.name, &name, &value));
            self.names.extend(constant);
        }
        Ok(())
    }
}
