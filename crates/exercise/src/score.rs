//! From verdicts and scores of cases to those of groups and of the submission, in both styles.
//!
//! Pure: running cases and custom graders is the judge's work. The rules are those of the format,
//! "Verdicts and aggregation"; legacy grades a tree with a grader at every group, 2025-09 sums or
//! minimises over groups of one level.

use std::collections::BTreeMap;

use crate::data::{
    Aggregation, Child, Group, GroupGrading, GroupSettings, LegacyGroup, MaxScore, ModernGroup,
    OnReject,
};
use crate::number;
use crate::package::Package;
use crate::verdict::Verdict;

/// Sums of thirds are not exact; a score this close to its maximum is the maximum.
const TOLERANCE: f64 = 1e-6;

/// What became of the runs. A case that was not run is simply absent.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Results {
    /// By case name.
    pub cases: BTreeMap<String, CaseResult>,
    /// Static validation, by group name.
    pub static_cases: BTreeMap<String, CaseResult>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CaseResult {
    pub verdict: Verdict,
    /// `score.txt`.
    pub score: Option<f64>,
    /// `score_multiplier.txt`.
    pub multiplier: Option<f64>,
}

impl CaseResult {
    pub fn of(verdict: Verdict) -> Self {
        Self { verdict, score: None, multiplier: None }
    }
}

/// A verdict with a score: what graders take and give.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Grade {
    pub verdict: Verdict,
    pub score: f64,
}

/// The result of a submission and of its groups.
#[derive(Clone, Debug, PartialEq)]
pub struct Grades {
    pub verdict: Verdict,
    /// Scoring packages only.
    pub score: Option<f64>,
    /// The best possible score, where the package bounds it.
    pub max_score: Option<f64>,
    /// Every group in the order it runs, parents before children.
    pub groups: Vec<GroupGrade>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct GroupGrade {
    pub name: String,
    /// `None`: not run, because an earlier group failed or a required one was not passed.
    pub verdict: Option<Verdict>,
    pub score: Option<f64>,
    pub max_score: Option<f64>,
}

impl Grades {
    pub fn group(&self, name: &str) -> Option<&GroupGrade> {
        self.groups.iter().find(|group| group.name == name)
    }
}

/// The package or its validator broke a rule of scoring: a judge error.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum ScoreError {
    #[error("case {case} is accepted without score.txt, which an unbounded group needs")]
    NoScore { case: String },
    #[error("case {case} has a score although it is not accepted")]
    ScoreOfRejected { case: String },
    #[error("case {case} has a score file in a pass-fail group")]
    ScoreInPassFail { case: String },
    #[error("case {case} has a score multiplier in an unbounded group")]
    MultiplierUnbounded { case: String },
    #[error("case {case} has both score.txt and score_multiplier.txt")]
    BothFiles { case: String },
    #[error("{object} has the score {score}, outside of {least} to {most}")]
    OutOfRange { object: String, score: f64, least: f64, most: f64 },
    #[error("the grader of group {group} failed: {reason}")]
    Grader { group: String, reason: String },
}

/// A custom grader: runs the package's program on the children of a group.
pub type CustomGrader<'g> = dyn FnMut(&Group, &[Grade]) -> Result<Grade, String> + 'g;

/// Grades a submission. `grader` is called for legacy groups with `grading: custom` only.
pub fn grade(
    package: &Package,
    results: &Results,
    grader: &mut CustomGrader<'_>,
) -> Result<Grades, ScoreError> {
    let scoring = package.kind.grading.is_scoring();
    if package.format.is_legacy() {
        let mut legacy = Legacy { results, scoring, grader, groups: Vec::new() };
        let grade = legacy.group(&package.data.root)?;
        let mut groups = legacy.groups;
        groups.retain(|group| !group.name.is_empty());
        return Ok(Grades {
            verdict: grade.map_or(Verdict::Inconclusive, |grade| grade.verdict),
            score: scoring.then(|| grade.map_or(0.0, |grade| grade.score)),
            max_score: scoring.then(|| most(&package.data.root)).flatten(),
            groups,
        });
    }
    modern(package, results, scoring)
}

/// The legacy default grader. Children are in order; without children the verdict is a judge error.
pub fn default_grade(flags: &[String], children: &[Grade], root: bool) -> Grade {
    let last = |known: &[&'static str]| {
        let found = flags.iter().rev().find_map(|flag| known.iter().find(|k| **k == flag.as_str()));
        found.copied().unwrap_or(known[0])
    };
    let has = |flag: &str| flags.iter().any(|other| other == flag);
    let children = match children {
        [_, secret, ..] if root && has("ignore_sample") => std::slice::from_ref(secret),
        children => children,
    };
    let verdicts = || children.iter().map(|grade| grade.verdict);
    let verdict = match last(&["worst_error", "first_error", "always_accept"]) {
        _ if children.is_empty() => Verdict::JudgeError,
        _ if has("accept_if_any_accepted") && verdicts().any(Verdict::is_accepted) => {
            Verdict::Accepted
        }
        "always_accept" => Verdict::Accepted,
        "first_error" => first_error(verdicts()),
        _ => worst_error(verdicts()),
    };
    let scores = || children.iter().map(|grade| grade.score);
    let score = match last(&["sum", "avg", "min", "max"]) {
        _ if children.is_empty() => 0.0,
        "min" => scores().fold(f64::INFINITY, f64::min),
        "max" => scores().fold(f64::NEG_INFINITY, f64::max),
        #[expect(clippy::cast_precision_loss, reason = "a package has few groups")]
        "avg" => scores().sum::<f64>() / children.len() as f64,
        _ => scores().sum(),
    };
    Grade { verdict, score }
}

/// One line `AC 12.5` as custom graders read and print it.
pub fn parse_grade(line: &str) -> Option<Grade> {
    let mut words = line.split_whitespace();
    let verdict = Verdict::from_code(words.next()?)?;
    let score = number::parse_float(words.next()?)?;
    let known =
        [Verdict::Accepted, Verdict::WrongAnswer, Verdict::RunTimeError, Verdict::TimeLimit];
    (words.next().is_none() && known.contains(&verdict)).then_some(Grade { verdict, score })
}

fn first_error(verdicts: impl Iterator<Item = Verdict>) -> Verdict {
    let mut verdicts = verdicts;
    verdicts.find(|verdict| !verdict.is_accepted()).unwrap_or(Verdict::Accepted)
}

/// The order of the format, with the verdicts it does not know in front.
fn worst_error(verdicts: impl Iterator<Item = Verdict>) -> Verdict {
    const ORDER: [Verdict; 10] = [
        Verdict::JudgeError,
        Verdict::Inconclusive,
        Verdict::Rejected,
        Verdict::CompileError,
        Verdict::RunTimeError,
        Verdict::MemoryLimit,
        Verdict::TimeLimit,
        Verdict::OutputLimit,
        Verdict::WrongAnswer,
        Verdict::Accepted,
    ];
    let rank = |verdict: &Verdict| ORDER.iter().position(|other| other == verdict);
    verdicts.min_by_key(rank).unwrap_or(Verdict::Accepted)
}

fn most(group: &Group) -> Option<f64> {
    match &group.settings {
        GroupSettings::Legacy(settings) => Some(settings.range.1).filter(|most| most.is_finite()),
        GroupSettings::Modern(settings) => match settings.max_score {
            MaxScore::Bounded(most) => Some(most),
            MaxScore::Unbounded => None,
        },
    }
}

struct Legacy<'r, 'g, 'c> {
    results: &'r Results,
    scoring: bool,
    grader: &'g mut CustomGrader<'c>,
    groups: Vec<GroupGrade>,
}

impl Legacy<'_, '_, '_> {
    /// `None` when nothing below the group was run.
    fn group(&mut self, group: &Group) -> Result<Option<Grade>, ScoreError> {
        let GroupSettings::Legacy(settings) = &group.settings else { return Ok(None) };
        let place = self.groups.len();
        self.groups.push(GroupGrade {
            name: group.name.clone(),
            verdict: None,
            score: None,
            max_score: self.scoring.then(|| most(group)).flatten(),
        });
        let mut grades = Vec::new();
        for child in &group.children {
            let grade = match child {
                Child::Group(group) => self.group(group)?,
                Child::Case(case) => self.case(&case.name, settings)?,
            };
            grades.extend(grade);
            let rejected = grade.is_some_and(|grade| !grade.verdict.is_accepted());
            if rejected && settings.on_reject == OnReject::Break {
                break;
            }
        }
        if grades.is_empty() {
            return Ok(None);
        }
        let grade = match settings.grading {
            GroupGrading::Default => {
                default_grade(&settings.grader_flags, &grades, group.name.is_empty())
            }
            GroupGrading::Custom => (self.grader)(group, &grades)
                .map_err(|reason| ScoreError::Grader { group: group.name.clone(), reason })?,
        };
        self.check_range(group, settings, grade)?;
        self.groups[place].verdict = Some(grade.verdict);
        self.groups[place].score = self.scoring.then_some(grade.score);
        Ok(Some(grade))
    }

    fn case(&self, name: &str, group: &LegacyGroup) -> Result<Option<Grade>, ScoreError> {
        let Some(result) = self.results.cases.get(name) else { return Ok(None) };
        if result.multiplier.is_some() && result.score.is_some() {
            return Err(ScoreError::BothFiles { case: name.to_owned() });
        }
        let score = if result.verdict.is_accepted() {
            result.score.unwrap_or(group.accept_score)
        } else {
            group.reject_score
        };
        Ok(Some(Grade { verdict: result.verdict, score }))
    }

    fn check_range(
        &self,
        group: &Group,
        settings: &LegacyGroup,
        grade: Grade,
    ) -> Result<(), ScoreError> {
        let (least, most) = settings.range;
        let inside = least - TOLERANCE <= grade.score && grade.score <= most + TOLERANCE;
        if self.scoring && grade.verdict.is_accepted() && !inside {
            let name = if group.name.is_empty() { "data" } else { &group.name };
            let object = format!("group {name}");
            return Err(ScoreError::OutOfRange { object, score: grade.score, least, most });
        }
        Ok(())
    }
}

fn modern(package: &Package, results: &Results, scoring: bool) -> Result<Grades, ScoreError> {
    let mut grading = Modern { results, scoring, groups: Vec::new() };
    for group in package.data.root.groups() {
        grading.group(group)?;
    }
    let groups = grading.groups;
    let top = |name: &str| groups.iter().find(|group| group.name == name);
    let failed = ["sample", "secret"]
        .into_iter()
        .filter_map(top)
        .find_map(|group| group.verdict.filter(|verdict| !verdict.is_accepted()));
    let run = groups.iter().any(|group| group.verdict.is_some());
    let secret = top("secret");
    // Samples give no score, and in a scoring problem the score of `secret` is the result.
    let failed = if scoring { secret.and_then(|secret| secret.verdict) } else { failed };
    let unknown = if run { Verdict::Accepted } else { Verdict::Inconclusive };
    Ok(Grades {
        verdict: failed.unwrap_or(unknown),
        score: scoring.then(|| secret.and_then(|secret| secret.score).unwrap_or(0.0)),
        max_score: secret.and_then(|secret| secret.max_score),
        groups,
    })
}

struct Modern<'r> {
    results: &'r Results,
    scoring: bool,
    groups: Vec<GroupGrade>,
}

impl Modern<'_> {
    fn group(&mut self, group: &Group) -> Result<(), ScoreError> {
        let GroupSettings::Modern(settings) = &group.settings else { return Ok(()) };
        let place = self.groups.len();
        let scored = self.scoring && group.name != "sample";
        self.groups.push(GroupGrade {
            name: group.name.clone(),
            verdict: None,
            score: scored.then_some(0.0),
            max_score: scored.then(|| most(group)).flatten(),
        });
        let required = settings.require_pass.iter();
        let mut verdicts = required.map(|name| {
            let found = self.groups.iter().find(|other| other.name == *name);
            found.and_then(|group| group.verdict)
        });
        if verdicts.any(|verdict| verdict != Some(Verdict::Accepted)) {
            return Ok(());
        }
        let mut parts = Vec::new();
        if let Some(part) = self.static_case(group, settings, scored)? {
            parts.push(part);
        }
        let cases = group.children.iter().filter(|c| matches!(c, Child::Case(_))).count();
        for child in &group.children {
            match child {
                Child::Case(case) => {
                    parts.push(self.case(&case.name, settings, cases, scored)?);
                }
                Child::Group(child) => {
                    let at = self.groups.len();
                    self.group(child)?;
                    let grade = &self.groups[at];
                    parts.push(Part { verdict: grade.verdict, score: grade.score });
                }
            }
        }
        let verdict = verdict_of(&parts);
        let score = scored.then(|| aggregate(settings, &parts, verdict));
        if let Some(score) = score {
            check_maximum(&format!("group {}", group.name), score, settings.max_score)?;
        }
        self.groups[place].verdict = verdict;
        self.groups[place].score = score;
        Ok(())
    }

    fn case(
        &self,
        name: &str,
        group: &ModernGroup,
        cases: usize,
        scored: bool,
    ) -> Result<Part, ScoreError> {
        let Some(result) = self.results.cases.get(name) else {
            return Ok(Part { verdict: None, score: Some(0.0) });
        };
        if !scored {
            return Ok(Part { verdict: Some(result.verdict), score: None });
        }
        let static_score = group.static_case.as_ref().and_then(|case| case.max_score).unwrap_or(0);
        #[expect(clippy::cast_precision_loss, reason = "scores and cases are small numbers")]
        let maximum = match (group.max_score, group.aggregation) {
            (MaxScore::Unbounded, _) => None,
            (MaxScore::Bounded(most), Aggregation::Sum) => {
                Some((most - static_score as f64) / cases as f64)
            }
            (MaxScore::Bounded(most), _) => Some(most),
        };
        let score = case_score(name, result, maximum, group.aggregation)?;
        Ok(Part { verdict: Some(result.verdict), score: Some(score) })
    }

    fn static_case(
        &self,
        group: &Group,
        settings: &ModernGroup,
        scored: bool,
    ) -> Result<Option<Part>, ScoreError> {
        let Some(case) = &settings.static_case else { return Ok(None) };
        let Some(result) = self.results.static_cases.get(&group.name) else {
            return Ok(Some(Part { verdict: None, score: Some(0.0) }));
        };
        let verdict = Some(result.verdict);
        let Some(most) = case.max_score.filter(|_| scored) else {
            // A plain check has a verdict but adds nothing.
            return Ok(Some(Part { verdict, score: None }));
        };
        #[expect(clippy::cast_precision_loss, reason = "scores are small numbers")]
        let maximum = Some(most as f64);
        let name = format!("{} (static validation)", group.name);
        let score = case_score(&name, result, maximum, Aggregation::Sum)?;
        Ok(Some(Part { verdict, score: Some(score) }))
    }
}

/// A case, a static case or a group, as part of a group.
struct Part {
    /// `None`: not run.
    verdict: Option<Verdict>,
    /// `None`: takes no part in the score.
    score: Option<f64>,
}

fn verdict_of(parts: &[Part]) -> Option<Verdict> {
    let failed = parts.iter().find_map(|part| part.verdict.filter(|v| !v.is_accepted()));
    let all_run = !parts.is_empty() && parts.iter().all(|part| part.verdict.is_some());
    failed.or(all_run.then_some(Verdict::Accepted))
}

fn aggregate(group: &ModernGroup, parts: &[Part], verdict: Option<Verdict>) -> f64 {
    let scores = || parts.iter().filter_map(|part| part.score);
    let most = match group.max_score {
        MaxScore::Bounded(most) => most,
        MaxScore::Unbounded => 0.0,
    };
    match group.aggregation {
        Aggregation::PassFail if verdict == Some(Verdict::Accepted) => most,
        Aggregation::PassFail => 0.0,
        Aggregation::Sum => scores().sum(),
        // A plain static check that failed has no score but is a failed case all the same.
        Aggregation::Min if parts.iter().any(|part| part.score.is_none() && failed(part)) => 0.0,
        Aggregation::Min => scores().reduce(f64::min).unwrap_or(0.0),
    }
}

fn failed(part: &Part) -> bool {
    part.verdict != Some(Verdict::Accepted)
}

fn case_score(
    name: &str,
    result: &CaseResult,
    maximum: Option<f64>,
    aggregation: Aggregation,
) -> Result<f64, ScoreError> {
    let case = name.to_owned();
    let has_file = result.score.is_some() || result.multiplier.is_some();
    if has_file && aggregation == Aggregation::PassFail {
        return Err(ScoreError::ScoreInPassFail { case });
    }
    if !result.verdict.is_accepted() {
        return if has_file { Err(ScoreError::ScoreOfRejected { case }) } else { Ok(0.0) };
    }
    if aggregation == Aggregation::PassFail {
        return Ok(maximum.unwrap_or(0.0));
    }
    let score = match (result.score, result.multiplier, maximum) {
        (Some(_), Some(_), _) => return Err(ScoreError::BothFiles { case }),
        (None, Some(_), None) => return Err(ScoreError::MultiplierUnbounded { case }),
        (None, None, None) => return Err(ScoreError::NoScore { case }),
        (None, Some(multiplier), Some(maximum)) => {
            within(&format!("the multiplier of case {case}"), multiplier, 0.0, 1.0)?;
            multiplier * maximum
        }
        (Some(score), None, _) => score,
        (None, None, Some(maximum)) => maximum,
    };
    let most = maximum.unwrap_or(f64::INFINITY);
    within(&format!("case {case}"), score, 0.0, most)?;
    Ok(score)
}

fn check_maximum(object: &str, score: f64, max_score: MaxScore) -> Result<(), ScoreError> {
    match max_score {
        MaxScore::Bounded(most) => within(object, score, 0.0, most),
        MaxScore::Unbounded => Ok(()),
    }
}

fn within(object: &str, score: f64, least: f64, most: f64) -> Result<(), ScoreError> {
    if least - TOLERANCE <= score && score <= most + TOLERANCE {
        return Ok(());
    }
    Err(ScoreError::OutOfRange { object: object.to_owned(), score, least, most })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_grader_follows_its_flags() {
        let grades = [("RTE", 1.0), ("AC", 2.0), ("WA", 6.0)]
            .map(|(code, score)| Grade { verdict: Verdict::from_code(code).expect(code), score });
        for (flags, root, expected) in [
            ("", false, "RTE 9"),
            ("first_error min", false, "RTE 1"),
            ("always_accept max", false, "AC 6"),
            ("min avg", false, "RTE 3"),
            ("always_accept worst_error", false, "RTE 9"),
            ("accept_if_any_accepted", false, "AC 9"),
            ("ignore_sample", true, "AC 2"),
            ("ignore_sample", false, "RTE 9"),
        ] {
            let words: Vec<String> = flags.split_whitespace().map(str::to_owned).collect();
            let expected = parse_grade(expected).expect(expected);
            assert_eq!(default_grade(&words, &grades, root), expected, "{flags}");
        }
        assert_eq!(default_grade(&[], &[], false).verdict, Verdict::JudgeError);
        assert_eq!(parse_grade("AC"), None);
        assert_eq!(parse_grade("MLE 1"), None);
        assert_eq!(parse_grade("AC 1 2"), None);
    }
}
