import { expect, it } from 'vitest';
import type { Language } from '../../api/types';
import { syntaxOf } from './furnish';

const language = (id: string, syntax: string, aliases: string[], extensions: string[]) =>
  ({ id, syntax, aliases, extensions }) as Language;
const LANGUAGES = [
  language('python3', 'python', ['py'], ['py', 'py3']),
  language('cpp', 'cpp', ['c++'], ['cc', 'hpp']),
];

it.each([
  ['python', 'python'],
  ['PY', 'python'],
  ['python3', 'python'],
  ['c++', 'cpp'],
  ['hpp', 'cpp'],
  ['text', ''],
])('knows the fence %s', (fence, syntax) => expect(syntaxOf(fence, LANGUAGES)).toBe(syntax));
