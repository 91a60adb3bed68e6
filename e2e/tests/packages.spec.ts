//! Packages of exercises: a broken one is told what is wrong, a good one ends in Practice.

import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '../greenroom';

const LIBRARY = fileURLToPath(
  new URL('../../content/exercises/program/statuscount', import.meta.url),
);

/** A zip of a changed exercise of the library; Python only, so that it is judged fast. */
function archive(change: (folder: string) => void): Buffer {
  const parent = mkdtempSync(join(tmpdir(), 'greenroom-package-'));
  try {
    const folder = join(parent, 'countagain');
    cpSync(LIBRARY, folder, {
      recursive: true,
      filter: (path) => !/submissions\/[^/]+\/[^/]+\.(?!py$|yaml$)\w+$/.test(path),
    });
    change(folder);
    execFileSync('python3', ['-m', 'zipfile', '-c', 'package.zip', 'countagain'], { cwd: parent });
    return readFileSync(join(parent, 'package.zip'));
  } finally {
    rmSync(parent, { recursive: true, force: true });
  }
}

test('a broken package says what to mend, a good one is verified and published', async ({
  page,
}) => {
  test.slow();
  await page.goto('/host');
  const section = page.getByRole('region', { name: 'Packages' });
  const picker = section.getByLabel('Package to upload');
  const take = (name: string, buffer: Buffer) =>
    picker.setInputFiles({ name, mimeType: 'application/zip', buffer });

  await take('broken.zip', archive((f) => writeFileSync(join(f, 'problem.yaml'), 'name: [')));
  await expect(section.getByText(/Mend what is marked as an error/)).toBeVisible();
  await expect(section.getByRole('cell', { name: 'problem.yaml' }).first()).toBeVisible();
  await expect(section.getByRole('button', { name: 'Verify' })).toHaveCount(0);

  await take('countagain.zip', archive(() => undefined));
  await section.getByRole('button', { name: 'Verify' }).click();
  await expect(section.getByText(/It can be published/)).toBeVisible({ timeout: 90_000 });
  await section.getByRole('button', { name: 'Publish' }).click();
  await section.getByRole('link', { name: 'Open the exercise' }).click();
  await expect(page).toHaveURL(/\/practice\/countagain$/);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
});
