import { describe, expect, it } from 'vitest';
import type { Check, Report } from '../api/types';
import { laneSummary, lanesOf, openCheck, totals } from './lanes';

const MEASURES = {
  cpu_us: 1000,
  user_us: 0,
  system_us: 0,
  wall_us: 0,
  memory_bytes: 0,
  rss_bytes: 0,
  output_bytes: 0,
  input_bytes: 0,
  waited_us: 0,
};

function check(id: string, verdict: string, extra: Partial<Check> = {}): Check {
  return { id, title: id, verdict, rule: 'right answer', measures: MEASURES, ...extra } as Check;
}

function report(
  lanes: { id: string; checks: Check[]; skipped?: number }[],
  first_failure?: string,
): Report {
  return {
    lanes: lanes.map((lane) => ({ title: '', verdict: 'AC', skipped: 0, ...lane })),
    ...(first_failure ? { first_failure } : {}),
  } as unknown as Report;
}

describe('lanesOf', () => {
  it('draws one mark per check in order, and what was skipped as waiting', () => {
    const [lane] = lanesOf(
      report([
        { id: 'a', checks: [check('1', 'AC'), check('2', 'WA'), check('3', 'IN')], skipped: 2 },
      ]),
    );
    expect(lane?.marks.map((mark) => mark.mark)).toEqual([
      'pass',
      'fail',
      'unsure',
      'wait',
      'wait',
    ]);
    expect(lane && laneSummary(lane, true)).toBe('1 passed, 1 failed, 1 inconclusive, 2 not run');
    expect(lane?.cpu_us).toBe(3000);
    expect(lane?.title).toBe('a');
  });

  it('bounds the marks but keeps every failure', () => {
    const checks = Array.from({ length: 1000 }, (_, index) =>
      check(String(index), index === 900 ? 'WA' : 'AC'),
    );
    const [lane] = lanesOf(report([{ id: 'a', checks }]));
    expect(lane?.marks.length).toBe(301);
    expect(lane?.marks.at(-1)).toMatchObject({ id: '900', mark: 'fail' });
    expect(lane?.hidden).toBe(699);
    expect(totals(lane ? [lane] : [])).toEqual({ passed: 999, total: 1000 });
  });

  it('counts a judge error as unsure, never as failed', () => {
    const [lane] = lanesOf(report([{ id: 'a', checks: [check('1', 'JE')] }]));
    expect(lane?.marks[0]?.mark).toBe('unsure');
  });
});

describe('openCheck', () => {
  const lanes = [{ id: 'a', checks: [check('1', 'AC'), check('2', 'WA'), check('3', 'TLE')] }];
  it.each([
    ['the chosen one', '1', '3', '1'],
    ['the first failure of the report', null, '3', '3'],
    ['the first failure when the chosen one is gone', 'gone', '3', '3'],
    ['the first that failed when the report names none', null, undefined, '2'],
  ])('opens %s', (_, chosen, first, expected) => {
    expect(openCheck(report(lanes, first), chosen)?.id).toBe(expected);
  });

  it('opens nothing when all passed, unless one has something to show', () => {
    expect(openCheck(report([{ id: 'a', checks: [check('1', 'AC')] }]), null)).toBeNull();
    const shown = check('custom', 'AC', {
      evidence: [{ type: 'text', title: 'output', text: { text: '4\n' } }],
    } as Partial<Check>);
    expect(openCheck(report([{ id: 'a', checks: [shown] }]), null)?.id).toBe('custom');
  });
});
