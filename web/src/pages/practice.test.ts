import { expect, test } from 'vitest';
import type { ExerciseSummary } from '../api/types';
import { filtered, sorted } from './practice';

function exercise(
  title: string,
  level: ExerciseSummary['level'],
  minutes: number | null,
): ExerciseSummary {
  return {
    slug: title.toLowerCase(),
    title,
    kind: 'program',
    level,
    minutes,
    competencies: ['algorithms/hashing'],
    summary: `About ${title}.`,
    keywords: ['cache'],
    version: '1',
    staged: false,
    stages: 0,
    source: 'library',
    own: {
      state: 'new',
      best_score: null,
      best_level: null,
      attempts: 0,
      best_cpu_us: null,
      last_attempt_at: null,
      surrendered: false,
      hints_opened: 0,
      draft_at: null,
    },
  };
}

const list = [
  exercise('Queue', 'senior', 30),
  exercise('Cache', 'junior', null),
  exercise('Log', 'mid', 10),
];
const none = { q: '', kind: '', level: '', competency: '', state: '' };

test('filters hold together, an area holds its topics', () => {
  expect(filtered(list, { ...none, q: 'cache queue' })).toHaveLength(1);
  expect(filtered(list, { ...none, competency: 'algorithms' })).toHaveLength(3);
  expect(filtered(list, { ...none, competency: 'algo' })).toHaveLength(0);
  expect(filtered(list, { ...none, level: 'mid' })[0]?.title).toBe('Log');
});

test('orders turn round, what has no value stays last', () => {
  const titles = (sort: string) => sorted(list, sort).map((one) => one.title);
  expect(titles('title')).toEqual(['Cache', 'Log', 'Queue']);
  expect(titles('-level')).toEqual(['Queue', 'Log', 'Cache']);
  expect(titles('minutes')).toEqual(['Log', 'Queue', 'Cache']);
  expect(titles('-minutes')).toEqual(['Queue', 'Log', 'Cache']);
});
