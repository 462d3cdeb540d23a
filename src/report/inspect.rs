//! Looks into a finished workbook, for tests: parts, cells as another program reads them, geometry.

/// One part of a workbook as text.
pub(crate) fn part(workbook: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(workbook)).unwrap();
    let mut text = String::new();
    std::io::Read::read_to_string(&mut archive.by_name(name).unwrap(), &mut text).unwrap();
    text
}

/// The cells of a sheet as another program reads them, row by row from `A1`.
pub(crate) fn sheet_texts(workbook: &[u8], sheet: &str) -> Vec<Vec<String>> {
    use calamine::Reader;
    let mut workbook = calamine::Xlsx::new(std::io::Cursor::new(workbook)).unwrap();
    let range = workbook.worksheet_range(sheet).unwrap();
    let (rows, columns) = range.end().unwrap();
    (0..=rows)
        .map(|row| {
            (0..=columns)
                .map(|col| {
                    range
                        .get_value((row, col))
                        .map(ToString::to_string)
                        .unwrap_or_default()
                })
                .collect()
        })
        .collect()
}
