//! One answer of the API on a page: loading, there, or failed with a sentence and a way to retry.

import { get, sentenceOf } from '../api/client';

export class Loaded<T> {
  value = $state.raw<T | null>(null);
  fault = $state.raw<string | null>(null);
  #path: () => string;

  /** Reads `path` now and whenever what it depends on changes. */
  constructor(path: () => string) {
    this.#path = path;
    $effect(() => {
      const control = new AbortController();
      void this.#read(path(), control.signal);
      return () => control.abort();
    });
  }

  again() {
    void this.#read(this.#path());
  }

  async #read(path: string, signal?: AbortSignal) {
    this.fault = null;
    try {
      const value = await get<T>(path, signal);
      if (!signal?.aborted) this.value = value;
    } catch (error) {
      if (!signal?.aborted) this.fault = sentenceOf(error);
    }
  }
}
