//! How the window is shared between the panes; remembered in this browser.

import type { Shelf } from './draft-keeper.svelte';

const KEY = 'greenroom.panes';
export const WIDTH = { min: 20, max: 70, first: 38 };
export const HEIGHT = { min: 20, max: 90, first: 58 };

export class Panes {
  /** Share of the statement in the width, percent. */
  width = $state(WIDTH.first);
  /** Share of the editor in the height, percent. */
  height = $state(HEIGHT.first);
  #shelf: Shelf;

  constructor(shelf: Shelf) {
    this.#shelf = shelf;
    try {
      const [width, height] = (shelf.getItem(KEY) ?? '').split(' ').map(Number);
      if (within(width, WIDTH)) this.width = width;
      if (within(height, HEIGHT)) this.height = height;
    } catch {
      // Without storage the panes begin as designed.
      this.width = WIDTH.first;
    }
  }

  /** Custom properties are set through CSSOM: the policy allows no inline style. */
  share = (node: HTMLElement) => {
    node.style.setProperty('--left', `${this.width}fr`);
    node.style.setProperty('--right', `${100 - this.width}fr`);
    node.style.setProperty('--above', `${this.height}fr`);
    node.style.setProperty('--below', `${100 - this.height}fr`);
  };

  set(change: { width?: number; height?: number }) {
    this.width = change.width ?? this.width;
    this.height = change.height ?? this.height;
    try {
      this.#shelf.setItem(KEY, `${this.width} ${this.height}`);
    } catch {
      // Forgotten at the next visit, which harms nothing.
      return;
    }
  }
}

function within(value: number | undefined, range: { min: number; max: number }): value is number {
  return value !== undefined && value >= range.min && value <= range.max;
}
