//! A report, or a run still under way, as lanes of marks. Pure; the components only draw what this
//! says. It knows lanes and checks, not kinds of exercise.

import type { Check, Report } from '../api/types';
import { markOf, type Mark, verdictName } from './verdicts';

/** Marks drawn in one lane; what goes beyond is counted in words, failing checks excepted. */
const MARKS_PER_LANE = 300;

/** A check as a mark in its lane. */
export interface CheckMark {
  /** `null` for a check that is not known by name: it waits or was never run. */
  id: string | null;
  mark: Mark;
  label: string;
}

export interface LaneView {
  id: string;
  title: string;
  marks: CheckMark[];
  passed: number;
  /** All checks of the lane, run or not. */
  total: number;
  /** Checks that are not drawn. */
  hidden: number;
  /** Processor time of the checks so far. */
  cpu_us: number;
  points: { got: number; of: number | null } | null;
}

/** A check as it arrives while judging: without evidence. */
export type LiveCheck = Omit<Check, 'evidence'>;

function checkMark(check: LiveCheck): CheckMark {
  const title = check.title || check.id;
  return {
    id: check.id,
    mark: markOf(check.verdict),
    label: `${title}: ${verdictName(check.verdict)}`,
  };
}

function waiting(number: number, label: string): CheckMark[] {
  return Array.from({ length: Math.max(0, number) }, () => ({
    id: null,
    mark: 'wait' as const,
    label,
  }));
}

function bounded(marks: CheckMark[]): { marks: CheckMark[]; hidden: number } {
  if (marks.length <= MARKS_PER_LANE) return { marks, hidden: 0 };
  const kept = marks.filter((mark, index) => index < MARKS_PER_LANE || mark.mark === 'fail');
  const shown = kept.slice(0, 2 * MARKS_PER_LANE);
  return { marks: shown, hidden: marks.length - shown.length };
}

function view(
  id: string,
  title: string,
  checks: LiveCheck[],
  rest: CheckMark[],
  points: LaneView['points'],
): LaneView {
  return {
    id,
    title: title || id,
    ...bounded([...checks.map(checkMark), ...rest]),
    passed: checks.filter((check) => check.verdict === 'AC').length,
    total: checks.length + rest.length,
    cpu_us: checks.reduce((sum, check) => sum + check.measures.cpu_us, 0),
    points,
  };
}

/** The lanes of a finished report. */
export function lanesOf(report: Report): LaneView[] {
  return report.lanes.map((lane) => {
    const points = lane.points ? { got: lane.points.got, of: lane.points.of ?? null } : null;
    return view(lane.id, lane.title, lane.checks, waiting(lane.skipped, 'not run'), points);
  });
}

/** What a lane's marks say aloud: `5 passed, 1 failed, 3 not run`. */
export function laneSummary(lane: LaneView, over: boolean): string {
  const words: [Mark, string][] = [
    ['pass', 'passed'],
    ['fail', 'failed'],
    ['unsure', 'inconclusive'],
    ['run', 'running'],
    ['wait', over ? 'not run' : 'waiting'],
  ];
  const parts = words
    .map(
      ([mark, word]) => [lane.marks.filter((check) => check.mark === mark).length, word] as const,
    )
    .filter(([number]) => number > 0)
    .map(([number, word]) => `${number} ${word}`);
  if (lane.hidden > 0) parts.push(`${lane.hidden} more`);
  return parts.join(', ') || 'no checks';
}

export function checkOf(report: Report, id: string | null): Check | null {
  if (id === null) return null;
  for (const lane of report.lanes) {
    const check = lane.checks.find((one) => one.id === id);
    if (check) return check;
  }
  return null;
}

/** The check to open: the chosen one, else the first failure, else one with evidence, else none. */
export function openCheck(report: Report, chosen: string | null): Check | null {
  return (
    checkOf(report, chosen) ??
    checkOf(report, report.first_failure ?? null) ??
    first(report, (check) => check.verdict !== 'AC') ??
    first(report, (check) => (check.evidence?.length ?? 0) > 0)
  );
}

function first(report: Report, wanted: (check: Check) => boolean): Check | null {
  for (const lane of report.lanes) {
    const check = lane.checks.find(wanted);
    if (check) return check;
  }
  return null;
}

/** Passed and all checks of a report. */
export function totals(lanes: LaneView[]): { passed: number; total: number } {
  return lanes.reduce(
    (sum, lane) => ({ passed: sum.passed + lane.passed, total: sum.total + lane.total }),
    {
      passed: 0,
      total: 0,
    },
  );
}

export { view as laneView, waiting as waitingMarks };
