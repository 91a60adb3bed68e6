import { describe, expect, test, vi } from 'vitest';

vi.stubGlobal('location', { pathname: '/', search: '', href: 'http://127.0.0.1/' });
vi.stubGlobal('window', { addEventListener: () => undefined });
const { routeOf } = await import('./router.svelte');

describe('routeOf', () => {
  test.each([
    ['/', 'today', ''],
    ['/practice', 'practice', ''],
    ['/practice/memdb', 'exercise', 'memdb'],
    ['/practice/a%20b', 'exercise', 'a b'],
    ['/practice/%E0%A4%A', 'exercise', '%E0%A4%A'],
    ['/help/errors', 'help', 'errors'],
    ['/practice/a/b', 'missing', ''],
    ['/nowhere', 'missing', ''],
  ])('%s is %s', (path, page, name) => {
    expect(routeOf(path)).toEqual({ page, name });
  });
});
