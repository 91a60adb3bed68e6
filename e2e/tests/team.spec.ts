//! A host for many people: an administrator by the one-time link, a coach and a member by invitation,
//! and what each of them sees.

import type { Browser, BrowserContext, Page } from '@playwright/test';
import {
  Complaints,
  expect,
  ExercisePage,
  NO_SERVER,
  submission,
  test as base,
} from '../greenroom';
import { Server } from '../server';
import { sound } from '../sound';

const PASSWORD = 'a green room of one’s own';
/** What Chromium says of requests that are refused on purpose. */
const REFUSED = /status of 40[134]/;
/** And of those that met a server which was being killed. */
const CUT_OFF = /net::ERR_SOCKET_NOT_CONNECTED/;

/** Looks at the page in every way, then goes on with it as it was. */
async function look(page: Page) {
  const before = page.viewportSize();
  await sound(page);
  await page.emulateMedia({ colorScheme: null });
  if (before) await page.setViewportSize(before);
}

/** A browser of one's own, with what it complained about. */
interface Person {
  context: BrowserContext;
  page: Page;
}

interface Team {
  server: Server;
  open(browser: Browser): Promise<Person>;
}

const test = base.extend<{ team: Team }>({
  team: async ({}, use) => {
    const server = await Server.team();
    const complaints = new Complaints();
    for (const pattern of [REFUSED, CUT_OFF, NO_SERVER]) complaints.expect(pattern);
    const contexts: BrowserContext[] = [];
    await use({
      server,
      async open(browser) {
        const context = await browser.newContext({
          baseURL: server.url,
          permissions: ['clipboard-read', 'clipboard-write'],
        });
        contexts.push(context);
        const page = await context.newPage();
        complaints.listen(page);
        return { context, page };
      },
    });
    for (const context of contexts) await context.close();
    await server.close();
    expect(complaints.unexpected, 'what the browsers complained about').toEqual([]);
  },
});

async function accept(page: Page, link: string, name: string) {
  await page.goto(link);
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Mail').fill(`${name.toLowerCase()}@example.org`);
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Accept' }).click();
  await expect(page.getByRole('link', { name: 'Practice', exact: true }).first()).toBeVisible();
}

async function signIn(page: Page, name: string) {
  await page.getByLabel('Mail').fill(`${name.toLowerCase()}@example.org`);
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('link', { name: 'Practice', exact: true }).first()).toBeVisible();
}

/** An administrator makes a link. */
async function invite(page: Page, role: string): Promise<string> {
  await page.goto('/accounts');
  const invitations = page.getByRole('region', { name: 'Invitations' });
  await invitations.getByLabel('Role', { exact: true }).selectOption(role);
  await invitations.getByRole('button', { name: 'Make a link' }).click();
  const link = invitations.locator('.one-time code');
  await expect(link).toBeVisible();
  const text = (await link.textContent()) ?? '';
  await page.getByRole('button', { name: 'I have it' }).click();
  return text;
}

test('three roles, from the first link to a look at somebody’s attempt', async ({
  browser,
  team,
}) => {
  test.setTimeout(120_000);
  const [admin, coach, member] = [
    await team.open(browser),
    await team.open(browser),
    await team.open(browser),
  ];
  let authors = '';
  await test.step('a page asks a stranger to sign in', async () => {
    await member.page.goto('/practice');
    await expect(member.page).toHaveURL(/\/sign-in\?return_to=%2Fpractice$/);
    await look(member.page);
  });
  await test.step('the first link makes an administrator, once', async () => {
    await admin.page.goto(team.server.invitation);
    await expect(admin.page.getByText('as admin, until')).toBeVisible();
    await look(admin.page);
    await accept(admin.page, team.server.invitation, 'Ada');
    await coach.page.goto(team.server.invitation);
    await expect(coach.page.getByText('This link opens nothing')).toBeVisible();
  });
  await test.step('the administrator invites a coach and a member', async () => {
    await accept(coach.page, await invite(admin.page, 'coach'), 'Cleo');
    await accept(member.page, await invite(admin.page, 'member'), 'Max');
    await admin.page.reload();
    await expect(admin.page.getByRole('rowheader', { name: 'Max' })).toBeVisible();
    authors = await invite(admin.page, 'author');
    await look(admin.page);
  });
  await test.step('a forgotten password is set anew by a link', async () => {
    await admin.page.reload();
    await admin.page.getByRole('button', { name: 'New password for Max' }).click();
    const secret = admin.page.locator('.one-time code');
    await expect(secret).toBeVisible();
    await member.page.goto((await secret.textContent()) ?? '');
    await expect(member.page.getByRole('heading', { name: 'A new password' })).toBeVisible();
    await look(member.page);
    await member.page.getByLabel('Password').fill('another sentence to keep');
    await member.page.getByRole('button', { name: 'Set the password' }).click();
    await expect(member.page.getByRole('link', { name: 'Practice', exact: true })).toBeVisible();
  });
  await test.step('the member hands in', async () => {
    const exercise = new ExercisePage(member.page);
    await exercise.open();
    await exercise.write(await submission('wrong_answer/client_errors_too.py'));
    await exercise.submit();
    await expect(exercise.verdict('Wrong answer')).toBeVisible();
  });
  await test.step('the coach sees it, with its source, and the progress', async () => {
    const page = coach.page;
    await page.goto('/accounts');
    await expect(page.getByRole('button', { name: /Delete/ })).toHaveCount(0);
    await page.getByRole('link', { name: 'Attempts of Max' }).click();
    await expect(page.getByText('Max’s attempts')).toBeVisible();
    await look(page);
    await page.getByRole('link', { name: 'Status codes' }).click();
    await expect(page.getByText('Max’s attempt', { exact: true })).toBeVisible();
    await page.getByText('What was handed in').click();
    await expect(page.locator('details code')).toContainText('counts');
    await look(page);
    await page.goto('/accounts');
    await page.getByRole('link', { name: 'Attempts of Max' }).click();
    await page.getByRole('link', { name: 'Progress', exact: true }).last().click();
    await expect(page.getByText('Max’s progress')).toBeVisible();
    await expect(page.getByText('1 submission on 1 day')).toBeVisible();
    await look(page);
  });
  await test.step('an author finds the packages, and not the walls', async () => {
    const { page } = await team.open(browser);
    await accept(page, authors, 'Grace');
    await page.getByRole('link', { name: 'Host' }).click();
    await expect(page.getByRole('heading', { name: 'Packages' })).toBeVisible();
    await expect(page.getByText('Walls of the sandbox')).toHaveCount(0);
    await look(page);
  });
  await test.step('the member does not see the pages of coaches, nor the attempts of others', async () => {
    const page = member.page;
    await page.goto('/accounts');
    await expect(page.getByText('This page is for coaches and administrators')).toBeVisible();
    await look(page);
    await expect(page.getByRole('link', { name: 'Accounts' })).toHaveCount(0);
    await page.goto('/host');
    await expect(page.getByRole('heading', { level: 1, name: 'Host' })).toBeVisible();
    await expect(page.getByText('Walls of the sandbox')).toHaveCount(0);
    await page.goto(`/attempts?account=${await ownId(coach.page)}`);
    await expect(page.getByText('Only coaches see what others do')).toBeVisible();
  });
});

function ownId(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const answer = await fetch('/api/v1/session');
    return ((await answer.json()) as { account: { id: string } }).account.id;
  });
}

test('one signs out here, and elsewhere from the list of devices', async ({ browser, team }) => {
  const [laptop, phone] = [await team.open(browser), await team.open(browser)];
  await accept(laptop.page, team.server.invitation, 'Ada');
  await phone.page.goto('/settings');
  await phone.page.getByLabel('Password').fill('not this one, surely');
  await phone.page.getByLabel('Mail').fill('ada@example.org');
  await phone.page.getByRole('button', { name: 'Sign in' }).click();
  await expect(phone.page.getByRole('alert')).toContainText('do not belong together');
  await signIn(phone.page, 'Ada');
  await expect(phone.page, 'back where it was').toHaveURL(/\/settings$/);

  await laptop.page.goto('/settings');
  const devices = laptop.page.getByRole('region', {
    name: 'Signed-in devices',
  });
  await expect(devices.locator('tbody tr')).toHaveCount(2);
  await look(laptop.page);
  await devices.getByRole('button', { name: 'Sign out' }).click();
  await expect(devices.locator('tbody tr')).toHaveCount(1);
  await phone.page.goto('/attempts');
  await expect(phone.page).toHaveURL(/\/sign-in/);

  const tokens = laptop.page.getByRole('region', { name: 'API tokens' });
  await tokens.getByLabel('Name of a new token').fill('laptop');
  await tokens.getByRole('button', { name: 'Make a token' }).click();
  await expect(tokens.locator('.one-time code')).toHaveText(/^gr_/);
  await look(laptop.page);
  await tokens.getByRole('button', { name: 'I have it' }).click();
  await tokens.getByRole('button', { name: 'Delete laptop' }).click();
  await expect(tokens.locator('tbody tr')).toHaveCount(0);

  const account = laptop.page.getByRole('region', { name: 'Account' });
  await account.getByLabel('New password').fill('another sentence to keep');
  await account.getByLabel('The password of now').fill(PASSWORD);
  await account.getByRole('button', { name: 'Change the password' }).click();
  await expect(laptop.page.getByText('The password is changed')).toBeVisible();
  await account.getByRole('button', { name: 'Sign out' }).click();
  await expect(laptop.page).toHaveURL(/\/sign-in/);
});

test('a server that stops and starts again keeps everybody signed in', async ({
  browser,
  team,
}) => {
  const { page } = await team.open(browser);
  await accept(page, team.server.invitation, 'Ada');
  await team.server.kill();
  await team.server.start();
  await page.goto('/settings');
  await expect(page.getByRole('region', { name: 'Account' })).toBeVisible();
});
