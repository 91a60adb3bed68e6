//! Applications on a board: which company, which position, which stage, what is next.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A column of the board.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stage {
    pub id: String,
    pub name: String,
    pub kind: StageKind,
}

/// What a stage means, whatever a person calls it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum StageKind {
    Interested,
    Applied,
    Screening,
    Rounds,
    Offer,
    Closed,
}

/// The stages of one person, in the order of the board.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<Stage>", into = "Vec<Stage>")]
pub struct Board(Vec<Stage>);

/// One application.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Application {
    pub id: String,
    pub company: String,
    pub position: String,
    /// Id of a stage.
    pub stage: String,
    /// In this stage since.
    pub since: Date,
    /// When the other side last moved: an answer, an invitation. Silence counts from here.
    #[serde(default)]
    pub heard: Option<Date>,
    /// The date that they named for an answer.
    #[serde(default)]
    pub promised: Option<Date>,
    /// Nudges sent since they were last heard.
    #[serde(default)]
    pub nudges: u8,
    /// Where it was found, and its page.
    #[serde(default)]
    pub source: String,
    #[serde(default)]
    pub link: String,
    #[serde(default)]
    pub place: String,
    #[serde(default)]
    pub pay: String,
    /// Technologies that the position names.
    #[serde(default)]
    pub stack: Vec<String>,
    #[serde(default)]
    pub notes: String,
    /// Why it ended, where it did.
    #[serde(default)]
    pub closed: Option<Closed>,
    #[serde(default)]
    pub next: Option<Next>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Closed {
    Accepted,
    Refused,
    Withdrawn,
    /// No answer after two nudges.
    Silent,
}

/// What the person is to do next.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Next {
    pub what: String,
    pub due: Option<Date>,
}

/// Why stages make no board, or a move is none.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BoardError {
    #[error("a board has 2 to {MOST_STAGES} stages, not {0}")]
    Count(usize),
    #[error("the stage `{0}` is there twice; give each its own id")]
    Twice(String),
    #[error("a stage has no name; write one")]
    NoName,
    #[error("no stage is for what has ended; keep one of the kind `closed`")]
    NoEnd,
    #[error("`{0}` is no stage of the board; choose one that is")]
    NoStage(String),
    #[error("stage `{0}` still holds {1} applications; move them first")]
    InUse(String, usize),
}

/// More columns than this cannot be looked at together.
pub const MOST_STAGES: usize = 12;
/// Applications of one person: a search of years.
pub const MOST_APPLICATIONS: usize = 10_000;

impl Board {
    pub fn new(stages: Vec<Stage>) -> Result<Self, BoardError> {
        if !(2..=MOST_STAGES).contains(&stages.len()) {
            return Err(BoardError::Count(stages.len()));
        }
        let mut ids = BTreeSet::new();
        for stage in &stages {
            if !ids.insert(&stage.id) {
                return Err(BoardError::Twice(stage.id.clone()));
            }
            if stage.name.trim().is_empty() || stage.id.trim().is_empty() {
                return Err(BoardError::NoName);
            }
        }
        if stages.iter().all(|s| s.kind != StageKind::Closed) {
            return Err(BoardError::NoEnd);
        }
        Ok(Self(stages))
    }

    pub fn stages(&self) -> &[Stage] {
        &self.0
    }

    pub fn stage(&self, id: &str) -> Option<&Stage> {
        self.0.iter().find(|stage| stage.id == id)
    }

    pub fn kind(&self, application: &Application) -> Option<StageKind> {
        Some(self.stage(&application.stage)?.kind)
    }

    /// Other stages for the same applications; a stage with applications cannot go.
    pub fn replaced(
        &self,
        stages: Vec<Stage>,
        applications: &[Application],
    ) -> Result<Self, BoardError> {
        let new = Self::new(stages)?;
        for stage in self.0.iter().filter(|s| new.stage(&s.id).is_none()) {
            let held = applications.iter().filter(|a| a.stage == stage.id).count();
            if held > 0 {
                return Err(BoardError::InUse(stage.name.clone(), held));
            }
        }
        Ok(new)
    }

    /// Moves an application. A move by the other side, such as an invitation, is a sign of life; so
    /// is every move forward past the person's own applying.
    pub fn moved(
        &self,
        application: &Application,
        to: &str,
        today: Date,
    ) -> Result<Application, BoardError> {
        let stage = self.stage(to).ok_or_else(|| BoardError::NoStage(to.to_owned()))?;
        if application.stage == to {
            return Ok(application.clone());
        }
        let before = self.kind(application);
        let mut moved = Application { stage: to.to_owned(), since: today, ..application.clone() };
        let forward = before.is_none_or(|before| stage.kind > before);
        if forward && stage.kind >= StageKind::Screening {
            moved.heard = Some(today);
            moved.promised = None;
            moved.nudges = 0;
        }
        if stage.kind != StageKind::Closed {
            moved.closed = None;
        }
        Ok(moved)
    }
}

impl Default for Board {
    fn default() -> Self {
        let stage = |(id, name, kind): (&str, &str, StageKind)| Stage {
            id: id.into(),
            name: name.into(),
            kind,
        };
        let all = [
            ("interested", "Interested", StageKind::Interested),
            ("applied", "Applied", StageKind::Applied),
            ("screening", "Screening", StageKind::Screening),
            ("rounds", "Rounds", StageKind::Rounds),
            ("offer", "Offer", StageKind::Offer),
            ("closed", "Closed", StageKind::Closed),
        ];
        Self(all.map(stage).into())
    }
}

impl TryFrom<Vec<Stage>> for Board {
    type Error = BoardError;

    fn try_from(stages: Vec<Stage>) -> Result<Self, BoardError> {
        Self::new(stages)
    }
}

impl From<Board> for Vec<Stage> {
    fn from(board: Board) -> Self {
        board.0
    }
}

#[cfg(test)]
pub mod tests {
    use jiff::civil::date;

    use super::*;

    pub fn application(id: &str, stage: &str) -> Application {
        Application {
            id: id.into(),
            company: "Acme".into(),
            position: "Back end".into(),
            stage: stage.into(),
            since: date(2026, 3, 2),
            heard: None,
            promised: None,
            nudges: 0,
            source: String::new(),
            link: String::new(),
            place: String::new(),
            pay: String::new(),
            stack: Vec::new(),
            notes: String::new(),
            closed: None,
            next: None,
        }
    }

    #[test]
    fn stages_can_be_edited_but_not_lost() {
        let board = Board::default();
        let held = [application("a", "screening")];
        let mut stages = board.stages().to_vec();
        stages[2].name = "First call".into();
        assert!(board.replaced(stages.clone(), &held).is_ok());
        stages.remove(2);
        let error = board.replaced(stages.clone(), &held);
        assert_eq!(error, Err(BoardError::InUse("Screening".into(), 1)));
        stages.pop();
        assert_eq!(board.replaced(stages.clone(), &[]), Err(BoardError::NoEnd));
        stages[0].id = stages[1].id.clone();
        assert_eq!(Board::new(stages), Err(BoardError::Twice("applied".into())));
        assert_eq!(Board::new(Vec::new()), Err(BoardError::Count(0)));
    }

    #[test]
    fn a_move_forward_is_a_sign_of_life() {
        let board = Board::default();
        let waiting = Application { nudges: 1, ..application("a", "applied") };
        let today = date(2026, 3, 9);
        let invited = board.moved(&waiting, "screening", today).expect("a stage");
        assert_eq!((invited.heard, invited.nudges, invited.since), (Some(today), 0, today));
        let back = board.moved(&invited, "applied", date(2026, 3, 10)).expect("a stage");
        assert_eq!(back.heard, Some(today));
        let own = board.moved(&application("b", "interested"), "applied", today);
        assert_eq!(own.expect("a stage").heard, None);
        assert_eq!(
            board.moved(&waiting, "nowhere", today),
            Err(BoardError::NoStage("nowhere".into()))
        );
    }
}
