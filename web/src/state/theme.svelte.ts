//! Light, dark, or as the system has it. Remembered in the browser too, so that the first paint is
//! right before the server has answered.

export type Theme = 'system' | 'light' | 'dark';

const THEMES: readonly Theme[] = ['system', 'light', 'dark'];

function remembered(): Theme {
  const asked = new URLSearchParams(location.search).get('theme');
  try {
    const found = asked ?? localStorage.getItem('theme');
    return THEMES.find((theme) => theme === found) ?? 'system';
  } catch {
    return 'system';
  }
}

let theme = $state.raw<Theme>('system');

export function shownTheme(): Theme {
  return theme;
}

export function showTheme() {
  setTheme(remembered());
}

export function setTheme(next: Theme) {
  theme = next;
  if (next === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = next;
  try {
    localStorage.setItem('theme', next);
  } catch {
    // A private window remembers nothing; the server does.
    return;
  }
}

export function nextTheme(): Theme {
  return THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? 'system';
}
