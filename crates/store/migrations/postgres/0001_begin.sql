-- Times are microseconds since 1970 in UTC, ids are UUIDs of version 7, JSON is text.

CREATE TABLE account (
    id TEXT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    email TEXT,
    role TEXT NOT NULL,
    -- The one person of local mode.
    is_local BOOLEAN NOT NULL,
    is_disabled BOOLEAN NOT NULL,
    -- PHC string; absent where one signs in elsewhere.
    password TEXT,
    created_at BIGINT NOT NULL,
    last_seen_at BIGINT
);
CREATE UNIQUE INDEX account_email ON account (email);
-- However many processes start at once.
CREATE UNIQUE INDEX account_local ON account (is_local) WHERE is_local;

CREATE TABLE session (
    id TEXT PRIMARY KEY NOT NULL,
    account_id TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    secret_hash TEXT NOT NULL,
    user_agent TEXT NOT NULL,
    address TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    last_seen_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX session_secret ON session (secret_hash);
CREATE INDEX session_account ON session (account_id);

CREATE TABLE token (
    id TEXT PRIMARY KEY NOT NULL,
    account_id TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    secret_hash TEXT NOT NULL,
    name TEXT NOT NULL,
    scopes TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    last_used_at BIGINT,
    expires_at BIGINT
);
CREATE UNIQUE INDEX token_secret ON token (secret_hash);
CREATE INDEX token_account ON token (account_id);

CREATE TABLE invitation (
    id TEXT PRIMARY KEY NOT NULL,
    secret_hash TEXT NOT NULL,
    role TEXT NOT NULL,
    email TEXT,
    -- Name of whoever invited; the account may be gone.
    created_by TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    accepted_at BIGINT
);
CREATE UNIQUE INDEX invitation_secret ON invitation (secret_hash);

CREATE TABLE identity (
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    account_id TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    PRIMARY KEY (issuer, subject)
);
CREATE INDEX identity_account ON identity (account_id);

CREATE TABLE setting (
    account_id TEXT PRIMARY KEY NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    body TEXT NOT NULL
);

CREATE TABLE draft (
    account_id TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    exercise TEXT NOT NULL,
    language TEXT NOT NULL,
    files TEXT NOT NULL,
    active TEXT,
    revision BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (account_id, exercise, language)
);

CREATE TABLE note (
    account_id TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    exercise TEXT NOT NULL,
    text TEXT NOT NULL,
    revision BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (account_id, exercise)
);

CREATE TABLE attempt (
    id TEXT PRIMARY KEY NOT NULL,
    account_id TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    exercise TEXT NOT NULL,
    title TEXT NOT NULL,
    purpose TEXT NOT NULL,
    language TEXT NOT NULL,
    has_input BOOLEAN NOT NULL,
    hints_opened BIGINT NOT NULL,
    -- The attempt that this one judges again; it may be gone.
    rejudges TEXT,
    state TEXT NOT NULL,
    verdict TEXT,
    score DOUBLE PRECISION,
    points_got DOUBLE PRECISION,
    points_of DOUBLE PRECISION,
    level_reached BIGINT,
    level_of BIGINT,
    level_name TEXT,
    checks_passed BIGINT,
    checks_total BIGINT,
    explanation TEXT,
    cpu_us BIGINT,
    wall_us BIGINT,
    memory_bytes BIGINT,
    created_at BIGINT NOT NULL,
    started_at BIGINT,
    finished_at BIGINT
);
-- The columns after the order let any mix of filters be decided without reading the row.
CREATE INDEX attempt_account ON attempt
    (account_id, created_at, id, purpose, verdict, language, state, exercise);
CREATE INDEX attempt_verdict ON attempt
    (account_id, verdict, created_at, id, purpose, language, state);
CREATE INDEX attempt_state ON attempt (account_id, state, created_at, id);
CREATE INDEX attempt_language ON attempt
    (account_id, language, created_at, id, purpose, verdict, state);
CREATE INDEX attempt_exercise ON attempt (account_id, exercise, created_at, id);
CREATE INDEX attempt_finished ON attempt
    (account_id, purpose, state, finished_at, verdict, exercise);
CREATE INDEX attempt_ended ON attempt (finished_at);

-- What was handed in. Apart from the attempt, so that lists stay narrow.
CREATE TABLE source (
    attempt_id TEXT PRIMARY KEY NOT NULL REFERENCES attempt (id) ON DELETE CASCADE,
    files TEXT NOT NULL,
    entry_point TEXT,
    input TEXT,
    only_case TEXT
);

CREATE TABLE report (
    attempt_id TEXT PRIMARY KEY NOT NULL REFERENCES attempt (id) ON DELETE CASCADE,
    body TEXT NOT NULL
);

-- What happened to an attempt or a verification, in order. The stream is the object's id.
CREATE TABLE event (
    stream TEXT NOT NULL,
    number BIGINT NOT NULL,
    name TEXT NOT NULL,
    data TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (stream, number)
);
CREATE INDEX event_at ON event (at);

-- The queue. A row is work to do; a lease says who does it and until when that holds.
CREATE TABLE job (
    id TEXT PRIMARY KEY NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    account_id TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    priority BIGINT NOT NULL,
    worker TEXT,
    lease_until BIGINT,
    tries BIGINT NOT NULL,
    is_cancelled BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX job_subject ON job (kind, subject);
CREATE INDEX job_account ON job (account_id, worker);

-- When each person last got a judge: whoever has waited longest since is next.
CREATE TABLE turn (
    account_id TEXT PRIMARY KEY NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    at BIGINT NOT NULL
);

-- How a person stands with an exercise: sums over their attempts, kept up with each of them.
CREATE TABLE standing (
    account_id TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    exercise TEXT NOT NULL,
    attempts BIGINT NOT NULL,
    best_score DOUBLE PRECISION,
    best_level BIGINT,
    best_cpu_us BIGINT,
    last_attempt_at BIGINT,
    solved_at BIGINT,
    hints_opened BIGINT NOT NULL,
    surrendered_at BIGINT,
    PRIMARY KEY (account_id, exercise)
);

-- Accepted programs of an exercise's author, measured on this host.
CREATE TABLE reference (
    exercise TEXT NOT NULL,
    version TEXT NOT NULL,
    program TEXT NOT NULL,
    language TEXT NOT NULL,
    verdict TEXT NOT NULL,
    cpu_us BIGINT NOT NULL,
    memory_bytes BIGINT NOT NULL,
    measured_at BIGINT NOT NULL,
    PRIMARY KEY (exercise, version, program)
);

-- Uploaded exercises.
CREATE TABLE package (
    id TEXT PRIMARY KEY NOT NULL,
    account_id TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    slug TEXT NOT NULL,
    title TEXT,
    file_name TEXT NOT NULL,
    content BYTEA NOT NULL,
    content_bytes BIGINT NOT NULL,
    findings TEXT NOT NULL,
    verification TEXT,
    state TEXT NOT NULL,
    uploaded_at BIGINT NOT NULL
);
CREATE INDEX package_account ON package (account_id);

-- Answers to requests that carried an idempotency key.
CREATE TABLE remembered (
    account_id TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    request_key TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    status BIGINT NOT NULL,
    body TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (account_id, request_key)
);
CREATE INDEX remembered_at ON remembered (created_at);
