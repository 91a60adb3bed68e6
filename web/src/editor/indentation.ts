//! One step of indentation, by syntax.

/** Languages whose formatters and readers expect tabs. */
const WITH_TABS = new Set(['go']);
/** Languages indented by two spaces by custom; all others follow the person's tab size. */
const BY_TWO = new Set(['javascript', 'typescript', 'ruby', 'haskell', 'lua']);

/** One step of indentation. */
export function indentation(syntax: string, tabSize: number): string {
  if (WITH_TABS.has(syntax)) return '\t';
  return ' '.repeat(BY_TWO.has(syntax) ? Math.min(2, tabSize) : tabSize);
}

export function indentationName(syntax: string, tabSize: number): string {
  return WITH_TABS.has(syntax)
    ? `Tabs ${tabSize}`
    : `Spaces ${indentation(syntax, tabSize).length}`;
}
