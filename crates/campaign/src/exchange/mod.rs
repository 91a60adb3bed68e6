//! Applications in and out: CSV with a mapping of its columns, and JSON of everything.
//!
//! A table is untrusted: its encoding is guessed, its rows are counted, and what cannot be read is
//! named by row. What goes out is made harmless for spreadsheets: a cell that a program would take
//! for a formula gets an apostrophe before it, and loses it again when it is read back.

mod cells;
pub mod document;
pub mod table;

pub use cells::{decoded, harmless, plain};
pub use document::Document;
pub use table::{Field, Imported, Mapping, Preview, export, import, preview};

/// Bytes of one file.
pub const MOST_BYTES: usize = 10 << 20;
/// Rows of one table: more than a person applies for in a life.
pub const MOST_ROWS: usize = 10_000;
/// Columns of one table.
pub const MOST_COLUMNS: usize = 100;
/// Characters of one cell.
pub const MOST_CELL: usize = 10_000;

/// Why a file is not read at all.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ExchangeError {
    #[error("the file is larger than 10 MiB; split it")]
    TooLarge,
    #[error("the file is neither UTF-8, UTF-16 nor Windows-1252 text; save it as UTF-8")]
    NotText,
    #[error("the table has no header row with at least two columns; add one")]
    NoHeader,
    #[error("the table has more than {MOST_ROWS} rows; split it")]
    TooManyRows,
    #[error("the table has more than {MOST_COLUMNS} columns; remove some")]
    TooManyColumns,
    #[error("no column is mapped to the company; choose the one that holds it")]
    NoCompany,
    #[error("`{0}` is mapped twice; choose one column for it")]
    MappedTwice(&'static str),
    #[error("row {row} is no CSV: {reason}; correct it and try again")]
    Broken { row: u64, reason: String },
    #[error("the JSON is not a campaign: {0}")]
    NoDocument(String),
    #[error("the campaign was written by a later version ({0}); update this program")]
    LaterVersion(u32),
}
