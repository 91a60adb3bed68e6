import { expect, test } from 'vitest';
import { fit } from './score';

function best(typed: string, names: string[]): string | undefined {
  const fits = names.map((name) => ({ name, found: fit(typed, name) }));
  const kept = fits.filter((one) => one.found !== null);
  return kept.sort((a, b) => (b.found?.score ?? 0) - (a.found?.score ?? 0))[0]?.name;
}

test('letters must be there in order', () => {
  expect(fit('xyz', 'Status codes')).toBeNull();
  expect(fit('sc', 'Status codes')?.at).toEqual([0, 7]);
  expect(fit('', 'anything')?.score).toBe(0);
});

test('a word beats scattered letters, its beginning beats its middle', () => {
  expect(best('log', ['Go to Practice of languages', 'Status codes in an access log'])).toBe(
    'Status codes in an access log',
  );
  expect(best('led', ['Settled', 'Ledger'])).toBe('Ledger');
});
