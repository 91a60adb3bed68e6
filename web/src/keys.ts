//! Keyboard shortcuts: pages register theirs while they are shown, one listener serves them all, and
//! the help dialog lists them. Two keys after one another are written `g t`, a chord `Mod+Enter`.

export interface Shortcut {
  keys: string;
  what: string;
  run: () => void;
  /** Heading in the help dialog; the page's own by default. */
  group?: string;
  /** Works while typing, too. Chords with Mod always do. */
  always?: boolean;
}

/** Time within which the second of two keys counts. */
const SECOND_KEY_MS = 1200;

const lists: (readonly Shortcut[])[] = [];
let pending: { key: string; at: number } | null = null;

/** Adds shortcuts until the returned function is called. Later ones overrule earlier ones. */
export function register(list: readonly Shortcut[]): () => void {
  lists.push(list);
  return () => {
    const at = lists.indexOf(list);
    if (at >= 0) lists.splice(at, 1);
  };
}

/** All shortcuts of the moment, the page's own first. */
export function registered(): Shortcut[] {
  return lists.toReversed().flat();
}

export const isApple = () => /Mac|iPhone|iPad/.test(navigator.platform);

/** The keys of a shortcut as they are printed: `g t` is two, `Mod+Enter` is one chord. */
export function printed(keys: string, apple: boolean): string[] {
  const names: Record<string, string> = apple
    ? { Mod: '⌘', Shift: '⇧', Enter: '↵', Escape: 'Esc' }
    : { Mod: 'Ctrl', Shift: '⇧', Enter: '↵', Escape: 'Esc' };
  return keys.split(' ').map((chord) =>
    chord
      .split('+')
      .map((key) => names[key] ?? key)
      .join(' '),
  );
}

/** Whether keys go into a text there. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true;
  if (target instanceof HTMLSelectElement) return true;
  return (
    target instanceof HTMLInputElement &&
    !['checkbox', 'radio', 'button', 'submit', 'file', 'range'].includes(target.type)
  );
}

/** The name of what was pressed, as shortcuts write it. */
export function chordOf(event: KeyboardEvent, apple: boolean): string {
  const mod = apple ? event.metaKey : event.ctrlKey;
  if (!mod) return event.key;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  return `Mod+${event.shiftKey ? 'Shift+' : ''}${key}`;
}

function find(keys: string): Shortcut | undefined {
  return registered().find((one) => one.keys === keys);
}

/** The one listener; the shell puts it on the window. */
export function onkeydown(event: KeyboardEvent) {
  if (event.defaultPrevented || event.isComposing || event.altKey || event.repeat) {
    // Moving through a list may repeat.
    if (!event.repeat || event.defaultPrevented || !['j', 'k'].includes(event.key)) return;
  }
  const apple = isApple();
  const chord = chordOf(event, apple);
  const modified = chord.startsWith('Mod+');
  if (!modified && (event.ctrlKey || event.metaKey)) return;
  const inDialog = document.querySelector('dialog[open]') !== null;
  const second = pending !== null && event.timeStamp - pending.at < SECOND_KEY_MS;
  const shortcut = (second && find(`${pending?.key} ${chord}`)) || find(chord);
  pending = null;
  if ((isTyping(event.target) || inDialog) && !modified && !shortcut?.always) return;
  if (inDialog && !shortcut?.always) return;
  if (shortcut) {
    // Enter on a button or a link is theirs.
    if (chord === 'Enter' && event.target instanceof Element && event.target !== document.body) {
      if (event.target.closest('a, button, summary')) return;
    }
    event.preventDefault();
    shortcut.run();
  } else if (registered().some((one) => one.keys.startsWith(`${chord} `))) {
    pending = { key: chord, at: event.timeStamp };
  }
}
