import { expect, it } from 'vitest';
import { niceTop, stepOf } from './steps';

it.each([
  [0, 'd0'],
  [1, 'd1'],
  [3, 'd2'],
  [4, 'd3'],
  [7, 'd4'],
  [500, 'd4'],
])('%d submissions are drawn as %s', (attempts, name) => {
  expect(stepOf(attempts).name).toBe(name);
});

it.each([
  [0, 4],
  [3, 4],
  [5, 5],
  [17, 20],
  [28, 40],
  [101, 200],
])('an axis for %d ends at %d', (largest, top) => {
  expect(niceTop(largest)).toBe(top);
});
