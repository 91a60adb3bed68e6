//! What the page adds to a statement that the server has rendered: buttons at samples, colours in
//! code, and a stop for the Tab key wherever something scrolls sideways.

import type { Language } from '../../api/types';

export interface Furniture {
  languages: Language[];
  /** The exercise reads an input: a sample can become one's own. */
  takesInput: boolean;
  onuse: (input: string) => void;
  say: (text: string) => void;
}

export function furnish(node: HTMLElement, furniture: Furniture) {
  for (const figure of node.querySelectorAll<HTMLElement>('figure.sample'))
    addTools(figure, furniture);
  for (const block of node.querySelectorAll<HTMLElement>('pre')) {
    block.tabIndex = 0;
    const code = block.querySelector<HTMLElement>('code[class^="language-"]');
    if (code) void colour(code, furniture.languages);
  }
}

function addTools(figure: HTMLElement, { takesInput, onuse, say }: Furniture) {
  const input = figure.querySelector('pre')?.textContent ?? '';
  const row = document.createElement('span');
  row.className = 'sample-tools';
  row.append(button('Copy input', () => void copy(input, say)));
  if (takesInput) row.append(button('Use as own input', () => onuse(input)));
  figure.querySelector('figcaption')?.append(row);
}

function button(label: string, act: () => void): HTMLButtonElement {
  const element = document.createElement('button');
  element.type = 'button';
  element.className = 'btn quiet small';
  element.textContent = label;
  element.addEventListener('click', act);
  return element;
}

async function copy(words: string, say: (text: string) => void) {
  try {
    await navigator.clipboard.writeText(words);
    say('Copied.');
  } catch {
    say('This browser lets no page copy. Select the text and copy it yourself.');
  }
}

/** The syntax of a fence such as `python`, by any name the language goes by. */
export function syntaxOf(fence: string, languages: Language[]): string {
  const name = fence.toLowerCase();
  const found = languages.find(
    (language) =>
      language.syntax === name ||
      language.id === name ||
      language.aliases.includes(name) ||
      language.extensions.includes(name),
  );
  return found?.syntax ?? '';
}

async function colour(code: HTMLElement, languages: Language[]) {
  const syntax = syntaxOf(code.className.replace('language-', ''), languages);
  if (syntax === '') return;
  try {
    const { highlighted } = await import('../../editor/highlight');
    const tokens = await highlighted(code.textContent ?? '', syntax);
    if (tokens === null) return;
    code.replaceChildren(
      ...tokens.map((token) => {
        if (token.role === '') return token.text;
        const piece = document.createElement('span');
        piece.className = token.role;
        piece.textContent = token.text;
        return piece;
      }),
    );
  } catch {
    // Without its grammar the code is as readable as the server made it.
    return;
  }
}
