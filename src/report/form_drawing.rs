//! How a form is drawn, and in which words: what review pages and forms have in common.

use super::{ReportError, Style};
use crate::layout::draw::Draw;
use crate::layout::{self, Layout, LayoutError};
use std::sync::Arc;

/// A layout with its drawing.
#[derive(Clone, Debug)]
pub(super) struct FormDrawing {
    /// What the form says.
    pub(super) layout: Arc<Layout>,
    /// How it is drawn.
    pub(super) draw: Draw,
}

impl FormDrawing {
    /// Of the forms of an office: its own layout, else the one that kohyo brings along. A layout that does not
    /// say how it is drawn is drawn like that one, in its own words.
    ///
    /// # Errors
    /// Only if a built-in layout is broken, which a test rules out.
    pub(super) fn of(style: &Style) -> Result<Self, ReportError> {
        let own = style.form.clone();
        if let Some((layout, draw)) = own.as_ref().and_then(|own| Some((own, own.draw.clone()?))) {
            let layout = Arc::clone(layout);
            return Ok(Self { layout, draw });
        }
        let usual = layout::builtin()?
            .into_iter()
            .find_map(|layout| Some((layout.draw.clone()?, layout)));
        let (draw, usual) = usual.ok_or_else(|| LayoutError::Draw {
            layout: "besshi1".to_owned(),
            what: "[draw] がありません".to_owned(),
        })?;
        Ok(match own {
            Some(layout) => Self {
                draw: draw.in_words_of(&layout),
                layout,
            },
            None => Self {
                layout: Arc::new(usual),
                draw,
            },
        })
    }
}
