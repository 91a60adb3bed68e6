//! Something that is asked for: what came, or the sentence why not; bones only after a while.

import { sentenceOf } from '../api/client';

/** Before that, nothing is shown: a page that blinks is worse than one that waits. */
const SLOW_MS = 300;

export class Loading<T> {
  value = $state.raw<T | null>(null);
  fault = $state<string | null>(null);
  /** Under way for so long that the page should say so. */
  slow = $state(false);
  #control: AbortController | null = null;

  /** Asked and not answered yet. */
  get busy(): boolean {
    return this.#control !== null;
  }

  /** Asks; what was asked before and has not come is given up. What is there stays meanwhile. */
  async load(ask: (signal: AbortSignal) => Promise<T>): Promise<void> {
    this.stop();
    const control = new AbortController();
    this.#control = control;
    const timer = setTimeout(() => {
      if (!control.signal.aborted) this.slow = true;
    }, SLOW_MS);
    try {
      const value = await ask(control.signal);
      if (control.signal.aborted) return;
      this.value = value;
      this.fault = null;
    } catch (error) {
      if (control.signal.aborted) return;
      this.fault = sentenceOf(error);
    } finally {
      clearTimeout(timer);
      if (this.#control === control) {
        this.#control = null;
        this.slow = false;
      }
    }
  }

  stop() {
    this.#control?.abort();
    this.#control = null;
  }
}
