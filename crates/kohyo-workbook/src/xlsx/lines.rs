//! What else can make a bar of cells: heavy borders, and formats that paint cells by a condition.

use super::xml::{Fault, Xml};
use crate::address::CellPos;
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

/// Whether a rule of the conditional format opened last paints cells by what stands elsewhere than in
/// themselves; `own` is the upper left one of them. What a rule makes of a cell's own content is seen in
/// the content, and kohyo's own marks do not count.
pub(super) fn paints(
    xml: &mut Xml<'_>,
    painting: &[bool],
    own: Option<CellPos>,
) -> Result<bool, Fault> {
    let level = xml.level();
    let mut found = false;
    let mut formula = String::new();
    while let Some(rule) = xml.child(level)? {
        let is_formula = rule.attr("type").is_some_and(|kind| kind == "expression");
        let format = rule.number::<usize>("dxfId");
        let has_fill = format.and_then(|format| painting.get(format)).copied();
        let within = xml.level();
        formula.clear();
        while let Some(tag) = xml.child(within)? {
            if tag.local() == "formula" {
                xml.text(&mut formula)?;
            }
        }
        let is_kohyos = formula.contains("kohyo");
        found |= is_formula
            && has_fill.unwrap_or(false)
            && !is_kohyos
            && !looks_at_itself(&formula, own);
    }
    Ok(found)
}

/// Whether a formula names one cell only, the cell it is for.
fn looks_at_itself(formula: &str, own: Option<CellPos>) -> bool {
    // What stands in quotes is text.
    let code: String = formula.split('"').step_by(2).collect::<Vec<_>>().join(" ");
    let names = code.split(|letter: char| !letter.is_alphanumeric() && !"$_.!".contains(letter));
    let cells: Vec<CellPos> = names.filter_map(|name| name.parse().ok()).collect();
    !cells.is_empty() && cells.iter().all(|cell| Some(*cell) == own)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_on_the_cell_itself_is_told_from_one_on_others() {
        let own = Some(CellPos::new(15, 5));
        for (formula, itself) in [
            ("ISNUMBER(SEARCH(\"A1\",F16))", true),
            ("LEN($F$16)=0", true),
            ("AND(F$3>=$D16,F$3<=$E16)", false),
            ("F16<F17", false),
            ("TRUE", false),
            ("日程!F16=1", false),
        ] {
            assert_eq!(looks_at_itself(formula, own), itself, "{formula}");
        }
    }
}
