//! The day of a round: what to have ready, by how and for what one meets.

use serde::{Deserialize, Serialize};

/// How one meets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Meeting {
    Video,
    Phone,
    OnSite,
}

/// How the team dresses on a normal day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Dress {
    /// T-shirts, or nobody knows.
    Casual,
    /// Shirts and jumpers.
    Smart,
    /// Jackets.
    Business,
}

/// One line to tick.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Step {
    /// Stable, so that ticks can be kept.
    pub id: &'static str,
    pub when: When,
    pub text: &'static str,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum When {
    DayBefore,
    HourBefore,
    After,
}

use When::{After, DayBefore, HourBefore};

const fn step(id: &'static str, when: When, text: &'static str) -> Step {
    Step { id, when, text }
}

const ALWAYS: [Step; 7] = [
    step(
        "time",
        DayBefore,
        "Read the invitation again: time, time zone, names, how to reach them if something fails.",
    ),
    step(
        "stories",
        DayBefore,
        "Read your stories once and stop; say only the first sentence of each aloud.",
    ),
    step("questions", DayBefore, "Choose three questions to ask and write them down."),
    step("sleep", DayBefore, "Put the books away two hours before bed."),
    step("water", HourBefore, "Water, paper, pen; eat something."),
    step("warm-up", HourBefore, "Solve one thing you know well, to be awake and not to learn."),
    step(
        "debrief",
        After,
        "Write down within the hour what was asked and three things said with each person.",
    ),
];
const VIDEO: [Step; 6] = [
    step(
        "device",
        DayBefore,
        "Start the very program that will be used: camera, microphone, screen sharing, updates done.",
    ),
    step(
        "light",
        DayBefore,
        "Light from the front, a calm wall behind, the camera at the height of your eyes.",
    ),
    step(
        "line",
        DayBefore,
        "Try the network at that hour, and have a telephone number as a way back.",
    ),
    step("quiet", HourBefore, "Notifications off, door closed, those at home know."),
    step("power", HourBefore, "Power plugged in, headphones charged."),
    step("early", HourBefore, "Be in the waiting room five minutes early."),
];
const PHONE: [Step; 3] = [
    step("charge", DayBefore, "Charge the telephone and find the place with the best reception."),
    step("notes", HourBefore, "Advertisement, résumé and questions on one page before you."),
    step("stand", HourBefore, "Stand or walk while talking; it is heard."),
];
const ON_SITE: [Step; 4] = [
    step(
        "route",
        DayBefore,
        "Route with time for one missed connection, the entrance, the person to ask for.",
    ),
    step("bag", DayBefore, "Identity card, two printed résumés, charger, a bottle of water."),
    step("clothes", DayBefore, "Lay out the clothes and wear the shoes once."),
    step("early", HourBefore, "Be at the door ten minutes early, and not more."),
];
const EDITOR: [Step; 2] = [
    step(
        "editor",
        DayBefore,
        "Open the editor of the round and write twenty lines in it; find out whether it runs code.",
    ),
    step(
        "setup",
        DayBefore,
        "If you use your own machine: a fresh project with a test that runs, a large font, one window.",
    ),
];
const CANVAS: [Step; 2] = [
    step(
        "canvas",
        DayBefore,
        "Draw one known system on the same kind of board, with the clock running.",
    ),
    step("numbers", DayBefore, "Go through your estimate cards: latencies, sizes, rates."),
];
const TALK: [Step; 1] = [step(
    "introduction",
    DayBefore,
    "Say your introduction twice with a clock: under two minutes.",
)];
const TAKE_HOME: [Step; 2] = [
    step(
        "readme",
        DayBefore,
        "Clone your own repository into an empty folder and follow its README.",
    ),
    step(
        "promise",
        DayBefore,
        "Compare what was asked, line by line, with what is there; say what you left out and why.",
    ),
];

/// The steps for a round. `format` is a name as the coach knows it, such as `system-design`; one
/// that is not known gets what every round needs.
pub fn steps(format: &str, meeting: Meeting) -> Vec<Step> {
    let by_format: &[Step] = match format {
        "coding" | "phone-screen" | "online-assessment" | "practical" | "integration"
        | "debugging" | "machine-coding" | "sql" | "code-review" => &EDITOR,
        "system-design" | "api-design" => &CANVAS,
        "take-home" | "take-home-review" => &TAKE_HOME,
        "behavioural" | "hiring-manager" | "recruiter-screen" | "project-deep-dive" => &TALK,
        _ => &[],
    };
    let by_meeting: &[Step] = match meeting {
        Meeting::Video => &VIDEO,
        Meeting::Phone => &PHONE,
        Meeting::OnSite => &ON_SITE,
    };
    let mut steps = [&ALWAYS[..], by_meeting, by_format].concat();
    steps.sort_by_key(|s| s.when);
    steps
}

/// What to wear: one step above the team's normal day.
pub fn wear(team: Dress, meeting: Meeting) -> &'static str {
    match (team, meeting) {
        (_, Meeting::Phone) => {
            "Whatever makes you sit straight; nobody sees it and your voice does."
        }
        (Dress::Casual, Meeting::Video) => {
            "A plain shirt or jumper in one solid colour, no fine stripes: cameras make them flicker."
        }
        (Dress::Casual, Meeting::OnSite) => "A shirt or a fine jumper, clean shoes, no jacket.",
        (Dress::Smart, Meeting::Video) => "A shirt with a collar and a jacket within reach.",
        (Dress::Smart, Meeting::OnSite) => "A jacket over a shirt; no tie.",
        (Dress::Business, _) => {
            "A suit or its equal, as the team wears it on the day of a customer."
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_round_has_steps_once_each_and_in_order() {
        let formats = ["coding", "system-design", "take-home", "behavioural", "unknown"];
        for format in formats {
            for meeting in [Meeting::Video, Meeting::Phone, Meeting::OnSite] {
                let steps = steps(format, meeting);
                let ids: BTreeSet<&str> = steps.iter().map(|s| s.id).collect();
                assert_eq!(ids.len(), steps.len(), "{format} {meeting:?}");
                assert!(steps.is_sorted_by_key(|s| s.when) && steps.len() >= 10);
            }
        }
        assert_ne!(wear(Dress::Casual, Meeting::OnSite), wear(Dress::Smart, Meeting::OnSite));
    }
}
