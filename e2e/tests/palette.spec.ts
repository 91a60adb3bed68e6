//! The palette while its code is still on its way.

import { expect, test } from '../greenroom';

test('what is typed before the palette is there is asked for', async ({ page }) => {
  let send = () => {};
  const held = new Promise<void>((resolve) => (send = resolve));
  await page.route(/\/assets\/Palette-.*\.js$/, async (route) => {
    await held;
    await route.continue();
  });
  await page.goto('/practice');
  await expect(page.locator('tbody tr').first()).toBeVisible();
  const theme = await page.locator('html').getAttribute('data-theme');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('status');
  send();
  const palette = page.getByRole('dialog', { name: 'Search or do' });
  await expect(palette.getByRole('combobox')).toHaveValue('status');
  await page.keyboard.type(' codes');
  await expect(palette.getByRole('option', { selected: true })).toContainText('Status codes');
  // `t` is the page's key for the next theme.
  expect(await page.locator('html').getAttribute('data-theme')).toBe(theme);
});

test('a palette that cannot be loaded says so, and keys work again', async ({
  page,
  complaints,
}) => {
  complaints.expect(/Palette-/);
  await page.route(/\/assets\/Palette-.*\.js$/, (route) => route.abort());
  await page.goto('/practice');
  await expect(page.locator('tbody tr').first()).toBeVisible();
  await page.keyboard.press('Control+k');
  await expect(page.getByText('The search could not be loaded')).toBeVisible();
  await page.keyboard.press('g');
  await page.keyboard.press('t');
  await expect(page).toHaveURL(/\/$/);
});
