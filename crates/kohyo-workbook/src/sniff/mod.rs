//! Which format a file really has, told from its content and never from its name.
//!
//! ```text
//! PK…      zip           workbook.xml → xlsx · workbook.bin → xlsb · mimetype → ods · else not a spreadsheet
//! D0 CF …  compound file EncryptedPackage → encrypted · Workbook, Book → xls · else not a spreadsheet
//! other    text, web page, picture, …: not a spreadsheet, and the message says what it looks like
//! ```

mod lookalike;

use super::compound::Compound;
use super::crypt;
use super::package::{Buffer, Package};
use super::xlsx;
use super::{Format, Limits, Problem, ProblemKind};
use std::path::Path;

/// What one has to do with a file that Excel could open but kohyo does not.
const RESAVE: &str = "Excelで開いて .xlsx で保存し直してください";
/// Content types of OOXML workbooks in XML; templates and macro workbooks among them.
const XLSX_TYPES: [&str; 2] = [
    "spreadsheetml.sheet.main+xml",
    "ms-excel.sheet.macroenabled.main+xml",
];
const XLSX_TEMPLATE_TYPES: [&str; 2] = [
    "spreadsheetml.template.main+xml",
    "ms-excel.template.macroenabled.main+xml",
];
const XLSB_TYPE: &str = "ms-excel.sheet.binary.macroenabled.main";
/// The record that begins the workbook part of an `.xlsb`.
const BINARY_WORKBOOK: [u8; 3] = [0x83, 0x01, 0x00];
const ODS_TYPE: &str = "application/vnd.oasis.opendocument.spreadsheet";
/// Parts that tell the format are tiny; more than this is not read of them.
const TELLING_PART_BYTES: u64 = 4 << 20;

/// Tells the format. Whatever is no readable spreadsheet is a problem of kind `Encrypted`,
/// `NotASpreadsheet`, `Unreadable` or `Limit`.
pub fn sniff(bytes: &[u8], limits: &Limits) -> Result<Format, Problem> {
    tell(bytes, limits).map(|told| told.format)
}

/// A format, and the package where it was opened for that and nothing in it looked at.
pub(super) struct Told<'a> {
    pub(super) format: Format,
    pub(super) package: Option<Package<'a>>,
}

impl From<Format> for Told<'_> {
    fn from(format: Format) -> Self {
        Self {
            format,
            package: None,
        }
    }
}

/// As [`sniff`].
pub(super) fn tell<'a>(bytes: &'a [u8], limits: &'a Limits) -> Result<Told<'a>, Problem> {
    if bytes.starts_with(&super::compound::SIGNATURE) {
        return compound(bytes).map(Told::from);
    }
    if [b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"]
        .iter()
        .any(|mark| bytes.starts_with(*mark))
    {
        return zip(bytes, limits);
    }
    // A package with something put before it: the directory at its end is what counts.
    if has_zip_directory(bytes)
        && let Ok(told) = zip(bytes, limits)
    {
        return Ok(told);
    }
    Err(lookalike::tell(bytes))
}

/// Says of a file what its name tells, where its content tells nothing: `~$…` is a lock file.
pub(super) fn by_name(path: &Path, problem: Problem) -> Problem {
    let lock = path
        .file_name()
        .is_some_and(|name| name.to_string_lossy().starts_with("~$"));
    if lock && problem.kind == ProblemKind::NotASpreadsheet {
        return lookalike::lock_file();
    }
    problem
}

/// Whether a zip's end record stands where it can: within the last 64 KiB and a little.
fn has_zip_directory(bytes: &[u8]) -> bool {
    let from = bytes.len().saturating_sub(65_557);
    bytes[from..]
        .windows(4)
        .any(|window| window == b"PK\x05\x06")
}

fn zip<'a>(bytes: &'a [u8], limits: &'a Limits) -> Result<Told<'a>, Problem> {
    let package = Package::open(bytes, limits)?;
    // Names as Excel gives them leave nothing to be told by the types.
    let others = ["xl/workbook.bin", "mimetype", "META-INF/manifest.xml"];
    if package.has("xl/workbook.xml") && !others.iter().any(|name| package.has(name)) {
        return Ok(Told {
            format: Format::Xlsx,
            package: Some(package),
        });
    }
    by_types(package).map(Told::from)
}

fn by_types(mut package: Package<'_>) -> Result<Format, Problem> {
    let mut buffer = Buffer::default();
    let most = package.limits.part_bytes.min(TELLING_PART_BYTES);
    let mut telling = |name: &str| {
        let part = package.load_within(name, &mut buffer, "part_bytes", most);
        part.map(|part| part.text.to_ascii_lowercase())
    };
    // A part that tells the format may itself be broken; the names of the others still tell it.
    let types = telling("[Content_Types].xml").unwrap_or_default();
    let mimetype = telling("mimetype").unwrap_or_default();
    let manifest = telling("META-INF/manifest.xml").unwrap_or_default();
    let says = |wanted: &str| types.contains(wanted);
    if mimetype.starts_with(ODS_TYPE) || (mimetype.is_empty() && manifest.contains(ODS_TYPE)) {
        return opendocument(&manifest);
    }
    // Types and names may say anything; the workbook itself is XML or it is not.
    let main = xlsx::main_part(&mut package, &mut buffer);
    let main = main.and_then(|part| package.load_bytes(&part, &mut buffer).ok());
    let is_binary = match main {
        Some(content) => content.starts_with(&BINARY_WORKBOOK),
        None => says(XLSB_TYPE) || package.has("xl/workbook.bin"),
    };
    if is_binary {
        return Ok(Format::Xlsb);
    }
    if XLSX_TYPES
        .iter()
        .chain(&XLSX_TEMPLATE_TYPES)
        .any(|name| says(name))
        || package.has("xl/workbook.xml")
    {
        return Ok(Format::Xlsx);
    }
    Err(other_package(&package, &mimetype))
}

fn opendocument(manifest: &str) -> Result<Format, Problem> {
    if manifest.contains("encryption-data") {
        return Err(crypt::problem(crypt::Closed::Password));
    }
    Ok(Format::Ods)
}

fn other_package(package: &Package<'_>, mimetype: &str) -> Problem {
    let any = |test: &dyn Fn(&str) -> bool| package.names().any(test);
    let spreadsheet = [".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"];
    if any(&|name| name.starts_with("word/")) || mimetype.contains("opendocument.text") {
        not_a_spreadsheet(
            "ワープロの文書（Wordなど）",
            "個票のブックを受け取り直してください",
        )
    } else if any(&|name| name.starts_with("ppt/")) || mimetype.contains("presentation") {
        not_a_spreadsheet(
            "発表資料（PowerPointなど）",
            "個票のブックを受け取り直してください",
        )
    } else if any(&|name| spreadsheet.iter().any(|end| name.ends_with(end))) {
        not_a_spreadsheet(
            "表計算ファイルを含むZIPファイル",
            "展開して、中のブックを入力フォルダーに置いてください",
        )
    } else if any(&|name| name.starts_with("xl/")) {
        Problem::new(
            ProblemKind::Unreadable,
            format!("Excelブックの部品（workbook.xml）が欠けています。{RESAVE}"),
        )
    } else {
        not_a_spreadsheet("ZIPファイル", "個票のブックを受け取り直してください")
    }
}

fn compound(bytes: &[u8]) -> Result<Format, Problem> {
    let Ok(file) = Compound::open(bytes) else {
        return Err(Problem::new(
            ProblemKind::Unreadable,
            format!("古い形式（.xls など）のファイルが壊れています。{RESAVE}"),
        ));
    };
    if file.has("EncryptedPackage") || file.has("EncryptionInfo") {
        return Err(crypt::problem(crypt::Closed::Password));
    }
    let Some(stream) = ["Workbook", "Book"].into_iter().find(|name| file.has(name)) else {
        return Err(other_compound(&file));
    };
    match file.stream(stream) {
        Ok(stream) => match crypt::legacy::check(&stream) {
            Ok(()) => Ok(Format::Xls),
            Err(closed) => Err(crypt::problem(closed)),
        },
        Err(_) => Err(Problem::new(
            ProblemKind::Unreadable,
            format!("Excel 97-2003 ブックが途中で切れているか、壊れています。{RESAVE}"),
        )),
    }
}

fn other_compound(file: &Compound<'_>) -> Problem {
    let ask = "個票のブックを受け取り直してください";
    if file.has("WordDocument") {
        not_a_spreadsheet("Word 97-2003 文書", ask)
    } else if file.has("PowerPoint Document") {
        not_a_spreadsheet("PowerPoint 97-2003 の資料", ask)
    } else {
        not_a_spreadsheet("Excel以外のプログラムのファイル", ask)
    }
}

/// `what` it looks like and `todo`, what to do about it.
fn not_a_spreadsheet(what: &str, todo: &str) -> Problem {
    Problem::new(
        ProblemKind::NotASpreadsheet,
        format!("Excelブックではなく{what}です。{todo}"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;
    use std::io::Write;
    use zip::write::SimpleFileOptions;

    fn package(parts: &[(&str, &str)]) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        for (name, content) in parts {
            writer
                .start_file(*name, SimpleFileOptions::default())
                .unwrap();
            writer.write_all(content.as_bytes()).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    fn kind(bytes: &[u8]) -> Result<Format, (ProblemKind, String)> {
        sniff(bytes, &Limits::default()).map_err(|problem| (problem.kind, problem.message))
    }

    #[rstest]
    #[case(&[("xl/workbook.xml", "")], Format::Xlsx)]
    #[case(&[("XL\\Workbook.xml", "")], Format::Xlsx)]
    #[case(&[("xl/workbook.bin", "")], Format::Xlsb)]
    #[case(&[("book.xml", ""), ("[Content_Types].xml", "application/vnd.ms-excel.sheet.macroEnabled.main+xml")], Format::Xlsx)]
    #[case(&[("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", "")], Format::Ods)]
    #[case(&[("META-INF/manifest.xml", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", "")], Format::Ods)]
    fn packages(#[case] parts: &[(&str, &str)], #[case] format: Format) {
        assert_eq!(kind(&package(parts)), Ok(format));
        let mut prefixed = b"garbage before it".to_vec();
        prefixed.extend(package(parts));
        assert_eq!(kind(&prefixed), Ok(format));
    }

    #[rstest]
    #[case(&[("word/document.xml", "")], "ワープロ")]
    #[case(&[("ppt/presentation.xml", "")], "発表資料")]
    #[case(&[("課/個票.xlsx", "")], "展開して")]
    #[case(&[("a.txt", "")], "ZIPファイル")]
    fn other_packages_are_named(#[case] parts: &[(&str, &str)], #[case] says: &str) {
        let (kind, message) = kind(&package(parts)).unwrap_err();
        assert_eq!(kind, ProblemKind::NotASpreadsheet);
        assert!(message.contains(says), "{message}");
    }

    #[test]
    fn an_encrypted_opendocument_is_encrypted() {
        let bytes = package(&[
            ("mimetype", ODS_TYPE),
            ("META-INF/manifest.xml", "<manifest:encryption-data/>"),
        ]);
        assert_eq!(kind(&bytes).unwrap_err().0, ProblemKind::Encrypted);
    }

    #[test]
    fn a_package_without_its_directory_was_cut() {
        let bytes = package(&[("xl/workbook.xml", "")]);
        let (kind, message) = kind(&bytes[..bytes.len() / 2]).unwrap_err();
        assert_eq!(kind, ProblemKind::Unreadable);
        assert!(message.contains("途中で切れて"), "{message}");
    }

    #[rstest]
    #[case("Workbook", &[0x09, 0x08, 2, 0, 0, 6, 0x2F, 0, 0, 0], Err(ProblemKind::Encrypted))]
    #[case("Workbook", &[0x09, 0x08, 2, 0, 0, 6, 0x85, 0, 0, 0, 0x2F, 0, 0, 0], Ok(Format::Xls))]
    #[case("Book", &[0x09, 0x08, 2, 0, 0, 5], Ok(Format::Xls))]
    #[case("EncryptedPackage", &[], Err(ProblemKind::Encrypted))]
    #[case("WordDocument", &[], Err(ProblemKind::NotASpreadsheet))]
    fn compound_files(
        #[case] stream: &str,
        #[case] content: &[u8],
        #[case] told: Result<Format, ProblemKind>,
    ) {
        let bytes = crate::compound::sample::with_stream(stream, content);
        assert_eq!(kind(&bytes).map_err(|(kind, _)| kind), told);
    }
}
