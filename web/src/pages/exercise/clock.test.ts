import { expect, it } from 'vitest';
import { Clock, clockText } from './clock.svelte';
import type { Shelf } from './draft-keeper.svelte';

function shelf(): Shelf {
  const held = new Map<string, string>();
  return {
    getItem: (key) => held.get(key) ?? null,
    setItem: (key, value) => void held.set(key, value),
    removeItem: (key) => void held.delete(key),
  };
}

it('counts while visible, not while hidden, paused or asleep', () => {
  const clock = new Clock(shelf(), 'k', 0);
  clock.step(1000, true);
  clock.step(2000, false);
  clock.step(3000, true);
  clock.step(3_600_000, true);
  expect(clock.seconds).toBe(2);
  clock.toggle();
  clock.step(3_601_000, true);
  expect(clock.seconds).toBe(2);
});

it('goes on after a reload and is not disturbed by a clock set back', () => {
  const held = shelf();
  new Clock(held, 'k', 0).step(4000, true);
  const clock = new Clock(held, 'k', 10_000);
  clock.step(9_000, true);
  clock.step(10_000, true);
  expect(clock.seconds).toBe(5);
});

it('writes hours, minutes, seconds', () => {
  expect(clockText(0)).toBe('00:00:00');
  expect(clockText(26 * 60 + 41)).toBe('00:26:41');
  expect(clockText(3600 * 11 + 1)).toBe('11:00:01');
});
