//! The verdicts a case, a group or a submission can get, and sets of them.
//!
//! Only names and order live here; who decides a verdict is the judge, how verdicts of cases become
//! one is `score`, what a labelled submission must get is `agreement`.

use std::fmt;

/// What became of one run, one group or one submission.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    Accepted,
    WrongAnswer,
    TimeLimit,
    MemoryLimit,
    OutputLimit,
    RunTimeError,
    CompileError,
    /// A rule of the exercise was broken (forbidden language, too much code, …).
    Rejected,
    /// The package or the judge failed, not the submission.
    JudgeError,
    /// The measurement cannot tell; never counted as a pass.
    Inconclusive,
}

impl Verdict {
    pub const ALL: [Self; 10] = [
        Self::Accepted,
        Self::WrongAnswer,
        Self::TimeLimit,
        Self::MemoryLimit,
        Self::OutputLimit,
        Self::RunTimeError,
        Self::CompileError,
        Self::Rejected,
        Self::JudgeError,
        Self::Inconclusive,
    ];

    /// The ICPC short form, for compact places and for graders.
    pub fn code(self) -> &'static str {
        match self {
            Self::Accepted => "AC",
            Self::WrongAnswer => "WA",
            Self::TimeLimit => "TLE",
            Self::MemoryLimit => "MLE",
            Self::OutputLimit => "OLE",
            Self::RunTimeError => "RTE",
            Self::CompileError => "CE",
            Self::Rejected => "RJ",
            Self::JudgeError => "JE",
            Self::Inconclusive => "IN",
        }
    }

    /// The name for people, in the words of the report.
    pub fn name(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::WrongAnswer => "wrong answer",
            Self::TimeLimit => "time limit",
            Self::MemoryLimit => "memory limit",
            Self::OutputLimit => "output limit",
            Self::RunTimeError => "run-time error",
            Self::CompileError => "compile error",
            Self::Rejected => "rejected",
            Self::JudgeError => "judge error",
            Self::Inconclusive => "inconclusive",
        }
    }

    /// The verdict with this short form; exact case, as graders and packages write it.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|verdict| verdict.code() == code)
    }

    pub fn is_accepted(self) -> bool {
        self == Self::Accepted
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// A set of the four verdicts a package may expect: AC, WA, TLE, RTE.
///
/// The formats know no others. A memory overrun therefore counts as RTE, and an output overrun
/// as RTE or WA, whichever the package expects: judges differ in which of the two they report.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct VerdictSet {
    bits: u8,
}

impl VerdictSet {
    pub const EMPTY: Self = Self { bits: 0 };
    /// AC, WA, TLE and RTE: the default of `permitted` and `required`.
    pub const ANY: Self = Self { bits: 0b1111 };

    const MEMBERS: [Verdict; 4] =
        [Verdict::Accepted, Verdict::WrongAnswer, Verdict::TimeLimit, Verdict::RunTimeError];

    /// The set of the given members; verdicts the formats do not know are left out.
    pub fn of(verdicts: &[Verdict]) -> Self {
        let known = verdicts.iter().filter(|verdict| Self::MEMBERS.contains(verdict));
        Self { bits: known.fold(0, |bits, verdict| bits | Self::mask(*verdict)) }
    }

    /// Whether a run with this verdict satisfies "the verdict is in the set".
    pub fn matches(self, verdict: Verdict) -> bool {
        self.bits & Self::mask(verdict) != 0
    }

    pub fn is_empty(self) -> bool {
        self.bits == 0
    }

    #[must_use]
    pub fn intersection(self, other: Self) -> Self {
        Self { bits: self.bits & other.bits }
    }

    pub fn iter(self) -> impl Iterator<Item = Verdict> {
        Self::MEMBERS.into_iter().filter(move |verdict| self.matches(*verdict))
    }

    fn mask(verdict: Verdict) -> u8 {
        match verdict {
            Verdict::Accepted => 0b0001,
            Verdict::WrongAnswer => 0b0010,
            Verdict::TimeLimit => 0b0100,
            Verdict::RunTimeError | Verdict::MemoryLimit => 0b1000,
            Verdict::OutputLimit => 0b1010,
            Verdict::CompileError
            | Verdict::Rejected
            | Verdict::JudgeError
            | Verdict::Inconclusive => 0,
        }
    }
}

impl fmt::Display for VerdictSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let codes: Vec<&str> = self.iter().map(Verdict::code).collect();
        write!(f, "[{}]", codes.join(", "))
    }
}

impl fmt::Debug for VerdictSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_round_trip() {
        for verdict in Verdict::ALL {
            assert_eq!(Verdict::from_code(verdict.code()), Some(verdict));
        }
        assert_eq!(Verdict::from_code("ac"), None);
    }

    #[test]
    fn sets_fold_the_verdicts_the_formats_do_not_know() {
        let rte = VerdictSet::of(&[Verdict::RunTimeError]);
        assert!(rte.matches(Verdict::MemoryLimit));
        assert!(rte.matches(Verdict::OutputLimit));
        assert!(VerdictSet::of(&[Verdict::WrongAnswer]).matches(Verdict::OutputLimit));
        assert!(!VerdictSet::ANY.matches(Verdict::JudgeError));
        assert_eq!(VerdictSet::ANY.to_string(), "[AC, WA, TLE, RTE]");
        assert!(rte.intersection(VerdictSet::of(&[Verdict::Accepted])).is_empty());
    }
}
