//! How well a typed text fits a name: letters in order, better at the beginnings of words and side by
//! side. Small on purpose; the list it ranks is short.

export interface Hit {
  score: number;
  /** Where the letters were found, for marking them. */
  at: number[];
}

const START_OF_TEXT = 12;
const START_OF_WORD = 8;
const SIDE_BY_SIDE = 6;
const FOUND = 1;
/** Taken off for each letter passed over, at most this much in all. */
const GAP_LIMIT = 4;

function startsWord(text: string, at: number): boolean {
  return at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1] ?? ' ');
}

function worth(text: string, at: number, before: number | null): number {
  let score = FOUND;
  if (at === 0) score += START_OF_TEXT;
  else if (startsWord(text, at)) score += START_OF_WORD;
  if (before !== null) {
    if (at === before + 1) score += SIDE_BY_SIDE;
    else score -= Math.min(at - before - 1, GAP_LIMIT) / 2;
  }
  return score;
}

/** One word of the question: best placement of its letters, by dynamic programming over the text. */
function placeWord(word: string, text: string): Hit | null {
  let row: (Hit | null)[] = Array.from(text, (letter, at) =>
    letter === word[0] ? { score: worth(text, at, null), at: [at] } : null,
  );
  for (const letter of word.slice(1)) {
    const next: (Hit | null)[] = Array.from(text, () => null);
    for (let at = 0; at < text.length; at += 1) {
      if (text[at] !== letter) continue;
      for (let before = 0; before < at; before += 1) {
        const earlier = row[before];
        if (!earlier) continue;
        const score = earlier.score + worth(text, at, before);
        if (score > (next[at]?.score ?? -Infinity)) next[at] = { score, at: [...earlier.at, at] };
      }
    }
    row = next;
  }
  return row.reduce(
    (best, hit) => (hit && hit.score > (best?.score ?? -Infinity) ? hit : best),
    null,
  );
}

/** Texts longer than that are cut: names are short, and the work grows with the square. */
const LONGEST = 80;

/** Null where some word does not fit. An empty question fits everything equally. */
export function score(question: string, text: string): Hit | null {
  const lower = text.slice(0, LONGEST).toLowerCase();
  const words = question.toLowerCase().split(/\s+/).filter(Boolean);
  const found: Hit = { score: 0, at: [] };
  for (const word of words) {
    const hit = placeWord(word.slice(0, LONGEST), lower);
    if (!hit) return null;
    found.score += hit.score;
    found.at.push(...hit.at);
  }
  if (words.length > 0) found.score -= lower.length / LONGEST;
  return found;
}
