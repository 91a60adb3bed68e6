import { expect, it } from 'vitest';
import { indentation } from './indentation';
import { keywords } from './keywords';
import { modeOf } from './languages';

const DEFINITIONS = import.meta.glob<string>('../../../languages/*/language.toml', {
  query: '?raw',
  import: 'default',
  eager: true,
});
const syntaxes = Object.entries(DEFINITIONS).map(([path, text]): [string, string] => [
  path.split('/').at(-2) ?? path,
  /^syntax = "(\w+)"/m.exec(text)?.[1] ?? '',
]);

it('finds the languages', () => expect(syntaxes.length).toBeGreaterThan(10));

it.each(syntaxes)('%s has a mode', async (_, syntax) => {
  expect(await modeOf(syntax)).not.toBeNull();
});

it.each(syntaxes)('%s has completions', (_, syntax) => {
  expect(keywords(syntax).length).toBeGreaterThan(20);
});

it('edits a syntax it does not know without colours', async () => {
  expect(await modeOf('brainfuck')).toBeNull();
  expect(indentation('brainfuck', 3)).toBe('   ');
  expect(indentation('go', 4)).toBe('\t');
});
