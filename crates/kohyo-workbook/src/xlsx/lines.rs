//! What else can make a bar of cells: heavy borders, and formats that paint cells by a condition.

use super::xml::{Fault, Xml};
use crate::grid::Edges;

/// The heavy edges of each border of the part.
pub(super) fn borders(xml: &mut Xml<'_>) -> Result<Vec<Edges>, Fault> {
    let mut borders = Vec::new();
    while xml.child(2)?.is_some() {
        let mut edges = Edges::default();
        while let Some(tag) = xml.child(3)? {
            let style = tag.attr("style");
            let is_heavy = style.is_some_and(|style| {
                matches!(style.as_str(), "thick" | "double" | "slantDashDot")
                    || style.starts_with("medium")
            });
            match tag.local() {
                "top" => edges.top = is_heavy,
                "bottom" => edges.bottom = is_heavy,
                "left" | "start" => edges.left = is_heavy,
                "right" | "end" => edges.right = is_heavy,
                _ => {}
            }
        }
        borders.push(edges);
    }
    Ok(borders)
}

/// Whether each differential format of the part paints cells.
pub(super) fn painting(xml: &mut Xml<'_>) -> Result<Vec<bool>, Fault> {
    let mut paints = Vec::new();
    while xml.child(2)?.is_some() {
        let mut has_fill = false;
        while let Some(tag) = xml.child(3)? {
            has_fill |= tag.local() == "fill";
        }
        paints.push(has_fill);
    }
    Ok(paints)
}

/// Whether a rule of the conditional format opened last paints cells; kohyo's own marks do not count.
pub(super) fn paints(xml: &mut Xml<'_>, painting: &[bool]) -> Result<bool, Fault> {
    let level = xml.level();
    let mut found = false;
    let mut formula = String::new();
    while let Some(rule) = xml.child(level)? {
        let format = rule.number::<usize>("dxfId");
        let by_scale = rule
            .attr("type")
            .is_some_and(|kind| matches!(kind.as_str(), "colorScale" | "dataBar"));
        let within = xml.level();
        formula.clear();
        while let Some(tag) = xml.child(within)? {
            if tag.local() == "formula" {
                xml.text(&mut formula)?;
            }
        }
        let is_own = formula.contains("kohyo");
        let by_format = format.and_then(|format| painting.get(format)).copied();
        found |= !is_own && (by_scale || by_format.unwrap_or(false));
    }
    Ok(found)
}
