import { describe, expect, it } from 'vitest';
import { match, returnPath, withQuery } from './router';

const routes = [
  { pattern: '/', page: 'today' },
  { pattern: '/help/api', page: 'api' },
  { pattern: '/help/:slug', page: 'guide' },
  { pattern: '/practice/:slug', page: 'exercise' },
];

describe('match', () => {
  const cases: [string, string | null, Record<string, string>?][] = [
    ['/', 'today'],
    ['/practice/memdb', 'exercise', { slug: 'memdb' }],
    ['/practice/memdb/', 'exercise', { slug: 'memdb' }],
    ['/practice/a%2Fb', 'exercise', { slug: 'a/b' }],
    ['/help/api', 'api'],
    ['/help/first-steps', 'guide', { slug: 'first-steps' }],
    ['/practice', null],
    ['/practice/a/b', null],
    ['/practice/%E0%A4%A', null],
  ];
  it.each(cases)('%s', (path, page, parameters = {}) => {
    const found = match(routes, path);
    expect(found?.page ?? null).toBe(page);
    if (page !== null) expect(found?.parameters).toEqual(parameters);
  });
});

describe('withQuery', () => {
  const cases: [string, Record<string, string | null>, string][] = [
    ['/practice', { q: 'heap' }, '/practice?q=heap'],
    ['/practice?q=heap&level=mid', { q: null }, '/practice?level=mid'],
    ['/practice?q=heap', { q: '' }, '/practice'],
    ['/a?x=1#part', { y: '2 3' }, '/a?x=1&y=2+3#part'],
  ];
  it.each(cases)('%s', (address, patch, expected) => {
    expect(withQuery(new URL(address, 'http://localhost'), patch)).toBe(expected);
  });
});

describe('returnPath', () => {
  const cases: [string | null, string][] = [
    ['/practice?q=x', '/practice?q=x'],
    ['/', '/'],
    [null, '/'],
    ['//evil.example/', '/'],
    ['/\\evil.example', '/'],
    ['https://evil.example/', '/'],
    ['javascript:alert(1)', '/'],
  ];
  it.each(cases)('%s', (asked, expected) => {
    expect(returnPath(asked)).toBe(expected);
  });
});
