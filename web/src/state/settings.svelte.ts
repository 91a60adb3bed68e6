//! The person's settings: read once, kept in this browser so that the theme is right from the first
//! picture on, changed at once and taken back when the server refuses.

import { get, send, sentenceOf } from '../api/client';
import type { Settings, Theme } from '../api/types';
import { say } from './toast.svelte';

const KEPT = 'greenroom.settings';

const FIRST: Settings = {
  theme: 'system',
  language: null,
  keymap: 'default',
  font_size: 13,
  tab_size: 4,
  line_wrap: false,
  time_zone: null,
  week_start: null,
  daily_goal: 1,
};

function kept(): Partial<Settings> {
  try {
    return JSON.parse(localStorage.getItem(KEPT) ?? '{}') as Partial<Settings>;
  } catch {
    return {};
  }
}

export const settings = $state<Settings>({ ...FIRST, ...kept() });

function keep() {
  try {
    localStorage.setItem(KEPT, JSON.stringify(settings));
  } catch {
    // A browser that keeps nothing shows the system's theme until the server has answered.
  }
}

/** `?theme=dark` in the address shows one page in it, without changing the setting. */
function forced(): string | null {
  const asked = new URLSearchParams(location.search).get('theme');
  return asked === 'light' || asked === 'dark' ? asked : null;
}

export function showTheme() {
  const theme = forced() ?? settings.theme;
  const root = document.documentElement;
  if (theme === 'system') delete root.dataset['theme'];
  else root.dataset['theme'] = theme;
}

export async function loadSettings() {
  Object.assign(settings, await get<Settings>('/settings'));
  keep();
  showTheme();
}

/** Changes some settings; says so and takes them back when the server does not keep them. */
export async function change(patch: Partial<Settings>): Promise<boolean> {
  const before = { ...settings };
  Object.assign(settings, patch);
  showTheme();
  try {
    Object.assign(settings, await send<Settings>('PATCH', '/settings', patch));
    keep();
    return true;
  } catch (error) {
    Object.assign(settings, before);
    showTheme();
    say(sentenceOf(error));
    return false;
  }
}

const THEMES: readonly Theme[] = ['system', 'light', 'dark'];

export function nextTheme() {
  const next = THEMES[(THEMES.indexOf(settings.theme) + 1) % THEMES.length] ?? 'system';
  void change({ theme: next });
}

/** The zone all dates are told in: the chosen one, or the browser's. */
export function timeZone(): string {
  return settings.time_zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
}
