//! The person's settings, kept by the server.

import { get, send, sentenceOf } from '../api/client';
import type { Settings } from '../api/types';
import { setTheme } from './theme.svelte';
import { say } from './toast.svelte';

export const settings = $state<Settings>({
  theme: 'system',
  language: null,
  keymap: 'default',
  font_size: 13,
  tab_size: 4,
  line_wrap: false,
  time_zone: null,
  week_start: null,
  daily_goal: 1,
});

export async function loadSettings() {
  Object.assign(settings, await get<Settings>('/settings'));
  setTheme(settings.theme);
}

/** Shows the change at once; takes it back when the server refuses it. */
export async function changeSettings(change: Partial<Settings>) {
  const before = { ...settings };
  Object.assign(settings, change);
  if (change.theme) setTheme(change.theme);
  try {
    Object.assign(settings, await send<Settings>('PATCH', '/settings', change));
  } catch (error) {
    Object.assign(settings, before);
    setTheme(before.theme);
    say(sentenceOf(error));
  }
}

/** Where the person is. */
export function timeZone(): string {
  return settings.time_zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
}
