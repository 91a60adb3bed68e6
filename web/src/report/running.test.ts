import { describe, expect, it } from 'vitest';
import type { LiveCheck } from './lanes';
import { AT_START, follow, lanesOfRun, phaseText, type RunEvent } from './running';

const check = (id: string, verdict = 'AC') =>
  ({ id, title: id, verdict, rule: '', measures: { cpu_us: 1 } }) as unknown as LiveCheck;
const fold = (events: RunEvent[]) => events.reduce(follow, AT_START);
const PLANNED: RunEvent = {
  name: 'planned',
  data: {
    checks: 3,
    lanes: [
      { id: 'a', title: 'A', checks: 2 },
      { id: 'b', title: 'B', checks: 1 },
    ],
  },
};

describe('follow', () => {
  it('fills lanes check by check and turns the next one', () => {
    const run = fold([
      { name: 'queued', data: { ahead: 2 } },
      { name: 'started', data: {} },
      PLANNED,
      { name: 'checked', data: { lane: 'a', check: check('a/1', 'WA') } },
    ]);
    expect(lanesOfRun(run).map((lane) => lane.marks.map((mark) => mark.mark))).toEqual([
      ['fail', 'run'],
      ['wait'],
    ]);
    expect(phaseText(run)).toBe('Judging');
  });

  it('is not disturbed by a stream that comes again', () => {
    const events: RunEvent[] = [
      PLANNED,
      { name: 'checked', data: { lane: 'a', check: check('a/1') } },
    ];
    expect(fold([...events, ...events]).checks.length).toBe(1);
  });

  it('forgets what came before judging began again', () => {
    const run = fold([
      PLANNED,
      { name: 'checked', data: { lane: 'a', check: check('a/1') } },
      { name: 'requeued', data: { reason: 'the server was started anew' } },
      { name: 'queued', data: { ahead: 0 } },
    ]);
    expect(run.checks).toEqual([]);
    expect(run.requeued).toBe('the server was started anew');
    expect(phaseText(run)).toBe('Next in the queue');
  });

  it('takes a check of a lane that was not planned', () => {
    const run = fold([{ name: 'checked', data: { lane: 'new', check: check('new/1') } }]);
    expect(lanesOfRun(run)[0]).toMatchObject({ id: 'new', passed: 1, total: 1 });
  });

  it('turns nothing when it is over', () => {
    const run = fold([PLANNED, { name: 'cancelled', data: {} }]);
    expect(
      lanesOfRun(run)
        .flatMap((lane) => lane.marks)
        .every((mark) => mark.mark === 'wait'),
    ).toBe(true);
  });
});
