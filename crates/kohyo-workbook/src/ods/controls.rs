//! Form controls of a sheet: `office:forms` says what each is, `draw:control` where it lies.

use super::xml::{Tag, Token, Xml};
use crate::xlsx::checked;
use crate::{ControlKind, Problem, ShapeKind};
use std::collections::HashMap;

/// A control as its form says.
#[derive(Clone)]
pub(super) struct Control {
    /// The name the program gave it.
    pub(super) name: String,
    /// What it is, and what it is set to.
    pub(super) kind: ShapeKind,
    /// The words on it.
    pub(super) caption: Option<String>,
}

/// The controls of a sheet by their id.
#[derive(Default)]
pub(super) struct Controls(HashMap<String, Control>);

impl Controls {
    /// Takes `office:forms` or a form within it, opened last. No more than `most` are kept.
    pub(super) fn take(&mut self, xml: &mut Xml<'_>, most: usize) -> Result<(), Problem> {
        while let Some(token) = xml.inner()? {
            let Token::Open(tag) = token else { continue };
            if tag.name() == "form:form" {
                self.take(xml, most)?;
                continue;
            }
            let control = control(&tag);
            let selected = selected(xml)?;
            let Some((id, mut control)) = control.filter(|_| self.0.len() < most) else {
                continue;
            };
            if let (ShapeKind::Control(_, state), Some(line)) = (&mut control.kind, selected) {
                *state = Some(format!("「{line}」を選択"));
            }
            self.0.insert(id, control);
        }
        Ok(())
    }

    /// The control that a `draw:control` shows.
    pub(super) fn shown_by(&self, tag: &Tag<'_>) -> Option<&Control> {
        self.0.get(&*tag.attribute("draw:control")?)
    }
}

/// A control and its id; `None` for what has none.
fn control(tag: &Tag<'_>) -> Option<(String, Control)> {
    let text = |name: &str| tag.attribute(name).map(|value| value.into_owned());
    let id = text("form:id").or_else(|| text("xml:id"))?;
    let is = |name: &str| tag.attribute(name).as_deref() == Some("true");
    let set = |state: u8| Some(checked(state));
    let number = || {
        let value = text("form:current-value").or_else(|| text("form:value"));
        value.map(|value| format!("値 {value}"))
    };
    let none = || Some("選択なし".to_owned());
    let (kind, state) = match tag.name() {
        "form:checkbox" => {
            let state = text("form:current-state").or_else(|| text("form:state"));
            let state = match state.as_deref() {
                Some("checked") => 1,
                Some("unknown") => 2,
                _ => 0,
            };
            (ControlKind::CheckBox, set(state))
        }
        "form:radio" => {
            let on = is("form:current-selected") || is("form:selected");
            (ControlKind::Option, set(u8::from(on)))
        }
        "form:fixed-text" => (ControlKind::Label, None),
        "form:listbox" if is("form:dropdown") => (ControlKind::DropDown, none()),
        "form:combobox" => (
            ControlKind::DropDown,
            text("form:current-value").or_else(none),
        ),
        "form:listbox" => (ControlKind::List, none()),
        "form:value-range" if text("form:control-implementation")?.contains("Spin") => {
            (ControlKind::Spinner, number())
        }
        "form:value-range" => (ControlKind::ScrollBar, number()),
        "form:button" => (ControlKind::Button, None),
        "form:frame" => (ControlKind::GroupBox, None),
        "form:text" | "form:textarea" | "form:formatted-text" | "form:number" | "form:date" => {
            (ControlKind::TextField, text("form:current-value"))
        }
        _ => (ControlKind::Other, None),
    };
    let control = Control {
        name: text("form:name").unwrap_or_default(),
        kind: ShapeKind::Control(kind, state),
        caption: text("form:label").filter(|label| !label.is_empty()),
    };
    Some((id, control))
}

/// The selected line of a list, of a control opened last, which is closed.
fn selected(xml: &mut Xml<'_>) -> Result<Option<String>, Problem> {
    let mut line = None;
    while let Some(token) = xml.inner()? {
        let Token::Open(tag) = token else { continue };
        let is_line = matches!(tag.name(), "form:option" | "form:item");
        let is_selected = ["form:current-selected", "form:selected"]
            .into_iter()
            .any(|name| tag.attribute(name).as_deref() == Some("true"));
        if is_line && is_selected && line.is_none() {
            line = tag.attribute("form:label").map(|label| label.into_owned());
        }
        xml.skip()?;
    }
    Ok(line)
}
