//! The parts of the editor that never change, and the slots for those that do.

import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { bracketMatching, foldKeymap, indentOnInput, indentUnit } from '@codemirror/language';
import { Compartment, EditorState, Prec, type Extension } from '@codemirror/state';
import {
  crosshairCursor,
  drawSelection,
  dropCursor,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
  rectangularSelection,
  type KeyBinding,
} from '@codemirror/view';
import { completion } from './completion';
import { indentation } from './indentation';
import { appearance } from './theme';

export type Keymap = 'default' | 'vim' | 'emacs';

export interface Preferences {
  keymap: Keymap;
  font_size: number;
  tab_size: number;
  line_wrap: boolean;
}

/** Slots, shared by the states of all files so that one effect changes any of them. */
export const slots = {
  keys: new Compartment(),
  mode: new Compartment(),
  indent: new Compartment(),
  wrap: new Compartment(),
  label: new Compartment(),
  search: new Compartment(),
  findings: new Compartment(),
};

/** Keys that search answers to; the first of them to be pressed loads it. */
const SEARCH_KEYS = ['Mod-f', 'F3', 'Mod-g', 'Mod-Shift-l', 'Mod-Alt-g', 'Mod-d'];

const searchOnRequest: KeyBinding[] = SEARCH_KEYS.map((key) => ({
  key,
  preventDefault: true,
  run: (view) => {
    void import('./searching').then(({ searching, press }) => {
      view.dispatch({ effects: slots.search.reconfigure(searching) });
      press(key, view);
    });
    return true;
  },
}));

/** Vim and Emacs keys are loaded when they are asked for. */
export async function keysOf(name: Keymap): Promise<Extension> {
  if (name === 'vim') return (await import('@replit/codemirror-vim')).vim({ status: true });
  if (name === 'emacs') return (await import('@replit/codemirror-emacs')).emacs();
  return [];
}

export function indentExtension(syntax: string, tabSize: number): Extension {
  return [
    indentUnit.of(indentation(syntax, tabSize)),
    EditorState.tabSize.of(tabSize),
    completion(syntax),
  ];
}

export function labelExtension(file: string): Extension {
  return EditorView.contentAttributes.of({
    'aria-label': `${file}. Escape, then Tab leaves the editor.`,
    // Editable content takes focus by itself, which checkers of accessibility do not all know.
    tabindex: '0',
    spellcheck: 'false',
    autocorrect: 'off',
    autocapitalize: 'off',
  });
}

/** `own` are the page's keys, which go before all others. */
export function baseExtensions(own: KeyBinding[]): Extension {
  return [
    // Vim and Emacs see keys before any keymap: even Escape, which else closes a completion.
    slots.keys.of([]),
    Prec.highest(keymap.of(own)),
    lineNumbers(),
    highlightActiveLineGutter(),
    highlightSpecialChars(),
    history(),
    drawSelection(),
    dropCursor(),
    EditorState.allowMultipleSelections.of(true),
    indentOnInput(),
    bracketMatching(),
    closeBrackets(),
    autocompletion({ maxRenderedOptions: 60, defaultKeymap: false }),
    rectangularSelection(),
    crosshairCursor(),
    highlightActiveLine(),
    slots.search.of([]),
    slots.findings.of([]),
    Prec.high(keymap.of(completionKeymap)),
    keymap.of([
      ...closeBracketsKeymap,
      ...defaultKeymap.filter((binding) => binding.key !== 'Mod-Enter'),
      ...searchOnRequest,
      ...historyKeymap,
      ...foldKeymap,
      indentWithTab,
    ]),
    appearance(),
    slots.mode.of([]),
    slots.indent.of([]),
    slots.wrap.of([]),
    slots.label.of([]),
  ];
}
