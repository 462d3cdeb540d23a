//! A finding as a division is told of it: what was found, and what is wanted.

use crate::finding::{Code, Finding, Severity};
use crate::report::style::severity_mark;
use crate::workbook::CellPos;

/// What is said about one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// How much it weighs.
    pub severity: Severity,
    /// The sheet, where one is concerned.
    pub sheet: Option<String>,
    /// The cell, where one is concerned.
    pub cell: Option<CellPos>,
    /// The field in Japanese, where one is concerned.
    pub field: String,
    /// What stands there.
    pub text: String,
    /// What was found.
    pub found: String,
    /// What is wanted.
    pub wanted: &'static str,
}

impl Remark {
    /// The remark of a finding; `None` for what is no matter of the division.
    pub fn of(finding: &Finding) -> Option<Self> {
        if finding.severity == Severity::Info {
            return None;
        }
        Some(Self {
            severity: finding.severity,
            sheet: finding.sheet.clone(),
            cell: finding.first_cell(),
            field: finding
                .field
                .map(|field| field.japanese())
                .unwrap_or_default(),
            text: finding.text.clone().unwrap_or_default(),
            found: finding.message.clone(),
            wanted: wanted(finding.code)?,
        })
    }

    /// As it stands in a note: `■ エラー: …` and below it `→ …`.
    pub(super) fn body(&self) -> String {
        format!(
            "{} {}: {}\n→ {}",
            severity_mark(self.severity),
            self.severity.japanese(),
            self.found.trim(),
            self.wanted
        )
    }
}

/// What a division is asked to do. The advice of a code speaks to the officer, this to the division;
/// `None` where only the officer or the evaluator can do anything.
const fn wanted(code: Code) -> Option<&'static str> {
    Some(match code {
        Code::UnreadableFile => "Excelで開けるか確認し、開けるものを再提出してください。",
        Code::Encrypted => "パスワードを外して再提出してください。",
        Code::RightsManaged => "アクセス制限を解除して保存し直し、再提出してください。",
        Code::BookProtected => "［校閲］-［ブックの保護］を外して保存し直してください。",
        Code::LimitExceeded => "個票のシートだけを残して再提出してください。",
        Code::NotAForm => {
            "個票のファイルか確認してください。個票であれば、様式の見出しを元に戻してください。"
        }
        Code::LabelMissing => "様式の見出しを元に戻してください。",
        Code::LabelAmbiguous => "余分な見出しを消し、一つだけ残してください。",
        Code::NotANumber => "千円単位の数字だけを入力してください。",
        Code::UnitUnread => {
            "単位（千円・百万円・件など）を、どの表の単位かが分かるように書いてください。"
        }
        Code::DuplicateProject => "どちらが正しい個票か、担当までお知らせください。",
        Code::UnknownProject => {
            "番号が正しいか確認してください。正しければ担当までお知らせください。"
        }
        Code::UnreadCell => {
            "個票の欄の外に書かれています。必要な内容は該当する欄に移してください。"
        }
        Code::UnreadShape => {
            "工程の矢印なら、実施項目の行と年度の列に収まるように引き直してください。"
        }
        Code::UnreadControl => "部品や画像の内容は集計されません。必要な内容は欄に書いてください。",
        Code::UnreadNote => "コメントは集計されません。必要な内容は欄に書いてください。",
        Code::SpanUnclear => "計画か実績か、いつからいつまでかが分かるように引き直してください。",
        Code::AmbiguousNumber => "一つの欄に一つの数値だけを書いてください。",
        Code::ZeroUnclear => {
            "0であれば数式や書式によらず0と入力し、値がなければ空白にしてください。"
        }
        Code::AutoConverted => "セルの書式を文字列にして、元の内容を入力し直してください。",
        Code::MoneyUnit => "金額の桁を確認し、様式の単位の数字だけを入力してください。",
        Code::UnitMismatch => "目標値と実績値の単位をそろえてください。",
        Code::PercentScale => "0.8 が 80％ の意味であれば、％を付けて書いてください。",
        Code::FormulaWithoutValue => "Excelで開いて上書き保存するか、値を入力してください。",
        Code::ErrorCell => "エラーになっている数式を直し、値を入力してください。",
        Code::RatingUnknown => "S・A・B・C のいずれか一つを入力してください。",
        Code::ImplementerUnexpected => "実施責任者が正しいか確認してください。",
        Code::ActualInFuture => "実績の終わりを基準日までに直してください。",
        Code::LayoutDrift => {
            "値は読み取りました。配布した様式の行・列や見出しは変えないでください。"
        }
        Code::YearDiffers => "表題と年度の見出しを確認し、対象の年度の様式に書いてください。",
        Code::FormatUnknown => "Excelで .xlsx の形式に保存し直して再提出してください。",
        Code::DepartmentUnknown => "部・課の名称を確認してください。",
        Code::RegisterDiffers => "事業名称と実施責任者を確認し、誤りであれば直してください。",
        Code::ValueMissing => "記入してください。",
        Code::HiddenContent => {
            "見えない値（非表示の行・列・シート、地と同じ色の文字など）があります。不要なら消してください。"
        }
        Code::StruckOut => {
            "取り消し線で消した内容は使っていません。残った値でよければ、消した内容を削除してください。"
        }
        Code::IdentityDiffers => {
            "配布した個票を別の取組みに使っていないか、番号と年度を確認してください。"
        }
        Code::MissingSubmission
        | Code::RatingDiffers
        | Code::ExampleSheet
        | Code::Picture
        | Code::ScopeInferred
        | Code::CopiedFromPrevious
        | Code::DirectionAssumed
        | Code::AmountInWords
        | Code::EntryOtherPeriod
        | Code::EntryUnknownProject
        | Code::EntryConflict
        | Code::EntryMarkBroken
        | Code::OutcomeUnknown
        | Code::NotAReturn
        | Code::ReasonWithoutGrade
        | Code::EntrySourceDiffers => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_division_is_asked_in_its_own_words() {
        for code in Code::ALL {
            if let Some(wanted) = wanted(*code) {
                assert!(
                    !wanted.contains("もらって") && wanted.ends_with('。'),
                    "{code}"
                );
            }
        }
    }

    #[test]
    fn what_only_the_officer_can_settle_is_not_returned() {
        for code in [
            Code::RatingDiffers,
            Code::MissingSubmission,
            Code::ScopeInferred,
        ] {
            assert_eq!(Remark::of(&Finding::new(code, "m")), None);
        }
        let told = Finding::new(Code::NotAForm, "m").severity(Severity::Info);
        assert_eq!(Remark::of(&told), None);
    }
}
