//! Places in source files that a compiler or a run-time system names in its messages. Pure.
//! Only the submission's own files count: a path of a library is no place to go to.

/** Text searched for places; a longer text is searched in its beginning. */
const SEARCHED_CHARACTERS = 64 * 1024;
const PLACES = 200;

export type Severity = 'error' | 'warning' | 'info';

export interface Place {
  file: string;
  /** From 1. */
  line: number;
  /** From 1, or `null` where the message does not say. */
  column: number | null;
  severity: Severity;
  /** One line. */
  message: string;
  /** Where the place is written in the text. */
  start: number;
  end: number;
}

export function placesIn(text: string, files: string[]): Place[] {
  if (files.length === 0) return [];
  const searched = text.slice(0, SEARCHED_CHARACTERS);
  const names = [...files]
    .sort((a, b) => b.length - a.length)
    .map(escaped)
    .join('|');
  // main.c:4:5  main.ts(4,5)  File "main.py", line 4  main.php on line 4  main.pl line 4
  const pattern = new RegExp(
    `(?<![\\w.-])(?:\\./|/box/|/)?(${names})(?::(\\d+)(?::(\\d+))?|\\((\\d+)(?:,(\\d+))?\\)|"?[,:]? (?:on )?line (\\d+))`,
    'g',
  );
  const places: Place[] = [];
  for (const match of searched.matchAll(pattern)) {
    const file = match[1];
    const line = Number(match[2] ?? match[4] ?? match[6]);
    if (!file || !Number.isSafeInteger(line) || line < 1) continue;
    const column = Number(match[3] ?? match[5] ?? 0);
    const start = match.index;
    const end = start + match[0].length;
    places.push({
      file,
      line,
      column: column > 0 ? column : null,
      ...said(searched, start, end),
      start,
      end,
    });
    if (places.length === PLACES) break;
  }
  return places;
}

/** A text in plain parts and places, in order. */
export function linked(text: string, files: string[]): (string | Place)[] {
  const parts: (string | Place)[] = [];
  let from = 0;
  for (const place of placesIn(text, files)) {
    if (place.start > from) parts.push(text.slice(from, place.start));
    parts.push(place);
    from = place.end;
  }
  if (from < text.length) parts.push(text.slice(from));
  return parts;
}

function escaped(name: string): string {
  return name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** The message at a place: after it on its line, in the line above (Rust), or last (Python). */
function said(text: string, start: number, end: number): { severity: Severity; message: string } {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const lineEnd = end + (text.slice(end).indexOf('\n') + 1 || text.length - end + 1) - 1;
  const after = text
    .slice(end, lineEnd)
    .replace(/^[\s:,)"]+/, '')
    .replace(/^in .*$/, '')
    .trim();
  const before = text.slice(lineStart, start).trim();
  let message = after;
  if (before === '-->') message = text.slice(0, lineStart).trimEnd().split('\n').at(-1) ?? '';
  else if (message === '' && /^File "?$/.test(before)) message = lastOfBlock(text, lineEnd);
  else if (message === '' && before !== '') message = before.replace(/\s+(?:at|in)$/, '');
  return { severity: severityOf(message, after), message: tidy(message) };
}

function lastOfBlock(text: string, from: number): string {
  const block = text.slice(from).split(/\n\s*\n/, 1)[0] ?? '';
  return block.trim().split('\n').at(-1)?.trim() ?? '';
}

function severityOf(message: string, after: string): Severity {
  const words = `${message} ${after}`;
  if (/^(?:\w+: )?warning\b|\bwarning\s*[:[]/i.test(words)) return 'warning';
  if (/^note\b|^info\b/i.test(words.trim())) return 'info';
  return 'error';
}

function tidy(message: string): string {
  const plain = message
    .replace(/^(?:fatal )?(?:error|warning|note)(?:\s*\[?[A-Z]{0,2}\d*\]?)?\s*:\s*/i, '')
    .trim();
  return plain === '' ? 'The compiler stopped here.' : plain;
}
