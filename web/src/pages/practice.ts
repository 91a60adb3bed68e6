//! Filtering and ordering the table of exercises. The whole list is in the browser: a host has
//! hundreds of them, not millions.

import type { ExerciseSummary } from '../api/types';

export interface Filters {
  q: string;
  kind: string;
  level: string;
  competency: string;
  state: string;
}

export type SortName = 'title' | 'level' | 'minutes' | 'last';

const LEVELS = ['junior', 'mid', 'senior', 'staff'];

export function filtered(list: readonly ExerciseSummary[], by: Filters): ExerciseSummary[] {
  const words = by.q.toLowerCase().split(/\s+/).filter(Boolean);
  return list.filter((exercise) => {
    const text = [
      exercise.title,
      exercise.summary,
      exercise.slug,
      ...exercise.keywords,
      ...exercise.competencies,
    ]
      .join(' ')
      .toLowerCase();
    const trains = (id: string) => id === by.competency || id.startsWith(`${by.competency}/`);
    return (
      words.every((word) => text.includes(word)) &&
      (by.kind === '' || exercise.kind === by.kind) &&
      (by.level === '' || exercise.level === by.level) &&
      (by.state === '' || exercise.own.state === by.state) &&
      (by.competency === '' || exercise.competencies.some(trains))
    );
  });
}

/** `-` before the name turns the order round. What has no value comes last either way. */
export function sorted(list: readonly ExerciseSummary[], sort: string): ExerciseSummary[] {
  const down = sort.startsWith('-');
  const name = (down ? sort.slice(1) : sort) as SortName;
  const key = (exercise: ExerciseSummary): string | number | null => {
    if (name === 'level') return exercise.level === null ? null : LEVELS.indexOf(exercise.level);
    if (name === 'minutes') return exercise.minutes;
    if (name === 'last') return exercise.own.last_attempt_at;
    return exercise.title.toLowerCase();
  };
  return [...list].sort((a, b) => {
    const [one, other] = [key(a), key(b)];
    if (one === null || other === null) return Number(one === null) - Number(other === null);
    const order = one < other ? -1 : one > other ? 1 : 0;
    return (down ? -order : order) || a.title.localeCompare(b.title);
  });
}
