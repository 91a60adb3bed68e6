//! Which exercises are shown and in which order, as the address says. Pure.

import type { Competency, ExerciseSummary } from '../../api/types';

export const STATES = [
  { value: '', name: 'Any state' },
  { value: 'open', name: 'Not solved' },
  { value: 'new', name: 'Not opened' },
  { value: 'started', name: 'Begun' },
  { value: 'tried', name: 'Tried' },
  { value: 'solved', name: 'Solved' },
] as const;

export const LEVELS = ['junior', 'mid', 'senior', 'staff'] as const;

export const SORTS = ['title', 'kind', 'level', 'minutes', 'best', 'last'] as const;
export type SortKey = (typeof SORTS)[number];

export interface Filters {
  q: string;
  kind: string;
  level: string;
  competency: string;
  state: string;
  sort: SortKey;
  descending: boolean;
  blind: boolean;
}

/** Reads the address; what it does not know counts as not asked. */
export function filtersOf(get: (name: string) => string | null): Filters {
  const sort = get('sort') ?? 'title';
  const key = sort.replace(/^-/, '');
  return {
    q: get('q') ?? '',
    kind: get('kind') ?? '',
    level: get('level') ?? '',
    competency: get('competency') ?? '',
    state: get('state') ?? '',
    sort: SORTS.find((one) => one === key) ?? 'title',
    descending: sort.startsWith('-'),
    blind: get('blind') === '1',
  };
}

/** `algorithms/hashing` reads as `hashing`. */
export function shortCompetency(id: string): string {
  return (id.split('/').at(-1) ?? id).replaceAll('-', ' ');
}

function isIn(state: string, one: ExerciseSummary): boolean {
  if (state === '') return true;
  if (state === 'open') return one.own.state !== 'solved';
  return one.own.state === state;
}

type Names = ReadonlyMap<string, Competency>;

function holds(one: ExerciseSummary, words: readonly string[], names: Names): boolean {
  const text = [
    one.title,
    one.slug,
    one.summary,
    one.kind,
    ...one.keywords,
    ...one.competencies.flatMap((id) => [id, names.get(id)?.name ?? '']),
  ]
    .join(' ')
    .toLowerCase();
  return words.every((word) => text.includes(word));
}

export function filtered(
  all: readonly ExerciseSummary[],
  filters: Filters,
  names: Names,
): ExerciseSummary[] {
  const words = filters.q.toLowerCase().split(/\s+/).filter(Boolean);
  return all.filter(
    (one) =>
      (filters.kind === '' || one.kind === filters.kind) &&
      (filters.level === '' || one.level === filters.level) &&
      (filters.competency === '' || one.competencies.includes(filters.competency)) &&
      isIn(filters.state, one) &&
      holds(one, words, names),
  );
}

type Key = string | number | null;

function sortKey(one: ExerciseSummary, key: SortKey): Key {
  switch (key) {
    case 'title':
      return one.title;
    case 'kind':
      return one.kind;
    case 'level':
      return one.level === null ? null : LEVELS.indexOf(one.level);
    case 'minutes':
      return one.minutes;
    case 'best':
      return one.own.best_score;
    case 'last':
      return one.own.last_attempt_at;
  }
}

function compare(a: Key, b: Key): number {
  if (typeof a === 'string' && typeof b === 'string') return a.localeCompare(b, 'en');
  return Number(a) - Number(b);
}

/** What has no value comes last either way; the title decides between equals. */
export function sorted(
  list: readonly ExerciseSummary[],
  key: SortKey,
  descending: boolean,
): ExerciseSummary[] {
  return list.toSorted((one, other) => {
    const a = sortKey(one, key);
    const b = sortKey(other, key);
    if (a === null || b === null) {
      if (a !== b) return a === null ? 1 : -1;
    } else {
      const order = compare(a, b);
      if (order !== 0) return descending ? -order : order;
    }
    return compare(one.title, other.title);
  });
}

/** Each kind that there is, with how many the other filters leave. */
export function kindCounts(
  all: readonly ExerciseSummary[],
  filters: Filters,
  names: Names,
): { kind: string; count: number }[] {
  const left = filtered(all, { ...filters, kind: '' }, names);
  const kinds = [...new Set(all.map((one) => one.kind))].toSorted();
  return kinds.map((kind) => ({ kind, count: left.filter((one) => one.kind === kind).length }));
}
