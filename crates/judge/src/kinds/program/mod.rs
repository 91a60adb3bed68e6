//! Program exercises: ICPC/Kattis problem packages of any format version.

pub mod diff;
