//! Short messages at the edge, with an undo where there is something to undo.

import { untrack } from 'svelte';

export interface Toast {
  id: number;
  text: string;
  undo: (() => void) | null;
}

const PLAIN_MS = 5_000;
/** Long enough to read it, decide and reach for it. */
const UNDO_MS = 12_000;
const MOST = 3;

let next = 0;
let list = $state.raw<Toast[]>([]);
// eslint-disable-next-line svelte/prefer-svelte-reactivity -- timers are no state
const timers = new Map<number, ReturnType<typeof setTimeout>>();

export const toasts = {
  get list() {
    return list;
  },
};

export function dismiss(id: number) {
  clearTimeout(timers.get(id));
  timers.delete(id);
  list = list.filter((toast) => toast.id !== id);
}

function start(toast: Toast) {
  clearTimeout(timers.get(toast.id));
  timers.set(
    toast.id,
    setTimeout(() => dismiss(toast.id), toast.undo ? UNDO_MS : PLAIN_MS),
  );
}

export function say(text: string, undo?: () => void) {
  untrack(() => add(text, undo));
}

/** Whoever says something does not depend on what was said before. */
function add(text: string, undo?: () => void) {
  next += 1;
  const toast: Toast = { id: next, text, undo: undo ?? null };
  for (const old of list.slice(0, Math.max(0, list.length - MOST + 1))) dismiss(old.id);
  list = [...list, toast];
  start(toast);
}

/** While the pointer or the focus is on it, it stays. */
export function hold(id: number) {
  clearTimeout(timers.get(id));
}

export function release(id: number) {
  const toast = list.find((one) => one.id === id);
  if (toast) start(toast);
}

/** Takes back the latest thing that can be taken back. */
export function undoLatest() {
  const toast = list.findLast((one) => one.undo !== null);
  if (!toast) return;
  dismiss(toast.id);
  toast.undo?.();
}
