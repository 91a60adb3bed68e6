//! Shortcuts: each place registers its own, the help dialog lists what is registered now.

import { untrack } from 'svelte';

export interface Shortcut {
  /** `Mod+Enter`, `g t`, `?`; `Mod` is Ctrl, or ⌘ on a Mac. */
  keys: string;
  what: string;
  run: () => void;
}

/** Milliseconds within which the second key of a sequence must follow. */
const SEQUENCE = 1200;

let groups = $state.raw<readonly Shortcut[][]>([]);
let pending: { key: string; at: number } | null = null;

/** Registers shortcuts until the answer is called. */
export function shortcuts(list: Shortcut[]): () => void {
  // Whoever registers from an effect must not depend on what others register.
  groups = [...untrack(() => groups), list];
  return () => {
    groups = untrack(() => groups).filter((other) => other !== list);
  };
}

export function allShortcuts(): Shortcut[] {
  return groups.flat();
}

const isMac = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform);

/** As the help shows them. */
export function keyNames(keys: string): string[] {
  const names: Record<string, string> = { Mod: isMac ? '⌘' : 'Ctrl', Shift: '⇧', Enter: '↵' };
  return keys.split(/[ +]/).map((key) => names[key] ?? key);
}

function chord(event: KeyboardEvent): string {
  const parts: string[] = [];
  if (isMac ? event.metaKey : event.ctrlKey) parts.push('Mod');
  if (event.altKey) parts.push('Alt');
  // A sign that needs Shift is named by itself.
  if (event.shiftKey && (event.key.length > 1 || parts.length > 0)) parts.push('Shift');
  parts.push(event.key.length === 1 && parts.length > 0 ? event.key.toLowerCase() : event.key);
  return parts.join('+');
}

function isTyping(target: EventTarget | null): boolean {
  const element = target as HTMLElement | null;
  if (!element?.closest) return false;
  return element.closest('input, textarea, select, [contenteditable="true"]') !== null;
}

export function takeKey(event: KeyboardEvent) {
  if (event.isComposing) return;
  const pressed = chord(event);
  // One modifier at least while somebody types; a dialog keeps its keys to itself.
  if (isTyping(event.target) && !pressed.startsWith('Mod')) return;
  if (document.querySelector('dialog[open]') && pressed !== 'Mod+k') return;
  const sequence =
    pending && Date.now() - pending.at < SEQUENCE ? `${pending.key} ${pressed}` : null;
  const found = [...allShortcuts()]
    .reverse()
    .find((shortcut) => shortcut.keys === sequence || shortcut.keys === pressed);
  pending = null;
  if (found) {
    event.preventDefault();
    found.run();
  } else if (pressed === 'g') {
    pending = { key: 'g', at: Date.now() };
  }
}
