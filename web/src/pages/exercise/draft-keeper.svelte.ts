//! Keeps what is typed: at once in this browser, soon at the server, until the server has
//! acknowledged it.
//!
//! Theory of operation. `changed` writes the copy and starts a timer; `save` sends the newest text
//! with the revision it grew from, one request at a time. Acknowledged and unchanged since: the
//! copy goes. No answer: tried again, ever more rarely, and at once when the browser is online
//! again. Refused with 412: another tab saved since; nothing is sent until the person has chosen.

import type { Draft, File } from '../../api/types';
import { parseCopy, type LocalCopy, type Opening } from './drafts';

/** Pause in typing after which a draft is sent. */
export const SAVE_AFTER_MS = 600;
const RETRY_FIRST_MS = 2_000;
const RETRY_MOST_MS = 30_000;
/** Browsers send at most 64 KiB with a page that is closing; a larger draft stays as the copy. */
const KEEPALIVE_BYTES = 60 * 1024;

/** How a save ended. */
export type Saved =
  | { kind: 'saved'; draft: Draft }
  | { kind: 'conflict'; theirs: Draft | null }
  | { kind: 'refused'; sentence: string }
  | { kind: 'unreachable' };

export interface DraftServer {
  save(files: File[], active: string | null, base: number | null): Promise<Saved>;
  /** Sent with a page that is closing; nobody hears the answer. */
  saveOnLeave(files: File[], active: string | null, base: number | null): void;
}

/** The part of `localStorage` that is used. */
export type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

export type KeeperState =
  'idle' | 'typing' | 'saving' | 'saved' | 'unreachable' | 'conflict' | 'refused';

export class DraftKeeper {
  state = $state<KeeperState>('idle');
  /** When the server last acknowledged, in milliseconds since the epoch. */
  savedAt = $state<number | null>(null);
  /** The other continuation, while the person has to choose. */
  theirs = $state.raw<Draft | null>(null);
  /** Why the server will not take it. */
  sentence = $state('');
  /** The browser could not keep a copy: private mode, or full. */
  uncopied = $state(false);

  #server: DraftServer;
  #shelf: Shelf;
  #key: string;
  #files: File[];
  #active: string | null;
  #base: number | null;
  #version = 0;
  #acknowledged = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #retryMs = RETRY_FIRST_MS;
  #sending = false;
  #closed = false;

  constructor(server: DraftServer, shelf: Shelf, key: string, opened: Opening) {
    this.#server = server;
    this.#shelf = shelf;
    this.#key = key;
    this.#files = opened.files;
    this.#active = opened.active;
    this.#base = opened.base;
    if (opened.other !== null) {
      this.#version = 1;
      this.state = 'conflict';
      this.theirs = opened.other;
    } else if (opened.unsaved) {
      this.#version = 1;
      this.#later(0);
    } else {
      this.#forgetCopy();
    }
  }

  static copyAt(shelf: Shelf, key: string): LocalCopy | null {
    try {
      return parseCopy(shelf.getItem(key));
    } catch {
      return null;
    }
  }

  get unsaved(): boolean {
    return this.#version !== this.#acknowledged;
  }

  changed(files: File[], active: string | null) {
    this.#files = files;
    this.#active = active;
    this.#version += 1;
    this.#writeCopy();
    if (this.state === 'conflict') return;
    this.state = 'typing';
    this.#later(SAVE_AFTER_MS);
  }

  /** Sends now what has not been sent; resolves when the server has answered. */
  async save(): Promise<void> {
    clearTimeout(this.#timer);
    if (this.#sending || this.#closed || !this.unsaved || this.state === 'conflict') return;
    this.#sending = true;
    this.state = 'saving';
    const version = this.#version;
    const result = await this.#server.save(this.#files, this.#active, this.#base);
    this.#sending = false;
    if (!this.#closed) this.#heard(result, version);
  }

  /** Mine: the text here goes over theirs. */
  keepMine() {
    if (this.theirs) this.#base = this.theirs.revision;
    this.theirs = null;
    this.state = 'typing';
    void this.save();
  }

  /** Theirs: the text here is dropped; returns what to show. */
  takeTheirs(): Draft | null {
    const draft = this.theirs;
    if (!draft) return null;
    this.#files = draft.files;
    this.#active = draft.active;
    this.#base = draft.revision;
    this.#acknowledged = this.#version;
    this.theirs = null;
    this.state = 'saved';
    this.#forgetCopy();
    return draft;
  }

  /** The page is hidden or closing: what is unsaved is sent without waiting for the answer. */
  leave() {
    if (!this.unsaved || this.state === 'conflict' || this.#closed) return;
    this.#writeCopy();
    const bytes = this.#files.reduce((sum, file) => sum + file.text.length * 3, 0);
    if (bytes <= KEEPALIVE_BYTES && !this.#sending) {
      this.#server.saveOnLeave(this.#files, this.#active, this.#base);
    }
  }

  /** After this nothing is sent any more; the copy, if there is one, stays for the next time. */
  close() {
    this.leave();
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  /** The browser is online again. */
  online() {
    this.#retryMs = RETRY_FIRST_MS;
    if (this.state === 'unreachable') void this.save();
  }

  #heard(result: Saved, version: number) {
    switch (result.kind) {
      case 'saved':
        this.#base = result.draft.revision;
        this.#acknowledged = version;
        this.#retryMs = RETRY_FIRST_MS;
        this.savedAt = Date.now();
        if (this.unsaved) {
          this.#writeCopy();
          this.#later(SAVE_AFTER_MS);
        } else {
          this.state = 'saved';
          this.#forgetCopy();
        }
        break;
      case 'conflict':
        this.#conflict(result.theirs);
        break;
      case 'refused':
        this.state = 'refused';
        this.sentence = result.sentence;
        break;
      case 'unreachable':
        this.state = 'unreachable';
        this.#later(this.#retryMs);
        this.#retryMs = Math.min(RETRY_MOST_MS, this.#retryMs * 2);
    }
  }

  #conflict(theirs: Draft | null) {
    if (theirs === null) {
      // The other tab deleted the draft: there is nothing to choose between.
      this.#base = null;
      this.state = 'typing';
      this.#later(SAVE_AFTER_MS);
      return;
    }
    this.theirs = theirs;
    this.state = 'conflict';
  }

  #later(ms: number) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.save(), ms);
  }

  #writeCopy() {
    const copy: LocalCopy = { files: this.#files, active: this.#active, base: this.#base };
    try {
      this.#shelf.setItem(this.#key, JSON.stringify(copy));
      this.uncopied = false;
    } catch {
      this.uncopied = true;
    }
  }

  #forgetCopy() {
    try {
      this.#shelf.removeItem(this.#key);
    } catch {
      // Storage that cannot be written holds no copy either.
      this.uncopied = true;
    }
  }
}
