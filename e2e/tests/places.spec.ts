//! Finding one's way: keys, palette, filters in the address, settings.

import { expect, ExercisePage, submission, test } from '../greenroom';

test('the keyboard alone leads from the start to a pass', async ({ page }) => {
  await page.goto('/');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.keyboard.press('g');
  await page.keyboard.press('p');
  await expect(page).toHaveURL(/\/practice$/);
  const rows = page.locator('tbody tr');
  await expect(rows.first()).toBeVisible();
  const selected = page.locator('tbody tr[aria-selected="true"]');
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('k');
  await expect(rows.nth(1)).toHaveAttribute('aria-selected', 'true');
  const title = (await selected.getByRole('link').textContent()) ?? '';
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();

  await page.keyboard.press('Control+k');
  await page.keyboard.type('status codes');
  const palette = page.getByRole('dialog', { name: 'Search or do' });
  await expect(palette.getByRole('option', { selected: true })).toContainText('Status codes');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/practice\/statuscount$/);

  const exercise = new ExercisePage(page);
  await expect(exercise.editor).toBeVisible();
  await page.keyboard.press('e');
  await expect(exercise.editor).toBeFocused();
  await page.keyboard.press('Control+a');
  const program = await submission('accepted/counter.py');
  await page.evaluate((words) => navigator.clipboard.writeText(words), program);
  await page.keyboard.press('Control+v');
  await page.keyboard.press('Control+Enter');
  await expect(exercise.result.getByText('2 of 2 checks')).toBeVisible();
  await page.keyboard.press('Control+Shift+Enter');
  await expect(exercise.result.getByText('14 of 14 checks')).toBeVisible();
  await expect(exercise.verdict('Accepted')).toBeVisible();

  await expect(exercise.editor).toBeFocused();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  await expect(exercise.editor).not.toBeFocused();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keys on this page' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('filters are in the address and Back returns to them', async ({ page }) => {
  await page.goto('/practice');
  const rows = page.locator('tbody tr');
  await expect(rows).toHaveCount(16);
  await page.keyboard.press('/');
  await page.keyboard.type('log');
  await expect(page).toHaveURL(/q=log/);
  await page.getByLabel('Level').selectOption('junior');
  await expect(page).toHaveURL(/level=junior/);
  const narrowed = await rows.count();
  expect(narrowed).toBeGreaterThan(0);
  expect(narrowed).toBeLessThan(16);
  await page.getByRole('button', { name: 'Time' }).click();
  await expect(page).toHaveURL(/sort=minutes/);
  await expect(page.getByRole('columnheader', { name: 'Time' })).toHaveAttribute(
    'aria-sort',
    'ascending',
  );
  await page.getByRole('link', { name: 'Status codes in an access log' }).click();
  await expect(page).toHaveURL(/\/practice\/statuscount$/);
  await page.goBack();
  await expect(page).toHaveURL(/q=log.*level=junior.*sort=minutes/);
  await expect(rows).toHaveCount(narrowed);
  await expect(page.getByLabel('Search exercises')).toHaveValue('log');
  await page.reload();
  await expect(rows).toHaveCount(narrowed);

  await page.getByRole('button', { name: 'Blind' }).click();
  await expect(page).toHaveURL(/blind=1/);
  await expect(page.getByRole('columnheader', { name: 'Level' })).toHaveCount(0);
  await page.goto('/practice?q=nothing-has-this-name');
  await page.getByRole('button', { name: 'Show all' }).click();
  await expect(rows).toHaveCount(16);
});

test('a theme that was chosen stays, also in another browser', async ({ page, browser }) => {
  await page.goto('/settings');
  const dark = page.getByRole('group', { name: 'Theme' }).getByRole('button', { name: 'Dark' });
  await dark.click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.reload();
  await expect(dark).toHaveAttribute('aria-pressed', 'true');
  const other = await browser.newPage({ baseURL: new URL(page.url()).origin });
  await other.goto('/');
  await expect(other.locator('html')).toHaveAttribute('data-theme', 'dark');
  await other.close();
});

test('an unknown address and an unknown exercise say so', async ({ page, complaints }) => {
  complaints.expect(/404/);
  await page.goto('/nowhere');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.goto('/practice/nowhere');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page
    .getByRole('main')
    .getByRole('link', { name: /practice|exercise/i })
    .first()
    .click();
  await expect(page).toHaveURL(/\/practice$/);
});
