//! Hints, notes, solutions and attempts of one exercise.

import { expect, ExercisePage, submission, test } from '../greenroom';

test('hints open one by one and are counted', async ({ page }) => {
  const exercise = new ExercisePage(page);
  await exercise.open();
  await exercise.tab('Hints');
  await expect(exercise.about.getByRole('tab', { name: 'Hints 0 of 4' })).toBeVisible();
  await exercise.about.getByRole('button', { name: 'Open hint 1 of 4' }).click();
  await expect(exercise.about.getByText('Which of the five fields do you need')).toBeVisible();
  await exercise.about.getByRole('button', { name: 'Open hint 2 of 4' }).click();
  await expect(exercise.about.getByRole('heading', { name: 'Hint 2 of 4' })).toBeVisible();
  await page.reload();
  await expect(exercise.about.getByRole('tab', { name: 'Hints 2 of 4' })).toBeVisible();
  await expect(exercise.about.getByRole('heading', { name: /^Hint \d/ })).toHaveCount(2);

  await exercise.write(await submission('accepted/counter.py'));
  await exercise.submit();
  await expect(exercise.verdict('Accepted')).toBeVisible();
  const attempts = await page.request.get('/api/v1/attempts');
  expect((await attempts.json()).items[0].hints_opened).toBe(2);
});

test('giving up opens the solutions for good', async ({ page, complaints }) => {
  complaints.expect(/403/);
  const exercise = new ExercisePage(page);
  await exercise.open();
  await exercise.tab('Solutions');
  await exercise.about.getByRole('button', { name: 'Give up and read' }).click();
  const dialog = page.getByRole('dialog', { name: 'Give up on this exercise?' });
  await dialog.getByRole('button', { name: 'Keep trying' }).click();
  await expect(exercise.about.getByRole('heading', { name: 'Opens after a pass' })).toBeVisible();
  await exercise.about.getByRole('button', { name: 'Give up and read' }).click();
  await dialog.getByRole('button', { name: 'Give up', exact: true }).click();
  const program = exercise.about.getByLabel('Program');
  const javascript = program.getByRole('option', { name: /JavaScript$/ });
  await program.selectOption((await javascript.getAttribute('value')) ?? '');
  await expect(exercise.about.getByText('Counts in a Map and sorts its keys')).toBeVisible();
  await page.reload();
  await expect(exercise.about.getByLabel('Program')).toBeVisible();
});

test('a pass opens the solutions', async ({ page }) => {
  const exercise = new ExercisePage(page);
  await exercise.open();
  await exercise.write(await submission('accepted/counter.py'));
  await exercise.submit();
  await expect(exercise.verdict('Accepted')).toBeVisible();
  await exercise.tab('Solutions');
  await expect(exercise.about.getByLabel('Program')).toBeVisible();
});

test('notes are kept and shown as written', async ({ page }) => {
  const exercise = new ExercisePage(page);
  await exercise.open();
  await exercise.tab('Notes');
  const notes = page.getByLabel('Notes, in Markdown');
  await notes.fill('Remember the **dash**.\n\n<img src=x onerror=alert(1)>');
  await expect(exercise.about.getByText(/^Saved/)).toBeVisible();
  await page.reload();
  await expect(notes).toHaveValue(/Remember the \*\*dash\*\*/);
  await exercise.about.getByRole('button', { name: 'Preview' }).click();
  await expect(exercise.about.locator('strong', { hasText: 'dash' })).toBeVisible();
  await expect(exercise.about.locator('[onerror]')).toHaveCount(0);
});

test('attempts are listed, compared, and taken back into the editor', async ({ page }) => {
  const exercise = new ExercisePage(page);
  await exercise.open();
  const wrong = await submission('wrong_answer/client_errors_too.py');
  await exercise.write(wrong);
  await exercise.submit();
  await expect(exercise.verdict('Wrong answer')).toBeVisible();
  await exercise.write(wrong.replace('>= 400', '>= 500'));
  await exercise.submit();
  await expect(exercise.verdict('Accepted')).toBeVisible();

  await exercise.tab('Attempts');
  const rows = exercise.about.getByRole('row').filter({ has: page.getByRole('checkbox') });
  await expect(rows).toHaveCount(2);
  await expect(rows.nth(0)).toContainText('AC');
  await expect(rows.nth(1)).toContainText('WA');
  await rows.nth(0).getByRole('checkbox').check();
  await rows.nth(1).getByRole('checkbox').check();
  const difference = exercise.about.getByRole('textbox', { name: /^Differences in main\.py/ });
  await expect(difference.locator('.cm-deletedChunk')).toContainText('>= 400');
  await expect(difference.locator('.cm-changedLine')).toContainText('>= 500');

  await rows.nth(0).getByRole('checkbox').uncheck();
  await exercise.about.getByRole('button', { name: 'Take into the editor' }).click();
  await expect(exercise.editor).toContainText('>= 400');
  await rows.nth(1).getByRole('button').click();
  await expect(exercise.verdict('Wrong answer')).toBeVisible();
  await page.goBack();
  await expect(exercise.verdict('Accepted')).toBeVisible();

  await page.goto('/attempts');
  const all = page.getByRole('table', { name: 'Attempts, newest first' });
  await expect(all.getByRole('row')).toHaveCount(3);
  await page.getByLabel('Verdict').selectOption('WA');
  await expect(page).toHaveURL(/verdict=WA/);
  await expect(all.getByRole('row')).toHaveCount(2);
});
