//! Time spent on an exercise: counts while the page is visible, survives a reload.

import type { Shelf } from './draft-keeper.svelte';

const TICK_MS = 1000;
/** A longer step is a machine that slept, not a person that worked. */
const LONGEST_STEP_MS = 5000;

export class Clock {
  seconds = $state(0);
  paused = $state(false);
  #shelf: Shelf;
  #key: string;
  #ms: number;
  #last: number;

  constructor(shelf: Shelf, key: string, now: number) {
    this.#shelf = shelf;
    this.#key = key;
    this.#ms = stored(shelf, key);
    this.#last = now;
    this.seconds = Math.floor(this.#ms / 1000);
  }

  /** Counts until the returned function is called. */
  run(): () => void {
    const timer = setInterval(
      () => this.step(Date.now(), document.visibilityState === 'visible'),
      TICK_MS,
    );
    return () => clearInterval(timer);
  }

  step(now: number, visible: boolean) {
    const passed = now - this.#last;
    this.#last = now;
    if (!visible || this.paused || passed <= 0 || passed > LONGEST_STEP_MS) return;
    this.#ms += passed;
    this.seconds = Math.floor(this.#ms / 1000);
    this.#write();
  }

  toggle() {
    this.paused = !this.paused;
  }

  restart() {
    this.#ms = 0;
    this.seconds = 0;
    this.#write();
  }

  #write() {
    try {
      this.#shelf.setItem(this.#key, String(Math.round(this.#ms)));
    } catch {
      // A clock that does not survive a reload is better than none.
      return;
    }
  }
}

function stored(shelf: Shelf, key: string): number {
  try {
    const value = Number(shelf.getItem(key));
    return Number.isFinite(value) && value > 0 ? value : 0;
  } catch {
    return 0;
  }
}

/** `00:26:41`. */
export function clockText(seconds: number): string {
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return parts.map((part) => String(part).padStart(2, '0')).join(':');
}
