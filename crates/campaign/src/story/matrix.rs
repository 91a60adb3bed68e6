//! Which story answers what, against competencies or a company's own list of values, and what
//! nothing answers.

use serde::Serialize;

use super::Story;

/// One wanted thing with the stories that serve it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Row {
    pub wanted: String,
    /// Ids of stories, the ones that nobody at the company has heard first.
    pub stories: Vec<String>,
    pub cover: Cover,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Cover {
    /// Nothing to tell.
    Gap,
    /// One story; a second question about the same would repeat it.
    Thin,
    Good,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Matrix {
    pub rows: Vec<Row>,
    pub gaps: Vec<String>,
    /// Stories that alone carry more than [`MOST_ALONE`] rows.
    pub overused: Vec<String>,
}

/// A story that is the only answer to more questions than this will be told twice in one loop.
pub const MOST_ALONE: usize = 3;

/// The matrix of stories against wanted competencies or values, compared without case. `company`
/// is where they are to be told; empty for none.
pub fn matrix(stories: &[Story], wanted: &[String], company: &str) -> Matrix {
    let same = |a: &String, b: &String| a.trim().to_lowercase() == b.trim().to_lowercase();
    let row = |want: &String| {
        let serves = |story: &&Story| {
            story.competencies.iter().chain(&story.values).any(|served| same(served, want))
        };
        let mut found: Vec<&Story> = stories.iter().filter(serves).collect();
        let heard = |story: &Story| {
            !company.is_empty() && story.told_at.iter().any(|at| same(at, &company.to_owned()))
        };
        found.sort_by_key(|story| heard(story));
        let cover = match found.len() {
            0 => Cover::Gap,
            1 => Cover::Thin,
            _ => Cover::Good,
        };
        let stories = found.iter().map(|story| story.id.clone()).collect();
        Row { wanted: want.clone(), stories, cover }
    };
    let rows: Vec<Row> = wanted.iter().map(row).collect();
    let alone =
        |id: &str| rows.iter().filter(|row| row.stories.len() == 1 && row.stories[0] == id).count();
    let overused = stories.iter().filter(|s| alone(&s.id) > MOST_ALONE);
    Matrix {
        overused: overused.map(|story| story.id.clone()).collect(),
        gaps: rows.iter().filter(|r| r.cover == Cover::Gap).map(|r| r.wanted.clone()).collect(),
        rows,
    }
}

#[cfg(test)]
mod tests {
    use super::Cover::{Gap, Good, Thin};
    use super::*;

    fn story(id: &str, serves: &[&str], told_at: &str) -> Story {
        Story {
            id: id.into(),
            competencies: serves.iter().map(|s| (*s).to_owned()).collect(),
            told_at: vec![told_at.into()],
            ..Story::default()
        }
    }

    #[test]
    fn gaps_thin_rows_and_what_carries_too_much() {
        let stories = [
            story(
                "outage",
                &["ownership", "pressure", "conflict", "failure", "Customer first"],
                "Acme",
            ),
            story("rewrite", &["ownership"], "Other"),
        ];
        let wanted = ["ownership", "pressure", "conflict", "failure", "customer FIRST", "empathy"]
            .map(str::to_owned);
        let matrix = matrix(&stories, &wanted, "acme");
        let covers: Vec<Cover> = matrix.rows.iter().map(|r| r.cover).collect();
        assert_eq!(covers, [Good, Thin, Thin, Thin, Thin, Gap]);
        assert_eq!(matrix.rows[0].stories, ["rewrite", "outage"]);
        assert_eq!((matrix.gaps, matrix.overused), (vec!["empathy".into()], vec!["outage".into()]));
    }
}
