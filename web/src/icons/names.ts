//! The icons of the sprite.

export const KIND_ICONS = [
  'program',
  'query',
  'service',
  'cluster',
  'design',
  'terminal',
  'review',
  'card',
  'story',
] as const;

export type IconName =
  | (typeof KIND_ICONS)[number]
  | 'search'
  | 'help'
  | 'theme'
  | 'down'
  | 'eye'
  | 'dice'
  | 'pass'
  | 'fail'
  | 'close'
  | 'unsure'
  | 'part'
  | 'todo'
  | 'run'
  | 'play'
  | 'plus'
  | 'save'
  | 'load'
  | 'undo'
  | 'cut'
  | 'lock'
  | 'key'
  | 'copy'
  | 'clock'
  | 'go'
  | 'more';

/** The drawing of a kind of exercise; a kind of a newer server looks like a program. */
export function kindIcon(kind: string): IconName {
  return KIND_ICONS.find((name) => name === kind) ?? 'program';
}
