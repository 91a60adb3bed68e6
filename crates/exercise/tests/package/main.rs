//! Tests of whole packages, written from text into temporary folders and read through
//! `Package::read` alone.

mod formats;
mod judgement;
mod support;
