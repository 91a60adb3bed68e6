import { describe, expect, it } from 'vitest';
import { changedPieces, compareLines, compareTexts, type DiffLine, type Piece } from './difference';

const show = (pieces: Piece[]) =>
  pieces.map((piece) => (piece.changed ? `[${piece.text}]` : piece.text)).join('');
const rows = (lines: (DiffLine | null)[]) =>
  lines.map((line) =>
    line ? `${line.number}${line.differs ? '!' : ''} ${show(line.pieces)}` : '-',
  );

describe('changedPieces', () => {
  it.each([
    ['a ab', 'ab a', '[a ]ab', 'ab[ a]'],
    ['100000', '99940', '[10000]0', '[9994]0'],
    ['P-81 small', 'P-82 small', '[P-81] small', '[P-82] small'],
    ['yes', 'Yes', '[y]es', '[Y]es'],
    ['a b', 'a  b', 'a[ ]b', 'a[  ]b'],
    ['same', 'same', 'same', 'same'],
    ['', 'x', '', '[x]'],
  ])('%s and %s', (a, b, left, right) => {
    const [l, r] = changedPieces(a, b);
    expect(show(l)).toBe(left);
    expect(show(r)).toBe(right);
  });

  it('cuts long lines around the change', () => {
    const [l] = changedPieces(`${'a'.repeat(5000)}X`, `${'a'.repeat(5000)}Y`);
    expect(l.map((piece) => piece.text).join('').length).toBeLessThan(300);
    expect(show(l)).toContain('[X]');
  });
});

describe('compareTexts', () => {
  it('pairs texts of equal length line by line', () => {
    const sides = compareTexts('2\n1\n2\n1\n', '2\n1\n1\n9\n');
    expect(rows(sides.expected)).toEqual(['1 2', '2 1', '3! [2]', '4! [1]']);
    expect(rows(sides.got)).toEqual(['1 2', '2 1', '3! [1]', '4! [9]']);
  });

  it('finds the line that is left out', () => {
    const sides = compareTexts('a\nb\nc\nd\n', 'a\nc\nd\n');
    expect(rows(sides.expected)).toEqual(['1 a', '2! [b]', '3 c', '4 d']);
    expect(rows(sides.got)).toEqual(['1 a', '-', '2 c', '3 d']);
  });

  it('shows no output as nothing', () => {
    const sides = compareTexts('a\n', '');
    expect(rows(sides.got)).toEqual(['-']);
    expect(rows(sides.expected)).toEqual(['1! [a]']);
  });

  it('begins near the first difference and counts what is left', () => {
    const long = Array.from({ length: 500 }, (_, index) => String(index)).join('\n');
    const sides = compareTexts(long, long.replace('\n300\n', '\nx\n'));
    expect(sides.expected[0]?.number).toBe(299);
    expect(sides.expected.length).toBe(14);
    expect(sides.more).toBe(500 - 312);
  });

  it('holds with a hundred thousand lines', () => {
    const long = 'x\n'.repeat(100_000);
    expect(compareTexts(long, `${long}y\n`).got.filter((line) => line?.differs).length).toBe(1);
  });
});

describe('compareLines', () => {
  it('takes what the judge kept of the two lines', () => {
    const sides = compareLines({ expected: 'a 1', expected_line: 7, got: 'a 2', got_line: 7 });
    expect(rows(sides.expected)).toEqual(['7! a [1]']);
    expect(rows(sides.got)).toEqual(['7! a [2]']);
    expect(rows(compareLines({ expected: 'a', expected_line: 2 }).got)).toEqual(['-']);
  });
});
