import { describe, expect, it } from 'vitest';
import type { Check } from '../api/types';
import { evidenceView } from './evidence';

const check = (evidence: unknown[]) =>
  ({ id: 'a', title: 'a', verdict: 'WA', rule: '', measures: {}, evidence }) as unknown as Check;
const text = (title: string, words: string, dropped = 0) => ({
  type: 'text',
  title,
  text: { text: words, dropped },
});
const DIFF = { type: 'diff', diff: { manner: 'value', sentence: 's' } };

describe('evidenceView', () => {
  it('puts a small input beside the difference and folds a large one', () => {
    expect(evidenceView(check([DIFF, text('input', '1\n')])).input).toBe('1\n');
    const large = evidenceView(check([DIFF, text('input', '1\n'.repeat(50))]));
    expect(large.input).toBeNull();
    expect(large.texts.map((one) => one.title)).toEqual(['input']);
  });

  it('compares whole texts only when nothing of them was dropped', () => {
    expect(evidenceView(check([DIFF, text('answer', 'a'), text('output', 'b', 9)]))).toMatchObject({
      answer: 'a',
      output: null,
    });
  });

  it('keeps evidence of a type it does not know as data', () => {
    expect(evidenceView(check([{ type: 'histogram', bins: [1] }])).unknown[0]).toMatchObject({
      type: 'histogram',
      json: expect.stringContaining('"bins"'),
    });
  });

  it('takes a check without evidence', () => {
    expect(evidenceView({ ...check([]), evidence: undefined } as unknown as Check).texts).toEqual(
      [],
    );
  });
});
