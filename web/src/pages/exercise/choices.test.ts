import { expect, it } from 'vitest';
import type { Exercise, Language } from '../../api/types';
import { firstLanguage, pickable } from './choices';

const language = (id: string, installed = true) => ({ id, name: id, installed }) as Language;
const exercise = (languages: string[]) => ({ languages }) as Exercise;
const ALL = [language('rust'), language('haskell', false), language('go'), language('python3')];
const ids = (list: Language[]) => list.map((one) => one.id);

it('offers installed languages first, and the missing ones with them', () => {
  expect(ids(pickable(ALL, exercise([])))).toEqual(['go', 'python3', 'rust', 'haskell']);
  expect(ids(pickable(ALL, exercise(['rust', 'go'])))).toEqual(['go', 'rust', 'haskell']);
  expect(ids(pickable(ALL, exercise(['rust', 'haskell'])))).toEqual(['rust', 'haskell']);
});

it('begins with the first wanted language that is installed', () => {
  expect(firstLanguage(ALL, ['haskell', null, 'rust'])?.id).toBe('rust');
  expect(firstLanguage(ALL, [null, undefined])?.id).toBe('python3');
  expect(firstLanguage([language('haskell', false)], [])?.id).toBe('haskell');
  expect(firstLanguage([], [])).toBeNull();
});
