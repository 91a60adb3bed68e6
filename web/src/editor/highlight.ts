//! Code as coloured pieces, for places that show code without an editor. The classes are those of
//! base.css.

import { highlightTree, tagHighlighter, tags as t } from '@lezer/highlight';
import { modeOf } from './languages';

/** Text beyond this is shown without colours. */
const HIGHLIGHTED_CHARACTERS = 200_000;

export interface Token {
  text: string;
  /** `k` keyword, `s` string, `n` number, `t` type, `f` definition, `c` comment, or nothing. */
  role: string;
}

const roles = tagHighlighter([
  {
    tag: [
      t.keyword,
      t.controlKeyword,
      t.moduleKeyword,
      t.operatorKeyword,
      t.modifier,
      t.definitionKeyword,
      t.self,
    ],
    class: 'k',
  },
  { tag: [t.string, t.special(t.string), t.regexp, t.character, t.docString], class: 's' },
  { tag: [t.number, t.bool, t.null, t.atom, t.escape, t.constant(t.name)], class: 'n' },
  {
    tag: [
      t.typeName,
      t.className,
      t.namespace,
      t.annotation,
      t.meta,
      t.standard(t.name),
      t.macroName,
    ],
    class: 't',
  },
  {
    tag: [
      t.function(t.definition(t.variableName)),
      t.definition(t.function(t.variableName)),
      t.definition(t.className),
    ],
    class: 'f',
  },
  { tag: [t.comment, t.lineComment, t.blockComment, t.docComment], class: 'c' },
]);

/** `null` for a syntax without a mode. */
export async function highlighted(text: string, syntax: string): Promise<Token[] | null> {
  const support = text.length > HIGHLIGHTED_CHARACTERS ? null : await modeOf(syntax);
  if (support === null) return null;
  const tokens: Token[] = [];
  let at = 0;
  highlightTree(support.language.parser.parse(text), roles, (from, to, classes) => {
    if (from > at) tokens.push({ text: text.slice(at, from), role: '' });
    tokens.push({ text: text.slice(from, to), role: classes.split(' ')[0] ?? '' });
    at = to;
  });
  if (at < text.length) tokens.push({ text: text.slice(at), role: '' });
  return tokens;
}
