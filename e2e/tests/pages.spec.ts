//! Every page in light, in dark and on a narrow screen: no rule of axe broken, nothing wider than
//! the screen, nothing the browser complains about. A page is opened once and looked at three times.

import { expect, ExercisePage, submission, test as base } from '../greenroom';
import { Server } from '../server';
import { sound } from '../sound';

/** One server for all of them, with an attempt that failed and one that passed. */
const test = base.extend<{}, { furnished: { url: string; attempt: string } }>({
  furnished: [
    async ({ browser }, use) => {
      const server = await Server.fresh();
      try {
        const page = await browser.newPage({
          baseURL: server.url,
          permissions: ['clipboard-read', 'clipboard-write'],
        });
        const exercise = new ExercisePage(page);
        await exercise.open();
        await exercise.write(await submission('accepted/counter.py'));
        await exercise.submit();
        await expect(exercise.verdict('Accepted')).toBeVisible();
        await exercise.write(await submission('wrong_answer/client_errors_too.py'));
        await exercise.submit();
        await expect(exercise.verdict('Wrong answer')).toBeVisible();
        const attempt = new URL(page.url()).searchParams.get('attempt') ?? '';
        await page.close();
        await use({ url: server.url, attempt });
      } finally {
        await server.close();
      }
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ furnished }, use) => use(furnished.url),
});

const PLACES: readonly { path: string; ready: string }[] = [
  { path: '/', ready: 'h2:has-text("Last results")' },
  { path: '/practice', ready: 'tbody tr' },
  { path: '/attempts', ready: 'tbody tr' },
  { path: '/progress', ready: 'h2' },
  { path: '/settings', ready: '.languages li' },
  { path: '/host', ready: 'h2:has-text("Walls of the sandbox")' },
  { path: '/help', ready: 'main h1:not(.sr)' },
  { path: '/help/api', ready: 'main h2' },
];
/** What the exercise page can show; on a narrow screen each is seen from the pane it is in. */
const VIEWS = [
  '',
  'pane=code',
  'pane=result',
  'tab=hints',
  'tab=notes',
  'tab=attempts',
  'tab=solutions',
];

for (const { path, ready } of PLACES) {
  test(`${path} is sound`, async ({ page }) => {
    await page.goto(path);
    await expect(page.locator(ready).first()).toBeVisible();
    await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
    await sound(page);
  });
}

for (const view of VIEWS) {
  test(`an exercise with a report is sound, ${view || 'as it opens'}`, async ({
    page,
    furnished,
  }) => {
    await page.goto(`/practice/statuscount?attempt=${furnished.attempt}&${view}`);
    await expect(page.locator('.finding')).toBeAttached();
    await expect(page.locator('.code-editor .cm-content')).toBeAttached();
    await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
    await sound(page);
  });
}

test('an own input is sound', async ({ page }) => {
  await page.goto('/practice/statuscount?below=input&pane=result');
  await expect(page.getByRole('textbox', { name: 'Own input' })).toBeVisible();
  await sound(page);
});

test('palette and keys are sound', async ({ page }) => {
  await page.goto('/practice');
  await expect(page.locator('tbody tr').first()).toBeVisible();
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'Search or do' });
  await page.keyboard.type('re');
  await expect(palette.getByRole('option').first()).toBeVisible();
  await sound(page);
  await page.keyboard.press('Escape');
  await expect(palette).toHaveCount(0);
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keys on this page' })).toBeVisible();
  await sound(page);
});
