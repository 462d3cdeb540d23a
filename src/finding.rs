//! What was wrong or worth a look, each with its place. Bad form content is data, never an `Err`.

use crate::model::field::Field;
use crate::workbook::{CellPos, Region};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

pub(crate) mod join;

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// A form or a required value could not be used.
    Error,
    /// A value may be wrong.
    Warning,
    /// Worth knowing.
    Info,
}

impl Severity {
    /// The word officers see.
    pub const fn japanese(self) -> &'static str {
        match self {
            Self::Error => "エラー",
            Self::Warning => "注意",
            Self::Info => "情報",
        }
    }
}

/// Declares every code once: its kebab-case name, usual severity, what it means, and what to do.
macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $text:literal, $severity:ident, $meaning:literal, $advice:literal;)+) => {
        /// A stable code for one kind of finding.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Code { $($(#[$doc])* $name,)+ }

        impl Code {
            /// Every code, in the order of the manual.
            pub const ALL: &[Self] = &[$(Self::$name,)+];

            /// The kebab-case name, as in `dataset.json`.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)+ }
            }

            /// The usual severity.
            pub const fn severity(self) -> Severity {
                match self { $(Self::$name => Severity::$severity,)+ }
            }

            /// What the code means, in a few Japanese words.
            pub const fn meaning(self) -> &'static str {
                match self { $(Self::$name => $meaning,)+ }
            }

            /// What to do about it, one Japanese sentence.
            pub const fn advice(self) -> &'static str {
                match self { $(Self::$name => $advice,)+ }
            }
        }
    };
}

codes! {
    /// The file cannot be opened or is cut short.
    UnreadableFile = "unreadable-file", Error, "ファイルを読めない",
        "Excelで開けるか確認し、開けるものを再提出してもらってください。";
    /// The file has a password.
    Encrypted = "encrypted", Error, "パスワード付き",
        "パスワードを外して再提出してもらってください。";
    /// Access is managed: only signed-in members of an organisation may open the file.
    RightsManaged = "rights-managed", Error, "秘密度ラベル・アクセス制限",
        "アクセス制限（秘密度ラベルの暗号化や IRM）を解除して保存し直したものを再提出してもらってください。";
    /// The book is encrypted with the password that Excel tries by itself; it was read.
    BookProtected = "book-protected", Warning, "ブックの保護",
        "内容は読み取りました。差戻しの印は付けられないので、差し戻すときは［校閲］-［ブックの保護］を外したものを送ってもらってください。";
    /// A bound of the configuration was hit.
    LimitExceeded = "limit-exceeded", Error, "上限を超えた",
        "必要なシートだけを残したファイルを再提出してもらうか、kohyo.toml の [limits] を見直してください。";
    /// No form in the workbook, or a sheet beside a form that is none.
    NotAForm = "not-a-form", Error, "個票ではない",
        "個票のファイルか確認してください。個票であれば様式の見出しが消えていないか見てください。";
    /// A required field's label is not on the sheet.
    LabelMissing = "label-missing", Error, "見出しがない",
        "様式の見出しを元に戻して再提出してもらってください。";
    /// A label stands in several places that cannot be told apart.
    LabelAmbiguous = "label-ambiguous", Error, "見出しが重複",
        "どちらの欄が正しいか所管課に確認し、余分な見出しを消してもらってください。";
    /// A budget or settlement that is no amount.
    NotANumber = "not-a-number", Error, "金額ではない",
        "千円単位の数字だけを入力してもらってください。";
    /// A unit beside a table that cannot be read, or of which nobody knows what it counts.
    UnitUnread = "unit-unread", Error, "単位を読み取れない",
        "様式の単位の書き方（千円・百万円・件など）と、どの表の単位かを確かめ、所管課に直してもらってください。";
    /// The same project number was sent twice.
    DuplicateProject = "duplicate-project", Error, "番号の重複",
        "どちらを採るか所管課に確認し、もう一方を入力フォルダーから外してください。";
    /// The register names a project nobody sent.
    MissingSubmission = "missing-submission", Error, "未提出",
        "所管課に提出を依頼してください。";
    /// A project that the register does not know.
    UnknownProject = "unknown-project", Error, "台帳にない番号",
        "番号の誤りか、台帳への登録漏れかを確認してください。";
    /// An entry of a returned workbook that belongs to another period.
    EntryOtherPeriod = "entry-other-period", Error, "別の期間の記入",
        "対象の期間の評価シート・総括表に記入してもらうか、その期間の dataset.json を指定してください。";
    /// An entry for a project that the data do not know.
    EntryUnknownProject = "entry-unknown-project", Error, "記入先の取組みがない",
        "今の集計の評価シート・総括表に写すか、その評価シートを作ったときの dataset.json を指定してください。";
    /// Entries of the same cell that differ.
    EntryConflict = "entry-conflict", Error, "記入の食い違い",
        "どれが正しいか記入した人に確認し、ほかのファイルを入力から外すか、記入をそろえてください。";
    /// The hidden words by which entries are known are gone, damaged or doubled.
    EntryMarkBroken = "entry-mark-broken", Error, "記入欄の目印が壊れている",
        "kohyo が作った元の評価シート・総括表に記入を写し、それを指定してください。";
    /// Something other than the four outcomes in the cell of a decision.
    OutcomeUnknown = "outcome-unknown", Error, "決定を読み取れない",
        "継続・再構築・見直し・撤退のいずれか一つを入力してください。";
    /// A workbook that takes no entries.
    NotAReturn = "not-a-return", Error, "評価シート・総括表ではない",
        "kohyo が作った評価シートか総括表に記入したものを指定し、ほかのファイルは入力から外してください。";
    /// A non-empty cell that is neither label nor value.
    UnreadCell = "unread-cell", Warning, "読み取らなかったセル",
        "個票の欄の外に書かれた内容です。必要なら該当する欄に移してもらってください。";
    /// A shape that is neither legend nor span.
    UnreadShape = "unread-shape", Warning, "読み取らなかった図形",
        "工程の矢印なら実施項目の行と年度の列に収まるように引き直してもらってください。";
    /// A control, an embedded object or a picture in a cell.
    UnreadControl = "unread-control", Warning, "読み取らなかった部品",
        "チェックボックスなどの状態や埋め込まれた文書、セルの中の画像は集計に使いません。必要な内容は欄に書いてもらってください。";
    /// A comment on a cell.
    UnreadNote = "unread-note", Warning, "セルのコメント",
        "コメントは集計に使いません。必要な内容は欄に書いてもらってください。";
    /// A span whose kind or ends cannot be told.
    SpanUnclear = "span-unclear", Warning, "工程が不明確",
        "計画か実績か、いつからいつまでかが分かるように引き直してもらってください。";
    /// Several numbers compete, or a number may mean something else.
    AmbiguousNumber = "ambiguous-number", Warning, "数値を特定できない",
        "一つの欄に一つの数値だけを書いてもらってください。";
    /// A zero that nobody typed, or that the cell does not show as one.
    ZeroUnclear = "zero-unclear", Warning, "0か空白か分からない",
        "0であれば数式や書式によらず0と入力し、値がなければ空白にしてもらってください。";
    /// What a spreadsheet program may have made of something else that was typed.
    AutoConverted = "auto-converted", Warning, "入力したものと違う疑い",
        "セルの書式を文字列にして、元の内容を入力し直してもらってください。";
    /// An amount whose unit stands in the cell's format and is not the form's.
    MoneyUnit = "money-unit", Warning, "書式による金額の単位",
        "金額の桁が正しいか確認し、様式の単位の数字だけを入力してもらってください。";
    /// Target and actual have different units.
    UnitMismatch = "unit-mismatch", Warning, "単位の不一致",
        "目標値と実績値の単位をそろえてもらってください。";
    /// One side is in percent, the other seems to be a fraction.
    PercentScale = "percent-scale", Warning, "百分率の桁違いの疑い",
        "0.8 が 80％ の意味か確認し、％を付けて書いてもらってください。";
    /// A formula without a computed result.
    FormulaWithoutValue = "formula-without-value", Warning, "計算結果のない数式",
        "Excelで開いて上書き保存したものを再提出してもらってください。";
    /// An error value in a cell.
    ErrorCell = "error-cell", Warning, "エラー値のセル",
        "エラーになっている数式を直し、値を入力してもらってください。";
    /// The evaluator's grade differs from the proposal.
    RatingDiffers = "rating-differs", Warning, "評価が判定案と異なる",
        "評価理由を確認し、必要なら評価責任者に確認してください。";
    /// Something other than S, A, B, C in a rating cell.
    RatingUnknown = "rating-unknown", Warning, "評価を読み取れない",
        "S・A・B・C のいずれか一つを入力してもらってください。";
    /// A reason without grade or outcome.
    ReasonWithoutGrade = "reason-without-grade", Warning, "理由だけの記入",
        "評価（S・A・B・C）か決定も記入してもらってください。理由だけでは反映しません。";
    /// An entry on a form that was replaced by another of the same number.
    EntrySourceDiffers = "entry-source-differs", Warning, "記入の後で個票が替わった",
        "記入は反映しました。替わった個票の内容でもよいか、記入した人に確認してください。";
    /// The implementer does not fit the scope.
    ImplementerUnexpected = "implementer-unexpected", Warning, "実施責任者が区分に合わない",
        "区分と実施責任者のどちらが正しいか確認してください。";
    /// Actual progress after the as-of month.
    ActualInFuture = "actual-in-future", Warning, "基準日より先の実績",
        "実績の終わりを基準日までに直してもらってください。";
    /// The form differs from its layout.
    LayoutDrift = "layout-drift", Warning, "様式の変更",
        "値は読み取りました。次回から配布した様式を変えずに使うよう依頼してください。";
    /// The form is titled with another year, or a heading is no year.
    YearDiffers = "year-differs", Warning, "年度の相違",
        "表題と年度の見出しを確認してください。";
    /// The file format hides number formats, fills or shapes.
    FormatUnknown = "format-unknown", Warning, "書式が分からない形式",
        "%の値や矢印を目で確認するか、.xlsx で保存し直して再提出してもらってください。";
    /// A department is not on the list, or not the register's.
    DepartmentUnknown = "department-unknown", Warning, "部課名を確認できない",
        "部・課の名称を確認してください。";
    /// The sheet says otherwise than the register.
    RegisterDiffers = "register-differs", Warning, "台帳と異なる",
        "台帳と個票のどちらが正しいか確認してください。";
    /// A required cell is blank.
    ValueMissing = "value-missing", Warning, "必要な欄が空白",
        "所管課に記入を依頼してください。";
    /// Something a division wrote that stands in a hidden place.
    HiddenContent = "hidden-content", Warning, "非表示の内容",
        "非表示の行・列・シートや、地と同じ色・小さすぎる文字・表示しない書式の値も読み取りました。意図したものか確認してください。";
    /// Text that is struck out, and what stands instead.
    StruckOut = "struck-out", Warning, "取り消し線の内容",
        "取り消し線で消された内容は使っていません。残った値でよいか、取り下げてよいかを確認してください。";
    /// The form's hidden marks name another project, period or layout than the form shows.
    IdentityDiffers = "identity-differs", Warning, "配布した個票と違う",
        "別の取組みの個票に書き写していないか、番号と年度を所管課に確認してください。";
    /// A picture that lies on the form.
    Picture = "picture", Info, "画像",
        "印影や写真などの画像は集計に使いません。画像の中に文字で書くべき内容がないか確かめてください。";
    /// An example sheet.
    ExampleSheet = "example-sheet", Info, "記入例のシート",
        "対応は不要です。実際の取組みであればシート名から「記入例」を外してもらってください。";
    /// The scope was inferred from the sheet.
    ScopeInferred = "scope-inferred", Info, "区分を推定",
        "台帳で区分を指定すると確定します。";
    /// A text is word for word last period's.
    CopiedFromPrevious = "copied-from-previous", Info, "前回と同じ記載",
        "前回の記載を写したままでないか、所管課に確認してください。変わりがないのであれば対応は不要です。";
    /// Words in place of an amount.
    AmountInWords = "amount-in-words", Info, "金額の代わりの語",
        "金額がないものとして集計しました。金額が決まったら入力してもらってください。";
    /// The direction of an indicator was assumed.
    DirectionAssumed = "direction-assumed", Info, "指標の向きを推定",
        "小さいほど良い指標なら、目標値に「以下」「以内」を付けるか、台帳で向きを指定してください。";
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Code {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let known = Self::ALL.iter().find(|code| code.as_str() == text);
        known.copied().ok_or_else(|| {
            serde::de::Error::custom(format!("「{text}」は確認事項のコードではありません"))
        })
    }
}

/// One thing found. `file` is filled in by whoever knows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// How much it weighs.
    pub severity: Severity,
    /// Which kind it is.
    pub code: Code,
    /// File relative to the input root; empty where no file is concerned (a missing submission),
    /// which is `null` in data.
    #[serde(serialize_with = "empty_as_null", deserialize_with = "null_as_empty")]
    pub file: String,
    /// Sheet name.
    pub sheet: Option<String>,
    /// The cell, or the cells around all of what is counted together (`A60:J2059` in data).
    #[serde(with = "place")]
    pub cell: Option<Region>,
    /// The value it concerns.
    pub field: Option<Field>,
    /// What stands there, as written.
    pub text: Option<String>,
    /// One Japanese sentence: what was found.
    pub message: String,
}

fn empty_as_null<S: Serializer>(file: &str, serializer: S) -> Result<S::Ok, S::Error> {
    match file {
        "" => serializer.serialize_none(),
        file => serializer.serialize_some(file),
    }
}

fn null_as_empty<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    Ok(Option::deserialize(deserializer)?.unwrap_or_default())
}

/// Cells as data: `B4`, `A60:J2059`.
mod place {
    use crate::workbook::{CellPos, Region};
    use serde::{Deserialize, Deserializer, Serializer};
    use std::borrow::Cow;

    #[allow(
        clippy::ref_option,
        reason = "serde's `with` hands the field by reference"
    )]
    pub(super) fn serialize<S: Serializer>(
        cells: &Option<Region>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        match cells {
            Some(cells) => serializer.collect_str(cells),
            None => serializer.serialize_none(),
        }
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<Region>, D::Error> {
        let Some(text) = Option::<Cow<'de, str>>::deserialize(deserializer)? else {
            return Ok(None);
        };
        let (first, last) = text.split_once(':').unwrap_or((&text, &text));
        let corner = |text: &str| CellPos::anywhere(text).map_err(serde::de::Error::custom);
        Ok(Some(Region {
            first: corner(first)?,
            last: corner(last)?,
        }))
    }
}

impl Finding {
    /// A finding of the code's usual severity, without a place yet.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self {
            severity: code.severity(),
            code,
            file: String::new(),
            sheet: None,
            cell: None,
            field: None,
            text: None,
            message: message.into(),
        }
    }

    /// With another severity than usual.
    #[must_use]
    pub fn severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    /// In a file.
    #[must_use]
    pub fn in_file(mut self, file: impl Into<String>) -> Self {
        self.file = file.into();
        self
    }

    /// On a sheet.
    #[must_use]
    pub fn on_sheet(mut self, sheet: impl Into<String>) -> Self {
        self.sheet = Some(sheet.into());
        self
    }

    /// At a cell.
    #[must_use]
    pub fn at(mut self, cell: impl Into<Option<CellPos>>) -> Self {
        self.cell = cell.into().map(Region::cell);
        self
    }

    /// At all cells of a rectangle.
    #[must_use]
    pub fn over(mut self, cells: Region) -> Self {
        self.cell = Some(cells);
        self
    }

    /// The cell, or of several the upper left one.
    pub fn first_cell(&self) -> Option<CellPos> {
        self.cell.map(|cells| cells.first)
    }

    /// About a value.
    #[must_use]
    pub fn about(mut self, field: impl Into<Option<Field>>) -> Self {
        self.field = field.into();
        self
    }

    /// With the text that stands there.
    #[must_use]
    pub fn quoting(mut self, text: impl Into<String>) -> Self {
        self.text = Some(text.into());
        self
    }
}

impl fmt::Display for Finding {
    /// `注意 unread-cell 教育部/個票.xlsx › 個票 › M7「…」: message`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.severity.japanese(), self.code)?;
        if !self.file.is_empty() {
            write!(f, " {}", self.file)?;
        }
        if let Some(sheet) = &self.sheet {
            write!(f, " › {sheet}")?;
        }
        if let Some(cell) = self.cell {
            write!(f, " › {cell}")?;
        }
        write!(f, ": {}", self.message)
    }
}
