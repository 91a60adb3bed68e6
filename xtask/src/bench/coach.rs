//! The coach's figures: the plan against other ways to choose, and the times that matter. Writes
//! them into `docs/coach.md`, between its two marks.

use std::fmt::Write as _;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::Row;
use crate::workspace::{Workspace, output};

const DOCUMENT: &str = "docs/coach.md";
const BEGIN: &str = "<!-- figures: cargo xtask bench coach -->";
const END: &str = "<!-- end of figures -->";

pub fn bench(workspace: &Workspace) -> Result<Vec<Row>> {
    let mut bench = workspace.cargo(&["bench", "--package", "coach", "--bench", "coach"]);
    let text = output(bench.stderr(std::process::Stdio::inherit()))?;
    let line =
        text.lines().rfind(|l| l.starts_with('{')).context("the benchmark printed no figures")?;
    let figures: Value = serde_json::from_str(line)?;
    document(workspace, &figures)?;
    rows(&figures)
}

/// The plan's chance beside each other policy's, and each time beside its limit.
fn rows(figures: &Value) -> Result<Vec<Row>> {
    let mut rows = Vec::new();
    for scenario in list(&figures["scenarios"])? {
        let policies = list(&scenario["rows"])?;
        let plan = policies.iter().find(|p| p["is_plan"] == true).context("no plan")?;
        for policy in policies.iter().filter(|p| p["is_plan"] == false) {
            rows.push(Row {
                name: format!("{} / {}", word(&scenario["name"])?, word(&policy["policy"])?),
                unit: "chance".into(),
                value: number(&plan["chance"])?,
                baseline: number(&policy["chance"])?,
            });
        }
    }
    for time in list(&figures["times"])? {
        rows.push(Row {
            name: word(&time["name"])?.to_owned(),
            unit: "ms, limit".into(),
            value: number(&time["milliseconds"])?,
            baseline: number(&time["limit"])?,
        });
    }
    Ok(rows)
}

fn document(workspace: &Workspace, figures: &Value) -> Result<()> {
    let path = workspace.root.join(DOCUMENT);
    let text = std::fs::read_to_string(&path).with_context(|| format!("{DOCUMENT} is missing"))?;
    let (Some(begin), Some(end)) = (text.find(BEGIN), text.find(END)) else {
        bail!("{DOCUMENT} has lost its marks `{BEGIN}` and `{END}`; put them back");
    };
    let figures = rendered(figures)?;
    let new = format!("{}\n\n{figures}\n{}", &text[..begin + BEGIN.len()], &text[end..]);
    std::fs::write(&path, new).with_context(|| format!("{DOCUMENT} cannot be written"))
}

fn rendered(figures: &Value) -> Result<String> {
    let mut text = format!("{} simulated people per row.\n", figures["people"]);
    for scenario in list(&figures["scenarios"])? {
        write!(text, "\n**{}**\n\n", word(&scenario["name"])?)?;
        text.push_str("| chosen by | mean chance | hours | the plan leads by (95 %) |\n");
        text.push_str("| --- | --- | --- | --- |\n");
        for policy in list(&scenario["rows"])? {
            let lead = if policy["is_plan"] == true {
                "–".to_owned()
            } else {
                let (lead, half) = (number(&policy["lead"])?, number(&policy["half"])?);
                format!("{:.1} ± {:.1} points", 100.0 * lead, 100.0 * half)
            };
            let chance = 100.0 * number(&policy["chance"])?;
            let (name, hours) = (word(&policy["policy"])?, number(&policy["hours"])?);
            writeln!(text, "| {name} | {chance:.1} % | {hours:.1} | {lead} |")?;
        }
    }
    text.push_str("\n| what | median | limit |\n| --- | --- | --- |\n");
    for time in list(&figures["times"])? {
        let (took, limit) = (number(&time["milliseconds"])?, number(&time["limit"])?);
        writeln!(text, "| {} | {took:.2} ms | {limit} ms |", word(&time["name"])?)?;
    }
    Ok(text)
}

fn list(value: &Value) -> Result<&Vec<Value>> {
    value.as_array().context("the benchmark's figures lack a list")
}

fn word(value: &Value) -> Result<&str> {
    value.as_str().context("the benchmark's figures lack a name")
}

fn number(value: &Value) -> Result<f64> {
    value.as_f64().context("the benchmark's figures lack a number")
}
