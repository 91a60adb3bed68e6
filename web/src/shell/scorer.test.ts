import { describe, expect, it } from 'vitest';
import { score } from './scorer';

const NAMES = [
  'Ledger with idempotent transfers',
  'Reconcile two ledgers',
  'LRU cache',
  'Sliding-window rate limiter',
  'In-memory database',
  'Consistent hashing ring',
];

function best(question: string): string | undefined {
  return NAMES.flatMap((name) => {
    const hit = score(question, name);
    return hit ? [{ name, score: hit.score }] : [];
  }).toSorted((a, b) => b.score - a.score)[0]?.name;
}

describe('score', () => {
  const cases: [string, string | undefined][] = [
    ['led', 'Ledger with idempotent transfers'],
    ['lru', 'LRU cache'],
    ['rate', 'Sliding-window rate limiter'],
    ['swrl', 'Sliding-window rate limiter'],
    ['imd', 'In-memory database'],
    ['ring hash', 'Consistent hashing ring'],
    ['zzz', undefined],
  ];
  it.each(cases)('%s', (question, expected) => {
    expect(best(question)).toBe(expected);
  });

  it('marks the letters it found, side by side where it can', () => {
    expect(score('led', 'Reconcile two ledgers')?.at).toEqual([14, 15, 16]);
  });
  it('lets an empty question fit everything equally', () => {
    expect(score('', 'LRU cache')).toEqual({ score: 0, at: [] });
    expect(score('  ', 'Anything')).toEqual({ score: 0, at: [] });
  });
  it('bounds its work on a long name', () => {
    expect(score('z', `${'a'.repeat(10_000)}z`)).toBeNull();
  });
});
