//! Which languages are offered for an exercise, and which one it is opened in. Pure.

import type { Exercise, Language } from '../../api/types';

/** Languages in the order of the picker: installed first, then by name. */
export function pickable(languages: Language[], exercise: Exercise): Language[] {
  const allowed = new Set(exercise.languages);
  // Where the server names only what is installed, the missing are still listed with their remedy.
  const namesMissing = languages.some(
    (language) => !language.installed && allowed.has(language.id),
  );
  return languages
    .filter(
      (language) =>
        allowed.size === 0 || allowed.has(language.id) || (!language.installed && !namesMissing),
    )
    .sort((a, b) => Number(b.installed) - Number(a.installed) || a.name.localeCompare(b.name));
}

/** Tried in this order when nobody has chosen a language yet. */
const EVERYDAY = ['python3', 'java', 'javascript', 'go', 'cpp'];

/** The language to begin with: the first of `wanted` that is installed, else a common one. */
export function firstLanguage(
  choices: Language[],
  wanted: (string | null | undefined)[],
): Language | null {
  for (const id of [...wanted, ...EVERYDAY]) {
    const found = choices.find((language) => language.id === id && language.installed);
    if (found) return found;
  }
  return choices.find((language) => language.installed) ?? choices[0] ?? null;
}
