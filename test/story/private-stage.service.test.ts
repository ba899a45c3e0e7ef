import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import axe from 'axe-core';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aptUpdate, dnfMakecache, installWithApt, installWithDnf } from '../../scripts/provider/clients.ts';
import { answersWithin, freePort } from '../../scripts/provider/loopback.ts';
import { clientId, clientSecret, type RunningProvider, startProvider } from '../adapters/oidc/a-provider.ts';
import { type Daemon, startDaemon } from './daemon.ts';
import type { Offer } from './provider.ts';
import { recordedRelease } from './recorded.ts';
import { type Story, settled, startStory } from './story.ts';

const soon = { timeout: 60_000, interval: 100 };
const people = { ada: ['verifiers'], olga: ['admins'], eve: ['somebody'] };

let story: Story;
let provider: RunningProvider;
let daemon: Daemon;
let browser: Browser;
let hush: Offer;
let site = '';

beforeAll(async () => {
  site = `http://localhost:${await freePort(0)}`;
  story = await startStory({ url: async () => site });
  provider = await startProvider(`${site}/sign-in/done`, people);
  const secretFile = join(story.work, 'sign-in-secret');
  writeFileSync(secretFile, clientSecret, { mode: 0o600 });
  const listen = `listen:
  port: ${new URL(site).port}
  url: ${site}
  signIn:
    issuer: ${provider.issuer}
    clientId: ${clientId}
    secretFile: ${secretFile}
    scopes: [profile, groups]
    roles:
      verification: { claim: groups, values: [verifiers] }
      repository: { claim: groups, values: [admins], may: [read, operate] }
`;
  writeFileSync(story.hostFile, readFileSync(story.hostFile, 'utf8') + listen);
  hush = await story.provider.offer({
    product: 'hush',
    version: '4.2.0',
    rpms: ['hush-admin'],
    debs: ['hush-api'],
  });
  story.submit(hush);
  expect((await story.onHost('apply')).out).toMatch(settled);
  expect(recordedRelease(story, hush.id).observed.state).toBe('Unverified');
  daemon = startDaemon(story);
  const answers = () =>
    fetch(`${site}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
  expect(await answersWithin(60, { isAlive: () => true, answers })).toBe(true);
  browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
});
afterAll(async () => {
  await browser?.close();
  await daemon?.end('SIGTERM');
  await provider?.stop();
  await story?.stop();
});

async function signIn(page: Page, person: string, from = '/'): Promise<void> {
  await page.goto(`${site}${from}`);
  await page.getByRole('link', { name: 'Sign in' }).click();
  await page.locator('input[name=login]').fill(person);
  await page.locator('input[name=password]').fill('any');
  await page.locator('button[type=submit]').first().click();
  await page.locator('form button[type=submit]').first().click();
  await page.waitForURL(`${site}/**`);
}

/** A page of a person of one's own, with everything that the browser complains of. */
async function asPerson(
  person: string,
  use: (page: Page, context: BrowserContext) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  // The pages of the provider are its own affair.
  page.on('console', (message) => {
    if (message.type() === 'error' && message.location().url.startsWith(site)) errors.push(message.text());
  });
  try {
    await signIn(page, person);
    await use(page, context);
    expect(errors).toEqual([]);
  } finally {
    await context.close();
  }
}

async function objections(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  return page.evaluate<readonly string[]>(
    'axe.run().then((r) => r.violations.map((each) => each.id + ": " + each.nodes[0].html))',
  );
}

/** Makes a token on the page and reads it there. */
async function makeToken(page: Page, label: string, below = ''): Promise<string> {
  await page.goto(`${site}/account/tokens`);
  await page.getByLabel('Name', { exact: true }).fill(label);
  await page.getByLabel('Only below this folder').fill(below);
  await page.getByRole('button', { name: 'Make the token' }).click();
  await page.getByText('Copy it now').waitFor();
  return (await page.locator('.made .snip code').first().textContent()) ?? '';
}

/** The file that clients copy, out of the private stage itself. */
function clientFile(platform: string, ending: string): string {
  const folder = join(story.unverifiedDir, 'emi.hush/4.2.0', platform);
  const name = readdirSync(folder).find((each) => each.endsWith(ending));
  return readFileSync(join(folder, name ?? ending), 'utf8');
}

describe('In a browser', () => {
  test('a verifier signs in, sees what is not public, and makes and revokes a token; axe has nothing to object.', async () => {
    await asPerson('ada', async (page, context) => {
      expect(await page.getByRole('link', { name: 'hush 4.2.0' }).first().isVisible()).toBe(true);
      const [cookie] = (await context.cookies()).filter(({ name }) => name === '__Host-stagepost');
      expect(cookie).toMatchObject({ httpOnly: true, secure: true, sameSite: 'Lax' });
      await page.selectOption('select[name=waits]', 'my-role');
      await page.getByRole('button', { name: 'Show' }).click();
      expect(await page.locator('.card h4').allTextContents()).toEqual(['hush 4.2.0']);

      await page.getByRole('link', { name: 'ada at home' }).click();
      expect(await objections(page)).toEqual([]);
      expect(await page.getByRole('button', { name: 'Look at everything now' }).count()).toBe(0);
      expect(await page.getByText('ask for operations').count()).toBe(0);
      const secret = await makeToken(page, 'laptop');
      expect(secret).toMatch(/^stagepost_[A-Za-z0-9_-]{43}$/);
      expect(await objections(page)).toEqual([]);
      const read = async () =>
        (
          await fetch(`${site}/private/unverified/emi.hush/4.2.0/el9/x86_64/repodata/repomd.xml`, {
            headers: { authorization: `Basic ${Buffer.from(`x:${secret}`).toString('base64')}` },
          })
        ).status;
      expect(await read()).toBe(200);
      await page.goto(`${site}/account/tokens`);
      expect(await page.content()).not.toContain(secret);
      await page.getByRole('button', { name: 'Revoke laptop' }).click();
      await page.getByText('There is none.').waitFor();
      expect(await read()).toBe(401);
    });
  });

  test('whoever signed in and may read opens the private stage without a token, and signs out.', async () => {
    await asPerson('ada', async (page) => {
      const repomd = `${site}/private/unverified/emi.hush/4.2.0/el9/x86_64/repodata/repomd.xml`;
      const seen = () => page.evaluate<number>(`fetch('${repomd}').then((answer) => answer.status)`);
      expect(await seen()).toBe(200);
      await page.goto(`${site}/account/tokens`);
      await page.getByRole('button', { name: 'Sign out' }).click();
      await page.getByRole('link', { name: 'Sign in' }).waitFor();
      expect((await fetch(repomd)).status).toBe(401);
    });
  });

  test('an administrator asks to look at everything; the ledger and the log have who it was.', async () => {
    await asPerson('olga', async (page) => {
      await page.goto(`${site}/account/tokens`);
      await page.getByRole('button', { name: 'Look at everything now' }).click();
      await page.waitForURL(`${site}/account/tokens`);
      const operations = await page.evaluate<string>(
        "fetch('/api/v1/operations').then((answer) => answer.text())",
      );
      expect(JSON.parse(operations).items[0]).toMatchObject({
        kind: 'refresh',
        operator: 'olga at home (olga)',
      });
      await expect.poll(daemon.said, soon).toMatch(/operation operator="olga at home \(olga\)"/);
    });
  });

  test('whoever has no role sees what everybody sees.', async () => {
    await asPerson('eve', async (page) => {
      expect(await page.content()).not.toContain('hush');
      await page.goto(`${site}/account/tokens`);
      await page.getByText('None of your roles may do more than everybody may').waitFor();
      expect(await page.getByRole('button', { name: 'Make the token' }).count()).toBe(0);
      expect(await objections(page)).toEqual([]);
    });
  });
});

describe('Real clients', () => {
  test('dnf and apt install from the private stage with a token, and get nothing without or with another one.', async () => {
    let secret = '';
    let other = '';
    await asPerson('ada', async (page) => {
      secret = await makeToken(page, 'clients', 'emi.hush/4.2.0');
      other = await makeToken(page, 'others', 'emi.argus');
    });
    const repo = clientFile('el9/x86_64', '.repo');
    const withLogin = (password: string) => `${repo}username=token\npassword=${password}\n`;
    for (const [name, text] of [
      ['none', repo],
      ['other', withLogin(other)],
      ['wrong', withLogin('stagepost_wrong')],
    ] as const) {
      const workDir = join(story.work, `dnf-${name}`);
      await expect(dnfMakecache({ workDir, repo: text }), name).rejects.toThrow(/401|403/);
    }
    const yum = await installWithDnf({
      workDir: join(story.work, 'dnf'),
      repo: withLogin(secret),
      packages: ['hush-admin'],
    });
    expect(yum.installed).toEqual(['hush-admin-4.2.0-1.el9']);

    const sources = clientFile('debian-12/amd64', '.sources');
    const login = (password: string) =>
      `machine ${site}/private/unverified/\nlogin token\npassword ${password}\n`;
    for (const [name, password] of [
      ['none', null],
      ['other', other],
    ] as const) {
      const wish = { workDir: join(story.work, `apt-${name}`), sources };
      await expect(
        aptUpdate(password === null ? wish : { ...wish, login: login(password) }),
        name,
      ).rejects.toThrow(/401|403/);
    }
    const apt = await installWithApt({
      workDir: join(story.work, 'apt'),
      sources,
      login: login(secret),
      packages: ['hush-api'],
    });
    expect(apt.installed).toEqual(['hush-api-4.2.0-1']);
  });

  test('a token of the command line opens the private stage until it is revoked.', async () => {
    const token = (command: string, ...args: readonly string[]) =>
      story.stagepost('token', command, '--host', story.hostFile, ...args);
    const made = await token('create', '--name', 'mirror', '--scope', 'repositories');
    const secret = made.out.trim();
    const id = /token (\w+) ends/.exec(made.err)?.[1] ?? '';
    const read = async () =>
      (
        await fetch(`${site}/private/unverified/emi.hush/4.2.0/debian-12/amd64/dists/debian-12/InRelease`, {
          headers: { authorization: `Basic ${Buffer.from(`mirror:${secret}`).toString('base64')}` },
        })
      ).status;
    expect(await read()).toBe(200);
    const listed = await token('list');
    expect(listed.out).toContain(`${id}  mirror\n  of the host: read private repositories\n`);
    expect(listed.out).not.toContain(secret);
    expect((await token('revoke', id)).out).toBe(`${id} was revoked\n`);
    expect(await read()).toBe(401);
    expect((await token('revoke', id)).code).toBe(1);
    expect((await token('list', '--all')).out).toMatch(/revoked, last used/);
  });
});

describe('Whoever is not known', () => {
  test('finds no private name and no private byte, wherever links lead and whatever is guessed.', async () => {
    const open = ['/', '/api/v1', '/api/v1/openapi.json', '/metrics', '/account/tokens', '/no/such/page'];
    const lists = [
      'status',
      'releases',
      'repositories',
      'generations',
      'verdicts',
      'early-adopters',
      'plan',
      'metrics',
      'operations',
    ];
    open.push(
      ...lists.map((name) => `/api/v1/${name}`),
      `/releases/${hush.id}`,
      `/api/v1/releases/${hush.id}/history`,
    );
    open.push(
      `/repositories/unverified/${hush.id}/el9/x86_64`,
      '/private/',
      '/private/unverified/',
      '/public/production/',
    );
    open.push('/sign-in/done?code=x&state=y', '/auth/request', '/sign-in?to=/releases');
    const seen = new Set<string>();
    for (let next = open.shift(); next !== undefined; next = open.shift()) {
      if (seen.has(next)) continue;
      seen.add(next);
      const answer = await fetch(`${site}${next}`, { redirect: 'manual', headers: { accept: 'text/html' } });
      const text = await answer.text();
      const asked = decodeURIComponent(next).includes('hush') ? text.replaceAll(next, '') : text;
      expect(asked, next).not.toMatch(/hush/);
      expect(text, next).not.toMatch(/node_modules|\.ts:\d|at \w+ \(|Error:/);
      expect(answer.status, next).toBeLessThan(500);
      if (!String(answer.headers.get('content-type')).startsWith('text/html')) continue;
      for (const [, address = ''] of text.matchAll(/(?:href|src|action)="(\/[^"#]*)/g))
        open.push(address.replaceAll('&amp;', '&'));
    }
    expect(seen.size).toBeGreaterThan(30);
  });
});
