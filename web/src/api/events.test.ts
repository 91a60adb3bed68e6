import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { followEvents } from './events';

type Hear = (event: { type: string; data: string }) => void;

class Source {
  static readonly CLOSED = 2;
  static all: Source[] = [];
  readyState = 0;
  onopen: (() => void) | null = null;
  onerror: (() => void) | null = null;
  #hear = new Map<string, Hear>();
  constructor(readonly url: string) {
    Source.all.push(this);
  }
  addEventListener(name: string, hear: Hear) {
    this.#hear.set(name, hear);
  }
  close() {
    this.readyState = Source.CLOSED;
  }
  fail(state: number) {
    this.readyState = state;
    this.onerror?.();
  }
  tell(type: string, data: unknown) {
    this.#hear.get(type)?.({ type, data: JSON.stringify(data) });
  }
}

const heard: unknown[] = [];
const ears = {
  onevent: (name: string, data: unknown) => heard.push([name, data]),
  onopen: () => heard.push('open'),
  onlost: () => heard.push('lost'),
};
const last = () => Source.all.at(-1);

beforeEach(() => {
  vi.useFakeTimers();
  Source.all = [];
  heard.length = 0;
  vi.stubGlobal('EventSource', Source);
  vi.stubGlobal('window', new EventTarget());
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe('followEvents', () => {
  it('hands on the events that were asked for', () => {
    const stream = followEvents('/attempts/a/events', ['checked'], ears);
    last()?.tell('checked', { lane: 'x' });
    last()?.tell('other', {});
    expect(last()?.url).toBe('/api/v1/attempts/a/events');
    expect(heard).toEqual([['checked', { lane: 'x' }]]);
    stream.close();
  });
  it('leaves a lost line to the browser, which knows where it was', () => {
    followEvents('/e', ['checked'], ears);
    last()?.fail(0);
    vi.advanceTimersByTime(60_000);
    expect(Source.all.length).toBe(1);
    expect(heard).toEqual(['lost']);
  });
  it('opens anew when the browser gave up, after pauses that grow to ten seconds', () => {
    followEvents('/e', ['checked'], ears);
    for (const [failures, pause] of [500, 1000, 2000, 4000, 8000, 10_000, 10_000].entries()) {
      last()?.fail(2);
      vi.advanceTimersByTime(pause - 1);
      expect(Source.all.length).toBe(failures + 1);
      vi.advanceTimersByTime(1);
      expect(Source.all.length).toBe(failures + 2);
    }
  });
  it('stops in the end, and begins again when asked', () => {
    const stream = followEvents('/e', ['checked'], ears);
    for (let failure = 0; failure < 100; failure += 1) {
      last()?.fail(2);
      vi.advanceTimersByTime(10_000);
    }
    expect(Source.all.length).toBe(41);
    stream.retry();
    expect(Source.all.length).toBe(42);
  });
  it('is silent once closed', () => {
    const stream = followEvents('/e', ['checked'], ears);
    stream.close();
    last()?.fail(2);
    last()?.tell('checked', {});
    vi.advanceTimersByTime(60_000);
    expect(heard).toEqual([]);
    expect(Source.all.length).toBe(1);
  });
});
