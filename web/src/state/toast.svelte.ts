//! Short messages at the edge, each with a way to undo where there is one.

export interface Toast {
  id: number;
  text: string;
  undo?: (() => void) | undefined;
}

/** Milliseconds a message stays; one that can be undone stays longer. */
const STAYS = 4000;
const STAYS_FOR_UNDO = 9000;
/** Messages at once. */
const MOST = 3;

let next = 0;
let toasts = $state.raw<readonly Toast[]>([]);

export function shownToasts(): readonly Toast[] {
  return toasts;
}

export function say(text: string, undo?: () => void) {
  const id = (next += 1);
  toasts = [...toasts.slice(1 - MOST), { id, text, undo }];
  setTimeout(() => dismiss(id), undo ? STAYS_FOR_UNDO : STAYS);
}

export function dismiss(id: number) {
  toasts = toasts.filter((toast) => toast.id !== id);
}
