//! The API as a client meets it: a real database, a real sandbox, the router in process.
//!
//! An own `main`, because the sandbox's keepers are this program started again.

mod access;
mod archives;
mod attempts;
mod errors;
mod keeping;
mod packages;
mod world;

use libtest_mimic::{Arguments, Trial};
use world::World;

/// One test: its name and what it does in a fresh world.
type Test = (&'static str, fn(&World));

fn main() {
    sandbox::dispatch();
    let arguments = Arguments::from_args();
    let tests = [
        access::TESTS,
        archives::TESTS,
        attempts::TESTS,
        errors::TESTS,
        keeping::TESTS,
        packages::TESTS,
    ]
    .concat();
    let trials = tests.into_iter().map(|(name, test)| {
        Trial::test(name, move || {
            let world = World::new();
            test(&world);
            world.stop();
            Ok(())
        })
    });
    libtest_mimic::run(&arguments, trials.collect()).exit();
}
