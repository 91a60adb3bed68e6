//! How the browser tests run: one browser, one test at a time, against servers that the tests start.

import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: 'tests',
  // Judging measures time, so tests must not take it from each other; what fails is not tried again.
  workers: 1,
  retries: 0,
  forbidOnly: true,
  reporter: 'list',
  timeout: 30_000,
  globalTimeout: 10 * 60_000,
  // One fault behind everything is told by a few tests as well as by all.
  maxFailures: 8,
  // A judgement of all checks takes a few seconds on a busy machine.
  expect: { timeout: 15_000 },
  use: {
    launchOptions: { executablePath: process.env.GREENROOM_CHROMIUM ?? '/usr/bin/chromium' },
    actionTimeout: 10_000,
    navigationTimeout: 10_000,
    locale: 'en-GB',
    timezoneId: 'Europe/Paris',
    viewport: { width: 1280, height: 800 },
    permissions: ['clipboard-read', 'clipboard-write'],
    trace: { mode: 'retain-on-failure', screenshots: false },
  },
});
