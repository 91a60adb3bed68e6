//! Project chores: set up, run, test, check, measure. Not part of the product.
//!
//! One file per chore; `setup.rs` brings what a fresh machine lacks, `workspace.rs` knows the
//! folders.

mod bench;
mod ci;
mod run;
mod setup;
mod test;
mod tidy;
mod vm;
mod web;
mod workspace;

use std::process::ExitCode;

use anyhow::{Result, bail};

use workspace::Workspace;

const USAGE: &str = "\
Usage: cargo xtask <chore>

  run [OPTION…]      build Greenroom and start it; options go to `greenroom serve`
  web                build the web application into web/dist
  test [--vm]        every test; --vm also runs the hostile set in a guest with cgroup v2
  vm                 only the hostile set in a guest with cgroup v2
  ci                 everything a change must pass: format, lints, tidy, dependencies, tests
  tidy               layering, file headers, lengths, names, documents
  bench NAME [--json]  measure; NAME is coach or sandbox
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match chore(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn chore(arguments: &[String]) -> Result<()> {
    let workspace = Workspace::find()?;
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["run", ref options @ ..] => run::run(&workspace, options),
        ["web"] => web::build(&workspace),
        ["test"] => test::test(&workspace, test::Guest::No),
        ["test", "--vm"] => test::test(&workspace, test::Guest::Yes),
        ["vm"] => vm::test(&workspace),
        ["ci"] => ci::ci(&workspace),
        ["tidy"] => tidy::tidy(&workspace),
        ["bench", name] => bench::bench(&workspace, name, bench::Format::Table),
        ["bench", name, "--json"] => bench::bench(&workspace, name, bench::Format::Json),
        [] | ["help" | "--help" | "-h"] => {
            print!("{USAGE}");
            Ok(())
        }
        _ => bail!("this is not a chore: `{}`\n\n{USAGE}", arguments.join(" ")),
    }
}
