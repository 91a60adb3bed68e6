//! How a comparison looks: the editor's colours, and those of the report's differences for what
//! changed.

import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { appearance } from './theme';

const merge = EditorView.theme({
  '& .cm-changedLine, &.cm-merge-b .cm-changedLine, & .cm-insertedLine': {
    backgroundColor: 'var(--pass-wash)',
  },
  '& .cm-deletedChunk': { backgroundColor: 'var(--fail-wash)', paddingLeft: 'var(--s-2)' },
  '& .cm-changedText, &.cm-merge-b .cm-changedText': {
    background: 'var(--pass-mark)',
    borderRadius: 'var(--r-1)',
  },
  '& .cm-deletedChunk .cm-deletedText, & .cm-deletedText': {
    background: 'var(--fail-mark)',
    borderRadius: 'var(--r-1)',
    textDecoration: 'none',
  },
  '& .cm-changedLineGutter, &.cm-merge-b .cm-changedLineGutter': { background: 'var(--pass)' },
  '& .cm-deletedLineGutter': { background: 'var(--fail)' },
  '& .cm-collapsedLines:before, & .cm-collapsedLines:after': { content: 'none' },
  '& .cm-collapsedLines': {
    background: 'var(--well)',
    color: 'var(--ink-2)',
    font: 'var(--t-1) / var(--l-2) var(--font-text)',
    padding: '0 var(--s-3)',
  },
});

export function mergeAppearance(): Extension {
  return [appearance(), merge];
}
