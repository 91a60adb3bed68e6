//! How the editor looks: colours from tokens.css, no colour stated here.

import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { tags as t } from '@lezer/highlight';

const theme = EditorView.theme({
  '&': {
    color: 'var(--ink)',
    backgroundColor: 'var(--sheet)',
    height: '100%',
    fontSize: 'var(--editor-size, var(--t-2))',
  },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--font-code)', lineHeight: '1.54', scrollbarWidth: 'thin' },
  '.cm-content': { caretColor: 'var(--accent)', padding: 'var(--s-2) 0' },
  '.cm-line': { padding: '0 var(--s-4) 0 var(--s-2)' },
  '.cm-cursor, .cm-dropCursor': { borderLeftColor: 'var(--accent)', borderLeftWidth: '2px' },
  '.cm-fat-cursor': {
    background: 'var(--accent) !important',
    color: 'var(--on-accent) !important',
  },
  '&:not(.cm-focused) .cm-fat-cursor': {
    background: 'none !important',
    outline: '1px solid var(--accent) !important',
  },
  '.cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground':
    { background: 'var(--code-select)' },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'transparent' },
  '&.cm-focused .cm-activeLine': { backgroundColor: 'var(--code-line)' },
  '&.cm-focused .cm-activeLineGutter': { backgroundColor: 'var(--code-line)', color: 'var(--ink)' },
  '.cm-gutters': { backgroundColor: 'var(--sheet)', color: 'var(--ink-3)', border: '0' },
  '.cm-lineNumbers .cm-gutterElement': {
    fontSize: '0.923em',
    minWidth: '3.5rem',
    padding: '0 1.125rem 0 0',
  },
  // The marks lie in the room beside the numbers, so that nothing shifts when the first one comes.
  '.cm-gutter-lint': { width: '0.875rem', marginLeft: '-0.875rem' },
  '.cm-gutter-lint .cm-gutterElement': { padding: '0.25em 0.125rem' },
  '.cm-lint-marker': { width: '0.625rem', height: '0.625rem', content: 'none' },
  '.cm-lint-marker-error': {
    background: 'var(--fail)',
    clipPath:
      'polygon(20% 0,50% 30%,80% 0,100% 20%,70% 50%,100% 80%,80% 100%,50% 70%,20% 100%,0 80%,30% 50%,0 20%)',
  },
  '.cm-lint-marker-warning': {
    background: 'var(--unsure)',
    clipPath: 'polygon(50% 0,100% 100%,0 100%)',
  },
  '.cm-lint-marker-info': { background: 'var(--ink-3)', borderRadius: '50%' },
  '.cm-lintRange-error': {
    backgroundImage: 'none',
    textDecoration: 'underline wavy var(--fail)',
    textUnderlineOffset: '3px',
  },
  '.cm-lintRange-warning': {
    backgroundImage: 'none',
    textDecoration: 'underline wavy var(--unsure)',
    textUnderlineOffset: '3px',
  },
  '.cm-matchingBracket, &.cm-focused .cm-matchingBracket': {
    backgroundColor: 'var(--accent-wash)',
    outline: 'none',
  },
  '.cm-nonmatchingBracket, &.cm-focused .cm-nonmatchingBracket': {
    backgroundColor: 'var(--fail-wash)',
  },
  '.cm-searchMatch': { backgroundColor: 'var(--unsure-wash)', outline: '1px solid var(--line)' },
  '.cm-searchMatch-selected': {
    backgroundColor: 'var(--accent-wash)',
    outline: '1px solid var(--accent)',
  },
  '.cm-selectionMatch': { backgroundColor: 'var(--selected)' },
  '.cm-foldPlaceholder': {
    background: 'var(--well)',
    border: '0',
    color: 'var(--ink-2)',
    padding: '0 0.25em',
  },
  '.cm-note': {
    color: 'var(--fail)',
    font: 'var(--t-1) / var(--l-2) var(--font-text)',
    padding: '0 var(--s-4) 0 var(--s-2)',
    whiteSpace: 'normal',
  },
  '.cm-panels': { backgroundColor: 'var(--paper)', color: 'var(--ink)' },
  '.cm-panels.cm-panels-top': { borderBottom: 'var(--hair) solid var(--line)' },
  '.cm-panels.cm-panels-bottom': { borderTop: 'var(--hair) solid var(--line)' },
  '.cm-panel': { font: 'var(--t-2) / var(--l-2) var(--font-text)' },
  '.cm-panel.cm-search': { padding: 'var(--s-2) var(--s-6) var(--s-2) var(--s-3)' },
  '.cm-panel.cm-search label': {
    fontSize: 'var(--t-2)',
    display: 'inline-flex',
    gap: 'var(--s-1)',
    alignItems: 'center',
  },
  '.cm-panel.cm-search [name=close]': {
    color: 'var(--ink-2)',
    fontSize: 'var(--t-5)',
    padding: '0 var(--s-2)',
    cursor: 'pointer',
  },
  '.cm-textfield': {
    backgroundColor: 'var(--sheet)',
    border: 'var(--hair) solid var(--rule)',
    borderRadius: 'var(--r-2)',
    fontSize: 'var(--t-2)',
    padding: '0.1875rem 0.5rem',
  },
  '.cm-button': {
    backgroundImage: 'none',
    backgroundColor: 'transparent',
    border: 'var(--hair) solid var(--rule)',
    borderRadius: 'var(--r-2)',
    fontSize: 'var(--t-2)',
    padding: '0.1875rem 0.625rem',
    cursor: 'pointer',
  },
  '.cm-button:active': { backgroundImage: 'none', backgroundColor: 'var(--well)' },
  '.cm-tooltip': {
    backgroundColor: 'var(--sheet)',
    color: 'var(--ink)',
    border: 'var(--hair) solid var(--line)',
    borderRadius: 'var(--r-2)',
    boxShadow: 'var(--lift)',
  },
  '.cm-tooltip-autocomplete > ul': { fontFamily: 'var(--font-code)', fontSize: 'var(--t-2)' },
  '.cm-tooltip-autocomplete > ul > li': {
    padding: '0.0625rem var(--s-2) !important',
    lineHeight: 'var(--l-2) !important',
  },
  '.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    background: 'var(--selected)',
    color: 'var(--ink)',
  },
  '.cm-completionMatchedText': { textDecoration: 'none', fontWeight: 'var(--w-strong)' },
  '.cm-diagnostic': {
    font: 'var(--t-2) / var(--l-2) var(--font-text)',
    borderLeftWidth: '2px',
    padding: 'var(--s-1) var(--s-2)',
  },
  '.cm-diagnostic-error': { borderLeftColor: 'var(--fail)' },
  '.cm-diagnostic-warning': { borderLeftColor: 'var(--unsure)' },
  '.cm-vim-panel': {
    padding: '0.125rem var(--s-4)',
    fontFamily: 'var(--font-code)',
    fontSize: 'var(--t-2)',
  },
  '.cm-vim-message': { color: 'var(--ink-2) !important' },
  '.cm-vim-panel input': { color: 'inherit' },
});

const colours = HighlightStyle.define([
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
    color: 'var(--code-key)',
  },
  {
    tag: [t.string, t.special(t.string), t.regexp, t.character, t.docString],
    color: 'var(--code-str)',
  },
  {
    tag: [t.number, t.bool, t.null, t.atom, t.escape, t.constant(t.name)],
    color: 'var(--code-num)',
  },
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
    color: 'var(--code-type)',
  },
  {
    tag: [
      t.function(t.definition(t.variableName)),
      t.definition(t.function(t.variableName)),
      t.function(t.definition(t.propertyName)),
      t.definition(t.className),
    ],
    color: 'var(--code-fn)',
    fontWeight: '500',
  },
  {
    tag: [t.comment, t.lineComment, t.blockComment, t.docComment],
    color: 'var(--code-com)',
    fontStyle: 'italic',
  },
  { tag: t.invalid, color: 'var(--fail)' },
]);

/** The theme and the nonce that lets its style element pass the content security policy. */
export function appearance(): Extension {
  const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content;
  return [theme, syntaxHighlighting(colours), nonce ? EditorView.cspNonce.of(nonce) : []];
}
