//! Workbooks as they come out of a printer: LibreOffice makes the PDF, poppler's tools read it.

use quick_xml::events::Event;
use quick_xml::reader::Reader;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use unicode_normalization::UnicodeNormalization;

/// Resolution at which ink is looked for, in dots per inch; a PDF's point is 1/72 inch.
const DOTS: f64 = 100.0;

/// A word with its box in points from the upper left corner of the page.
#[derive(Clone, Debug)]
pub(crate) struct Word {
    pub(crate) text: String,
    pub(crate) left: f64,
    pub(crate) top: f64,
    pub(crate) right: f64,
    pub(crate) bottom: f64,
}

/// One printed page.
pub(crate) struct Page {
    pub(crate) width: f64,
    pub(crate) height: f64,
    pub(crate) words: Vec<Word>,
    /// All text in the order it was drawn, normalised by [`squeeze`].
    pub(crate) text: String,
    image: Image,
}

impl Page {
    /// Whether the print of a word can be seen at all: the darkest and the lightest dot under it
    /// differ. A line that a cell's edge cuts off is still in the PDF's text, but leaves no ink.
    pub(crate) fn shows(&self, word: &Word) -> bool {
        let scale = DOTS / 72.0;
        // The upper and lower quarter hold lines of the grid and of the neighbours.
        let quarter = (word.bottom - word.top) / 4.0;
        let dots = self.image.dots(
            [word.left * scale, word.right * scale],
            [
                (word.top + quarter) * scale,
                (word.bottom - quarter) * scale,
            ],
        );
        let (darkest, lightest) = dots.fold((u8::MAX, u8::MIN), |(dark, light), dot| {
            (dark.min(dot), light.max(dot))
        });
        lightest.saturating_sub(darkest) > 40
    }
}

/// A workbook on paper.
pub(crate) struct Printed {
    pub(crate) workbook: PathBuf,
    pub(crate) pdf: PathBuf,
    pub(crate) pages: Vec<Page>,
}

impl Printed {
    pub(crate) fn name(&self) -> String {
        self.workbook
            .file_name()
            .unwrap()
            .to_string_lossy()
            .into_owned()
    }
}

/// Text for comparing: compatibility forms unified, all white space gone.
pub(crate) fn squeeze(text: &str) -> String {
    text.nfkc().filter(|c| !c.is_whitespace()).collect()
}

/// Prints workbooks into a folder, each to `<stem>.pdf`.
pub(crate) fn print(workbooks: &[PathBuf], folder: &Path) -> Vec<Printed> {
    let profile = folder.join("profile");
    run(Command::new("soffice")
        .arg(format!(
            "-env:UserInstallation=file://{}",
            profile.display()
        ))
        .args(["--headless", "--convert-to", "pdf", "--outdir"])
        .arg(folder)
        .args(workbooks));
    workbooks
        .iter()
        .map(|workbook| read(workbook, folder))
        .collect()
}

fn read(workbook: &Path, folder: &Path) -> Printed {
    let pdf = folder.join(workbook.with_extension("pdf").file_name().unwrap());
    assert!(pdf.is_file(), "LibreOffice made no PDF of {workbook:?}");
    let boxes = run(Command::new("pdftotext").arg("-bbox").arg(&pdf).arg("-"));
    let drawn = run(Command::new("pdftotext").arg("-raw").arg(&pdf).arg("-"));
    let mut pages = pages(&boxes);
    // pdftotext ends every page with a form feed.
    for (page, text) in pages.iter_mut().zip(drawn.split('\u{c}')) {
        page.text = squeeze(text);
    }
    let images = folder.join(format!(
        "{}.images",
        workbook.file_stem().unwrap().to_string_lossy()
    ));
    fs::create_dir_all(&images).unwrap();
    run(Command::new("pdftoppm")
        .args(["-gray", "-r", &DOTS.to_string()])
        .arg(&pdf)
        .arg(images.join("page")));
    let mut files: Vec<PathBuf> = fs::read_dir(&images)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    assert_eq!(files.len(), pages.len(), "{pdf:?}");
    for (page, file) in pages.iter_mut().zip(files) {
        page.image = Image::read(&file);
    }
    Printed {
        workbook: workbook.to_owned(),
        pdf,
        pages,
    }
}

/// Runs a program to its good end and gives its standard output. A program that is missing is a
/// failure, never a reason to skip.
pub(crate) fn run(command: &mut Command) -> String {
    let output = command
        .output()
        .unwrap_or_else(|error| panic!("{command:?} cannot be started: {error}"));
    assert!(
        output.status.success(),
        "{command:?}: {}\n{}",
        output.status,
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Every text of a PDF with the font it is set in.
pub(crate) fn set_texts(pdf: &Path) -> Vec<(String, String)> {
    let xml = run(Command::new("pdftohtml")
        .args(["-xml", "-i", "-stdout"])
        .arg(pdf));
    let mut fonts: BTreeMap<String, String> = BTreeMap::new();
    let mut texts: Vec<(String, String)> = Vec::new();
    // One element a line; what is wanted of it are two attributes and the text between the tags.
    for line in xml.lines() {
        let attribute = |name: &str| {
            let (_, rest) = line.split_once(&format!(" {name}=\""))?;
            rest.split('"').next().map(str::to_owned)
        };
        if line.trim_start().starts_with("<fontspec") {
            fonts.insert(attribute("id").unwrap(), attribute("family").unwrap());
        } else if line.starts_with("<text") {
            let text: String = line
                .split('<')
                .filter_map(|piece| piece.split_once('>'))
                .map(|(_, text)| text)
                .collect();
            texts.push((fonts[&attribute("font").unwrap()].clone(), text));
        }
    }
    texts
}

/// Reads `pdftotext -bbox`.
fn pages(xhtml: &str) -> Vec<Page> {
    let mut reader = Reader::from_str(xhtml);
    let mut pages: Vec<Page> = Vec::new();
    let mut open = false;
    loop {
        match reader.read_event().unwrap() {
            Event::Start(tag) => {
                let number = |name: &str| {
                    let value = tag.try_get_attribute(name).unwrap().unwrap();
                    value.value.parse::<f64>().unwrap()
                };
                match tag.name().as_ref() {
                    "page" => pages.push(Page {
                        width: number("width"),
                        height: number("height"),
                        words: Vec::new(),
                        text: String::new(),
                        image: Image::default(),
                    }),
                    "word" => {
                        open = true;
                        pages.last_mut().unwrap().words.push(Word {
                            text: String::new(),
                            left: number("xMin"),
                            top: number("yMin"),
                            right: number("xMax"),
                            bottom: number("yMax"),
                        });
                    }
                    _ => {}
                }
            }
            Event::Text(text) if open => {
                let word = pages.last_mut().unwrap().words.last_mut().unwrap();
                word.text.push_str(&text.xml10_content());
            }
            Event::GeneralRef(name) if open => {
                let word = pages.last_mut().unwrap().words.last_mut().unwrap();
                word.text.push_str(match &*name.xml10_content() {
                    "amp" => "&",
                    "lt" => "<",
                    "gt" => ">",
                    "quot" => "\"",
                    _ => "'",
                });
            }
            Event::End(tag) if tag.name().as_ref() == "word" => open = false,
            Event::Eof => return pages,
            _ => {}
        }
    }
}

/// A grey image.
#[derive(Default)]
struct Image {
    width: usize,
    dots: Vec<u8>,
}

impl Image {
    /// Reads a binary PGM file: `P5`, width, height, 255, then one byte a dot.
    fn read(file: &Path) -> Self {
        let bytes = fs::read(file).unwrap();
        let mut at = 0;
        let mut words = [0usize; 4];
        for word in &mut words {
            let end = at
                + bytes[at..]
                    .iter()
                    .position(u8::is_ascii_whitespace)
                    .unwrap();
            let text = std::str::from_utf8(&bytes[at..end]).unwrap();
            *word = text.trim_start_matches('P').parse().unwrap();
            at = end + 1;
        }
        let [kind, width, height, most] = words;
        assert_eq!((kind, most), (5, 255), "{file:?}");
        let dots = bytes[at..].to_vec();
        assert_eq!(dots.len(), width * height, "{file:?}");
        Self { width, dots }
    }

    /// The dots in a rectangle.
    fn dots(
        &self,
        [left, right]: [f64; 2],
        [top, bottom]: [f64; 2],
    ) -> impl Iterator<Item = u8> + '_ {
        let columns = left.max(0.0) as usize..(right.ceil() as usize).min(self.width);
        let rows =
            top.max(0.0) as usize..(bottom.ceil() as usize).min(self.dots.len() / self.width);
        rows.flat_map(move |row| {
            columns
                .clone()
                .map(move |column| self.dots[row * self.width + column])
        })
    }
}
