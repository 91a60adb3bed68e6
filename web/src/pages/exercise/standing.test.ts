import { expect, it } from 'vitest';
import type { Attempt, Exercise } from '../../api/types';
import { Standing } from './standing.svelte';

const OWN = {
  hints_opened: 1,
  attempts: 2,
  state: 'tried',
  surrendered: false,
  best_level: 1,
} as Exercise['own'];
const attempt = (value: object) =>
  ({ purpose: 'submit', verdict: 'WA', level: null, ...value }) as Attempt;

it('moves with submits, and says when a further stage opened', () => {
  const standing = new Standing(OWN);
  expect(
    standing.take(attempt({ purpose: 'run', verdict: 'AC', level: { reached: 4, of: 4 } })),
  ).toBe(false);
  expect([standing.attempts, standing.solved, standing.reached]).toEqual([2, false, 1]);
  expect(standing.take(attempt({ level: { reached: 3, of: 4 } }))).toBe(true);
  expect([standing.attempts, standing.reached, standing.stopped]).toEqual([3, 3, 4]);
  expect(standing.take(attempt({ level: { reached: 0, of: 4 } }))).toBe(false);
  expect([standing.reached, standing.stopped]).toEqual([3, 1]);
  standing.take(attempt({ verdict: 'AC', level: { reached: 4, of: 4 } }));
  expect([standing.solved, standing.stopped]).toEqual([true, null]);
});
