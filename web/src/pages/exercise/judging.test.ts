import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Attempt, Report } from '../../api/types';
import { Judging } from './judging.svelte';
import * as requests from './requests';

interface Handlers {
  onevent(name: string, data: unknown): void;
  onopen(): void;
  onlost(): void;
}

const streams: { path: string; on: Handlers; closed: boolean; retried: number }[] = [];
vi.mock('../../api/events', () => ({
  followEvents: (path: string, _names: readonly string[], on: Handlers) => {
    const stream = { path, on, closed: false, retried: 0 };
    streams.push(stream);
    return { close: () => (stream.closed = true), retry: () => (stream.retried += 1) };
  },
}));
vi.mock('./requests', async (original) => ({
  ...(await original<typeof requests>()),
  createAttempt: vi.fn(),
  attempt: vi.fn(),
  report: vi.fn(),
  source: vi.fn(),
  cancel: vi.fn(),
}));

const attempt = (id: string, value: object = {}) =>
  ({
    id,
    exercise: 'memdb',
    title: 'Memdb',
    purpose: 'submit',
    state: 'queued',
    ahead: 0,
    checks_passed: 1,
    checks_total: 3,
    custom_input: false,
    created_at: '2026-11-25T08:00:00Z',
    ...value,
  }) as Attempt;
const report = { verdict: 'WA', explanation: 'line 3 differs', lanes: [] } as unknown as Report;
const wanted: requests.NewAttempt = {
  exercise: 'memdb',
  purpose: 'submit',
  language: 'python3',
  files: [{ name: 'main.py', text: 'x' }],
};
const finished: Attempt[] = [];
const settle = () => vi.advanceTimersByTimeAsync(0);
let judging: Judging;

beforeEach(() => {
  vi.useFakeTimers();
  streams.length = 0;
  finished.length = 0;
  judging = new Judging('memdb', (one) => finished.push(one));
  vi.mocked(requests.createAttempt).mockResolvedValue(attempt('a'));
  vi.mocked(requests.attempt).mockResolvedValue(attempt('a', { state: 'finished', verdict: 'WA' }));
  vi.mocked(requests.report).mockResolvedValue(report);
  vi.mocked(requests.source).mockResolvedValue({
    language: 'python3',
    files: wanted.files,
    entry_point: null,
    input: null,
  });
});
afterEach(() => {
  judging.close();
  vi.useRealTimers();
});

describe('Judging', () => {
  it('follows an attempt to its report, and says the verdict', async () => {
    expect(await judging.start(wanted)).toBe('a');
    streams[0]?.on.onevent('started', {});
    expect([judging.unfinished, judging.run.phase]).toEqual([true, 'started']);
    streams[0]?.on.onevent('finished', { verdict: 'WA', score: 0 });
    await settle();
    expect(judging.report).toEqual(report);
    expect(judging.said).toBe('Wrong answer. 1 of 3 checks passed. line 3 differs');
    expect(streams[0]?.closed).toBe(true);
  });

  it('counts an attempt once, though the stream ends as its last event comes', async () => {
    await judging.start(wanted);
    streams[0]?.on.onevent('finished', { verdict: 'WA', score: 0 });
    streams[0]?.on.onlost();
    await settle();
    expect(finished.length).toBe(1);
  });

  it('finds the report of an attempt that ended while the stream was lost', async () => {
    await judging.start(wanted);
    streams[0]?.on.onlost();
    await settle();
    expect([judging.report, judging.lost]).toEqual([report, null]);
  });

  it('says since when it is lost, and opens the stream anew when the server is back', async () => {
    await judging.start(wanted);
    vi.mocked(requests.attempt).mockRejectedValueOnce(new TypeError('no connection'));
    streams[0]?.on.onlost();
    await settle();
    expect(judging.lost).not.toBeNull();
    vi.mocked(requests.attempt).mockResolvedValue(attempt('a', { state: 'judging' }));
    await vi.advanceTimersByTimeAsync(12_000);
    expect([judging.lost, streams[0]?.retried]).toEqual([null, 1]);
  });

  it('asks after a silence, because a dead connection says nothing', async () => {
    await judging.start(wanted);
    await vi.advanceTimersByTimeAsync(12_000);
    expect(judging.report).toEqual(report);
  });

  it('hears nothing more of an attempt that is shown no longer', async () => {
    await judging.start(wanted);
    vi.mocked(requests.createAttempt).mockResolvedValue(attempt('b'));
    await judging.start(wanted);
    streams[0]?.on.onevent('finished', { verdict: 'AC', score: 1 });
    await settle();
    expect([judging.attempt?.id, judging.report, streams[0]?.closed]).toEqual(['b', null, true]);
  });

  it('opens a finished attempt by its id, with its source', async () => {
    await judging.open('a');
    await settle();
    expect([judging.report, judging.source, streams.length]).toEqual([report, wanted.files, 0]);
  });

  it('shows no attempt of another exercise', async () => {
    vi.mocked(requests.attempt).mockResolvedValue(
      attempt('a', { exercise: 'other', title: 'Other' }),
    );
    await judging.open('a');
    expect([judging.attempt, judging.fault]).toEqual([
      null,
      'That attempt belongs to Other. Open it from there.',
    ]);
  });

  it('stops following what is cancelled', async () => {
    await judging.start(wanted);
    vi.mocked(requests.cancel).mockResolvedValue(attempt('a', { state: 'cancelled' }));
    await judging.cancel();
    expect([judging.attempt?.state, judging.said, streams[0]?.closed]).toEqual([
      'cancelled',
      'Cancelled',
      true,
    ]);
  });

  it('says why an attempt was refused', async () => {
    vi.mocked(requests.createAttempt).mockRejectedValue(new TypeError('no connection'));
    expect(await judging.start(wanted)).toBeNull();
    expect(judging.fault).toMatch(/does not answer/);
  });
});
