//! `cargo xtask bench NAME`: measures against the alternatives in one run, prints ratios.

mod coach;
mod sandbox;

use anyhow::{Result, bail};
use serde_json::json;

use crate::workspace::Workspace;

/// How results are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Table,
    /// `[{"name","unit","value","baseline","ratio"}]`.
    Json,
}

/// One figure beside what it is compared with.
#[derive(Debug)]
pub struct Row {
    pub name: String,
    pub unit: String,
    pub value: f64,
    pub baseline: f64,
}

pub fn bench(workspace: &Workspace, name: &str, format: Format) -> Result<()> {
    let rows = match name {
        "coach" => coach::bench(workspace)?,
        "sandbox" => sandbox::bench(workspace)?,
        other => bail!("there is no benchmark `{other}`; there are: coach, sandbox"),
    };
    match format {
        Format::Table => print_table(&rows),
        Format::Json => print_json(&rows)?,
    }
    Ok(())
}

impl Row {
    fn ratio(&self) -> f64 {
        self.value / self.baseline
    }
}

fn print_table(rows: &[Row]) {
    let width = rows.iter().map(|r| r.name.len()).max().unwrap_or(0);
    println!("{:width$}  {:>12}  {:>12}  {:>8}", "", "value", "baseline", "ratio");
    for row in rows {
        let (value, baseline) = (row.value, row.baseline);
        let ratio = row.ratio();
        println!(
            "{:width$}  {value:>12.3}  {baseline:>12.3}  {ratio:>8.2}  {}",
            row.name, row.unit
        );
    }
}

fn print_json(rows: &[Row]) -> Result<()> {
    let rows: Vec<_> = rows
        .iter()
        .map(|r| {
            json!({"name": r.name, "unit": r.unit, "value": r.value, "baseline": r.baseline,
                   "ratio": r.ratio()})
        })
        .collect();
    println!("{}", serde_json::to_string_pretty(&rows)?);
    Ok(())
}
