//! What the palette offers besides exercises: places to go to and things to do.

import type { Permissions } from '../api/types';
import type { IconName } from '../icons/names';

export interface Command {
  id: string;
  name: string;
  icon: IconName;
  /** Stands at the end of the row: the keys, or what it is. */
  note: string;
  run: () => void;
}

interface Deeds {
  go: (to: string) => void;
  theme: (theme: 'system' | 'light' | 'dark') => void;
  keys: () => void;
  random: () => void;
  signOut: (() => void) | null;
}

export function places(permissions: Permissions, go: Deeds['go']): Command[] {
  const to = (name: string, path: string, keys: string): Command => ({
    id: `place ${path}`,
    name,
    icon: 'go',
    note: keys,
    run: () => go(path),
  });
  return [
    to('Today', '/', 'g t'),
    to('Practice', '/practice', 'g p'),
    to('Progress', '/progress', 'g o'),
    to('Attempts', '/attempts', 'g a'),
    to('Settings', '/settings', 'g ,'),
    ...(permissions.host || permissions.packages ? [to('Host', '/host', 'g h')] : []),
    ...(permissions.accounts ? [to('Accounts', '/accounts', '')] : []),
    to('Help', '/help', ''),
    to('API reference', '/help/api', ''),
  ];
}

export function deeds(does: Deeds, archives: boolean): Command[] {
  const theme = (name: 'system' | 'light' | 'dark'): Command => ({
    id: `theme ${name}`,
    name: `Theme: ${name}`,
    icon: 'theme',
    note: '',
    run: () => does.theme(name),
  });
  const signOut = does.signOut;
  return [
    { id: 'random', name: 'Pick an exercise', icon: 'dice', note: '', run: does.random },
    { id: 'keys', name: 'Keys of this page', icon: 'help', note: '?', run: does.keys },
    theme('light'),
    theme('dark'),
    theme('system'),
    ...(archives
      ? [
          {
            id: 'export',
            name: 'Export everything of mine',
            icon: 'save' as const,
            note: '',
            run: () => does.go('/settings#data'),
          },
        ]
      : []),
    ...(signOut
      ? [{ id: 'out', name: 'Sign out', icon: 'lock' as const, note: '', run: signOut }]
      : []),
  ];
}
