//! The verdicts: their full names and the mark each is drawn with. The short forms are the judge's.

/** What a mark looks like. Shape first, colour second. */
export type Mark = 'pass' | 'fail' | 'unsure' | 'run' | 'wait';

const NAMES: Record<string, string> = {
  AC: 'Accepted',
  WA: 'Wrong answer',
  TLE: 'Time limit',
  MLE: 'Memory limit',
  OLE: 'Output limit',
  RTE: 'Run-time error',
  CE: 'Compile error',
  RJ: 'Rejected',
  JE: 'Judge error',
  IN: 'Inconclusive',
};

/** The full name of a verdict; a code of a newer judge stands for itself. */
export function verdictName(code: string): string {
  return NAMES[code] ?? code;
}

/** A judge error is ours and an inconclusive run counts for nothing, so neither is a failure. */
export function markOf(code: string): Mark {
  if (code === 'AC') return 'pass';
  if (code === 'JE' || code === 'IN') return 'unsure';
  return 'fail';
}
