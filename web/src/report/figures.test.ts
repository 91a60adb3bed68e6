import { expect, it } from 'vitest';
import { duration, size, text } from './figures';

it.each([
  [999, '999 µs'],
  [8_310, '8.31 ms'],
  [41_000, '41 ms'],
  [1_400_000, '1.4 s'],
  [63_000_000, '63 s'],
  [600_000_000, '10 min'],
])('%i microseconds are %s', (microseconds, words) =>
  expect(text(duration(microseconds))).toBe(words),
);

it.each([
  [1, '1 byte'],
  [1023, '1,023 bytes'],
  [2_883_584, '2.75 MiB'],
  [1 << 30, '1 GiB'],
])('%i bytes are %s', (bytes, words) => expect(text(size(bytes))).toBe(words));
