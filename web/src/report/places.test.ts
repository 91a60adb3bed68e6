import { expect, it } from 'vitest';
import { linked, placesIn } from './places';

it.each([
  [
    'gcc',
    "main.cpp:4:5: error: 'x' was not declared",
    'main.cpp',
    4,
    5,
    'error',
    "'x' was not declared",
  ],
  [
    'gcc, warning',
    'main.c:2:7: warning: unused variable',
    'main.c',
    2,
    7,
    'warning',
    'unused variable',
  ],
  ['go', './main.go:3:2: undefined: foo', 'main.go', 3, 2, 'error', 'undefined: foo'],
  [
    'rust',
    'error[E0308]: mismatched types\n --> main.rs:3:16\n',
    'main.rs',
    3,
    16,
    'error',
    'mismatched types',
  ],
  [
    'rust, warning',
    'warning: unused import\n --> main.rs:1:5\n',
    'main.rs',
    1,
    5,
    'warning',
    'unused import',
  ],
  ['java', "Main.java:12: error: ';' expected", 'Main.java', 12, null, 'error', "';' expected"],
  [
    'python',
    '  File "main.py", line 1\n    def f(:\n          ^\nSyntaxError: invalid syntax\n',
    'main.py',
    1,
    null,
    'error',
    'SyntaxError: invalid syntax',
  ],
  [
    'typescript',
    "main.ts(3,5): error TS2304: Cannot find name 'x'.",
    'main.ts',
    3,
    5,
    'error',
    "Cannot find name 'x'.",
  ],
  ['c#', 'Main.cs(3,7): error CS1002: ; expected', 'Main.cs', 3, 7, 'error', '; expected'],
  [
    'php',
    'PHP Parse error:  syntax error, unexpected end of file in main.php on line 9',
    'main.php',
    9,
    null,
    'error',
    'PHP Parse error:  syntax error, unexpected end of file',
  ],
  [
    'bash',
    'main.sh: line 3: syntax error near unexpected token',
    'main.sh',
    3,
    null,
    'error',
    'syntax error near unexpected token',
  ],
  ['perl', 'syntax error at main.pl line 3, near "x"', 'main.pl', 3, null, 'error', 'near "x"'],
] as const)('finds the place that %s names', (_, text, file, line, column, severity, message) => {
  expect(placesIn(text, [file])[0]).toMatchObject({ file, line, column, severity, message });
});

it('passes over files that are not the submission’s', () => {
  expect(placesIn('/usr/lib/python3/json.py:3 xmain.py:4 main.pyc:5', ['main.py'])).toEqual([]);
  expect(placesIn('main.py:3', [])).toEqual([]);
});

it('splits a text into plain parts and places', () => {
  const text = 'in a.c:1:2 and a.c:3:4.';
  const parts = linked(text, ['a.c']);
  expect(
    parts.map((part) => (typeof part === 'string' ? part : text.slice(part.start, part.end))),
  ).toEqual(['in ', 'a.c:1:2', ' and ', 'a.c:3:4', '.']);
});

it('takes names for what they are, not for patterns', () => {
  expect(placesIn('a+b.c:7: x', ['a+b.c'])[0]?.line).toBe(7);
  expect(placesIn('aab.c:7: x', ['a+b.c'])).toEqual([]);
});
