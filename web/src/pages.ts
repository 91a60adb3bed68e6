//! The table of pages: one line each. A page is loaded when it is first gone to.

import type { Component } from 'svelte';
import type { Route } from './router';

export type PlaceName =
  'today' | 'practice' | 'progress' | 'attempts' | 'settings' | 'host' | 'accounts' | 'help' | null;

export interface PageEntry {
  title: string;
  /** The place it belongs to, marked in the bar. */
  place: PlaceName;
  /** Without being signed in. */
  open?: boolean;
  load: () => Promise<{ default: Component<Record<string, string>> }>;
}

/** A page takes its placeholders as properties; Svelte types each by its own. */
type Loaded = Promise<{ default: unknown }>;
const page = (title: string, place: PlaceName, load: () => Loaded, open = false): PageEntry => ({
  title,
  place,
  open,
  load: load as PageEntry['load'],
});

export const ROUTES: readonly Route<PageEntry>[] = [
  { pattern: '/', page: page('Today', 'today', () => import('./pages/today/Today.svelte')) },
  {
    pattern: '/practice',
    page: page('Practice', 'practice', () => import('./pages/practice/Practice.svelte')),
  },
  {
    pattern: '/practice/:slug',
    page: page('Exercise', 'practice', () => import('./pages/exercise/ExercisePage.svelte')),
  },
  {
    pattern: '/progress',
    page: page('Progress', 'progress', () => import('./pages/progress/Progress.svelte')),
  },
  {
    pattern: '/attempts',
    page: page('Attempts', 'attempts', () => import('./pages/attempts/Attempts.svelte')),
  },
  {
    pattern: '/settings',
    page: page('Settings', 'settings', () => import('./pages/settings/Settings.svelte')),
  },
  { pattern: '/host', page: page('Host', 'host', () => import('./pages/host/Host.svelte')) },
  {
    pattern: '/accounts',
    page: page('Accounts', 'accounts', () => import('./pages/accounts/Accounts.svelte')),
  },
  { pattern: '/help', page: page('Help', 'help', () => import('./pages/help/Help.svelte')) },
  {
    pattern: '/help/api',
    page: page('API reference', 'help', () => import('./pages/help/ApiReference.svelte')),
  },
  {
    pattern: '/help/:slug',
    page: page('Help', 'help', () => import('./pages/help/GuidePage.svelte')),
  },
  {
    pattern: '/sign-in',
    page: page('Sign in', null, () => import('./pages/sign-in/SignIn.svelte'), true),
  },
  {
    pattern: '/invitations/:secret',
    page: page('Invitation', null, () => import('./pages/sign-in/Invited.svelte'), true),
  },
];

export const NOT_FOUND: PageEntry = page(
  'Not found',
  null,
  () => import('./pages/NotFound.svelte'),
);
