//! A run under way: the event stream folded into one value, event by event.
//!
//! Theory of operation. Events come in order, but after a lost connection the whole stream may come
//! again, and after `requeued` judging starts afresh. So every event is folded idempotently: a
//! check is known by its id and lane, and `queued` and `requeued` empty what came before.

import { laneView, waitingMarks, type LaneView, type LiveCheck } from './lanes';

export interface PlannedLane {
  id: string;
  title: string;
  checks: number;
}

/** One event of `GET /attempts/{id}/events`, by its name. */
export type RunEvent =
  | { name: 'queued'; data: { ahead: number | null } }
  | { name: 'started'; data: object }
  | { name: 'compiling'; data: { language: string } }
  | {
      name: 'compiled';
      data: { output: { text: string; dropped?: number }; cached: boolean; cpu_ms: number };
    }
  | { name: 'timing'; data: { count: number } }
  | { name: 'planned'; data: { checks: number; lanes: PlannedLane[] } }
  | { name: 'checked'; data: { check: LiveCheck; lane: string } }
  | { name: 'requeued'; data: { reason: string } }
  | { name: 'finished'; data: { verdict: string; score: number } }
  | { name: 'cancelled'; data: object };

export const RUN_EVENTS = [
  'queued',
  'started',
  'compiling',
  'compiled',
  'timing',
  'planned',
  'checked',
  'requeued',
  'finished',
  'cancelled',
] as const satisfies readonly RunEvent['name'][];

export type Phase =
  'queued' | 'started' | 'compiling' | 'timing' | 'judging' | 'finished' | 'cancelled';

export interface Running {
  phase: Phase;
  /** Attempts before this one in the queue, where known. */
  ahead: number | null;
  language: string;
  planned: PlannedLane[];
  checks: { lane: string; check: LiveCheck }[];
  /** Why judging began again, if it did. */
  requeued: string | null;
  verdict: string | null;
}

export const AT_START: Running = {
  phase: 'queued',
  ahead: null,
  language: '',
  planned: [],
  checks: [],
  requeued: null,
  verdict: null,
};

export function follow(run: Running, event: RunEvent): Running {
  switch (event.name) {
    case 'queued':
      return { ...AT_START, requeued: run.requeued, ahead: event.data.ahead };
    case 'requeued':
      return { ...AT_START, requeued: event.data.reason };
    case 'started':
      return { ...run, phase: 'started', ahead: null };
    case 'compiling':
      return { ...run, phase: 'compiling', language: event.data.language };
    case 'compiled':
      return { ...run, phase: 'started' };
    case 'timing':
      return { ...run, phase: 'timing' };
    case 'planned':
      return { ...run, phase: 'judging', planned: event.data.lanes };
    case 'checked':
      return checked(run, event.data.lane, event.data.check);
    case 'finished':
      return { ...run, phase: 'finished', verdict: event.data.verdict };
    case 'cancelled':
      return { ...run, phase: 'cancelled' };
  }
}

function checked(run: Running, lane: string, check: LiveCheck): Running {
  const known = run.checks.some((one) => one.lane === lane && one.check.id === check.id);
  if (known) return run;
  const planned = run.planned.some((one) => one.id === lane)
    ? run.planned
    : [...run.planned, { id: lane, title: lane, checks: 0 }];
  return { ...run, phase: 'judging', planned, checks: [...run.checks, { lane, check }] };
}

/** The lanes as far as they have come; the first check still missing is the one that runs. */
export function lanesOfRun(run: Running): LaneView[] {
  let running = run.phase === 'judging';
  return run.planned.map((lane) => {
    const checks = run.checks.filter((one) => one.lane === lane.id).map((one) => one.check);
    const rest = waitingMarks(lane.checks - checks.length, 'waiting');
    const next = rest[0];
    if (running && next) {
      next.mark = 'run';
      next.label = 'running';
      running = false;
    }
    return laneView(lane.id, lane.title, checks, rest, null);
  });
}

/** One line on what is happening now. */
export function phaseText(run: Running): string {
  switch (run.phase) {
    case 'queued':
      if (run.ahead === null || run.ahead === 0) return 'Next in the queue';
      return run.ahead === 1
        ? 'In the queue, one before it'
        : `In the queue, ${run.ahead} before it`;
    case 'started':
      return 'Preparing';
    case 'compiling':
      return 'Compiling';
    case 'timing':
      return 'Setting the time limit on this host';
    case 'judging':
      return 'Judging';
    case 'finished':
      return 'Finished';
    case 'cancelled':
      return 'Cancelled';
  }
}
