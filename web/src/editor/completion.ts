//! Completion from the words of the document and the keywords of its language.

import { completeAnyWord, type CompletionSource } from '@codemirror/autocomplete';
import { EditorState, type Extension } from '@codemirror/state';
import { keywords } from './keywords';

/** Letters before completion offers anything unasked. */
const LETTERS = 2;

function fromKeywords(words: string[]): CompletionSource {
  const options = words.map((label) => ({ label, type: 'keyword', boost: -1 }));
  return (context) => {
    const word = context.matchBefore(/[#\w][\w.!?]*/);
    if (!word || (!context.explicit && word.text.length < LETTERS)) return null;
    return { from: word.from, options, validFor: /^[#\w][\w.!?]*$/ };
  };
}

const fromWords: CompletionSource = (context) => {
  const word = context.matchBefore(/\w+/);
  if (!context.explicit && (word?.text.length ?? 0) < LETTERS) return null;
  return completeAnyWord(context);
};

export function completion(syntax: string): Extension {
  const data = [{ autocomplete: fromWords }, { autocomplete: fromKeywords(keywords(syntax)) }];
  return EditorState.languageData.of(() => data);
}
