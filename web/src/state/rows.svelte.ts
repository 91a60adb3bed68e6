//! Moving through the rows of a table with `j` and `k`: the focus goes along, on the row's own link.

import { tick } from 'svelte';
import { register } from '../keys';

export class Rows {
  /** Name of the chosen row. */
  chosen = $state<string | null>(null);
  #names: () => readonly string[];

  constructor(names: () => readonly string[], chosen: string | null = null) {
    this.#names = names;
    this.chosen = chosen;
  }

  move(by: number) {
    const names = this.#names();
    if (names.length === 0) return;
    const at = this.chosen === null ? -1 : names.indexOf(this.chosen);
    const next = at < 0 ? 0 : Math.min(Math.max(at + by, 0), names.length - 1);
    this.chosen = names[next] ?? null;
    void tick().then(() =>
      document.querySelector<HTMLElement>('tr[data-chosen="true"] a')?.focus(),
    );
  }

  /** The keys of a table; Enter is the link's own. */
  keys(): () => void {
    return register([
      { keys: 'j', what: 'Next row', run: () => this.move(1) },
      { keys: 'k', what: 'Row before', run: () => this.move(-1) },
    ]);
  }
}
