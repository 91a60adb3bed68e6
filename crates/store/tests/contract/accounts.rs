//! People and how they get in.

use store::{
    AccountPage, Error, NewAccount, NewInvitation, NewPackage, NewSession, NewToken, Purpose,
    Remembered, Role,
};

use crate::world::{NOW, SECOND, World, outcome};
use crate::{Case, cases};

pub const CASES: &[Case] = cases![
    local_account_is_one,
    local_account_is_one_for_many_at_once,
    created_found_and_changed,
    address_is_taken_once,
    list_goes_on_where_it_stopped,
    search_takes_signs_as_they_are,
    deletion_leaves_nothing,
    sessions_end,
    tokens_end,
    invitation_is_used_once,
    invitation_survives_a_taken_address,
    identity_leads_to_its_account,
    identity_makes_an_account_or_nothing,
    last_admin_stays,
    last_two_admins_cannot_demote_each_other_at_once,
    invitations_are_found_and_withdrawn,
    sessions_are_bounded,
    an_invitation_gives_an_account_a_new_password,
];

async fn local_account_is_one(w: World) {
    let one = w.store.local_account(NOW).await.expect("made");
    let same = w.store.local_account(NOW + 1).await.expect("found");
    assert_eq!(one, same);
    assert_eq!(one.role, Role::Admin);
    assert_eq!(w.store.admins().await.expect("counted"), 0, "nobody can sign in as this one");
}

async fn local_account_is_one_for_many_at_once(w: World) {
    let mut tasks = Vec::new();
    for _ in 0..8 {
        let store = w.store.clone();
        tasks.push(tokio::spawn(async move { store.local_account(NOW).await.expect("made").id }));
    }
    let mut ids = Vec::new();
    for task in tasks {
        ids.push(task.await.expect("no panic"));
    }
    ids.dedup();
    assert_eq!(ids.len(), 1);
}

async fn created_found_and_changed(w: World) {
    let id = w.account("Ada").await;
    let (mut account, password) =
        w.store.account_by_email("ADA@example.org").await.expect("found").expect("there");
    assert_eq!((account.id, password.as_deref()), (id, Some("hash")));
    w.store.put_password(&id, "new").await.expect("stored");
    assert_eq!(w.store.password(&id).await.expect("read").as_deref(), Some("new"));
    w.store.touch_account(&id, NOW + 7).await.expect("touched");
    account.name = String::from("Ada Lovelace");
    account.role = Role::Coach;
    account.email = Some(String::from("Ada@Example.COM"));
    w.store.update_account(&account).await.expect("changed");
    let found = w.store.account(&id).await.expect("found").expect("there");
    assert_eq!(found.name, "Ada Lovelace");
    assert_eq!((found.role, found.last_seen_at), (Role::Coach, Some(NOW + 7)));
    assert_eq!(found.email.as_deref(), Some("ada@example.com"));
}

async fn address_is_taken_once(w: World) {
    w.account("ada").await;
    let mut bob = {
        let id = w.account("bob").await;
        w.store.account(&id).await.expect("found").expect("there")
    };
    let email = Some("ADA@example.org");
    let new = NewAccount { name: "Eve", email, role: Role::Member, password: None };
    let refused = w.store.create_account(&new, NOW).await;
    assert!(matches!(refused, Err(Error::Conflict(_))), "{refused:?}");
    bob.email = Some(String::from("ada@example.org"));
    let refused = w.store.update_account(&bob).await;
    assert!(matches!(refused, Err(Error::Conflict(_))), "{refused:?}");
    // Nobody's address is nobody's: two without one are no conflict.
    for name in ["Guest", "Another"] {
        let new = NewAccount { name, email: None, role: Role::Member, password: None };
        w.store.create_account(&new, NOW).await.expect("made");
    }
}

async fn list_goes_on_where_it_stopped(w: World) {
    w.store.local_account(NOW).await.expect("made");
    for name in ["cy", "ada", "bob", "ada2", "dan"] {
        w.account(name).await;
    }
    let mut page = AccountPage { limit: 2, ..AccountPage::default() };
    let mut names = Vec::new();
    loop {
        let found = w.store.accounts(&page).await.expect("listed");
        let Some(last) = found.last() else { break };
        page.after = Some((last.name.clone(), last.id));
        names.extend(found.into_iter().map(|account| account.name));
    }
    assert_eq!(names, ["ada", "ada2", "bob", "cy", "dan"]);
    let page = AccountPage { q: Some(String::from("DA")), limit: 9, ..AccountPage::default() };
    let found = w.store.accounts(&page).await.expect("listed");
    assert_eq!(found.iter().map(|a| a.name.as_str()).collect::<Vec<_>>(), ["ada", "ada2", "dan"]);
    let page = AccountPage { role: Some(Role::Admin), limit: 9, ..AccountPage::default() };
    assert!(w.store.accounts(&page).await.expect("listed").is_empty());
}

async fn search_takes_signs_as_they_are(w: World) {
    for name in ["100% sure", "a_b", "axb", "back\\slash"] {
        let new = NewAccount { name, email: None, role: Role::Member, password: None };
        w.store.create_account(&new, NOW).await.expect("made");
    }
    for (q, expected) in [("0%", "100% sure"), ("a_b", "a_b"), ("k\\s", "back\\slash")] {
        let page = AccountPage { q: Some(q.to_owned()), limit: 9, ..AccountPage::default() };
        let found = w.store.accounts(&page).await.expect("listed");
        let names: Vec<_> = found.into_iter().map(|account| account.name).collect();
        assert_eq!(names, [expected], "{q}");
    }
}

/// Every table is searched for the person's ids and address, so that a new table cannot be
/// forgotten.
async fn deletion_leaves_nothing(w: World) {
    let (ada, bob) = (w.account("ada").await, w.account("bob").await);
    for account in [&ada, &bob] {
        fill(&w, account).await;
    }
    let tables = crate::schema::tables(&w).await;
    let mut held = Vec::new();
    let mut counts = Vec::new();
    for table in &tables {
        let rows = w.look(&format!("SELECT count(*) || '' FROM {table}")).await;
        counts.push((table.clone(), rows[0].parse::<u32>().expect("a number")));
        if rows[0] != "0" {
            held.push(table.as_str());
        }
    }
    let empty: Vec<_> = tables.iter().filter(|t| !held.contains(&t.as_str())).collect();
    assert!(empty.is_empty(), "this test puts nothing into {empty:?}");

    w.store.delete_account(&ada).await.expect("deleted");
    for (table, before) in &counts {
        let after = w.look(&format!("SELECT count(*) || '' FROM {table}")).await;
        let after: u32 = after[0].parse().expect("a number");
        // Half of everything was hers; what belongs to the host stays.
        let expected =
            if ["reference", "migration"].contains(&table.as_str()) { *before } else { before / 2 };
        assert_eq!(after, expected, "{table}");
    }
    w.store.delete_account(&bob).await.expect("deleted");
    for (table, _) in &counts {
        let left = w.look(&format!("SELECT count(*) || '' FROM {table}")).await;
        let kept = ["reference", "migration"].contains(&table.as_str());
        assert_eq!(left[0] == "0", !kept, "{table}");
    }
}

/// Something of theirs in every table.
async fn fill(w: &World, account: &store::AccountId) {
    let name = w.store.account(account).await.expect("found").expect("there").name;
    let hash = |what: &str| format!("{what} of {name}");
    let end = NOW + 1000 * SECOND;
    let (secret, address) = (hash("session"), format!("{name}@example.org"));
    let session = NewSession {
        account,
        secret_hash: &secret,
        user_agent: "a",
        address: "b",
        expires_at: end,
    };
    w.store.create_session(&session, NOW).await.expect("signed in");
    let secret = hash("token");
    let token =
        NewToken { account, secret_hash: &secret, name: "n", scopes: "read", expires_at: None };
    w.store.create_token(&token, NOW).await.expect("made");
    let secret = hash("invitation");
    let invitation = NewInvitation {
        secret_hash: &secret,
        role: Role::Member,
        email: Some(&address),
        created_by: "host",
        expires_at: end,
    };
    w.store.create_invitation(&invitation, NOW).await.expect("invited");
    w.store.put_identity("https://id.example", &name, account).await.expect("stored");
    w.store.put_setting(account, "{}").await.expect("stored");
    w.store.put_draft(account, ("sum", "go"), ("[]", None), None, NOW).await.expect("saved");
    w.store.put_note(account, "sum", "text", None, NOW).await.expect("saved");
    let answer = Remembered { fingerprint: "f".into(), status: 201, body: "{}".into() };
    w.store.remember(account, "key", &answer, NOW).await.expect("stored");
    let package = NewPackage {
        account,
        slug: "sum",
        title: None,
        file_name: "sum.zip",
        content: vec![0, 1],
        findings: "[]",
        state: "linted",
    };
    let package = w.store.create_package(package, NOW).await.expect("stored");
    let event = store::NewEvent { name: "linted", data: "{}".into() };
    let stream = package.id.to_string();
    w.store.append_events(&stream, std::slice::from_ref(&event), NOW).await.expect("stored");
    // One judged, one waiting.
    w.attempt(account, "sum", Purpose::Submit, NOW).await;
    let job = w.store.lease("w", NOW, end).await.expect("asked").expect("there is one");
    let event = store::NewEvent { name: "finished", data: "{}".into() };
    let ended = w.store.finish_attempt(&job, "{}", &outcome("AC", 1.0, 5), &[event], NOW).await;
    assert_eq!(ended.expect("stored"), store::Ended::Stored);
    w.attempt(account, "sum", Purpose::Submit, NOW).await;
    let reference = store::Reference {
        program: "a".into(),
        language: "go".into(),
        verdict: "AC".into(),
        cpu_us: 1,
        memory_bytes: 1,
    };
    w.store.put_references("sum", "1", &[reference], NOW).await.expect("stored");
}

async fn sessions_end(w: World) {
    let ada = w.account("ada").await;
    let new = |secret_hash| NewSession {
        account: &ada,
        secret_hash,
        user_agent: "browser",
        address: "127.0.0.1",
        expires_at: NOW + 10,
    };
    let one = w.store.create_session(&new("one"), NOW).await.expect("made");
    let two = w.store.create_session(&new("two"), NOW).await.expect("made");
    let (session, account) = w.store.session("one", NOW + 9).await.expect("asked").expect("open");
    assert_eq!((session.id, account.id), (one, ada));
    assert!(w.store.session("one", NOW + 10).await.expect("asked").is_none(), "it has run out");
    w.store.touch_session(&one, NOW + 9, NOW + 20).await.expect("touched");
    assert!(w.store.session("one", NOW + 10).await.expect("asked").is_some(), "it slides");
    assert_eq!(w.store.sessions(&ada, NOW + 5).await.expect("listed").len(), 2);
    let bob = w.account("bob").await;
    assert!(!w.store.delete_session(&bob, &two).await.expect("asked"), "it is not his");
    w.store.delete_other_sessions(&ada, Some(one)).await.expect("ended");
    assert!(w.store.session("two", NOW).await.expect("asked").is_none());
    let mut account = w.store.account(&ada).await.expect("found").expect("there");
    account.is_disabled = true;
    w.store.update_account(&account).await.expect("disabled");
    assert!(w.store.session("one", NOW).await.expect("asked").is_none(), "disabled: signed out");
}

async fn tokens_end(w: World) {
    let ada = w.account("ada").await;
    let new = NewToken {
        account: &ada,
        secret_hash: "t",
        name: "laptop",
        scopes: "read write",
        expires_at: Some(NOW + 10),
    };
    let token = w.store.create_token(&new, NOW).await.expect("made");
    w.store.touch_token(&token.id, NOW + 1).await.expect("touched");
    let (found, account) = w.store.token("t", NOW + 2).await.expect("asked").expect("valid");
    assert_eq!((found.last_used_at, account.id), (Some(NOW + 1), ada));
    assert!(w.store.token("t", NOW + 10).await.expect("asked").is_none(), "it has run out");
    assert_eq!(w.store.tokens(&ada).await.expect("listed").len(), 1);
    let bob = w.account("bob").await;
    assert!(!w.store.delete_token(&bob, &token.id).await.expect("asked"), "it is not his");
    assert!(w.store.delete_token(&ada, &token.id).await.expect("asked"));
    assert!(w.store.token("t", NOW).await.expect("asked").is_none());
}

fn invitation(secret_hash: &str) -> NewInvitation<'_> {
    let (role, expires_at) = (Role::Coach, NOW + 10);
    NewInvitation { secret_hash, role, email: None, created_by: "host", expires_at }
}

async fn invitation_is_used_once(w: World) {
    let made = w.store.create_invitation(&invitation("s"), NOW).await.expect("made");
    assert!(w.store.invitation("s", NOW + 10).await.expect("asked").is_none(), "it has run out");
    let found = w.store.invitation("s", NOW).await.expect("asked").expect("open");
    assert_eq!(found, made);
    let mut tasks = Vec::new();
    for number in 0..4 {
        let store = w.store.clone();
        tasks.push(tokio::spawn(async move {
            let name = format!("guest {number}");
            let new = NewAccount { name: &name, email: None, role: Role::Coach, password: None };
            store.accept_invitation(&found.id, &new, NOW).await.is_ok()
        }));
    }
    let mut accepted = 0;
    for task in tasks {
        accepted += u32::from(task.await.expect("no panic"));
    }
    assert_eq!(accepted, 1);
    assert!(w.store.invitation("s", NOW).await.expect("asked").is_none(), "it is used up");
    assert_eq!(w.store.invitations().await.expect("listed").len(), 1);
    assert!(w.store.delete_invitation(&found.id).await.expect("asked"));
}

async fn invitation_survives_a_taken_address(w: World) {
    w.account("ada").await;
    let made = w.store.create_invitation(&invitation("s"), NOW).await.expect("made");
    let email = Some("ada@example.org");
    let new = NewAccount { name: "Ada", email, role: Role::Member, password: None };
    let refused = w.store.accept_invitation(&made.id, &new, NOW).await;
    assert!(matches!(refused, Err(Error::Conflict(_))), "{refused:?}");
    assert!(w.store.invitation("s", NOW).await.expect("asked").is_some(), "it is still open");
}

async fn identity_leads_to_its_account(w: World) {
    let ada = w.account("ada").await;
    w.store.put_identity("https://id", "42", &ada).await.expect("stored");
    let found = w.store.account_by_identity("https://id", "42").await.expect("asked");
    assert_eq!(found.map(|account| account.id), Some(ada));
    let other = w.store.account_by_identity("https://other", "42").await.expect("asked");
    assert!(other.is_none());
}

async fn identity_makes_an_account_or_nothing(w: World) {
    w.account("ada").await;
    let made = w.store.create_invitation(&invitation("s"), NOW).await.expect("made");
    let identity = ("https://id", "42");
    let new = |email| NewAccount { name: "Eve", email, role: Role::Member, password: None };
    let taken = new(Some("ada@example.org"));
    let refused = w.store.create_account_of_identity(identity, Some(&made.id), &taken, NOW).await;
    assert!(matches!(refused, Err(Error::Conflict(_))), "{refused:?}");
    assert!(w.store.invitation("s", NOW).await.expect("asked").is_some(), "it is still open");
    let free = new(Some("eve@example.org"));
    let eve = w.store.create_account_of_identity(identity, Some(&made.id), &free, NOW).await;
    let found = w.store.account_by_identity("https://id", "42").await.expect("asked");
    assert_eq!(found, Some(eve.expect("made")));
    assert!(w.store.invitation("s", NOW).await.expect("asked").is_none(), "it is used up");
}

/// An account that administers, with its name as its address.
async fn admin(w: &World, name: &str) -> store::Account {
    let email = format!("{name}@example.org");
    let new = NewAccount { name, email: Some(&email), role: Role::Admin, password: None };
    w.store.create_account(&new, NOW).await.expect("made")
}

async fn last_admin_stays(w: World) {
    let ada = admin(&w, "ada").await;
    let demoted = store::Account { role: Role::Coach, ..ada.clone() };
    let disabled = store::Account { is_disabled: true, ..ada.clone() };
    for change in [&demoted, &disabled] {
        let refused = w.store.update_account(change).await;
        assert!(matches!(refused, Err(Error::Conflict(_))), "{refused:?}");
    }
    let refused = w.store.delete_account(&ada.id).await;
    assert!(matches!(refused, Err(Error::Conflict(_))), "{refused:?}");
    assert_eq!(w.store.account(&ada.id).await.expect("found"), Some(ada.clone()));
    let renamed = store::Account { name: "Ada L.".into(), ..ada.clone() };
    w.store.update_account(&renamed).await.expect("a name is no power");
    admin(&w, "bob").await;
    w.store.update_account(&demoted).await.expect("there is another one");
    w.store.delete_account(&ada.id).await.expect("she is none any more");
    assert_eq!(w.store.admins().await.expect("counted"), 1);
}

async fn last_two_admins_cannot_demote_each_other_at_once(w: World) {
    for round in 0..5 {
        let (ada, bob) =
            (admin(&w, &format!("ada {round}")).await, admin(&w, &format!("bob {round}")).await);
        if round > 0 {
            // The one whom the round before has left.
            let page = AccountPage { role: Some(Role::Admin), limit: 9, ..AccountPage::default() };
            for one in w.store.accounts(&page).await.expect("listed") {
                if one.id != ada.id && one.id != bob.id {
                    w.store.delete_account(&one.id).await.expect("two others are left");
                }
            }
        }
        let demote = |account: store::Account| {
            let store = w.store.clone();
            let change = store::Account { role: Role::Member, ..account };
            tokio::spawn(async move { store.update_account(&change).await.is_ok() })
        };
        let (one, other) = (demote(ada), demote(bob));
        let done = (one.await.expect("no panic"), other.await.expect("no panic"));
        assert!(done.0 != done.1, "one of them stays: {done:?}");
        assert_eq!(w.store.admins().await.expect("counted"), 1);
    }
}

async fn invitations_are_found_and_withdrawn(w: World) {
    let new = NewInvitation { email: Some("Eve@example.org"), ..invitation("s") };
    let made = w.store.create_invitation(&new, NOW).await.expect("made");
    w.store.create_invitation(&invitation("anybody's"), NOW).await.expect("made");
    let find = async |at| w.store.invitation_for("eve@EXAMPLE.org", at).await.expect("asked");
    assert_eq!(find(NOW).await, Some(made));
    assert_eq!(find(NOW + 10).await, None, "it has run out");
    w.store.withdraw_invitations("somebody else").await.expect("none");
    assert_eq!(w.store.invitations().await.expect("listed").len(), 2);
    w.store.withdraw_invitations("host").await.expect("withdrawn");
    assert_eq!(w.store.invitations().await.expect("listed").len(), 0);
}

async fn sessions_are_bounded(w: World) {
    let ada = w.account("ada").await;
    for number in 0..105 {
        let new = NewSession {
            account: &ada,
            secret_hash: &format!("{number}"),
            user_agent: "a script",
            address: "127.0.0.1",
            expires_at: NOW + SECOND * 1000,
        };
        w.store.create_session(&new, NOW + number).await.expect("made");
    }
    assert_eq!(w.store.sessions(&ada, NOW).await.expect("listed").len(), 100);
    assert!(w.store.session("4", NOW).await.expect("asked").is_none(), "the oldest ended");
    assert!(w.store.session("5", NOW).await.expect("asked").is_some());
}

async fn an_invitation_gives_an_account_a_new_password(w: World) {
    let ada = w.account("ada").await;
    let new = NewSession {
        account: &ada,
        secret_hash: "session",
        user_agent: "browser",
        address: "127.0.0.1",
        expires_at: NOW + SECOND,
    };
    w.store.create_session(&new, NOW).await.expect("made");
    let made = w.store.create_invitation(&invitation("s"), NOW).await.expect("made");
    w.store.accept_for_account(&made.id, &ada, "another hash", NOW).await.expect("changed");
    let password = w.store.password(&ada).await.expect("read");
    assert_eq!(password.as_deref(), Some("another hash"));
    assert!(w.store.session("session", NOW).await.expect("asked").is_none(), "signed out");
    let again = w.store.accept_for_account(&made.id, &ada, "a third", NOW).await;
    assert!(matches!(again, Err(Error::NotFound(_))), "{again:?}");
}
