//! Days as public papers write them.

use crate::model::fiscal::year_of_day;
use chrono::{Datelike, NaiveDate};

/// `令和2年9月30日`; days before Heisei by the western year.
pub(super) fn date(day: NaiveDate) -> String {
    format!("{}{}月{}日", year_of_day(day), day.month(), day.day())
}

/// `令和2年9月30日（水）`
pub(super) fn date_with_weekday(day: NaiveDate) -> String {
    let names = ["月", "火", "水", "木", "金", "土", "日"];
    let name = names[day.weekday().num_days_from_monday() as usize % names.len()];
    format!("{}（{name}）", date(day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_written_by_era() {
        let on = |year, month, day| date(NaiveDate::from_ymd_opt(year, month, day).unwrap());
        assert_eq!(on(2020, 9, 30), "令和2年9月30日");
        let day = NaiveDate::from_ymd_opt(2020, 9, 30).unwrap();
        assert_eq!(date_with_weekday(day), "令和2年9月30日（水）");
        assert_eq!(on(2019, 5, 1), "令和元年5月1日");
        assert_eq!(on(2019, 4, 30), "平成31年4月30日");
        assert_eq!(on(1989, 1, 8), "平成元年1月8日");
        assert_eq!(on(1989, 1, 7), "1989年1月7日");
    }
}
