//! Copies everything from one database to another, of either engine: how a host that outgrows one
//! machine moves to PostgreSQL, and back.
//!
//! Theory of operation. The source is read in one transaction that sees one state of it, the target
//! is written in one transaction. Tables go in the order of [`TABLES`], so that whatever a row
//! refers to is there before it; columns are asked of the database, so that a migration needs no
//! word here. Rows are read by their primary key in batches whose bytes are bounded. Before the
//! target is committed each of its tables is read again: count and checksum must be the source's.
//! Anything that goes wrong leaves the target as it was.

use sha2::{Digest, Sha256};

use crate::db::{Engine, Row, Tx, Value, args};
use crate::error::{Error, Result};
use crate::store::Store;

/// A table and how many of its rows are held at once: fewer where one may be large.
type Table = (&'static str, usize);

const SMALL: usize = 500;
const LARGE: usize = 20;

/// All tables but `migration`, each after those that it refers to. A test compares the list with
/// the schema.
pub(crate) const TABLES: &[Table] = &[
    ("account", SMALL),
    ("session", SMALL),
    ("token", SMALL),
    ("invitation", SMALL),
    ("identity", SMALL),
    ("setting", SMALL),
    ("draft", LARGE),
    ("note", LARGE),
    ("attempt", SMALL),
    ("source", LARGE),
    ("report", LARGE),
    ("event", SMALL),
    ("job", SMALL),
    ("turn", SMALL),
    ("standing", SMALL),
    ("reference", SMALL),
    ("package", 1),
    ("remembered", LARGE),
];

/// How far a copy is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    pub table: &'static str,
    /// Rows of this table that are done.
    pub rows: u64,
    /// Rows that it has.
    pub of: u64,
}

/// What a copy came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Copied {
    /// Rows of each table, all verified.
    pub tables: Vec<(&'static str, u64)>,
}

impl Copied {
    pub fn rows(&self) -> u64 {
        self.tables.iter().map(|(_, rows)| rows).sum()
    }
}

/// What to do with what the target holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Existing {
    Refuse,
    Replace,
}

/// Copies all of `from` into `to`, which must be empty. What is written to the source meanwhile is
/// not copied: stop the server first.
pub async fn copy(
    from: &Store,
    to: &Store,
    progress: &mut (dyn FnMut(Progress) + Send),
) -> Result<Copied> {
    copy_into(from, to, Existing::Refuse, progress).await
}

pub(crate) async fn copy_into(
    from: &Store,
    to: &Store,
    existing: Existing,
    progress: &mut (dyn FnMut(Progress) + Send),
) -> Result<Copied> {
    let mut source = from.db.snapshot().await?;
    let mut target = to.db.begin().await?;
    for (table, _) in TABLES.iter().rev() {
        if existing == Existing::Replace {
            target.write(format!("DELETE FROM {table}"), args![]).await?;
        } else if count(&mut target, table).await? > 0 {
            return Err(Error::Archive(format!(
                "the target holds data already (in {table}); name an empty database"
            )));
        }
    }
    let mut copied = Copied::default();
    for table in TABLES {
        let sum = copy_table(&mut source, &mut target, *table, progress).await?;
        let columns = columns(&mut target, table.0).await?;
        let again = Sum::of(&mut target, *table, &columns).await?;
        if again != sum {
            return Err(Error::Damaged(format!(
                "{} rows of {} were read and {} written, or they differ",
                sum.rows, table.0, again.rows
            )));
        }
        copied.tables.push((table.0, sum.rows));
    }
    target.commit().await?;
    Ok(copied)
}

/// A column: its name, the kind of its values, and whether it is part of the key.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Column {
    name: String,
    kind: Kind,
    is_key: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Text,
    Int,
    Real,
    Bool,
    Bytes,
}

impl Kind {
    fn from_type(name: &str) -> Result<Self> {
        Ok(match name.to_ascii_uppercase().as_str() {
            "TEXT" => Self::Text,
            "BIGINT" => Self::Int,
            "DOUBLE PRECISION" => Self::Real,
            "BOOLEAN" => Self::Bool,
            "BLOB" | "BYTEA" => Self::Bytes,
            other => return Err(Error::Damaged(format!("a column has the type {other}"))),
        })
    }

    fn read(self, row: &Row, column: &str) -> Result<Value> {
        Ok(match self {
            Self::Text => Value::Text(row.optional_text(column)?),
            Self::Int => Value::Int(row.optional_int(column)?),
            Self::Real => Value::Real(row.optional_real(column)?),
            Self::Bool => Value::Bool(row.flag(column)?),
            Self::Bytes => Value::Bytes(row.bytes(column)?),
        })
    }
}

async fn columns(tx: &mut Tx, table: &str) -> Result<Vec<Column>> {
    let sql = match tx.engine() {
        Engine::Sqlite => {
            "SELECT name, type AS kind, CASE WHEN pk > 0 THEN 1 ELSE 0 END AS is_key
             FROM pragma_table_info($1) ORDER BY cid"
        }
        Engine::Postgres => {
            "SELECT c.column_name::text AS name, c.data_type::text AS kind,
                    CASE WHEN k.column_name IS NULL THEN 0::bigint ELSE 1 END AS is_key
             FROM information_schema.columns c
             LEFT JOIN information_schema.table_constraints t
                 ON t.table_schema = c.table_schema AND t.table_name = c.table_name
                 AND t.constraint_type = 'PRIMARY KEY'
             LEFT JOIN information_schema.key_column_usage k
                 ON k.constraint_schema = t.constraint_schema
                 AND k.constraint_name = t.constraint_name AND k.column_name = c.column_name
             WHERE c.table_schema = current_schema() AND c.table_name = $1
             ORDER BY c.ordinal_position"
        }
    };
    let rows = tx.all(sql, args![table]).await?;
    let column = |row: &Row| {
        let kind = Kind::from_type(&row.text("kind")?)?;
        Ok(Column { name: row.text("name")?, kind, is_key: row.int("is_key")? == 1 })
    };
    rows.iter().map(column).collect()
}

async fn count(tx: &mut Tx, table: &str) -> Result<u64> {
    let sql = format!("SELECT count(*) AS n FROM {table}");
    tx.first(sql, args![]).await?.map_or(Ok(0), |row| row.count("n"))
}

async fn copy_table(
    source: &mut Tx,
    target: &mut Tx,
    (table, batch): Table,
    progress: &mut (dyn FnMut(Progress) + Send),
) -> Result<Sum> {
    let columns = columns(source, table).await?;
    let of = count(source, table).await?;
    let mut sum = Sum::default();
    let mut reader = Reader::new(table, batch, &columns);
    while let Some(rows) = reader.next(source).await? {
        sum.add(&rows);
        let sql = insert(table, &columns, rows.len());
        target.write(sql, rows.into_iter().flatten().collect()).await?;
        progress(Progress { table, rows: sum.rows, of });
    }
    Ok(sum)
}

/// `INSERT` of so many rows.
fn insert(table: &str, columns: &[Column], rows: usize) -> String {
    let names: Vec<&str> = columns.iter().map(|column| column.name.as_str()).collect();
    let width = columns.len();
    let row = |row: usize| {
        let places: Vec<String> = (1..=width).map(|at| format!("${}", row * width + at)).collect();
        format!("({})", places.join(", "))
    };
    let values: Vec<String> = (0..rows).map(row).collect();
    format!("INSERT INTO {table} ({}) VALUES {}", names.join(", "), values.join(", "))
}

/// Reads a table in the order of its key, one batch after the other.
struct Reader<'a> {
    columns: &'a [Column],
    first: String,
    next: String,
    /// The key of the last row.
    after: Option<Vec<Value>>,
    is_done: bool,
    batch: usize,
}

impl<'a> Reader<'a> {
    fn new(table: &str, batch: usize, columns: &'a [Column]) -> Self {
        let names: Vec<&str> = columns.iter().map(|column| column.name.as_str()).collect();
        let keys = columns.iter().filter(|column| column.is_key);
        let keys: Vec<&str> = keys.map(|column| column.name.as_str()).collect();
        let places: Vec<String> = (1..=keys.len()).map(|at| format!("${at}")).collect();
        let (names, keys, places) = (names.join(", "), keys.join(", "), places.join(", "));
        let first = format!("SELECT {names} FROM {table} ORDER BY {keys} LIMIT {batch}");
        let next = format!(
            "SELECT {names} FROM {table} WHERE ({keys}) > ({places}) ORDER BY {keys} LIMIT {batch}"
        );
        Self { columns, first, next, after: None, is_done: false, batch }
    }

    async fn next(&mut self, tx: &mut Tx) -> Result<Option<Vec<Vec<Value>>>> {
        if self.is_done {
            return Ok(None);
        }
        let found = match self.after.take() {
            None => tx.all(self.first.as_str(), args![]).await?,
            Some(key) => tx.all(self.next.as_str(), key).await?,
        };
        self.is_done = found.len() < self.batch;
        let read = |row: &Row| {
            self.columns.iter().map(|column| column.kind.read(row, &column.name)).collect()
        };
        let rows: Vec<Vec<Value>> = found.iter().map(read).collect::<Result<_>>()?;
        let Some(last) = rows.last() else { return Ok(None) };
        let key = self.columns.iter().zip(last).filter(|(column, _)| column.is_key);
        self.after = Some(key.map(|(_, value)| value.clone()).collect());
        Ok(Some(rows))
    }
}

/// Count and checksum of rows in any order, since engines may sort texts differently.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Sum {
    rows: u64,
    checksum: u128,
}

impl Sum {
    async fn of(tx: &mut Tx, (table, batch): Table, columns: &[Column]) -> Result<Self> {
        let mut sum = Self::default();
        let mut reader = Reader::new(table, batch, columns);
        while let Some(rows) = reader.next(tx).await? {
            sum.add(&rows);
        }
        Ok(sum)
    }

    fn add(&mut self, rows: &[Vec<Value>]) {
        for row in rows {
            self.rows += 1;
            self.checksum = self.checksum.wrapping_add(checksum(row));
        }
    }
}

fn checksum(row: &[Value]) -> u128 {
    let mut hash = Sha256::new();
    for value in row {
        let (tag, bytes) = match value {
            Value::Text(None) | Value::Int(None) | Value::Real(None) => (0, Vec::new()),
            Value::Text(Some(text)) => (1, text.as_bytes().to_vec()),
            Value::Int(Some(number)) => (2, number.to_le_bytes().to_vec()),
            Value::Real(Some(number)) => (3, number.to_bits().to_le_bytes().to_vec()),
            Value::Bool(flag) => (4, vec![u8::from(*flag)]),
            Value::Bytes(bytes) => (5, bytes.clone()),
        };
        hash.update([tag]);
        hash.update(bytes.len().to_le_bytes());
        hash.update(&bytes);
    }
    let digest = hash.finalize();
    u128::from_le_bytes(digest[..16].try_into().expect("a digest has 32 bytes"))
}
