//! What differs between the expected and the got text, shaped for two columns. Pure.
//!
//! Texts of the same number of lines are paired line by line: an answer is given line for line.
//! Otherwise a line is missing or too many, and a longest common subsequence inside a window finds
//! it. In paired lines that differ the changed words, and in lone changed words the changed
//! letters, are marked.

/** Lines shown before the first difference and in all. */
const LINES_BEFORE = 2;
const LINES_SHOWN = 14;
/** Lines compared on each side; quadratic, so bounded. */
const WINDOW = 120;
/** Characters of one line that are shown; longer ones are cut around the change. */
const LINE_CHARACTERS = 240;
/** Words compared in one line; beyond it only the common ends are found. */
const WORDS = 160;

export interface Piece {
  text: string;
  changed: boolean;
}

export interface DiffLine {
  /** Line number from 1. */
  number: number;
  pieces: Piece[];
  /** This line is not in the other text. */
  differs: boolean;
}

export interface Sides {
  expected: (DiffLine | null)[];
  got: (DiffLine | null)[];
  /** Lines of either text after the ones shown. */
  more: number;
}

/** The rows to show for whole texts. `null` stands for a line that the other side has alone. */
export function compareTexts(expected: string, got: string): Sides {
  const left = lines(expected);
  const right = lines(got);
  let first = 0;
  while (first < left.length && first < right.length && left[first] === right[first]) first += 1;
  const start = Math.max(0, first - LINES_BEFORE);
  const windows = [left.slice(start, start + WINDOW), right.slice(start, start + WINDOW)] as const;
  const rows = left.length === right.length ? inStep(windows[0].length) : pairLines(...windows);
  const shown = rows.slice(0, LINES_SHOWN);
  const sides: Sides = { expected: [], got: [], more: 0 };
  let last = { left: start, right: start };
  for (const [l, r] of shown) {
    const a = l === null ? null : (left[start + l] ?? '');
    const b = r === null ? null : (right[start + r] ?? '');
    const [wanted, was] = a !== null && b !== null ? changedPieces(a, b) : [whole(a), whole(b)];
    const differs = a !== b;
    sides.expected.push(
      a === null || l === null ? null : { number: start + l + 1, pieces: wanted, differs },
    );
    sides.got.push(
      b === null || r === null ? null : { number: start + r + 1, pieces: was, differs },
    );
    last = {
      left: l === null ? last.left : start + l + 1,
      right: r === null ? last.right : start + r + 1,
    };
  }
  sides.more = Math.max(left.length - last.left, right.length - last.right);
  return sides;
}

/** The rows for a difference of which only the two lines are known. */
export function compareLines(diff: {
  expected?: string | null;
  expected_line?: number | null;
  got?: string | null;
  got_line?: number | null;
}): Sides {
  const a = diff.expected ?? null;
  const b = diff.got ?? null;
  const [wanted, was] = a !== null && b !== null ? changedPieces(a, b) : [whole(a), whole(b)];
  return {
    expected: [
      a === null ? null : { number: diff.expected_line ?? 1, pieces: wanted, differs: true },
    ],
    got: [b === null ? null : { number: diff.got_line ?? 1, pieces: was, differs: true }],
    more: 0,
  };
}

function lines(text: string): string[] {
  const all = text.split('\n');
  if (all.at(-1) === '') all.pop();
  return all;
}

function whole(line: string | null): Piece[] {
  return line === null || line === '' ? [] : cut([{ text: line, changed: true }]);
}

function inStep(length: number): [number, number][] {
  return Array.from({ length }, (_, index) => [index, index]);
}

/** Pairs of line indices, with `null` where one side has no partner. */
function pairLines(left: string[], right: string[]): [number | null, number | null][] {
  const steps = commonSubsequence(left, right);
  const rows: [number | null, number | null][] = [];
  let l = 0;
  let r = 0;
  for (const [nextLeft, nextRight] of [...steps, [left.length, right.length] as const]) {
    // Between two common lines, lines are paired in order: a changed line stands beside its change.
    while (l < nextLeft || r < nextRight) {
      rows.push([l < nextLeft ? l++ : null, r < nextRight ? r++ : null]);
    }
    if (nextLeft < left.length && nextRight < right.length) rows.push([l++, r++]);
  }
  return rows;
}

/** Index pairs of a longest common subsequence. */
function commonSubsequence(left: string[], right: string[]): [number, number][] {
  const width = right.length + 1;
  const lengths = new Uint16Array((left.length + 1) * width);
  for (let l = left.length - 1; l >= 0; l -= 1) {
    for (let r = right.length - 1; r >= 0; r -= 1) {
      const here = l * width + r;
      lengths[here] =
        left[l] === right[r]
          ? (lengths[here + width + 1] ?? 0) + 1
          : Math.max(lengths[here + width] ?? 0, lengths[here + 1] ?? 0);
    }
  }
  const pairs: [number, number][] = [];
  let l = 0;
  let r = 0;
  while (l < left.length && r < right.length) {
    if (left[l] === right[r]) pairs.push([l++, r++]);
    else if ((lengths[(l + 1) * width + r] ?? 0) >= (lengths[l * width + r + 1] ?? 0)) l += 1;
    else r += 1;
  }
  return pairs;
}

/** The two lines in pieces, changed ones marked. */
export function changedPieces(a: string, b: string): [Piece[], Piece[]] {
  if (a === b) return [whole(a).map(unchanged), whole(b).map(unchanged)];
  const left = words(a);
  const right = words(b);
  if (left.length > WORDS || right.length > WORDS) return commonEnds(a, b);
  const common = commonSubsequence(left, right);
  // Without a common word (spaces aside) the letters say more than whole words would.
  if (!common.some(([index]) => /\S/.test(left[index] ?? ''))) return commonEnds(a, b);
  const kept = [new Set(common.map(([l]) => l)), new Set(common.map(([, r]) => r))];
  return [marked(left, kept[0] ?? new Set()), marked(right, kept[1] ?? new Set())];
}

function words(line: string): string[] {
  return line.match(/\s+|[\p{L}\p{N}_.+-]+|[^\s\p{L}\p{N}_.+-]/gu) ?? [];
}

function unchanged(piece: Piece): Piece {
  return { ...piece, changed: false };
}

function marked(parts: string[], kept: Set<number>): Piece[] {
  const pieces: Piece[] = [];
  parts.forEach((text, index) => {
    const changed = !kept.has(index);
    const last = pieces.at(-1);
    if (last && last.changed === changed) last.text += text;
    else pieces.push({ text, changed });
  });
  return cut(pieces);
}

/** What remains between the common beginning and the common end is the change. */
function commonEnds(a: string, b: string): [Piece[], Piece[]] {
  const left = [...a];
  const right = [...b];
  const most = Math.min(left.length, right.length);
  let head = 0;
  while (head < most && left[head] === right[head]) head += 1;
  let tail = 0;
  while (tail < most - head && left[left.length - 1 - tail] === right[right.length - 1 - tail])
    tail += 1;
  const pieces = (text: string[]): Piece[] =>
    cut(
      [
        { text: text.slice(0, head).join(''), changed: false },
        { text: text.slice(head, text.length - tail).join(''), changed: true },
        { text: text.slice(text.length - tail).join(''), changed: false },
      ].filter((piece) => piece.text !== ''),
    );
  return [pieces(left), pieces(right)];
}

/** Long lines keep the neighbourhood of their changes. */
function cut(pieces: Piece[]): Piece[] {
  const length = pieces.reduce((sum, piece) => sum + piece.text.length, 0);
  if (length <= LINE_CHARACTERS) return pieces;
  const most = Math.max(24, Math.floor(LINE_CHARACTERS / Math.max(1, pieces.length)));
  return pieces.map((piece, index) => {
    if (piece.text.length <= most) return piece;
    const half = Math.floor(most / 2);
    // The first piece matters at its end, the last at its beginning, one in between at both.
    if (!piece.changed && index === 0) return { ...piece, text: `…${piece.text.slice(-most)}` };
    if (!piece.changed && index === pieces.length - 1)
      return { ...piece, text: `${piece.text.slice(0, most)}…` };
    return { ...piece, text: `${piece.text.slice(0, half)}…${piece.text.slice(-half)}` };
  });
}
