//! Follows a stream of events through lost connections and restarts of the server.
//!
//! The browser reconnects by itself and tells where it was (`Last-Event-ID`). When it gives up, as it
//! does on any answer that is no stream, the stream is opened anew after a pause that doubles; it then
//! begins at its first event, which tells the listener to begin again, too.

import { API } from './client';

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 10_000;
/** Openings in a row without a single event before it is left to the person; about five minutes. */
const OPENINGS = 40;

interface Ears {
  onevent(name: string, data: unknown): void;
  onopen(): void;
  onlost(): void;
}

export interface Stream {
  close(): void;
  /** Opens it again at once. */
  retry(): void;
}

export function followEvents(path: string, names: readonly string[], ears: Ears): Stream {
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let openings = 0;
  let closed = false;

  function hear(event: MessageEvent<string>) {
    if (closed) return;
    openings = 0;
    ears.onevent(event.type, JSON.parse(event.data));
  }

  function lost() {
    if (closed) return;
    ears.onlost();
    if (source?.readyState !== EventSource.CLOSED || openings >= OPENINGS) return;
    const pause = Math.min(FIRST_PAUSE_MS * 2 ** openings, LONGEST_PAUSE_MS);
    openings += 1;
    timer = setTimeout(open, pause);
  }

  function open() {
    source?.close();
    source = new EventSource(API + path);
    source.onopen = () => ears.onopen();
    source.onerror = lost;
    for (const name of names) source.addEventListener(name, hear);
  }

  function again() {
    if (closed) return;
    clearTimeout(timer);
    openings = 0;
    open();
  }

  window.addEventListener('online', again);
  open();
  return {
    close() {
      closed = true;
      clearTimeout(timer);
      source?.close();
      window.removeEventListener('online', again);
    },
    retry: again,
  };
}
