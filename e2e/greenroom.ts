//! The test everything here is written with: a server, a page on it, and a watch over what the
//! browser complains about.

import { test as base, expect, type Locator, type Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { Server } from './server';

/** What the browser's console and the page's scripts complained about. */
export class Complaints {
  #heard: string[] = [];
  #expected: RegExp[] = [];

  listen(page: Page) {
    page.on('pageerror', (error) => this.#heard.push(`page error: ${error.stack ?? error}`));
    page.on('console', (message) => {
      if (message.type() !== 'error' && message.type() !== 'warning') return;
      this.#heard.push(`${message.type()}: ${message.text()} (${message.location().url})`);
    });
  }

  /** A test that cuts the connection, or asks for what is refused, says so. */
  expect(pattern: RegExp) {
    this.#expected.push(pattern);
  }

  get unexpected(): string[] {
    return this.#heard.filter((text) => !this.#expected.some((pattern) => pattern.test(text)));
  }
}

/** What Chromium says of requests that found no server. */
export const NO_SERVER = /net::ERR_(CONNECTION|INTERNET|INCOMPLETE|EMPTY_RESPONSE|NETWORK)/;

interface Fixtures {
  complaints: Complaints;
  server: Server;
}

export const test = base.extend<Fixtures>({
  server: async ({}, use) => {
    const server = await Server.fresh();
    await use(server);
    await server.close();
  },
  baseURL: async ({ server }, use) => use(server.url),
  complaints: async ({}, use) => {
    const complaints = new Complaints();
    await use(complaints);
    expect(complaints.unexpected, 'what the browser complained about').toEqual([]);
  },
  page: async ({ page, complaints }, use) => {
    complaints.listen(page);
    await use(page);
  },
});
export { expect };

/** A submission of the library's own set, such as `accepted/counter.py`. */
export function submission(path: string): Promise<string> {
  const set = '../content/exercises/program/statuscount/submissions/';
  return readFile(new URL(set + path, import.meta.url), 'utf8');
}

/** The accepted program, each check of which takes this long, so that judging can be watched. */
export async function slowSubmission(seconds: number): Promise<string> {
  const program = await submission('accepted/counter.py');
  return `import time\n\ntime.sleep(${seconds})\n${program.replace(/^"""[^"]*"""\n/, '')}`;
}

/** The exercise page, as a person finds it. */
export class ExercisePage {
  readonly editor: Locator;
  readonly about: Locator;
  readonly result: Locator;
  readonly language: Locator;
  readonly saved: Locator;
  readonly ownInput: Locator;

  constructor(readonly page: Page) {
    this.editor = page.getByRole('textbox', { name: 'Escape, then Tab leaves the editor' });
    this.about = page.getByRole('region', { name: 'About the exercise' });
    this.result = page.getByRole('region', { name: 'Result' });
    this.ownInput = this.result.getByRole('textbox', { name: 'Own input' });
    this.language = page.getByLabel('Language', { exact: true });
    this.saved = page.getByRole('region', { name: 'Editor' }).getByText(/^Saved/);
  }

  async open(address = '/practice/statuscount?language=python3') {
    await this.page.goto(address);
    await expect(this.editor).toBeVisible();
  }

  /** Pastes a text over all that is there. */
  async write(text: string) {
    await this.page.evaluate((words) => navigator.clipboard.writeText(words), text);
    await this.editor.click();
    await this.page.keyboard.press('Control+a');
    await this.page.keyboard.press('Control+v');
  }

  async run() {
    await this.page.getByRole('button', { name: 'Run', exact: true }).click();
  }

  async submit() {
    await this.page.getByRole('button', { name: 'Submit', exact: true }).click();
  }

  tab(name: string): Promise<void> {
    return this.about.getByRole('tab', { name }).click();
  }

  verdict(name: string): Locator {
    return this.result.locator('header.verdict').getByText(name, { exact: true });
  }
}
