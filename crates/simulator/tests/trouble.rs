//! Designs under every fault at once keep the operational laws, and designs or scenarios that
//! make no sense are refused with a sentence, or stopped.

use simulator::components::{Balancer, Cache, Client, Database, Service};
use simulator::faults::{Crash, Flush, Silence, Slow, Surge};
use simulator::{
    Backoff, Call, Component, Design, Edge, Fault, Keys, Law, MILLISECOND, SECOND, Scenario, Step,
    Stop, When, Window, simulate,
};

fn shop() -> Design {
    let law = Law::Exponential(MILLISECOND);
    let mut design = Design::default();
    let database = design.add("database", Component::Database(Database::new(8, law, law)));
    let timeout = Some(20 * MILLISECOND);
    let backoff = Backoff::FullJitter { base: 10 * MILLISECOND };
    let hop = MILLISECOND / 4;
    let fetch = design.connect(Edge { hop, timeout, retries: 2, backoff, ..Edge::to(database) });
    let cache = design.add("cache", Component::Cache(Cache::new(1_000)));
    let look = design.connect(Edge { timeout, ..Edge::to(cache) });
    let steps = vec![
        Step::Call(Call { optional: true, ..Call::always(look) }),
        Step::Call(Call { when: When::AfterMiss, ..Call::always(fetch) }),
        Step::Fill(cache),
        Step::Work(law),
    ];
    let mut service = Service::new(4, steps);
    (service.replicas, service.queue, service.drop_late) = (3, Some(50), true);
    let service = design.add("app", Component::Service(service));
    let mut balancer = Balancer::new(design.connect(Edge {
        timeout: Some(100 * MILLISECOND),
        retries: 1,
        hedge: Some(15 * MILLISECOND),
        ..Edge::to(service)
    }));
    balancer.detection = SECOND / 2;
    let balancer = design.add("balancer", Component::Balancer(balancer));
    let edge = design.connect(Edge { timeout: Some(SECOND), ..Edge::to(balancer) });
    let mut client = Client::open(2_000.0, vec![Step::Call(Call::always(edge))]);
    client.keys = Keys::Zipf { count: 10_000, exponent: 0.9 };
    design.add("users", Component::Client(client));
    design
}

fn crash(design: &Design, node: &str, window: Window, silence: Silence) -> Fault {
    let node = design.node(node).expect("it was added");
    Fault::Crash(Crash { node, instance: Some(0), window, silence })
}

#[test]
fn laws_hold_under_every_fault() {
    let design = shop();
    let node = |name| design.node(name).expect("it was added");
    let mut scenario = Scenario::steady(10 * SECOND);
    scenario.faults = vec![
        crash(&design, "app", Window::seconds(3, 4), Silence::BlackHole),
        crash(&design, "app", Window::seconds(5, 6), Silence::Reset),
        crash(&design, "database", Window::seconds(4, 5), Silence::BlackHole),
        crash(&design, "cache", Window::seconds(6, 7), Silence::BlackHole),
        crash(&design, "balancer", Window::seconds(9, 10), Silence::Reset),
        Fault::Flush(Flush { node: node("cache"), at: 2 * SECOND }),
        Fault::Slow(Slow {
            node: node("database"),
            instance: None,
            window: Window::seconds(7, 8),
            factor: 20.0,
        }),
        Fault::Surge(Surge { node: node("users"), window: Window::seconds(8, 9), factor: 4.0 }),
    ];
    for seed in 0..10 {
        let run = simulate(&design, &scenario, seed).expect("the design is valid");
        assert_eq!(run.broken_laws, Vec::<String>::new(), "seed {seed}");
        assert_eq!(run.stopped, None);
        let killed: u64 = run.nodes.iter().map(|n| n.killed).sum();
        assert!(killed > 0 && run.failed > 0 && run.good > run.offered / 2, "seed {seed}");
    }
}

#[test]
fn a_crash_is_avoided_once_it_is_known() {
    let design = shop();
    let mut scenario = Scenario::steady(6 * SECOND);
    scenario.faults = vec![crash(&design, "app", Window::seconds(2, 5), Silence::Reset)];
    let run = simulate(&design, &scenario, 1).expect("the design is valid");
    assert!(run.seconds[2].failed > 50, "for half a second nobody knows");
    assert!(run.seconds[4].failed < 10, "then its share goes to the others");
}

#[test]
fn runs_without_end_stop_and_say_when() {
    let design = shop();
    let mut scenario = Scenario::steady(10 * SECOND);
    scenario.max_events = 1_000;
    let run = simulate(&design, &scenario, 1).expect("the design is valid");
    assert!(matches!(run.stopped, Some(Stop::TooManyEvents { at }) if at < SECOND));
    assert_eq!(run.broken_laws, Vec::<String>::new());
    // Calls without delay multiply within one event: 100 to the power of 5.
    let mut design = Design::default();
    let mut node = design.add("leaf", Component::Service(Service::new(1, Vec::new())));
    for level in 0..5 {
        let steps = vec![Step::All(vec![design.connect(Edge::to(node)); 100])];
        node = design.add(&format!("level {level}"), Component::Service(Service::new(9, steps)));
    }
    let edge = design.connect(Edge::to(node));
    design.add("users", Component::Client(Client::open(1.0, vec![Step::Call(Call::always(edge))])));
    scenario.max_events = 1_000_000;
    let run = simulate(&design, &scenario, 1).expect("the design is valid");
    assert!(run.stopped.is_some());
}

#[test]
fn nonsense_is_refused_with_a_sentence() {
    let refuse = |design: &Design, scenario: &Scenario, words: &str| {
        let error = simulate(design, scenario, 1).expect_err(words).to_string();
        assert!(error.contains(words), "{error:?} does not say {words:?}");
    };
    let steady = Scenario::steady(SECOND);
    refuse(&Design::default(), &steady, "no client");
    let mut rate = Design::default();
    rate.add("users", Component::Client(Client::open(0.0, Vec::new())));
    refuse(&rate, &steady, "`users`: the rate must be above 0");
    let mut servers = shop();
    servers.add("idle", Component::Service(Service::new(0, Vec::new())));
    refuse(&servers, &steady, "`idle`: must serve at least one");
    let mut circle = shop();
    let app = circle.node("app").expect("it was added");
    let back = circle.connect(Edge::to(app));
    let one = Component::Service(Service::new(1, vec![Step::Call(Call::always(back))]));
    let one = circle.add("one", one);
    let own = circle.connect(Edge::to(one));
    let mut round = Design::default();
    let first = round.add("first", Component::Service(Service::new(1, Vec::new())));
    let edge = round.connect(Edge::to(first));
    let mut looped = Design::default();
    let steps = vec![Step::Call(Call::always(edge))];
    looped.add("first", Component::Service(Service::new(1, steps)));
    looped.connect(Edge::to(first));
    looped.add("users", Component::Client(Client::open(1.0, Vec::new())));
    refuse(&looped, &steady, "circle through `first`");
    circle
        .add("users 2", Component::Client(Client::open(1.0, vec![Step::Call(Call::always(own))])));
    simulate(&circle, &steady, 1).expect("two clients and no circle");
    let mut twice = Scenario::steady(10 * SECOND);
    let fault = crash(&shop(), "app", Window::seconds(1, 3), Silence::Reset);
    twice.faults = vec![fault.clone(), fault];
    refuse(&shop(), &twice, "overlap");
    twice.faults = vec![crash(&shop(), "users", Window::seconds(1, 3), Silence::Reset)];
    refuse(&shop(), &twice, "surges are for clients");
    twice.faults.clear();
    twice.warm_up = twice.duration;
    refuse(&shop(), &twice, "warm-up");
}
