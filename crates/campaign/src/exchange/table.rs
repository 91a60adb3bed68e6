//! CSV of applications: columns are guessed from their names, shown, corrected by the person, and
//! then read row by row.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{ExchangeError, MOST_CELL, MOST_COLUMNS, MOST_ROWS, decoded, harmless, plain};
use crate::application::{Application, Board, StageKind};

/// What a column can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Field {
    Company,
    Position,
    Stage,
    Since,
    Heard,
    Source,
    Link,
    Place,
    Pay,
    Stack,
    Notes,
}

/// Columns by their place, each with its field; columns that are not named are left out.
pub type Mapping = BTreeMap<usize, Field>;

/// A table before it is read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Preview {
    pub columns: Vec<String>,
    /// What the names of the columns suggest.
    pub mapping: Mapping,
    /// The first rows.
    pub rows: Vec<Vec<String>>,
}

/// What was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Imported {
    /// Without ids, which are the caller's to give.
    pub applications: Vec<Application>,
    /// Rows that were left out or read in part: number in the file from 1, and one sentence.
    pub remarks: Vec<(u64, String)>,
}

/// Rows of a preview.
const PREVIEW_ROWS: usize = 5;
/// Remarks of one import; a wrong mapping makes one per row.
const MOST_REMARKS: usize = 100;

impl Field {
    pub const ALL: [Self; 11] = [
        Self::Company,
        Self::Position,
        Self::Stage,
        Self::Since,
        Self::Heard,
        Self::Source,
        Self::Link,
        Self::Place,
        Self::Pay,
        Self::Stack,
        Self::Notes,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Self::Company => "company",
            Self::Position => "position",
            Self::Stage => "stage",
            Self::Since => "since",
            Self::Heard => "heard",
            Self::Source => "source",
            Self::Link => "link",
            Self::Place => "place",
            Self::Pay => "pay",
            Self::Stack => "stack",
            Self::Notes => "notes",
        }
    }

    /// Names that other trackers give such a column.
    fn names(self) -> &'static [&'static str] {
        match self {
            Self::Company => &["company", "employer", "organisation", "organization", "firm"],
            Self::Position => &["position", "role", "title", "job title", "job"],
            Self::Stage => &["stage", "status", "state", "phase"],
            Self::Since => {
                &["since", "applied", "date", "date applied", "applied on", "applied at"]
            }
            Self::Heard => &["heard", "last contact", "last activity", "last response"],
            Self::Source => &["source", "found at", "via", "channel"],
            Self::Link => &["link", "url", "posting", "job url", "website"],
            Self::Place => &["place", "location", "city", "office"],
            Self::Pay => &["pay", "salary", "compensation", "range", "salary range"],
            Self::Stack => &["stack", "tags", "technologies", "skills", "tech stack"],
            Self::Notes => &["notes", "note", "comments", "comment", "description"],
        }
    }
}

/// Looks at a table: its columns, a guessed mapping, the first rows.
pub fn preview(bytes: &[u8]) -> Result<Preview, ExchangeError> {
    let (columns, rows) = read(bytes)?;
    let mut mapping = Mapping::new();
    for (n, name) in columns.iter().enumerate() {
        let name = name.trim().to_lowercase().replace(['_', '-'], " ");
        let found = Field::ALL.into_iter().find(|f| f.names().contains(&name.as_str()));
        if let Some(field) = found
            && !mapping.values().any(|taken| *taken == field)
        {
            mapping.insert(n, field);
        }
    }
    let rows = rows.into_iter().take(PREVIEW_ROWS).map(|(_, row)| row).collect();
    Ok(Preview { columns, mapping, rows })
}

/// Reads a table by a mapping. Stages are found by id or name, and an unknown one becomes the first
/// stage of the board with a remark; a date that cannot be read becomes `today` with a remark; a
/// row without company is left out.
pub fn import(
    bytes: &[u8],
    mapping: &Mapping,
    board: &Board,
    today: Date,
) -> Result<Imported, ExchangeError> {
    for (n, field) in mapping {
        if mapping.iter().any(|(m, other)| m > n && other == field) {
            return Err(ExchangeError::MappedTwice(field.name()));
        }
    }
    if mapping.values().all(|field| *field != Field::Company) {
        return Err(ExchangeError::NoCompany);
    }
    let (_, rows) = read(bytes)?;
    let mut imported = Imported { applications: Vec::new(), remarks: Vec::new() };
    for (number, row) in rows {
        let mut remark = |text: String| {
            if imported.remarks.len() < MOST_REMARKS {
                imported.remarks.push((number, text));
            }
        };
        if let Some(application) = application(&row, mapping, board, today, &mut remark) {
            imported.applications.push(application);
        }
    }
    Ok(imported)
}

/// All applications as CSV in UTF-8 with a mark, which spreadsheets need to see it, and CRLF.
pub fn export(applications: &[Application], board: &Board) -> String {
    let mut writer =
        csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    let header = Field::ALL.map(Field::name);
    let row = |a: &Application| {
        let stage = board.stage(&a.stage).map_or(a.stage.clone(), |stage| stage.name.clone());
        let date = |date: Option<Date>| date.map(|d| d.to_string()).unwrap_or_default();
        [
            a.company.clone(),
            a.position.clone(),
            stage,
            date(Some(a.since)),
            date(a.heard),
            a.source.clone(),
            a.link.clone(),
            a.place.clone(),
            a.pay.clone(),
            a.stack.join("; "),
            a.notes.clone(),
        ]
        .map(|cell| harmless(&cell))
    };
    writer.write_record(header).expect("memory can be written");
    for application in applications {
        writer.write_record(row(application)).expect("rows have one length");
    }
    let bytes = writer.into_inner().expect("memory can be flushed");
    format!("\u{feff}{}", String::from_utf8(bytes).expect("text was written"))
}

type Rows = Vec<(u64, Vec<String>)>;

/// Header and rows with their line numbers.
fn read(bytes: &[u8]) -> Result<(Vec<String>, Rows), ExchangeError> {
    let text = decoded(bytes)?;
    let first = text.lines().next().unwrap_or_default();
    // Of equals the comma, which is what CSV says of itself.
    let delimiter = [b',', b';', b'\t']
        .into_iter()
        .rev()
        .max_by_key(|d| first.bytes().filter(|b| b == d).count())
        .unwrap_or(b',');
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .has_headers(false)
        .from_reader(text.as_bytes());
    let mut header: Option<Vec<String>> = None;
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| ExchangeError::Broken {
            row: error.position().map_or(0, csv::Position::line),
            reason: error.to_string(),
        })?;
        let number = record.position().map_or(0, csv::Position::line);
        let cells = record.iter().map(|c| plain(c).chars().take(MOST_CELL).collect::<String>());
        let cells: Vec<String> = cells.map(|c| c.trim().to_owned()).collect();
        if cells.len() > MOST_COLUMNS {
            return Err(ExchangeError::TooManyColumns);
        }
        match header {
            None => header = Some(cells),
            Some(_) if cells.iter().all(String::is_empty) => {}
            Some(_) if rows.len() == MOST_ROWS => return Err(ExchangeError::TooManyRows),
            Some(_) => rows.push((number, cells)),
        }
    }
    match header {
        Some(header) if header.len() >= 2 => Ok((header, rows)),
        _ => Err(ExchangeError::NoHeader),
    }
}

fn application(
    row: &[String],
    mapping: &Mapping,
    board: &Board,
    today: Date,
    remark: &mut impl FnMut(String),
) -> Option<Application> {
    let cell = |field: Field| {
        let place = mapping.iter().find(|(_, f)| **f == field).map(|(n, _)| *n);
        place.and_then(|n| row.get(n)).cloned().unwrap_or_default()
    };
    let company = cell(Field::Company);
    if company.is_empty() {
        remark("The row has no company and was left out.".into());
        return None;
    }
    let mut day = |field: Field| {
        let text = cell(field);
        let found = date(&text);
        if found.is_none() && !text.is_empty() {
            let text: String = text.chars().take(40).collect();
            remark(format!("`{text}` is no date; write 2026-03-01."));
        }
        found
    };
    let (since, heard) = (day(Field::Since), day(Field::Heard));
    let stage = stage(&cell(Field::Stage), board, remark);
    let stack = cell(Field::Stack);
    Some(Application {
        id: String::new(),
        company,
        position: cell(Field::Position),
        stage,
        since: since.unwrap_or(today),
        heard,
        promised: None,
        nudges: 0,
        source: cell(Field::Source),
        link: cell(Field::Link),
        place: cell(Field::Place),
        pay: cell(Field::Pay),
        stack: stack
            .split([';', ','])
            .map(|s| s.trim().to_owned())
            .filter(|s| !s.is_empty())
            .collect(),
        notes: cell(Field::Notes),
        closed: None,
        next: None,
    })
}

/// By id, name, or the words that other trackers use for a kind.
fn stage(text: &str, board: &Board, remark: &mut impl FnMut(String)) -> String {
    let wanted = text.to_lowercase();
    let stages = board.stages();
    let named = stages.iter().find(|s| s.id == wanted || s.name.to_lowercase() == wanted);
    let kind = match wanted.as_str() {
        "wishlist" | "saved" | "bookmarked" | "to apply" => Some(StageKind::Interested),
        "submitted" | "sent" | "pending" => Some(StageKind::Applied),
        "screen" | "phone screen" | "recruiter" => Some(StageKind::Screening),
        "interview" | "interviewing" | "interviews" | "on-site" | "onsite" => {
            Some(StageKind::Rounds)
        }
        "offered" | "negotiating" => Some(StageKind::Offer),
        "rejected" | "refused" | "withdrawn" | "accepted" | "archived" | "ghosted" => {
            Some(StageKind::Closed)
        }
        _ => None,
    };
    let found = named.or_else(|| stages.iter().find(|s| Some(s.kind) == kind));
    let first = || stages.first().map(|s| s.id.clone()).unwrap_or_default();
    if found.is_none() && !text.is_empty() {
        let text: String = text.chars().take(40).collect();
        remark(format!("`{text}` is no stage of the board; the first one was taken."));
    }
    found.map_or_else(first, |stage| stage.id.clone())
}

/// ISO dates, with or without a time, and day and month as written in Europe with points. Slashes
/// are refused: nobody can tell the third of April from the fourth of March.
fn date(text: &str) -> Option<Date> {
    let day = text.split(['T', ' ']).next()?;
    if let Ok(date) = day.parse() {
        return Some(date);
    }
    let mut parts = day.split('.').map(str::parse::<i16>);
    let (day, month, year) = (parts.next()?.ok()?, parts.next()?.ok()?, parts.next()?.ok()?);
    let (day, month) = (i8::try_from(day).ok()?, i8::try_from(month).ok()?);
    (year >= 1000 && parts.next().is_none()).then(|| Date::new(year, month, day).ok())?
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;
    use crate::application::tests::application;

    const TODAY: Date = date(2026, 3, 9);

    fn read_in(text: &str) -> Imported {
        let board = Board::default();
        let preview = preview(text.as_bytes()).expect("a table");
        import(text.as_bytes(), &preview.mapping, &board, TODAY).expect("a table")
    }

    #[test]
    fn tables_of_other_trackers() {
        let imported = read_in(
            "Employer;Job Title;Status;Date Applied;Tags\n\
             Acme;Back end;Interviewing;02.03.2026;Go, SQL\n\
             ;Nobody;Applied;;\n\
             Other;;Limbo;03/04/2026;\n\
             Third;Lead;Applied;2026-02-01T10:00;\n",
        );
        let short: Vec<(&str, &str, Date)> = imported
            .applications
            .iter()
            .map(|a| (a.company.as_str(), a.stage.as_str(), a.since))
            .collect();
        let expected = [
            ("Acme", "rounds", date(2026, 3, 2)),
            ("Other", "interested", TODAY),
            ("Third", "applied", date(2026, 2, 1)),
        ];
        assert_eq!(short, expected);
        assert_eq!(imported.applications[0].stack, ["Go", "SQL"]);
        assert_eq!(
            imported.remarks,
            [
                (3, "The row has no company and was left out.".to_owned()),
                (4, "`03/04/2026` is no date; write 2026-03-01.".to_owned()),
                (4, "`Limbo` is no stage of the board; the first one was taken.".to_owned()),
            ]
        );
    }

    #[test]
    fn what_is_no_table_is_said() {
        let board = Board::default();
        let two = Mapping::from([(0, Field::Company), (1, Field::Company)]);
        let one = Mapping::from([(0, Field::Company)]);
        let many = format!("company,x\n{}", "a,b\n".repeat(MOST_ROWS + 1));
        let cases: [(&[u8], &Mapping, &str); 6] = [
            (b"", &one, "no header row"),
            (b"only one column\nx\n", &one, "no header row"),
            (b"a,b\n", &two, "`company` is mapped twice"),
            (b"a,b\n", &Mapping::new(), "no column is mapped"),
            (b"\x81\xff\x00", &one, "save it as UTF-8"),
            (many.as_bytes(), &one, "more than 10000 rows"),
        ];
        for (bytes, mapping, expected) in cases {
            let error = import(bytes, mapping, &board, TODAY).expect_err(expected).to_string();
            assert!(error.contains(expected), "{error}");
        }
    }

    #[test]
    fn formulas_leave_disarmed_and_come_back_as_they_were() {
        let mut bad = application("a", "applied");
        bad.company = "=cmd|' /C calc'!A0".into();
        bad.notes = "line one\n\"quoted\", and more".into();
        bad.heard = Some(date(2026, 3, 5));
        bad.stack = vec!["Go".into(), "SQL".into()];
        let text = export(std::slice::from_ref(&bad), &Board::default());
        assert!(text.contains("\r\n'=cmd"), "{text}");
        let back = read_in(&text);
        assert_eq!(back.applications, [Application { id: String::new(), ..bad }]);
        assert_eq!(back.remarks, []);
    }

    proptest! {
        #[test]
        fn any_bytes_are_a_table_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            let mapping = Mapping::from([(0, Field::Company), (1, Field::Since)]);
            if let Ok(imported) = import(&bytes, &mapping, &Board::default(), TODAY) {
                prop_assert!(imported.applications.iter().all(|a| !a.company.is_empty()));
            }
        }
    }
}
