//! Tests of whole packages, written from text into temporary folders and read through
//! `Package::read` alone.

mod archives;
mod documentation;
mod formats;
mod fuzz;
mod judgement;
mod lints;
mod sheets;
mod skeleton;
mod support;
