//! How a number of submissions is drawn in the year: five steps, each larger and deeper.

export interface Step {
  name: string;
  least: number;
  /** Side of the square, in pixels. */
  side: number;
}

export const steps: readonly Step[] = [
  { name: 'd0', least: 0, side: 2 },
  { name: 'd1', least: 1, side: 9 },
  { name: 'd2', least: 2, side: 12 },
  { name: 'd3', least: 4, side: 15 },
  { name: 'd4', least: 7, side: 18 },
];

const NONE: Step = { name: 'd0', least: 0, side: 2 };

export function stepOf(attempts: number): Step {
  return steps.findLast((step) => attempts >= step.least) ?? NONE;
}

/** A round number at or above the largest value, so that an axis ends on one. */
export function niceTop(largest: number): number {
  const base = 10 ** Math.floor(Math.log10(Math.max(1, largest)));
  const factor = [1, 2, 4, 5, 10].find((one) => one * base >= largest) ?? 10;
  return Math.max(4, factor * base);
}
