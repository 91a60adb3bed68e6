//! From a fresh start to the first pass, and what an attempt that fails teaches.

import { expect, ExercisePage, submission, test } from '../greenroom';

test('a fresh start leads to a first pass', async ({ page }) => {
  await page.goto('/');
  await expect(page.getByRole('heading', { level: 1, name: 'Start with ten minutes.' })).toBeVisible();
  const languages = page.getByRole('group', { name: 'Your language' });
  await languages.getByRole('button', { name: 'Python 3' }).click();
  await page.getByRole('button', { name: 'Start' }).click();
  await expect(page).toHaveURL(/\/practice\/statuscount$/);

  const exercise = new ExercisePage(page);
  await expect(exercise.language).toHaveValue('python3');
  await exercise.write(await submission('accepted/counter.py'));
  await exercise.submit();
  await expect(exercise.verdict('Accepted')).toBeVisible();
  await expect(exercise.result.getByText('14 of 14 checks')).toBeVisible();
  await expect(page).toHaveURL(/attempt=/);

  await page.getByRole('link', { name: 'Today', exact: true }).click();
  const results = page.getByRole('complementary', { name: 'Recent' }).getByRole('listitem');
  await expect(results).toHaveCount(1);
  await expect(results).toContainText('Status codes in an access log');
  await expect(results).toContainText('AC');
  await expect(page.getByText('1 of 1 solved today')).toBeVisible();
  await expect(page.getByText('1 day in a row')).toBeVisible();
});

test('a failing attempt says what was expected and how to repeat it', async ({ page }) => {
  const exercise = new ExercisePage(page);
  await exercise.open();
  await exercise.write(await submission('wrong_answer/client_errors_too.py'));
  await exercise.submit();
  await expect(exercise.verdict('Wrong answer')).toBeVisible();

  const finding = exercise.result.getByRole('article');
  await expect(finding.getByRole('heading')).toContainText('wrong answer');
  await expect(finding.getByRole('list', { name: 'Expected' })).toContainText('errors');
  await expect(finding.getByRole('list', { name: 'Got' })).toContainText('errors');
  await expect(finding.getByRole('list', { name: 'Expected' }).locator('ins')).not.toHaveCount(0);
  await expect(finding.getByRole('list', { name: 'Got' }).locator('del')).not.toHaveCount(0);
  await expect(finding.getByText(/^Rule: /)).toBeVisible();
  await expect(finding.locator('code', { hasText: /^greenroom judge .*--case / })).toBeVisible();

  const checks = exercise.result.getByRole('listbox', { name: 'Checks' });
  await expect(checks.getByRole('option', { selected: true })).toHaveCount(1);
  await checks.focus();
  await page.keyboard.press('End');
  await expect(page).toHaveURL(/check=/);
  await page.reload();
  await expect(exercise.verdict('Wrong answer')).toBeVisible();
  await expect(checks.getByRole('option').last()).toHaveAttribute('aria-selected', 'true');
});

test('a crash names its line and leads to it', async ({ page }) => {
  const exercise = new ExercisePage(page);
  await exercise.open();
  await exercise.write(await submission('run_time_error/number_first.py'));
  await exercise.submit();
  await expect(exercise.verdict('Run-time error')).toBeVisible();
  await exercise.result
    .getByRole('button', { name: /^Go to line \d+ of main\.py$/ })
    .first()
    .click();
  await expect(exercise.editor).toBeFocused();
});

test('a program that does not compile shows what the compiler says', async ({ page }) => {
  const exercise = new ExercisePage(page);
  await exercise.open('/practice/statuscount?language=go');
  await exercise.write('package main\n\nfunc main() {\n\tmissing()\n}\n');
  await exercise.submit();
  await expect(exercise.verdict('Compile error')).toBeVisible();
  const messages = exercise.result.getByRole('region', { name: 'Messages of the compiler' });
  await expect(messages.getByText(/^Line 4 of main\.go: .*missing/)).toBeVisible();
  await messages.getByRole('button', { name: 'Go to line 4', exact: true }).click();
  await expect(exercise.editor).toBeFocused();
  await expect(page.getByText('Ln 4, Col 1')).toBeVisible();
});

test('an own input runs and is compared with nothing', async ({ page }) => {
  const exercise = new ExercisePage(page);
  await exercise.open();
  await exercise.write(await submission('accepted/counter.py'));
  await exercise.result.getByRole('tab', { name: 'Own input' }).click();
  await exercise.ownInput.fill('1\nGET /teapot 418 12 3\n');
  await page.getByRole('button', { name: 'Run on this input' }).click();
  await expect(exercise.result.getByText('Ran to its end')).toBeVisible();
  await expect(exercise.result.getByText(/418 1\s+errors 0/)).toBeVisible();
  await exercise.result.getByRole('tab', { name: 'Own input' }).click();
  await expect(exercise.ownInput).toHaveValue(/teapot/);
});
