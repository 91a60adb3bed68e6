//! What every page is held to: no rule of axe broken, nothing wider than the screen, in light, in
//! dark and on a narrow screen.

import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const WIDE = { width: 1280, height: 800 };
const NARROW = { width: 360, height: 740 };
/** Dark differs from light in colours alone, so at the same width only colours are looked at. */
const LOOKS = [
  { name: 'light', colorScheme: 'light', viewport: WIDE, rules: null },
  {
    name: 'dark',
    colorScheme: 'dark',
    viewport: WIDE,
    rules: ['color-contrast'],
  },
  {
    name: 'dark at 360 pixels',
    colorScheme: 'dark',
    viewport: NARROW,
    rules: null,
  },
] as const;

export async function sound(page: Page) {
  for (const { name, colorScheme, viewport, rules } of LOOKS) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize(viewport);
    // Colours on their way from one theme to the other belong to neither.
    await page.evaluate(() =>
      Promise.allSettled(document.getAnimations().map((one) => one.finished)),
    );
    const axe = new AxeBuilder({ page });
    const { violations } = await (rules ? axe.withRules([...rules]) : axe).analyze();
    const found = violations.flatMap((violation) =>
      violation.nodes.map(
        (node) => `${violation.impact} ${violation.id}: ${node.target.join(' ')}`,
      ),
    );
    expect.soft(found, `axe in ${name} at ${page.url()}`).toEqual([]);
    const wider = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect.soft(wider, `pixels too wide in ${name} at ${page.url()}`).toBeLessThanOrEqual(0);
  }
}
