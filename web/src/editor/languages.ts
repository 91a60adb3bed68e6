//! Language modes by the `syntax` of a language, loaded when a file of that language is opened.
//! Lezer grammars where there is one, stream modes for the rest.

import { LanguageSupport, StreamLanguage, type StreamParser } from '@codemirror/language';

type Load = () => Promise<LanguageSupport>;

function stream<State>(parser: StreamParser<State>): LanguageSupport {
  return new LanguageSupport(StreamLanguage.define(parser));
}

const MODES: Record<string, Load> = {
  python: async () => (await import('@codemirror/lang-python')).python(),
  javascript: async () => (await import('@codemirror/lang-javascript')).javascript(),
  typescript: async () =>
    (await import('@codemirror/lang-javascript')).javascript({ typescript: true }),
  java: async () => (await import('@codemirror/lang-java')).java(),
  go: async () => (await import('@codemirror/lang-go')).go(),
  rust: async () => (await import('@codemirror/lang-rust')).rust(),
  c: async () => (await import('@codemirror/lang-cpp')).cpp(),
  cpp: async () => (await import('@codemirror/lang-cpp')).cpp(),
  php: async () => (await import('@codemirror/lang-php')).php(),
  shell: async () => stream((await import('@codemirror/legacy-modes/mode/shell')).shell),
  csharp: async () => stream((await import('@codemirror/legacy-modes/mode/clike')).csharp),
  kotlin: async () => stream((await import('@codemirror/legacy-modes/mode/clike')).kotlin),
  haskell: async () => stream((await import('@codemirror/legacy-modes/mode/haskell')).haskell),
  lua: async () => stream((await import('@codemirror/legacy-modes/mode/lua')).lua),
  perl: async () => stream((await import('@codemirror/legacy-modes/mode/perl')).perl),
  ruby: async () => stream((await import('@codemirror/legacy-modes/mode/ruby')).ruby),
};

/** `null` for a syntax without a mode: the text is edited without colours. */
export async function modeOf(syntax: string): Promise<LanguageSupport | null> {
  return (await MODES[syntax]?.()) ?? null;
}
