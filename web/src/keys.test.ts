import { describe, expect, it } from 'vitest';
import { chordOf, printed, register, registered } from './keys';

const event = (key: string, with_: Partial<KeyboardEvent> = {}) =>
  ({ key, ctrlKey: false, metaKey: false, shiftKey: false, ...with_ }) as KeyboardEvent;

describe('chordOf', () => {
  it('takes Ctrl or ⌘, as the machine has it', () => {
    expect(chordOf(event('k', { ctrlKey: true }), false)).toBe('Mod+k');
    expect(chordOf(event('k', { metaKey: true }), true)).toBe('Mod+k');
    expect(chordOf(event('k', { metaKey: true }), false)).toBe('k');
    expect(chordOf(event('Enter', { ctrlKey: true, shiftKey: true }), false)).toBe(
      'Mod+Shift+Enter',
    );
    expect(chordOf(event('K', { ctrlKey: true, shiftKey: true }), false)).toBe('Mod+Shift+k');
    expect(chordOf(event('?', { shiftKey: true }), false)).toBe('?');
  });
});

describe('printed', () => {
  it('prints chords and sequences', () => {
    expect(printed('g t', false)).toEqual(['g', 't']);
    expect(printed('Mod+Shift+Enter', false)).toEqual(['Ctrl ⇧ ↵']);
    expect(printed('Mod+k', true)).toEqual(['⌘ k']);
  });
});

describe('register', () => {
  it('puts the latest first and takes away what it added', () => {
    const one = { keys: 'x', what: 'one', run: () => undefined };
    const two = { keys: 'x', what: 'two', run: () => undefined };
    const endOne = register([one]);
    const endTwo = register([two]);
    expect(registered().map((shortcut) => shortcut.what)).toEqual(['two', 'one']);
    endOne();
    endOne();
    expect(registered().map((shortcut) => shortcut.what)).toEqual(['two']);
    endTwo();
    expect(registered()).toEqual([]);
  });
});
