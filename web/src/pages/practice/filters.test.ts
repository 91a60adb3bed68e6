import { describe, expect, it } from 'vitest';
import type { ExerciseSummary } from '../../api/types';
import { filtered, filtersOf, kindCounts, sorted, type SortKey } from './filters';

function exercise(slug: string, value: Partial<ExerciseSummary>, state = 'new'): ExerciseSummary {
  return {
    slug,
    title: slug,
    kind: 'program',
    level: 'mid',
    minutes: 30,
    competencies: [],
    summary: '',
    keywords: [],
    version: '1',
    staged: false,
    stages: 0,
    source: 'library',
    own: {
      state,
      best_score: null,
      last_attempt_at: null,
      attempts: 0,
    } as unknown as ExerciseSummary['own'],
    ...value,
  };
}

const ALL = [
  exercise('ledger', { level: 'senior', minutes: 90, competencies: ['money/ledgers'] }, 'solved'),
  exercise('cache', { level: 'junior', minutes: 25, keywords: ['lru'] }, 'tried'),
  exercise('plan', { kind: 'query', level: null, minutes: null, summary: 'Slow pages.' }),
];
const NAMES = new Map([
  [
    'money/ledgers',
    { id: 'money/ledgers', name: 'Double entry', area: 'money', area_name: 'Money' },
  ],
]);
const ask = (query: string) => {
  const parameters = new URLSearchParams(query);
  return filtersOf((name) => parameters.get(name));
};
const slugs = (list: ExerciseSummary[]) => list.map((one) => one.slug).join(' ');

describe('filtered', () => {
  it.each([
    ['', 'ledger cache plan'],
    ['kind=query', 'plan'],
    ['level=junior', 'cache'],
    ['state=open', 'cache plan'],
    ['state=solved', 'ledger'],
    ['q=double', 'ledger'],
    ['q=LRU', 'cache'],
    ['q=slow pages', 'plan'],
    ['q=lru&level=senior', ''],
    ['competency=money/ledgers', 'ledger'],
  ])('%s', (query, expected) => {
    expect(slugs(filtered(ALL, ask(query), NAMES))).toBe(expected);
  });
});

describe('sorted', () => {
  const cases: [SortKey, boolean, string][] = [
    ['title', false, 'cache ledger plan'],
    ['title', true, 'plan ledger cache'],
    ['level', false, 'cache ledger plan'],
    // What has no value comes last either way.
    ['minutes', false, 'cache ledger plan'],
    ['minutes', true, 'ledger cache plan'],
  ];
  it.each(cases)('%s, descending %s', (key, descending, expected) => {
    expect(slugs(sorted(ALL, key, descending))).toBe(expected);
  });
});

describe('the address', () => {
  it('reads order and blindness, and knows no others', () => {
    expect(ask('sort=-minutes&blind=1')).toMatchObject({
      sort: 'minutes',
      descending: true,
      blind: true,
    });
    expect(ask('sort=price')).toMatchObject({ sort: 'title', descending: false });
  });
  it('counts each kind under the other filters', () => {
    expect(kindCounts(ALL, ask('kind=query&state=open'), NAMES)).toEqual([
      { kind: 'program', count: 1 },
      { kind: 'query', count: 1 },
    ]);
  });
});
