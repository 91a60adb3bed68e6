//! Where one is: the address as state. Going somewhere, changing the query, the title, the scroll
//! position of each entry of the history.

/* eslint-disable svelte/prefer-svelte-reactivity -- addresses are replaced as a whole */
import { untrack } from 'svelte';
import { withQuery } from '../router';

interface Entry {
  /** Names the entry, for its scroll position. */
  key: string;
}

const SCROLL = 'greenroom.scroll';
/** Entries whose scroll position is kept. */
const SCROLLS = 50;
/** Frames during which a page may grow until the old position is there. */
const RESTORE_FRAMES = 90;

let address = $state.raw(new URL(location.href));
/** Grows with every visit of a page, so that the shell knows to move the focus. */
let visit = $state(0);

history.scrollRestoration = 'manual';

function keyOf(state: unknown): string {
  return (state as Entry | null)?.key ?? 'first';
}

function scrolls(): [string, number][] {
  try {
    return JSON.parse(sessionStorage.getItem(SCROLL) ?? '[]') as [string, number][];
  } catch {
    return [];
  }
}

function rememberScroll() {
  const key = keyOf(history.state);
  const kept = scrolls().filter(([other]) => other !== key);
  kept.push([key, Math.round(window.scrollY)]);
  try {
    sessionStorage.setItem(SCROLL, JSON.stringify(kept.slice(-SCROLLS)));
  } catch {
    // A browser that keeps nothing loses the position, no more.
  }
}

function restoreScroll() {
  const y = scrolls().find(([key]) => key === keyOf(history.state))?.[1] ?? 0;
  let frames = 0;
  const attempt = () => {
    window.scrollTo(0, y);
    frames += 1;
    if (window.scrollY < y - 1 && frames < RESTORE_FRAMES) requestAnimationFrame(attempt);
  };
  requestAnimationFrame(attempt);
}

function moved(samePage: boolean) {
  address = new URL(location.href);
  // An effect that goes somewhere does not depend on where it was.
  if (!samePage) visit = untrack(() => visit) + 1;
}

const newEntry = (): Entry => ({ key: Math.random().toString(36).slice(2) });

export const place = {
  get path() {
    return address.pathname;
  },
  get url() {
    return address;
  },
  get visit() {
    return visit;
  },
  get(name: string): string | null {
    return address.searchParams.get(name);
  },
  /** Changes the query; `push` makes it an entry that Back returns from. */
  set(patch: Record<string, string | null>, push = false) {
    const next = withQuery(new URL(location.href), patch);
    if (next === location.pathname + location.search + location.hash) return;
    if (push) {
      rememberScroll();
      history.pushState(newEntry(), '', next);
    } else history.replaceState(history.state, '', next);
    moved(true);
  },
  go(to: string, replace = false) {
    const next = new URL(to, location.href);
    const samePage = next.pathname === location.pathname;
    rememberScroll();
    if (replace) history.replaceState(newEntry(), '', next);
    else history.pushState(newEntry(), '', next);
    moved(samePage && next.hash !== '');
    if (next.hash !== '') document.getElementById(next.hash.slice(1))?.scrollIntoView();
    else if (!samePage) window.scrollTo(0, 0);
  },
};

export function title(text: string) {
  document.title = text === '' ? 'Greenroom' : `${text} · Greenroom`;
}

/** Follows links inside the application without loading the page again. */
function onclick(event: MouseEvent) {
  if (event.defaultPrevented || event.button !== 0) return;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  if (!(link instanceof HTMLAnchorElement) || link.target || link.hasAttribute('download')) return;
  if (link.origin !== location.origin || !link.href || link.pathname.startsWith('/api/')) return;
  const here = link.pathname === location.pathname && link.search === location.search;
  // A jump within the page is the browser's own: it moves the focus as well.
  if (here && link.hash !== '') return;
  event.preventDefault();
  place.go(link.href, here);
}

/** Listens for as long as the shell is there. */
export function watchPlace(): () => void {
  const onpopstate = () => {
    moved(new URL(location.href).pathname === address.pathname);
    restoreScroll();
  };
  document.addEventListener('click', onclick);
  window.addEventListener('popstate', onpopstate);
  window.addEventListener('pagehide', rememberScroll);
  restoreScroll();
  return () => {
    document.removeEventListener('click', onclick);
    window.removeEventListener('popstate', onpopstate);
    window.removeEventListener('pagehide', rememberScroll);
  };
}
