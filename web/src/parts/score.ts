//! How well what was typed fits a name: letters in order, better at the beginnings of words and next
//! to each other.

export interface Fit {
  score: number;
  /** Places of the letters that fit. */
  at: number[];
}

/** `null` when the letters are not all there in order. */
export function fit(typed: string, name: string): Fit | null {
  const wanted = typed.toLowerCase().replace(/\s+/g, '');
  if (wanted === '') return { score: 0, at: [] };
  const lower = name.toLowerCase();
  const whole = lower.indexOf(typed.toLowerCase().trim());
  if (whole >= 0) {
    const at = Array.from({ length: typed.trim().length }, (_, index) => whole + index);
    return { score: 100 + (isStart(lower, whole) ? 50 : 0) - whole - name.length / 100, at };
  }
  const at: number[] = [];
  let score = 0;
  let from = 0;
  for (const letter of wanted) {
    const found = next(lower, letter, from);
    if (found < 0) return null;
    if (isStart(lower, found)) score += 8;
    if (found === (at.at(-1) ?? -2) + 1) score += 5;
    score -= (found - from) / 10;
    at.push(found);
    from = found + 1;
  }
  return { score: score - name.length / 100, at };
}

/** The next place of a letter; one at the beginning of a word is preferred when it is near. */
function next(name: string, letter: string, from: number): number {
  const first = name.indexOf(letter, from);
  for (let at = first; at >= 0 && at < first + 12; at = name.indexOf(letter, at + 1)) {
    if (isStart(name, at)) return at;
  }
  return first;
}

function isStart(name: string, at: number): boolean {
  return at === 0 || /[\s\-/_.]/.test(name[at - 1] ?? '');
}
