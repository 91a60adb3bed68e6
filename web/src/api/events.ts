//! Follows a stream of server-sent events. The browser resumes by itself with the last number it
//! saw; where it gives up, as after a restart of the server, the stream is opened again.

/** First pause before opening again, in milliseconds; it doubles. */
const PAUSE = 500;
const LONGEST_PAUSE = 8000;

export interface Followed {
  onevent(name: string, data: unknown): void;
  onopen(): void;
  onlost(): void;
}

export interface Following {
  close(): void;
  /** Opens again at once, as when a person asks. */
  retry(): void;
}

export function followEvents(path: string, names: readonly string[], on: Followed): Following {
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let pause = PAUSE;
  let closed = false;

  function open() {
    source?.close();
    clearTimeout(timer);
    const opened = new EventSource(`/api/v1${path}`);
    source = opened;
    opened.onopen = () => {
      pause = PAUSE;
      on.onopen();
    };
    opened.onerror = () => {
      if (closed || source !== opened) return;
      on.onlost();
      if (opened.readyState !== EventSource.CLOSED) return;
      timer = setTimeout(open, pause);
      pause = Math.min(pause * 2, LONGEST_PAUSE);
    };
    for (const name of names) {
      opened.addEventListener(name, (event) => {
        if (source === opened) on.onevent(name, JSON.parse(event.data as string));
      });
    }
  }

  open();
  return {
    close() {
      closed = true;
      clearTimeout(timer);
      source?.close();
    },
    retry: open,
  };
}
