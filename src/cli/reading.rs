//! Settings → everything read and judged: the part that `consolidate` and `check` share.

use super::previous::read_dataset;
use super::progress::Progress;
use super::worker;
use kohyo::batch::walk::{InputError, Walk};
use kohyo::batch::{self, Batch, Reading};
use kohyo::config::{self, Config};
use kohyo::dataset::Dataset;
use kohyo::files;
use kohyo::layout::{self, Layout, LayoutError};
use kohyo::model::{Consolidation, Department, Period, Register};
use kohyo::part;
use kohyo::workbook::Reader;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A layout is a page of text.
const LAYOUT_BYTES: u64 = 4 << 20;

/// What was read.
pub(super) struct Read {
    pub(super) batch: Batch,
    pub(super) register: Option<Register>,
    /// Last period's data.
    pub(super) previous: Option<Dataset>,
}

/// Finds the files; the output folder, the register and last period's data are none.
pub(super) fn walk(settings: &Config, out: Option<&Path>) -> Result<Walk, InputError> {
    batch::walk::walk(&settings.inputs, &left_out(settings, out))
}

/// What is no form although it lies among them.
pub(super) fn left_out(settings: &Config, out: Option<&Path>) -> Vec<PathBuf> {
    out.map(Path::to_owned)
        .into_iter()
        .chain(settings.register.clone())
        .chain(settings.previous.clone())
        .collect()
}

/// Everything beside the forms that reading needs.
pub(super) struct Frame {
    layouts: Vec<Layout>,
    reader: Reader,
    organisation: Vec<Department>,
    pub(super) register: Option<Register>,
    pub(super) previous: Option<Dataset>,
}

impl Frame {
    /// Reads layouts, register and last period's data.
    pub(super) fn of(settings: &Config) -> Result<Self, Box<dyn Error>> {
        let layouts = layouts(&settings.layout)?;
        let reader = Reader::new(settings.limits, worker::command());
        let register = settings
            .register
            .as_deref()
            .map(|path| batch::register::read(&reader, path))
            .transpose()?;
        let previous = settings.previous.as_deref().map(read_dataset).transpose()?;
        let organisation = register.as_ref().map(Register::names).unwrap_or_default();
        Ok(Self {
            layouts,
            reader,
            organisation,
            register,
            previous,
        })
    }

    /// What is told to the reading of forms.
    pub(super) fn reading<'a>(&'a self, settings: &'a Config) -> Reading<'a> {
        Reading {
            reader: &self.reader,
            layouts: &self.layouts,
            organisation: &self.organisation,
            example_words: &settings.read.example_words,
            jobs: settings.jobs,
        }
    }

    /// A digest of what is told to the reading of forms.
    pub(super) fn digest(&self, settings: &Config) -> Result<String, Box<dyn Error>> {
        let layouts = settings.layout.iter().map(|file| layout_text(file));
        let layouts = layouts.collect::<Result<Vec<String>, _>>()?;
        let words = &settings.read.example_words;
        let told = (layouts, &self.organisation, words, settings.limits);
        Ok(part::digest(&told)?)
    }
}

/// Reads register, last period's data and forms.
pub(super) fn read(settings: &Config, found: &Walk, quiet: bool) -> Result<Read, Box<dyn Error>> {
    let frame = Frame::of(settings)?;
    let progress = Progress::new(quiet);
    let batch = frame
        .reading(settings)
        .read(found, &|event| progress.on(event))?;
    Ok(Read {
        batch,
        register: frame.register,
        previous: frame.previous,
    })
}

/// Judges what was read, with as many threads as the settings say.
pub(super) fn judge(
    batch: Batch,
    settings: &Config,
    period: &Period,
    register: Option<&Register>,
    previous: Option<&Dataset>,
) -> Result<Consolidation, Box<dyn Error>> {
    let (rules, plan) = (settings.rules(), &settings.report.plan);
    let threads = batch::threads(settings.jobs)?;
    Ok(threads.install(|| batch.consolidate(period, register, previous, &rules, plan)))
}

/// The layouts of the office first, then the built-in ones.
pub(super) fn layouts(files: &[PathBuf]) -> Result<Vec<Layout>, Box<dyn Error>> {
    let mut layouts = files
        .iter()
        .map(|file| office_layout(file))
        .collect::<Result<Vec<_>, _>>()?;
    layouts.extend(layout::builtin()?);
    Ok(layouts)
}

/// The office's own layout, if it has one: its forms are drawn like that.
pub(super) fn own_layout(settings: &Config) -> Result<Option<Arc<Layout>>, Box<dyn Error>> {
    let own = settings.layout.first().map(|file| office_layout(file));
    Ok(own.transpose()?.map(Arc::new))
}

/// A layout file that cannot be used.
#[derive(Debug, thiserror::Error)]
enum LayoutFileError {
    #[error("様式定義「{}」を開けません。--layout のファイル名を確認してください。{}", file.display(), of_builtin(file))]
    Unreadable {
        file: PathBuf,
        source: std::io::Error,
    },
    #[error("様式定義「{}」の{line}行目に読めない文字があります。文字コードをUTF-8にして保存し直してください。", file.display())]
    Encoding { file: PathBuf, line: usize },
    #[error("様式定義「{}」の{what}", file.display())]
    Content { file: PathBuf, what: String },
}

fn office_layout(file: &Path) -> Result<Layout, LayoutFileError> {
    let text = layout_text(file)?;
    layout::parse(&text).map_err(|error| {
        let what = match &error {
            LayoutError::Syntax(error) => config::explain(&text, error),
            error => format!("内容に誤りがあります: {error}"),
        };
        LayoutFileError::Content {
            file: file.to_owned(),
            what,
        }
    })
}

fn layout_text(file: &Path) -> Result<String, LayoutFileError> {
    let bytes =
        files::read_bounded(file, LAYOUT_BYTES).map_err(|source| LayoutFileError::Unreadable {
            file: file.to_owned(),
            source,
        })?;
    let text = config::text_of(&bytes).map_err(|line| LayoutFileError::Encoding {
        file: file.to_owned(),
        line,
    })?;
    Ok(text.to_owned())
}

/// What to say of a name that is no file's, as people write it for a layout that kohyo brings along.
fn of_builtin(file: &Path) -> String {
    if file.extension().is_some() {
        return String::new();
    }
    let ids: Vec<String> = layout::builtin()
        .into_iter()
        .flatten()
        .map(|layout| layout.id)
        .collect();
    format!(
        "内蔵の様式は {} です（個票を読むときの指定は要りません）。",
        ids.join("、")
    )
}
