//! Search and replace, loaded when one of its keys is pressed for the first time.

import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
import { EditorState, type Extension } from '@codemirror/state';
import { keymap, type EditorView } from '@codemirror/view';

const PHRASES = {
  next: 'Next',
  previous: 'Previous',
  all: 'All',
  'match case': 'Match case',
  regexp: 'Pattern',
  'by word': 'Whole words',
  replace: 'Replace',
  'replace all': 'Replace all',
  close: 'Close',
};

export const searching: Extension = [
  search({ top: true }),
  highlightSelectionMatches(),
  keymap.of(searchKeymap),
  EditorState.phrases.of(PHRASES),
];

/** Does what `key` does once search is there. */
export function press(key: string, view: EditorView) {
  searchKeymap.find((binding) => binding.key === key)?.run?.(view);
}
