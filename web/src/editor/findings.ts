//! What the judge found, shown in the text: marks in the gutter, and under the line of the first
//! failing check a note in words. Both are cleared line by line as the person edits the place.
//! Loaded with the first finding.

import { lintGutter, lintKeymap, setDiagnostics, type Diagnostic } from '@codemirror/lint';
import {
  StateEffect,
  StateField,
  type EditorState,
  type Extension,
  type Text,
} from '@codemirror/state';
import { Decoration, EditorView, keymap, WidgetType, type DecorationSet } from '@codemirror/view';
import type { Severity } from '../report/places';

/** A message at a line of one file. */
export interface LineFinding {
  file: string;
  line: number;
  column: number | null;
  severity: Severity;
  message: string;
  /** Written out under the line, not only marked. */
  note: boolean;
}

class Note extends WidgetType {
  constructor(readonly text: string) {
    super();
  }
  override eq(other: Note): boolean {
    return other.text === this.text;
  }
  override toDOM(): HTMLElement {
    const element = document.createElement('div');
    element.className = 'cm-note';
    element.textContent = this.text;
    return element;
  }
}

const setNotes = StateEffect.define<DecorationSet>();

const notes = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(value, transaction) {
    let next = value.map(transaction.changes);
    if (transaction.docChanged) {
      // A note on a line being edited is out of date.
      transaction.changes.iterChangedRanges((_from, _to, from, to) => {
        const first = transaction.newDoc.lineAt(from).from;
        const last = transaction.newDoc.lineAt(to).to;
        next = next.update({ filter: (at) => at < first || at > last });
      });
    }
    for (const effect of transaction.effects) if (effect.is(setNotes)) next = effect.value;
    return next;
  },
  provide: (field) => EditorView.decorations.from(field),
});

export function findingsExtension(): Extension {
  return [lintGutter(), notes, keymap.of(lintKeymap)];
}

function diagnostic(text: Text, finding: LineFinding): Diagnostic | null {
  if (finding.line > text.lines) return null;
  const line = text.line(finding.line);
  const indent = line.text.length - line.text.trimStart().length;
  const start = Math.min(
    line.to,
    line.from + (finding.column === null ? indent : finding.column - 1),
  );
  const word = /^[\p{L}\p{N}_]+/u.exec(line.text.slice(start - line.from));
  const to = finding.column === null ? line.to : Math.min(line.to, start + (word?.[0].length ?? 1));
  return {
    from: start,
    to: Math.max(start, to),
    severity: finding.severity,
    message: finding.message,
  };
}

/** The effects that show `findings` in a state; findings of lines that are gone are left out. */
export function showFindings(state: EditorState, findings: LineFinding[]) {
  const diagnostics = findings.flatMap((finding) => diagnostic(state.doc, finding) ?? []);
  const widgets = findings
    .filter((finding) => finding.note && finding.line <= state.doc.lines)
    .map((finding) =>
      Decoration.widget({ widget: new Note(finding.message), side: 1, block: true }).range(
        state.doc.line(finding.line).to,
      ),
    );
  return {
    diagnostics: setDiagnostics(state, diagnostics),
    notes: setNotes.of(Decoration.set(widgets, true)),
  };
}
