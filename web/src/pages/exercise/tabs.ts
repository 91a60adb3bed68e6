//! The panes and tabs of the page, as the address names them.

export const LEFT_TABS = [
  { id: 'statement', name: 'Statement' },
  { id: 'hints', name: 'Hints' },
  { id: 'notes', name: 'Notes' },
  { id: 'attempts', name: 'Attempts' },
  { id: 'solutions', name: 'Solutions' },
] as const;
export type LeftTab = (typeof LEFT_TABS)[number]['id'];

/** Panes of a narrow screen, one at a time. */
export const PANES = [
  { id: 'statement', name: 'Statement' },
  { id: 'code', name: 'Code' },
  { id: 'result', name: 'Result' },
] as const;
export type Pane = (typeof PANES)[number]['id'];

export function leftTab(value: string | null): LeftTab {
  return LEFT_TABS.find((tab) => tab.id === value)?.id ?? 'statement';
}

export function pane(value: string | null): Pane {
  return PANES.find((one) => one.id === value)?.id ?? 'statement';
}
