import { expect, it } from 'vitest';
import {
  addFile,
  freshName,
  MAX_FILE_BYTES,
  nameFault,
  readText,
  removeFile,
  renameFile,
} from './files';

it.each(['main.py', 'Main.java', 'a-b_c.h', 'x', 'shop/cart.py'])('takes the name %s', (name) =>
  expect(nameFault(name, [])).toBeNull(),
);
it.each([
  '',
  '.hidden',
  '-x.py',
  '/a.py',
  'a//b.py',
  '../a.py',
  'a/',
  '..',
  'a b.py',
  'ä.py',
  'x.',
  'a'.repeat(101),
])('refuses the name "%s"', (name) => expect(nameFault(name, [])).toMatch(/\.$/));
it('refuses a name that differs only in case', () =>
  expect(nameFault('MAIN.py', ['main.py'])).toContain('already'));

it('adds, replaces, renames and removes', () => {
  const files = [{ name: 'a', text: '1' }];
  expect(addFile(files, { name: 'b', text: '2' }).length).toBe(2);
  expect(addFile(files, { name: 'a', text: '2' })).toEqual([{ name: 'a', text: '2' }]);
  expect(renameFile(files, 'a', 'c')[0]?.name).toBe('c');
  expect(removeFile(files, 'a')).toEqual([]);
  expect(freshName([{ name: 'Part2.py', text: '' }], 'py')).toBe('part3.py');
});

it('reads text and says what is wrong with anything else', () => {
  const bytes = (...values: number[]) => new Uint8Array(values);
  expect(readText('a', bytes(97, 13, 10, 98))).toEqual({ text: 'a\nb' });
  expect(readText('a', bytes(0xff, 0xfe))).toMatchObject({
    fault: expect.stringContaining('UTF-8'),
  });
  expect(readText('a', bytes(97, 0))).toMatchObject({
    fault: expect.stringContaining('not a text'),
  });
  expect(readText('a', new Uint8Array(MAX_FILE_BYTES + 1))).toMatchObject({
    fault: expect.stringContaining('256 KiB'),
  });
});
