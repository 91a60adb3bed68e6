//! What an attempt is compared with: the person's other accepted attempts and the reference
//! solutions.

import type { Attempt } from '../../api/types';
import type { Entry } from '../../report/comparison';
import * as requests from './requests';

/** While references are being measured they are asked for again, this often at most. */
const ASK_AGAIN_MS = 3_000;
const ASK_AGAIN_TIMES = 40;

export class Comparing {
  #slug: string;
  #others = $state.raw<Attempt[]>([]);
  #references = $state.raw<requests.References>({ state: 'none', items: [] });
  #timer: ReturnType<typeof setTimeout> | undefined;
  #left = ASK_AGAIN_TIMES;

  constructor(slug: string) {
    this.#slug = slug;
  }

  get measuring(): boolean {
    return this.#references.state === 'measuring';
  }

  get references(): Entry[] {
    return this.#references.items.map((item) => ({
      name: `${item.name}, ${item.language}`,
      cpu_us: item.cpu_us,
      memory_bytes: item.memory_bytes,
    }));
  }

  /** One's own accepted attempts but the one shown. */
  others(shown: string | null): Entry[] {
    return this.#others
      .filter((attempt) => attempt.id !== shown)
      .map((attempt) => ({
        name: `Yours, ${attempt.language}`,
        cpu_us: attempt.cpu_us,
        memory_bytes: attempt.memory_bytes,
      }));
  }

  /** A missing comparison hides; it does not disturb. */
  async load() {
    clearTimeout(this.#timer);
    const [accepted, measured] = await Promise.allSettled([
      requests.accepted(this.#slug),
      requests.references(this.#slug),
    ]);
    if (accepted.status === 'fulfilled') this.#others = accepted.value.items;
    if (measured.status === 'fulfilled') this.#references = measured.value;
    if (this.measuring && this.#left > 0) {
      this.#left -= 1;
      this.#timer = setTimeout(() => void this.load(), ASK_AGAIN_MS);
    }
  }

  close() {
    clearTimeout(this.#timer);
  }
}
