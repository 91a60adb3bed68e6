//! Addresses to pages: which pattern a path fits, and what its placeholders hold. Pure; the place one
//! is at lives in state/place.svelte.ts, the table of pages in pages.ts.

export interface Route<P> {
  /** Such as `/practice/:slug`. */
  pattern: string;
  page: P;
}

export interface Match<P> {
  page: P;
  parameters: Record<string, string>;
}

function segments(path: string): string[] {
  return path.split('/').filter((segment) => segment !== '');
}

/** A broken escape in an address is no reason to fail: it names nothing. */
function decoded(segment: string): string | null {
  try {
    return decodeURIComponent(segment);
  } catch {
    return null;
  }
}

function fit(pattern: string, path: string): Record<string, string> | null {
  const wanted = segments(pattern);
  const given = segments(path);
  if (wanted.length !== given.length) return null;
  const parameters: Record<string, string> = {};
  for (const [at, want] of wanted.entries()) {
    const got = given[at] ?? '';
    if (!want.startsWith(':')) {
      if (want !== got) return null;
      continue;
    }
    const value = decoded(got);
    if (value === null) return null;
    parameters[want.slice(1)] = value;
  }
  return parameters;
}

/** The first route that fits. */
export function match<P>(routes: readonly Route<P>[], path: string): Match<P> | null {
  for (const route of routes) {
    const parameters = fit(route.pattern, path);
    if (parameters) return { page: route.page, parameters };
  }
  return null;
}

/** The address with some of its query changed; null takes a parameter away. */
export function withQuery(address: URL, patch: Record<string, string | null>): string {
  const query = new URLSearchParams(address.search);
  for (const [name, value] of Object.entries(patch)) {
    if (value === null || value === '') query.delete(name);
    else query.set(name, value);
  }
  return `${address.pathname}${query.size > 0 ? `?${query}` : ''}${address.hash}`;
}

/** A path on this host to go to after signing in, or the start: never another host's. */
export function returnPath(asked: string | null): string {
  return asked !== null && /^\/(?![/\\])/.test(asked) ? asked : '/';
}
