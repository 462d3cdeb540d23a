//! Sheet 役職: who is ICT推進担当部長, who is 副市長, by title.

use super::fault::Faults;
use super::table::Table;
use crate::model::OfficeHolders;
use crate::text::label::normalise;

pub(super) fn read(table: &Table<'_>, faults: &mut Faults) -> OfficeHolders {
    let mut holders = OfficeHolders::default();
    for row in table.rows() {
        let Some(role) = table.text(row, "役割", faults) else {
            table.fault(
                row,
                "役割",
                "役割が空白です。「ICT推進担当部長」か「副市長」を入力してください",
                faults,
            );
            continue;
        };
        let Some(title) = table.text(row, "職名", faults) else {
            let message =
                format!("「{role}」の職名が空白です。職名（総合政策部長 など）を入力してください");
            table.fault(row, "職名", message, faults);
            continue;
        };
        let place = match normalise(role).as_str() {
            "ICT推進担当部長" => &mut holders.ict_head,
            "副市長" => &mut holders.vice_mayor,
            _ => {
                let message = format!(
                    "役割「{role}」は使えません。「ICT推進担当部長」か「副市長」にしてください"
                );
                table.fault(row, "役割", message, faults);
                continue;
            }
        };
        if place.replace(title.to_owned()).is_some() {
            let message = format!("役割「{role}」が二つあります。一方の行を消してください");
            table.fault(row, "役割", message, faults);
        }
    }
    holders
}
