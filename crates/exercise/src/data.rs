//! Test data: cases, groups and their settings, as read from `data/`.
//!
//! Only the model and walks over it. `read::data` fills it, `score` turns verdicts of cases into
//! verdicts and scores of groups.

use std::collections::BTreeMap;
use std::path::PathBuf;

/// Everything below `data/`.
#[derive(Clone, Debug, PartialEq)]
pub struct Data {
    /// The tree of judged cases. Its children are the groups `sample` (when there are samples)
    /// and `secret`, in this order; its own settings matter in legacy packages only.
    pub root: Group,
    /// Self-tests of the input validators: at least one validator must refuse each.
    pub invalid_input: Vec<ValidatorCase>,
    /// Self-tests of the output validator: `output` must be refused.
    pub invalid_output: Vec<ValidatorCase>,
    /// Self-tests of the output validator: `output` must be accepted.
    pub valid_output: Vec<ValidatorCase>,
    /// Legacy `.interaction` samples that have no input and answer: shown, never run.
    pub transcripts: Vec<PathBuf>,
}

impl Data {
    pub fn sample(&self) -> Option<&Group> {
        self.group("sample")
    }

    pub fn secret(&self) -> Option<&Group> {
        self.group("secret")
    }

    /// The group of this name (`secret`, `secret/large`), anywhere in the tree.
    pub fn group(&self, name: &str) -> Option<&Group> {
        fn find<'a>(group: &'a Group, name: &str) -> Option<&'a Group> {
            if group.name == name {
                return Some(group);
            }
            group.groups().find_map(|child| find(child, name))
        }
        find(&self.root, name)
    }

    /// All judged cases in the order they run.
    pub fn cases(&self) -> Vec<&Case> {
        self.root.cases()
    }

    pub fn case(&self, name: &str) -> Option<&Case> {
        self.cases().into_iter().find(|case| case.name == name)
    }
}

/// A folder of cases that are judged and scored together.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// Path below `data/`; empty for the root.
    pub name: String,
    pub settings: GroupSettings,
    /// Cases and groups in lexicographic order of their names, the order in which they run.
    pub children: Vec<Child>,
}

impl Group {
    pub fn groups(&self) -> impl Iterator<Item = &Group> {
        self.children.iter().filter_map(|child| match child {
            Child::Group(group) => Some(group),
            Child::Case(_) => None,
        })
    }

    /// All cases below this group, in the order they run.
    pub fn cases(&self) -> Vec<&Case> {
        let mut found = Vec::new();
        self.collect(&mut found);
        found
    }

    fn collect<'a>(&'a self, found: &mut Vec<&'a Case>) {
        for child in &self.children {
            match child {
                Child::Case(case) => found.push(case),
                Child::Group(group) => group.collect(found),
            }
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub enum Child {
    /// Boxed: a case is ten times the size of a group.
    Case(Box<Case>),
    Group(Group),
}

impl Child {
    pub fn name(&self) -> &str {
        match self {
            Self::Case(case) => &case.name,
            Self::Group(group) => &group.name,
        }
    }
}

/// Settings of a group with everything inherited already in place.
#[derive(Clone, Debug, PartialEq)]
pub enum GroupSettings {
    Legacy(LegacyGroup),
    Modern(ModernGroup),
}

/// Legacy `testdata.yaml`.
#[derive(Clone, Debug, PartialEq)]
pub struct LegacyGroup {
    pub on_reject: OnReject,
    pub grading: GroupGrading,
    pub grader_flags: Vec<String>,
    /// Score of an accepted case without `score.txt`.
    pub accept_score: f64,
    pub reject_score: f64,
    /// The group's score must lie in this range, both ends included.
    pub range: (f64, f64),
}

impl Default for LegacyGroup {
    fn default() -> Self {
        Self {
            on_reject: OnReject::Break,
            grading: GroupGrading::Default,
            grader_flags: Vec::new(),
            accept_score: 1.0,
            reject_score: 0.0,
            range: (f64::NEG_INFINITY, f64::INFINITY),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnReject {
    /// Stop the group at the first case or group that is not accepted.
    Break,
    Continue,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GroupGrading {
    Default,
    /// The package's own grader decides.
    Custom,
}

/// 2025-09 `test_group.yaml`.
#[derive(Clone, Debug, PartialEq)]
pub struct ModernGroup {
    pub max_score: MaxScore,
    pub aggregation: Aggregation,
    /// Full names (`sample`, `secret/small`) of groups that must be accepted first; if one is
    /// not, this group is not run and scores 0.
    pub require_pass: Vec<String>,
    pub static_case: Option<StaticCase>,
    pub full_feedback: bool,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum MaxScore {
    Bounded(f64),
    Unbounded,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aggregation {
    PassFail,
    Sum,
    Min,
}

/// The static validation case of a group.
#[derive(Clone, Debug, PartialEq)]
pub struct StaticCase {
    pub args: Vec<String>,
    /// `None`: a plain check (`pass-fail`), else its maximum score.
    pub max_score: Option<u64>,
}

/// One judged run: an input, its answer and how it is run. Settings of groups are merged in.
#[derive(Clone, Debug, PartialEq)]
pub struct Case {
    /// Path below `data/` without ending, such as `secret/large/07`.
    pub name: String,
    pub input: PathBuf,
    pub answer: PathBuf,
    pub shown: Shown,
    /// Copied into the working directory before each run, over whatever is there.
    pub files: Vec<DataFile>,
    /// Arguments of the submission.
    pub args: Vec<String>,
    pub input_validator_args: ValidatorArgs,
    pub output_validator_args: ValidatorArgs,
    /// Show input, output and messages of this case to the solver when it fails.
    pub full_feedback: bool,
    /// For solvers.
    pub hint: Option<String>,
    /// For authors and judges.
    pub description: Option<String>,
    pub illustration: Option<PathBuf>,
}

impl Case {
    /// The last part of the name.
    pub fn short_name(&self) -> &str {
        self.name.rsplit('/').next().unwrap_or(&self.name)
    }
}

/// What a statement shows or offers instead of the case's own files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// `.out`: a valid output that differs from the answer file.
    pub output: Option<PathBuf>,
    /// `.interaction`: lines `<` from the judge, `>` from the submission, `---` between passes.
    pub interaction: Option<PathBuf>,
    pub input: Option<PathBuf>,
    pub answer: Option<PathBuf>,
    pub input_download: Option<PathBuf>,
    pub answer_download: Option<PathBuf>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataFile {
    /// Path below the `.files` folder.
    pub name: String,
    pub path: PathBuf,
}

/// Arguments for every validator, or by validator name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ValidatorArgs {
    pub all: Vec<String>,
    pub by_name: BTreeMap<String, Vec<String>>,
}

impl ValidatorArgs {
    /// The arguments for the validator of this name.
    pub fn of(&self, name: &str) -> Vec<String> {
        let mut args = self.all.clone();
        args.extend(self.by_name.get(name).into_iter().flatten().cloned());
        args
    }
}

/// A self-test of a validator: input validators see `input`, output validators all three files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValidatorCase {
    /// Path below `data/` without ending.
    pub name: String,
    pub input: PathBuf,
    pub answer: Option<PathBuf>,
    pub output: Option<PathBuf>,
    pub args: Vec<String>,
    pub input_validator_args: ValidatorArgs,
    pub output_validator_args: ValidatorArgs,
    pub files: Vec<DataFile>,
}
