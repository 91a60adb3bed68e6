import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Draft, File } from '../../api/types';
import {
  DraftKeeper,
  SAVE_AFTER_MS,
  type DraftServer,
  type Saved,
  type Shelf,
} from './draft-keeper.svelte';
import { opening } from './drafts';

const files = (text: string): File[] => [{ name: 'main.py', text }];
const draft = (text: string, revision: number): Draft => ({
  exercise: 'e',
  language: 'python3',
  files: files(text),
  active: null,
  revision,
  updated_at: '',
});

class MemoryShelf implements Shelf {
  held = new Map<string, string>();
  getItem = (key: string) => this.held.get(key) ?? null;
  setItem = (key: string, value: string) => void this.held.set(key, value);
  removeItem = (key: string) => void this.held.delete(key);
}

/** Answers each save with the next of `answers`; accepts when there is none left. */
class ScriptedServer implements DraftServer {
  saves: { text: string; base: number | null }[] = [];
  left: string[] = [];
  answers: Saved[] = [];
  revision = 0;
  save = async (sent: File[], _active: string | null, base: number | null): Promise<Saved> => {
    const text = sent[0]?.text ?? '';
    this.saves.push({ text, base });
    return this.answers.shift() ?? { kind: 'saved', draft: draft(text, ++this.revision) };
  };
  saveOnLeave = (sent: File[]) => void this.left.push(sent[0]?.text ?? '');
}

let shelf: MemoryShelf;
let server: ScriptedServer;
const keep = (stored: Draft | null = null) =>
  new DraftKeeper(
    server,
    shelf,
    'k',
    opening(stored, DraftKeeper.copyAt(shelf, 'k'), files('starter')),
  );

beforeEach(() => {
  vi.useFakeTimers();
  shelf = new MemoryShelf();
  server = new ScriptedServer();
});
afterEach(() => vi.useRealTimers());

describe('DraftKeeper', () => {
  it('keeps a copy at once, saves after a pause, then drops the copy', async () => {
    const keeper = keep();
    keeper.changed(files('a'), null);
    keeper.changed(files('ab'), null);
    expect(shelf.getItem('k')).toContain('"ab"');
    expect(server.saves).toEqual([]);
    await vi.advanceTimersByTimeAsync(SAVE_AFTER_MS);
    expect(server.saves).toEqual([{ text: 'ab', base: null }]);
    expect(keeper.state).toBe('saved');
    expect(shelf.getItem('k')).toBeNull();
  });

  it('sends what was typed while a save was under way, from the new revision', async () => {
    const keeper = keep();
    keeper.changed(files('a'), null);
    const saving = keeper.save();
    keeper.changed(files('ab'), null);
    await saving;
    expect(shelf.getItem('k')).toContain('"ab"');
    await vi.advanceTimersByTimeAsync(SAVE_AFTER_MS);
    expect(server.saves).toEqual([
      { text: 'a', base: null },
      { text: 'ab', base: 1 },
    ]);
    expect(shelf.getItem('k')).toBeNull();
  });

  it('keeps the copy while the server does not answer, and tries again', async () => {
    server.answers = [{ kind: 'unreachable' }, { kind: 'unreachable' }];
    const keeper = keep();
    keeper.changed(files('a'), null);
    await vi.advanceTimersByTimeAsync(SAVE_AFTER_MS);
    expect(keeper.state).toBe('unreachable');
    expect(shelf.getItem('k')).toContain('"a"');
    await vi.advanceTimersByTimeAsync(2_000 + 4_000);
    expect(keeper.state).toBe('saved');
    expect(server.saves.length).toBe(3);
  });

  it('survives a crash: the copy is opened and saved', async () => {
    server.answers = [{ kind: 'unreachable' }];
    keep().changed(files('typed'), null);
    const keeper = keep();
    await vi.advanceTimersByTimeAsync(0);
    expect(server.saves.at(-1)?.text).toBe('typed');
    expect(keeper.unsaved).toBe(true);
  });

  it('asks when another tab saved, and sends nothing meanwhile', async () => {
    server.answers = [{ kind: 'conflict', theirs: draft('theirs', 9) }];
    const keeper = keep(draft('old', 3));
    keeper.changed(files('mine'), null);
    await vi.advanceTimersByTimeAsync(SAVE_AFTER_MS);
    expect(keeper.state).toBe('conflict');
    keeper.changed(files('mine too'), null);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(server.saves.length).toBe(1);
    keeper.keepMine();
    await vi.advanceTimersByTimeAsync(0);
    expect(server.saves.at(-1)).toEqual({ text: 'mine too', base: 9 });
  });

  it('takes the other text and forgets the copy', async () => {
    server.answers = [{ kind: 'conflict', theirs: draft('theirs', 9) }];
    const keeper = keep(draft('old', 3));
    keeper.changed(files('mine'), null);
    await vi.advanceTimersByTimeAsync(SAVE_AFTER_MS);
    expect(keeper.takeTheirs()?.files).toEqual(files('theirs'));
    expect(keeper.unsaved).toBe(false);
    expect(shelf.getItem('k')).toBeNull();
  });

  it('says why a draft is refused, and keeps the copy', async () => {
    server.answers = [{ kind: 'refused', sentence: 'The draft is larger than 1 MiB.' }];
    const keeper = keep();
    keeper.changed(files('a'), null);
    await vi.advanceTimersByTimeAsync(SAVE_AFTER_MS);
    expect(keeper.sentence).toBe('The draft is larger than 1 MiB.');
    expect(shelf.getItem('k')).not.toBeNull();
  });

  it('sends with a closing page, unless it is too large for that', () => {
    const keeper = keep();
    keeper.changed(files('a'), null);
    keeper.leave();
    expect(server.left).toEqual(['a']);
    keeper.changed(files('x'.repeat(100_000)), null);
    keeper.leave();
    expect(server.left.length).toBe(1);
    expect(shelf.getItem('k')).toContain('xxx');
  });

  it('says so when the browser keeps no copy', () => {
    shelf.setItem = () => {
      throw new Error('full');
    };
    const keeper = keep();
    keeper.changed(files('a'), null);
    expect(keeper.uncopied).toBe(true);
  });
});
