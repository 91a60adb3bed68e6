//! The browser's storage, as far as there is one: a browser may forbid it, and it may be full.

import type { Shelf } from './draft-keeper.svelte';

/** Keeps nothing; stands in where the browser forbids storage. */
const FORBIDDEN: Shelf = {
  getItem: () => null,
  setItem: () => {
    throw new Error('this browser keeps nothing for this page');
  },
  removeItem: () => undefined,
};

export function browserShelf(): Shelf {
  try {
    return window.localStorage;
  } catch {
    return FORBIDDEN;
  }
}

/** One value kept for the next visit, such as the language used last. */
export class Remembered {
  #shelf: Shelf;
  #key: string;

  constructor(shelf: Shelf, key: string) {
    this.#shelf = shelf;
    this.#key = key;
  }

  get(): string | null {
    return this.#shelf.getItem(this.#key);
  }

  set(value: string) {
    try {
      this.#shelf.setItem(this.#key, value);
    } catch {
      // It saves a click or a paste; without it the page begins as at the first visit.
      return;
    }
  }
}
