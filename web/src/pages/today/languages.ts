//! The languages most people write in interviews come first; the rest by name.

import type { Language } from '../../api/types';

const OFTEN = ['python3', 'java', 'go', 'javascript', 'typescript', 'cpp', 'rust', 'csharp'];
/** As many as fit in one row. */
export const COMMON = 6;

export function commonFirst(languages: readonly Language[]): Language[] {
  const rank = (language: Language) => {
    const at = OFTEN.indexOf(language.id);
    return at < 0 ? OFTEN.length : at;
  };
  return languages.toSorted((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name));
}
