//! Time and memory of one attempt against the person's other accepted attempts and the reference
//! solutions, as positions on a logarithmic line. Pure.

import { duration, size, text } from './figures';

export type Quantity = 'cpu_us' | 'memory_bytes';

export interface Entry {
  name: string;
  cpu_us: number | null;
  memory_bytes: number | null;
}

export interface Scale {
  quantity: Quantity;
  title: string;
  /** Values of this attempt, one's other attempts, and the references. */
  own: number;
  others: number[];
  references: number[];
  limit: number | null;
  low: number;
  high: number;
}

/** Attempts beyond this say nothing more. */
const OTHERS = 30;

/** `null` where there is nothing to compare with or nothing was measured. */
export function scaleOf(
  quantity: Quantity,
  own: number,
  others: Entry[],
  references: Entry[],
  limit: number | null,
): Scale | null {
  const values = (entries: Entry[]) =>
    entries.map((entry) => entry[quantity] ?? 0).filter((value) => value > 0);
  const mine = values(others).slice(0, OTHERS);
  const theirs = values(references);
  if (own <= 0 || mine.length + theirs.length === 0) return null;
  const all = [own, ...mine, ...theirs];
  // The limit is drawn when it is near enough to mean something.
  const near = limit !== null && limit <= Math.max(...all) * 50 ? limit : null;
  const most = Math.max(...all, near ?? 0);
  const least = Math.min(...all);
  const room = Math.max(1.15, Math.pow(most / least, 0.06));
  return {
    quantity,
    title: quantity === 'cpu_us' ? 'Processor time' : 'Memory',
    own,
    others: mine,
    references: theirs,
    limit: near,
    low: least / room,
    high: most * room,
  };
}

/** Position between 0 and 1. */
export function position(scale: Scale, value: number): number {
  const share = Math.log(value / scale.low) / Math.log(scale.high / scale.low);
  return Math.min(1, Math.max(0, share));
}

export function valueText(quantity: Quantity, value: number): string {
  return text(quantity === 'cpu_us' ? duration(value) : size(value));
}

/** The finding in words, for the title of the picture. */
export function finding(scale: Scale): string {
  const own = `${scale.title}: this attempt ${valueText(scale.quantity, scale.own)}`;
  const parts = [own];
  if (scale.references.length > 0)
    parts.push(`reference solutions ${spanText(scale.quantity, scale.references)}`);
  if (scale.others.length > 0)
    parts.push(`your other accepted attempts ${spanText(scale.quantity, scale.others)}`);
  if (scale.limit !== null) parts.push(`limit ${valueText(scale.quantity, scale.limit)}`);
  return `${parts.join('; ')}.`;
}

export function spanText(quantity: Quantity, values: number[]): string {
  const least = Math.min(...values);
  const most = Math.max(...values);
  if (valueText(quantity, least) === valueText(quantity, most)) return valueText(quantity, most);
  return `${valueText(quantity, least)} to ${valueText(quantity, most)}`;
}
