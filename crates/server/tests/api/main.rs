//! The API as a client meets it: a real database, a real sandbox, the router in process.
//!
//! An own `main`, because the sandbox's keepers are this program started again.

mod access;
mod archives;
mod attempts;
mod errors;
mod keeping;
mod oidc;
mod packages;
mod people;
mod team;
mod world;

use libtest_mimic::{Arguments, Trial};
use world::World;

/// One test: its name and what it does in a fresh world.
type Test = (&'static str, fn(&World));

fn main() {
    sandbox::dispatch();
    let arguments = Arguments::from_args();
    let local = [
        access::TESTS,
        archives::TESTS,
        attempts::TESTS,
        errors::TESTS,
        keeping::TESTS,
        packages::TESTS,
    ]
    .concat();
    let team = [access::TEAM_TESTS, team::TESTS].concat();
    let oidc = oidc::TESTS.iter().map(|(name, test)| {
        Trial::test(*name, move || {
            test();
            Ok(())
        })
    });
    let trials = local.into_iter().map(|(name, test)| trial(name, test, World::local));
    let trials = trials.chain(team.into_iter().map(|(name, test)| trial(name, test, World::team)));
    libtest_mimic::run(&arguments, trials.chain(oidc).collect()).exit();
}

fn trial(name: &'static str, test: fn(&World), world: fn() -> World) -> Trial {
    Trial::test(name, move || {
        let world = world();
        test(&world);
        world.stop();
        Ok(())
    })
}
