//! What the terminal can show: colours, progress bars, safe text.
//!
//! Colours only on a terminal and without `NO_COLOR`; bars only there, on standard error, and only
//! for work that lasts longer than a second.

use std::fmt::Display;
use std::io::IsTerminal;
use std::time::{Duration, Instant};

use exercise::Verdict;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colour {
    Red,
    Amber,
    Green,
    Dim,
    Bold,
}

/// Paints text for standard output.
pub fn paint(colour: Colour, text: impl Display) -> String {
    if !coloured() {
        return text.to_string();
    }
    let code = match colour {
        Colour::Red => "31",
        Colour::Amber => "33",
        Colour::Green => "32",
        Colour::Dim => "2",
        Colour::Bold => "1",
    };
    format!("\u{1b}[{code}m{text}\u{1b}[0m")
}

/// Red, amber and green only mean verdicts.
pub fn verdict_colour(verdict: Verdict) -> Colour {
    match verdict {
        Verdict::Accepted => Colour::Green,
        Verdict::JudgeError | Verdict::Inconclusive => Colour::Amber,
        _ => Colour::Red,
    }
}

/// Text from a stranger, without what would steer the terminal.
pub fn safe(text: &str) -> String {
    judge::compile::without_control(text)
}

/// `1.2 s`, `34 ms`.
pub fn seconds(micros: u64) -> String {
    let time = Duration::from_micros(micros);
    if time < Duration::from_secs(1) {
        format!("{} ms", time.as_millis())
    } else {
        format!("{:.2} s", time.as_secs_f64())
    }
}

/// `34 MiB`, `512 KiB`.
pub fn bytes(bytes: u64) -> String {
    match bytes {
        0..1024 => format!("{bytes} B"),
        1024..1_048_576 => format!("{} KiB", bytes / 1024),
        _ => format!("{} MiB", bytes >> 20),
    }
}

/// A bar that shows itself when the work lasts.
#[derive(Debug)]
pub struct Bar {
    drawn: ProgressBar,
    started: Instant,
    hidden: bool,
}

/// Work shorter than this needs no bar.
const PATIENCE: Duration = Duration::from_secs(1);

impl Bar {
    pub fn new(total: usize) -> Self {
        let bar = ProgressBar::with_draw_target(Some(total as u64), ProgressDrawTarget::hidden());
        let style = ProgressStyle::with_template("{bar:24} {pos}/{len} {elapsed} {msg}");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        Self { drawn: bar, started: Instant::now(), hidden: true }
    }

    pub fn add_total(&self, steps: usize) {
        self.drawn.inc_length(steps as u64);
    }

    pub fn step(&mut self, what: &str) {
        self.say(what);
        self.drawn.inc(1);
    }

    pub fn say(&mut self, what: &str) {
        if self.hidden && self.started.elapsed() > PATIENCE && std::io::stderr().is_terminal() {
            self.drawn.set_draw_target(ProgressDrawTarget::stderr());
            self.hidden = false;
        }
        self.drawn.set_message(safe(what));
    }

    pub fn clear(&self) {
        self.drawn.finish_and_clear();
    }
}

fn coloured() -> bool {
    let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    !refused && std::io::stdout().is_terminal()
}
