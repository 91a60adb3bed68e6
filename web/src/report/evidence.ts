//! How the evidence of one check is laid out: what stands beside the difference and what is folded
//! below. Pure. An unknown type of evidence is kept as it is and shown as data.

import type { Check, Crash, Diff, Evidence, Said } from '../api/types';

/** An input up to this size stands beside the difference; a larger one is folded. */
const BESIDE_LINES = 14;
const BESIDE_CHARACTERS = 900;

export interface FoldedText {
  title: string;
  text: string;
  dropped: number;
}

export interface EvidenceView {
  /** The input, where it is small enough to stand beside the difference. */
  input: string | null;
  diff: Diff | null;
  answer: string | null;
  output: string | null;
  crashes: Crash[];
  talks: { entries: Said[]; dropped: number }[];
  texts: FoldedText[];
  unknown: { type: string; json: string }[];
}

const TITLES: Record<string, string> = {
  input: 'Input',
  answer: 'Expected output',
  output: 'Your output',
  stderr: 'Standard error',
  'standard error': 'Standard error',
  'judge message': 'Message of the judge',
  'team message': 'Message to you',
};

export function evidenceTitle(title: string): string {
  return TITLES[title] ?? title.charAt(0).toUpperCase() + title.slice(1);
}

export function evidenceView(check: Check): EvidenceView {
  const view: EvidenceView = {
    input: null,
    diff: null,
    answer: null,
    output: null,
    crashes: [],
    talks: [],
    texts: [],
    unknown: [],
  };
  const texts = new Map<string, FoldedText>();
  // Where a report comes from a newer judge, its evidence may be of a type not listed here.
  for (const item of (check.evidence ?? []) as (Evidence | { type: string })[]) {
    if (isText(item))
      texts.set(item.title, {
        title: item.title,
        text: item.text.text,
        dropped: item.text.dropped ?? 0,
      });
    else if (isDiff(item)) view.diff = item.diff;
    else if (isCrash(item)) view.crashes.push(item.crash);
    else if (isTalk(item)) view.talks.push({ entries: item.entries, dropped: item.dropped });
    else view.unknown.push({ type: item.type, json: JSON.stringify(item, null, 2) });
  }
  const whole = (title: string) => {
    const text = texts.get(title);
    return text && text.dropped === 0 ? text.text : null;
  };
  view.answer = whole('answer');
  view.output = whole('output');
  const input = whole('input');
  if (input !== null && view.diff !== null && small(input)) {
    view.input = input;
    texts.delete('input');
  }
  view.texts = [...texts.values()];
  return view;
}

function small(text: string): boolean {
  return text.length <= BESIDE_CHARACTERS && text.split('\n').length - 1 <= BESIDE_LINES;
}

function isText(item: { type: string }): item is Extract<Evidence, { type: 'text' }> {
  return item.type === 'text';
}
function isDiff(item: { type: string }): item is Extract<Evidence, { type: 'diff' }> {
  return item.type === 'diff';
}
function isCrash(item: { type: string }): item is Extract<Evidence, { type: 'crash' }> {
  return item.type === 'crash';
}
function isTalk(item: { type: string }): item is Extract<Evidence, { type: 'transcript' }> {
  return item.type === 'transcript';
}
