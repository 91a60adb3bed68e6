//! Questions to ask the other side, by who sits there and what they are about.

use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Audience {
    Peer,
    Manager,
    Founder,
    Recruiter,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Subject {
    Debt,
    Incidents,
    OnCall,
    HowWorkIsChosen,
    Delivery,
    Growth,
    Team,
    Business,
    Terms,
}

/// One question of the bank.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Question {
    /// Stable, so that what was asked where can be kept.
    pub id: &'static str,
    pub subject: Subject,
    pub audiences: &'static [Audience],
    pub text: &'static str,
}

use Audience::{Founder, Manager, Peer, Recruiter};

macro_rules! bank {
    ($($id:literal $subject:ident [$($audience:ident)*] $text:literal;)*) => {
        &[$(Question {
            id: $id,
            subject: Subject::$subject,
            audiences: &[$($audience),*],
            text: $text,
        }),*]
    };
}

/// All of them. Each asks for something that happened, since plans are easier to tell than facts.
pub const BANK: &[Question] = bank! {
    "debt-last" Debt [Peer Manager] "Which piece of old code did you last pay off, and what made it worth the time?";
    "debt-fear" Debt [Peer] "Which part of the system do people avoid touching, and what happens when they must?";
    "debt-share" Debt [Manager Founder] "How much of the last quarter went into work that no customer asked for, and who decided that?";
    "upgrade" Debt [Peer] "When did you last upgrade the database or the language, and how did it go?";
    "incident-last" Incidents [Peer Manager] "What was your last serious incident, and what is different since?";
    "postmortem" Incidents [Peer Manager] "May I see a post-mortem, or hear one: who wrote it, who read it, which action was really done?";
    "incident-customer" Incidents [Founder Manager] "Who tells customers when something breaks, and how soon did they last hear?";
    "data-loss" Incidents [Peer] "When did you last restore from a backup, for real or as an exercise?";
    "oncall-night" OnCall [Peer] "How often did the person on call get woken last month, and by what?";
    "oncall-after" OnCall [Peer Manager] "What happens on the day after a bad night on call?";
    "oncall-pay" OnCall [Recruiter Manager] "Is on-call part of the role, how is it rotated, and how is it paid?";
    "alarm-removed" OnCall [Peer] "Which alarm did you delete most recently?";
    "choose-no" HowWorkIsChosen [Manager Founder] "What did you decide not to build lately, and who was disappointed?";
    "choose-idea" HowWorkIsChosen [Peer] "Tell me of something that is in production because an engineer wanted it. How did it get there?";
    "choose-change" HowWorkIsChosen [Manager] "How often does a plan change within a quarter, and what changes it?";
    "design-decide" HowWorkIsChosen [Peer Manager] "How was the last large technical decision made, and where could I read it?";
    "deploy-day" Delivery [Peer] "How does a change of one line reach users, and how long did the last one take?";
    "deploy-back" Delivery [Peer] "How do you take a bad release back, and when did you last do it?";
    "review-wait" Delivery [Peer] "How long does a pull request wait, and what did the last long one wait for?";
    "test-trust" Delivery [Peer] "When the build is green on a Friday afternoon, do you deploy?";
    "first-weeks" Growth [Manager Peer] "What would you want me to have done after six weeks, and after six months?";
    "feedback" Growth [Manager] "How did you last tell somebody in the team that something had to get better?";
    "promoted" Growth [Manager] "Who in the team was last promoted, and for what?";
    "left" Growth [Manager Founder] "Who left the team in the last year, and what did you change because of it?";
    "learn" Growth [Peer] "What have you learnt here that you would not have learnt elsewhere?";
    "team-shape" Team [Manager Recruiter] "Who would I work with every day, and how long have they been here?";
    "team-disagree" Team [Peer Manager] "What did the team last disagree about, and how did it end?";
    "team-remote" Team [Peer Recruiter] "Who works away from the office, and what do they miss?";
    "team-stay" Team [Peer] "What keeps you here?";
    "money" Business [Founder Manager] "How does the company earn its money today, and what has to become true for it to last?";
    "runway" Business [Founder] "How long does the money last, and what happens at the end of that?";
    "customer-lost" Business [Founder] "Which customer did you lose last, and why?";
    "bet" Business [Founder Manager] "What is the riskiest assumption in the plan for this year?";
    "why-open" Terms [Recruiter Manager] "Why is the position open?";
    "process" Terms [Recruiter] "Which rounds come next, what does each look for, and when would I hear?";
    "range" Terms [Recruiter] "Which level is the position, and which range has been approved for it?";
    "start" Terms [Recruiter] "When do you need somebody, and how fixed is that?";
    "doubt" Terms [Manager Peer] "Is there something in my background that you would still like to hear about?";
};

/// Questions for a round: for these people, none that was asked at this company before, spread over
/// subjects, at most `count`.
pub fn pick(audience: Audience, asked: &[String], count: usize) -> Vec<&'static Question> {
    let open: Vec<&Question> = BANK
        .iter()
        .filter(|q| q.audiences.contains(&audience) && asked.iter().all(|id| id != q.id))
        .collect();
    // The first of each subject, then the second of each, and so on.
    let rank = |question: &&Question| {
        let same = open.iter().take_while(|q| q.id != question.id);
        same.filter(|q| q.subject == question.subject).count()
    };
    let mut ranked: Vec<(usize, &Question)> = open.iter().map(|q| (rank(q), *q)).collect();
    ranked.sort_by_key(|(rank, _)| *rank);
    ranked.into_iter().take(count).map(|(_, question)| question).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn ids_are_unique_and_every_audience_is_served() {
        let ids: BTreeSet<&str> = BANK.iter().map(|q| q.id).collect();
        assert_eq!(ids.len(), BANK.len());
        for audience in [Peer, Manager, Founder, Recruiter] {
            assert!(pick(audience, &[], usize::MAX).len() >= 6, "{audience:?}");
        }
        assert!(BANK.iter().all(|q| q.text.ends_with(['?', '.'])));
    }

    #[test]
    fn a_pick_is_spread_and_asks_nothing_twice() {
        let first = pick(Peer, &[], 4);
        let subjects: BTreeSet<Subject> = first.iter().map(|q| q.subject).collect();
        assert_eq!(subjects.len(), 4);
        let asked: Vec<String> = first.iter().map(|q| q.id.to_owned()).collect();
        let second = pick(Peer, &asked, 4);
        assert!(second.iter().all(|q| !asked.contains(&q.id.to_owned())));
    }
}
