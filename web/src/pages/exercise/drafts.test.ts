import { describe, expect, it } from 'vitest';
import type { Draft } from '../../api/types';
import { opening, parseCopy } from './drafts';

const files = (text: string) => [{ name: 'main.py', text }];
const draft = (text: string, revision: number): Draft => ({
  exercise: 'e',
  language: 'python3',
  files: files(text),
  active: null,
  revision,
  updated_at: '',
});
const STARTER = files('starter');

describe('opening', () => {
  it('begins with the starter', () => {
    expect(opening(null, null, STARTER)).toMatchObject({
      files: STARTER,
      from: 'starter',
      unsaved: false,
      base: null,
    });
  });
  it('takes the draft of the server', () => {
    expect(opening(draft('a', 3), null, STARTER)).toMatchObject({
      files: files('a'),
      base: 3,
      unsaved: false,
      other: null,
    });
  });
  it('takes the copy that grew from it, and saves it', () => {
    expect(
      opening(draft('a', 3), { files: files('ab'), active: null, base: 3 }, STARTER),
    ).toMatchObject({ files: files('ab'), base: 3, unsaved: true, other: null });
  });
  it('offers both when the server has moved on', () => {
    const opened = opening(
      draft('other', 5),
      { files: files('mine'), active: null, base: 3 },
      STARTER,
    );
    expect(opened).toMatchObject({ files: files('mine'), unsaved: true });
    expect(opened.other?.revision).toBe(5);
  });
  it('needs no choice when both say the same', () => {
    expect(
      opening(draft('same', 5), { files: files('same'), active: null, base: 3 }, STARTER),
    ).toMatchObject({ base: 5, unsaved: false, other: null });
  });
  it('keeps the copy of a draft that was never saved', () => {
    expect(
      opening(null, { files: files('mine'), active: null, base: null }, STARTER),
    ).toMatchObject({ files: files('mine'), unsaved: true, other: null });
  });
});

describe('parseCopy', () => {
  it.each([null, '', '{', '[]', '{"files":[]}', '{"files":[{"name":1}]}', '7'])(
    'counts %s as none',
    (text) => expect(parseCopy(text)).toBeNull(),
  );
  it('reads what was written', () => {
    const copy = { files: files('x'), active: 'main.py', base: 2 };
    expect(parseCopy(JSON.stringify(copy))).toEqual(copy);
  });
});
