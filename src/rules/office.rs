//! The offices of the roadmap and who holds them, from the settings and the register together.

use super::settings::Offices;
use super::titles::{Written, plain};
use crate::model::{OfficeHolders, Register};

/// Titles of offices; the register's holders come before the settings.
#[derive(Clone, Copy, Debug)]
pub(super) struct Office<'a> {
    settings: &'a Offices,
    holders: Option<&'a OfficeHolders>,
}

impl<'a> Office<'a> {
    pub(super) fn new(settings: &'a Offices, register: Option<&'a Register>) -> Self {
        Self {
            settings,
            holders: register.map(|register| &register.offices),
        }
    }

    /// ICT推進担当部長, the role; who holds it is another bureau head by title.
    pub(super) fn ict_head(&self) -> &'a str {
        &self.settings.ict_head
    }

    /// 副市長 by the exact title.
    pub(super) fn vice_mayor(&self) -> &'a str {
        self.holders
            .and_then(|holders| holders.vice_mayor.as_deref())
            .unwrap_or(&self.settings.vice_mayor)
    }

    /// ICT推進担当者
    pub(super) fn ict_officer(&self) -> &'a str {
        &self.settings.ict_officer
    }

    /// The title of a bureau's head.
    pub(super) fn head(&self, bureau: &str) -> String {
        self.settings.head(bureau)
    }

    /// The head of a division without a bureau, where the settings name one.
    pub(super) fn own_head(&self, division: &str) -> Option<&'a String> {
        self.settings.heads.get(division)
    }

    /// The holder's own title, where it is known.
    fn holder(&self) -> Option<String> {
        let registered = self.holders.and_then(|holders| holders.ict_head.clone());
        registered.or_else(|| {
            let bureau = self.settings.ict_head_bureau.as_deref()?;
            Some(self.settings.head(bureau))
        })
    }

    /// Whether a bureau's head is the ICT推進担当部長; `None` where nobody says who is.
    pub(super) fn leads_ict(&self, bureau: &str) -> Option<bool> {
        let holder = self.holder()?;
        Some(plain(&holder) == plain(&self.head(bureau)))
    }

    /// Whether somebody is written as the ICT推進担当部長, by the role or by the holder's own title.
    pub(super) fn is_ict_head(&self, written: &Written) -> bool {
        written.names(self.ict_head()) || self.holder().is_some_and(|title| written.names(&title))
    }
}
