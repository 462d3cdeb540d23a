//! Sheet 役職: who is ICT推進担当部長, who is 副市長, by title.

use super::fault::Faults;
use super::table::Table;
use crate::model::OfficeHolders;
use crate::text::label::normalise;

pub(super) fn read(table: &Table<'_>, faults: &mut Faults) -> OfficeHolders {
    let mut holders = OfficeHolders::default();
    let mut seen = Vec::new();
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
        // A new register has the roles written and the titles still to be filled in.
        let title = table.text(row, "職名", faults);
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
        if seen.contains(&role) {
            let message = format!("役割「{role}」が二つあります。一方の行を消してください");
            table.fault(row, "役割", message, faults);
        } else {
            *place = title.map(str::to_owned);
            seen.push(role);
        }
    }
    holders
}
