//! One folder per kind of exercise.

pub mod program;
