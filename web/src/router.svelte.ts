//! Where the person is: the path chooses the page, the query holds what is open and filtered on it.

export type PageName =
  | 'today'
  | 'practice'
  | 'exercise'
  | 'attempts'
  | 'progress'
  | 'settings'
  | 'host'
  | 'help'
  | 'missing';

export interface Route {
  page: PageName;
  /** What the path names, such as the exercise's short name. */
  name: string;
}

const PAGES: readonly [RegExp, PageName][] = [
  [/^\/$/, 'today'],
  [/^\/practice$/, 'practice'],
  [/^\/practice\/([^/]+)$/, 'exercise'],
  [/^\/attempts$/, 'attempts'],
  [/^\/progress$/, 'progress'],
  [/^\/settings$/, 'settings'],
  [/^\/host$/, 'host'],
  [/^\/help$/, 'help'],
  [/^\/help\/([^/]+)$/, 'help'],
];

export function routeOf(path: string): Route {
  for (const [pattern, page] of PAGES) {
    const found = pattern.exec(path);
    if (found) return { page, name: decoded(found[1] ?? '') };
  }
  return { page: 'missing', name: '' };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

let path = $state.raw(location.pathname);
let query = $state.raw(new URLSearchParams(location.search));

function read() {
  path = location.pathname;
  query = new URLSearchParams(location.search);
}

window.addEventListener('popstate', read);

export const here = {
  get route(): Route {
    return routeOf(path);
  },
  get path(): string {
    return path;
  },
};

/** The query part of the address. */
export const place = {
  get(name: string): string | null {
    return query.get(name);
  },
  /** Changes parts of it; null takes one away. `push` makes Back return to what was. */
  set(patch: Record<string, string | null>, push = false) {
    const next = new URLSearchParams(location.search);
    for (const [name, value] of Object.entries(patch)) {
      if (value === null || value === '') next.delete(name);
      else next.set(name, value);
    }
    const url = location.pathname + (next.size > 0 ? `?${next}` : '');
    if (url === location.pathname + location.search) return;
    if (push) history.pushState(null, '', url);
    else history.replaceState(history.state, '', url);
    query = next;
  },
};

export function go(url: string) {
  history.pushState(null, '', url);
  read();
  scrollTo(0, 0);
}

export function title(text: string) {
  document.title = text === 'Greenroom' ? text : `${text} · Greenroom`;
}

/** Takes over plain clicks on our own links. */
export function takeClick(event: MouseEvent) {
  if (event.defaultPrevented || event.button !== 0) return;
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const link = (event.target as Element | null)?.closest('a');
  if (!link || link.target !== '' || link.hasAttribute('download')) return;
  const url = new URL(link.href, location.href);
  if (url.origin !== location.origin || url.pathname.startsWith('/api/')) return;
  if (url.pathname === location.pathname && url.hash !== '') return;
  event.preventDefault();
  go(url.pathname + url.search + url.hash);
}
