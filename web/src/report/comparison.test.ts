import { expect, it } from 'vitest';
import { finding, position, scaleOf } from './comparison';

const entry = (cpu_us: number | null) => ({ name: 'x', cpu_us, memory_bytes: null });

it('has nothing to draw without a figure or without anything to compare', () => {
  expect(scaleOf('cpu_us', 0, [entry(1)], [], null)).toBeNull();
  expect(scaleOf('cpu_us', 10, [entry(null)], [], null)).toBeNull();
  expect(scaleOf('memory_bytes', 10, [entry(5)], [], null)).toBeNull();
});

it('orders values on a logarithmic line and says the finding in words', () => {
  const scale = scaleOf(
    'cpu_us',
    20_000,
    [entry(30_000)],
    [entry(10_000), entry(40_000)],
    2_000_000,
  );
  if (!scale) throw new Error('a scale was expected');
  const at = [10_000, 20_000, 40_000].map((value) => position(scale, value));
  expect(at[0]).toBeGreaterThan(0);
  expect((at[1] ?? 0) - (at[0] ?? 0)).toBeCloseTo((at[2] ?? 0) - (at[1] ?? 0));
  expect(finding(scale)).toBe(
    'Processor time: this attempt 20 ms; reference solutions 10 ms to 40 ms; your other accepted attempts 30 ms; limit 2 s.',
  );
});

it('leaves out a limit that is far away', () => {
  expect(scaleOf('cpu_us', 1000, [entry(1000)], [], 2_000_000)?.limit).toBeNull();
});
