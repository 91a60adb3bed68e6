//! What the API sends and takes, as far as the application reads it. Durations and sizes carry their
//! unit in the name, times are RFC 3339 in UTC.

/* ---- Lists, faults ---- */

export interface Page<T> {
  items: T[];
  /** Handed back as `after`; null on the last page. */
  next: string | null;
}

export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  field: string | null;
  request_id: string | null;
}

/* ---- Who ---- */

export type Role = 'member' | 'coach' | 'author' | 'admin';

export interface Account {
  id: string;
  name: string;
  email: string | null;
  role: Role;
  disabled: boolean;
  created_at: string;
  last_seen_at?: string | null;
}

export interface Permissions {
  accounts: boolean;
  packages: boolean;
  host: boolean;
}

export interface Session {
  mode: 'local' | 'team';
  account: Account | null;
  oidc?: { name: string } | null;
  permissions: Permissions;
}

export interface SignedIn {
  id: string;
  created_at: string;
  last_seen_at: string;
  user_agent: string;
  address: string;
  current: boolean;
}

export interface Invitation {
  id: string;
  role: Role;
  email: string | null;
  created_at: string;
  expires_at: string;
  accepted_at: string | null;
  created_by: string;
}

export type Scope = 'read' | 'write' | 'packages' | 'admin';

export interface Token {
  id: string;
  name: string;
  scopes: Scope[];
  created_at: string;
  last_used_at: string | null;
  expires_at: string | null;
}

export interface ImportResult {
  created: Record<string, number>;
  skipped: Record<string, number>;
}

/* ---- Exercises ---- */

export interface File {
  name: string;
  text: string;
}

export type ExerciseState = 'new' | 'started' | 'tried' | 'solved';

export interface OwnState {
  state: ExerciseState;
  best_score: number | null;
  best_level: number | null;
  attempts: number;
  best_cpu_us: number | null;
  last_attempt_at: string | null;
  surrendered: boolean;
  hints_opened: number;
  draft_at: string | null;
}

export interface ExerciseSummary {
  slug: string;
  title: string;
  kind: string;
  level: 'junior' | 'mid' | 'senior' | 'staff' | null;
  minutes: number | null;
  competencies: string[];
  summary: string;
  keywords: string[];
  version: string;
  staged: boolean;
  stages: number;
  source: string;
  own: OwnState;
}

export interface Exercise extends ExerciseSummary {
  statement_html: string;
  statement_language: string;
  stage_list: { number: number; name: string; statement_html: string | null; open: boolean }[];
  samples: {
    name: string;
    input: string;
    answer: string;
    input_bytes: number;
    answer_bytes: number;
  }[];
  limits: {
    time_limit_ms: number | null;
    memory_bytes: number;
    output_bytes: number;
    code_bytes: number;
  };
  interactive: boolean;
  takes_input: boolean;
  scoring: boolean;
  function_mode: boolean;
  languages: string[];
  hints: number;
  has_solution: boolean;
  licence: string;
  credits: string[];
  attachments: string[];
}

export interface Hints {
  total: number;
  opened: { number: number; html: string }[];
}

export interface Solution {
  editorial_html: string | null;
  programs: { name: string; language: string; files: File[] }[];
}

export interface Competency {
  id: string;
  name: string;
  area: string;
  area_name: string;
}

/* ---- Attempts and their report ---- */

export interface Points {
  got: number;
  of: number | null;
}

export interface Level {
  reached: number;
  of: number;
  name?: string | null;
}

export interface Attempt {
  id: string;
  exercise: string;
  title: string;
  purpose: 'run' | 'submit';
  language: string;
  state: 'queued' | 'judging' | 'finished' | 'cancelled';
  verdict: string | null;
  score: number | null;
  points: Points | null;
  level: Level | null;
  checks_passed: number | null;
  checks_total: number | null;
  explanation: string | null;
  cpu_us: number | null;
  wall_us: number | null;
  memory_bytes: number | null;
  hints_opened: number;
  custom_input: boolean;
  ahead: number | null;
  created_at: string;
  started_at: string | null;
  finished_at: string | null;
  of: string | null;
  account: string;
}

export interface Text {
  text: string;
  dropped?: number;
}

export interface Diff {
  manner: string;
  sentence: string;
  expected_line?: number;
  expected_column?: number;
  expected?: string;
  got_line?: number;
  got_column?: number;
  got?: string;
}

export interface Crash {
  name: string;
  message?: string;
  file?: string;
  line?: number;
}

export interface Said {
  by: 'judge' | 'submission';
  at_ms: number;
  text: string;
}

export type Evidence =
  | { type: 'text'; title: string; text: Text }
  | { type: 'diff'; diff: Diff }
  | { type: 'crash'; crash: Crash }
  | { type: 'transcript'; entries: Said[]; dropped: number };

export interface Measures {
  cpu_us: number;
  user_us: number;
  system_us: number;
  wall_us: number;
  memory_bytes: number;
  rss_bytes: number;
  output_bytes: number;
  input_bytes: number;
  waited_us: number;
}

export interface Check {
  id: string;
  title: string;
  verdict: string;
  rule: string;
  explanation?: string;
  score?: number;
  evidence?: Evidence[];
  measures: Measures;
}

export interface Lane {
  id: string;
  title: string;
  verdict: string;
  points?: Points;
  checks: Check[];
  skipped: number;
}

export interface Compilation {
  output: Text;
  cached: boolean;
  cpu_ms: number;
  note?: string;
}

export interface Provenance {
  exercise_version: string;
  seed: number;
  limits: Record<string, number>;
  toolchain: string;
  host: {
    cgroup: string;
    mode: string;
    kernel: string;
    processor: string;
    cores: number;
    load: number;
    calibration_us: number;
  };
  engine: string;
  order: string;
}

export interface Report {
  exercise: string;
  title: string;
  language: string;
  verdict: string;
  score: number;
  points?: Points;
  level?: Level;
  explanation: string;
  compilation?: Compilation;
  lanes: Lane[];
  first_failure?: string;
  measures: Measures;
  provenance: Provenance;
  notes?: string[];
  reproduce?: string;
}

/* ---- Drafts, languages, settings ---- */

export interface Draft {
  exercise: string;
  language: string;
  files: File[];
  active: string | null;
  revision: number;
  updated_at: string;
}

export interface Language {
  id: string;
  name: string;
  aliases: string[];
  summary: string;
  extensions: string[];
  main: string;
  syntax: string;
  installed: boolean;
  version: string | null;
  formatter: boolean;
  missing: string | null;
}

export type Theme = 'system' | 'light' | 'dark';
export type WeekStart = 'monday' | 'sunday' | 'saturday';

export interface Settings {
  theme: Theme;
  language: string | null;
  keymap: 'default' | 'vim' | 'emacs';
  font_size: number;
  tab_size: number;
  line_wrap: boolean;
  time_zone: string | null;
  week_start: WeekStart | null;
  daily_goal: number;
}

/* ---- Today, progress ---- */

export interface Today {
  first: boolean;
  next: { exercise: ExerciseSummary; reason: string } | null;
  unfinished: { exercise: ExerciseSummary; language: string; updated_at: string }[];
  results: Attempt[];
  yesterday: { attempts: number; solved: number };
  so_far: { attempts: number; solved: number };
  goal: number;
  streak: number;
}

export interface Day {
  date: string;
  attempts: number;
  solved: number;
}

export interface Group {
  id: string;
  name: string;
  solved: number;
  tried: number;
  total: number;
}

export interface Week {
  /** Date of its first day. */
  monday: string;
  attempts: number;
  accepted: number;
}

export interface Progress {
  today: string;
  days: Day[];
  streak: { current: number; longest: number; freezes_left: number; frozen: string[] };
  solved: number;
  tried: number;
  total: number;
  by_kind: Group[];
  by_level: Group[];
  by_competency: Group[];
  over_time: Week[];
  verdicts: { verdict: string; count: number }[];
}

export interface GuideSummary {
  slug: string;
  title: string;
  summary: string;
}

export interface Guide {
  slug: string;
  title: string;
  html: string;
  headings: { id: string; text: string; level: number }[];
}

/* ---- Host, packages ---- */

export interface Wall {
  name: string;
  state: 'holds' | 'weak' | 'missing';
  detail: string;
  remedy: string;
  needed: boolean;
}

export interface Host {
  version: string;
  mode: string;
  uptime_s: number;
  walls: Wall[];
  walls_at: string;
  queue: {
    queued: number;
    judging: number;
    slots: number;
    oldest_s: number | null;
    finished_last_hour: number;
  };
  database: { engine: string; version: string; bytes: number | null; schema: number };
  data_folder: string;
  exercises: number;
  cores: number;
  load: number | null;
  memory_bytes: number | null;
}

export interface LintFinding {
  code: string;
  severity: 'error' | 'warning';
  place: string;
  line: number | null;
  message: string;
}

export interface Verification {
  agree: number;
  total: number;
  disagreements: { submission: string; expected: string; got: string; reason: string }[];
  problems: { case: string; reason: string }[];
  notes: string[];
  time_limit_ms: number;
  /** Why it could not be judged at all. */
  refused: string | null;
}

export interface Package {
  id: string;
  slug: string;
  title: string | null;
  file_name: string;
  bytes: number;
  state: 'refused' | 'linted' | 'verifying' | 'sound' | 'unsound' | 'published';
  findings: LintFinding[];
  verification: Verification | null;
  /** Where an exercise comes from that publishing replaces. */
  replaces: 'library' | 'folder' | 'package' | null;
  uploaded_at: string;
  account: string;
}
