//! The columns of the register's sheets.

/// One column, found by its heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// The heading as the register is drawn.
    pub heading: &'static str,
    /// Headings that mean the same.
    pub also: &'static [&'static str],
    /// Whether the sheet is of no use without it.
    pub required: bool,
}

const fn needed(heading: &'static str, also: &'static [&'static str]) -> Column {
    Column {
        heading,
        also,
        required: true,
    }
}

const fn free(heading: &'static str, also: &'static [&'static str]) -> Column {
    Column {
        heading,
        also,
        required: false,
    }
}

/// Sheet 台帳: one line a project.
pub const PROJECTS: &[Column] = &[
    needed("番号", &["事業番号", "No", "No."]),
    needed("事業名称", &["事業名", "取組み名", "取組名", "取組名称"]),
    needed("区分", &["取組区分"]),
    needed("部", &["担当部", "部局", "担当部局"]),
    needed("課", &["課・室", "課(室)", "課室", "担当課", "担当課(室)"]),
    free("主担部", &["主担", "主担当部"]),
    free("実施責任者", &[]),
    free("重点目標", &["指針の重点目標"]),
    free("優先順位", &["優先度"]),
    free("採択年度", &["採択"]),
    free("KPIの向き", &["KPI向き", "指標の向き(KPI)", "向き(KPI)"]),
    free("KPIの基準値", &["KPI基準値", "基準値(KPI)"]),
    free("KGIの向き", &["KGI向き", "指標の向き(KGI)", "向き(KGI)"]),
    free("KGIの基準値", &["KGI基準値", "基準値(KGI)"]),
    free("提出期限", &["期限", "締切"]),
    free("状態", &["状況"]),
    free("備考", &[]),
];

/// Sheet 組織: one line a division.
pub const ORGANISATION: &[Column] = &[
    needed("部", &["部局"]),
    needed("課・室", &["課", "室", "課(室)", "課室"]),
    free("別名", &["略称", "旧称", "別名・略称"]),
];

/// Sheet 役職: one line an office.
pub const OFFICES: &[Column] = &[
    needed("役割", &[]),
    needed("職名", &["役職", "担当者の職名"]),
];

/// Sheet 番号の変更: one line a project that got another number; only where the officer keeps one.
pub const RENUMBERED: &[Column] = &[
    needed("旧番号", &["変更前", "変更前の番号"]),
    needed("新番号", &["変更後", "変更後の番号"]),
    needed("年度", &["変更年度"]),
];
