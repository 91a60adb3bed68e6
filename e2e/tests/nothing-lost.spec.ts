//! What is typed and what is handed in survive reloads, restarts, power cuts and lost connections.

import type { Page } from '@playwright/test';
import { expect, ExercisePage, NO_SERVER, slowSubmission, submission, test } from '../greenroom';

/** Seconds each check takes in a judgement that a test interrupts. */
const SLOW = 0.3;

/** What the server keeps, `null` where it keeps nothing. */
async function storedDraft(page: Page, language: string): Promise<string | null> {
  const answer = await page.request.get(`/api/v1/drafts/statuscount/${language}`);
  return answer.ok() ? (await answer.json()).files[0].text : null;
}

test('a draft survives a reload and a restart of the server', async ({
  page,
  server,
  complaints,
}) => {
  complaints.expect(NO_SERVER);
  const exercise = new ExercisePage(page);
  await exercise.open();
  await exercise.write('print("kept")');
  await expect(exercise.saved).toBeVisible();
  await page.reload();
  await expect(exercise.editor).toHaveText('print("kept")');

  await server.stop();
  await exercise.write('print("typed while it was down")');
  await expect(page.getByText('Kept in this browser until the server answers')).toBeVisible();
  await server.start();
  await page.goto('/');
  await exercise.open();
  await expect(exercise.editor).toHaveText('print("typed while it was down")');
  await expect.poll(() => storedDraft(page, 'python3')).toBe('print("typed while it was down")');

  await server.stop();
  await server.start();
  await page.evaluate(() => localStorage.clear());
  await exercise.open();
  await expect(exercise.editor).toHaveText('print("typed while it was down")');
});

test('what is typed just before a reload is kept', async ({ page }) => {
  const exercise = new ExercisePage(page);
  await exercise.open();
  await exercise.write('print("no pause after this")');
  await page.reload();
  await expect(exercise.editor).toHaveText('print("no pause after this")');
});

test('each language keeps its own draft', async ({ page }) => {
  const exercise = new ExercisePage(page);
  await exercise.open('/practice/statuscount');
  await exercise.language.selectOption('python3');
  await exercise.write('print("python")');
  await exercise.language.selectOption('javascript');
  await exercise.write('console.log("javascript")');
  await exercise.language.selectOption('python3');
  await expect(exercise.editor).toHaveText('print("python")');
  await exercise.language.selectOption('javascript');
  await expect(exercise.editor).toHaveText('console.log("javascript")');
  await expect.poll(() => storedDraft(page, 'javascript')).toBe('console.log("javascript")');
  await page.reload();
  await expect(exercise.language).toHaveValue('javascript');
  await expect(exercise.editor).toHaveText('console.log("javascript")');

  await page.goto('/');
  await expect(page.getByText('Unfinished draft in python3')).toBeVisible();
});

test('two tabs do not overwrite each other', async ({ page, context, complaints }) => {
  complaints.expect(/412/);
  const exercise = new ExercisePage(page);
  await exercise.open();
  const other = new ExercisePage(await context.newPage());
  await other.open();
  await exercise.write('print("one")');
  await expect(exercise.saved).toBeVisible();
  await other.write('print("other")');
  const conflict = other.page.getByRole('alert', { name: 'Two versions of the draft' });
  await expect(conflict).toBeVisible();
  await conflict.getByRole('button', { name: 'Keep what is here' }).click();
  await expect(other.saved).toBeVisible();
  await page.reload();
  await expect(exercise.editor).toHaveText('print("other")');
});

test('a reload in the middle of judging finds the attempt again', async ({ page }) => {
  const exercise = new ExercisePage(page);
  await exercise.open();
  await exercise.write(await slowSubmission(SLOW));
  await exercise.submit();
  await expect(exercise.result.getByText(/^[1-9]\d* of 14$/)).toBeVisible();
  await page.reload();
  await expect(exercise.result.getByText(/^\d+ of 14$/)).toBeVisible();
  await expect(exercise.verdict('Accepted')).toBeVisible();
  await expect(exercise.result.getByText('14 of 14 checks')).toBeVisible();
});

test('an attempt can be cancelled while it is judged', async ({ page }) => {
  const exercise = new ExercisePage(page);
  await exercise.open();
  await exercise.write(await slowSubmission(SLOW));
  await exercise.submit();
  await expect(exercise.result.getByText(/^[1-9]\d* of 14$/)).toBeVisible();
  await exercise.result.getByRole('button', { name: 'Cancel' }).click();
  await expect(exercise.result.getByRole('heading', { name: 'Cancelled' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Submit', exact: true })).toBeEnabled();
});

test('a server killed while it judges brings the report after its return', async ({
  page,
  server,
  complaints,
}) => {
  complaints.expect(NO_SERVER);
  test.slow();
  const exercise = new ExercisePage(page);
  await exercise.open();
  await exercise.write(await slowSubmission(SLOW));
  await exercise.submit();
  await expect(exercise.result.getByText(/^[1-9]\d* of 14$/)).toBeVisible();
  await server.kill();
  await expect(exercise.result.getByText('we lost sight of it')).toBeVisible();
  await server.start();
  await expect(exercise.verdict('Accepted')).toBeVisible({ timeout: 60_000 });
  await expect(exercise.result.getByText('14 of 14 checks')).toBeVisible();
  await exercise.tab('Attempts');
  await expect(exercise.about.getByRole('row')).toHaveCount(2);
});

test('offline is said, and what was typed is sent afterwards', async ({
  page,
  context,
  complaints,
}) => {
  complaints.expect(NO_SERVER);
  const exercise = new ExercisePage(page);
  await exercise.open();
  await context.setOffline(true);
  await expect(page.getByText('You are offline.')).toBeVisible();
  await exercise.write(await submission('accepted/counter.py'));
  await expect(page.getByText('Kept in this browser until the server answers')).toBeVisible();
  await context.setOffline(false);
  await expect(page.getByText('You are offline.')).toBeHidden();
  await expect(exercise.saved).toBeVisible();
});
