import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serve } from './daemon.ts';
import { setHostSection } from './host-section.ts';
import type { Offer } from './provider.ts';
import { statesOf } from './recorded.ts';
import { type Story, startStory, toStageRollout } from './story.ts';

const soon = { timeout: 60_000, interval: 100 };

let story: Story;
let browser: Browser;
let voms: Offer;
let argus: Offer;
let address = '';
let page: Page;

const head = () =>
  execFileSync('git', ['-C', story.repository, 'rev-parse', 'main'], { encoding: 'utf8' }).trim();

beforeAll(async () => {
  story = await startStory({ platforms: ['debian-12/amd64=apt'] });
  setHostSection(story, 'listen', { audience: 'member' });
  const text = readFileSync(story.hostFile, 'utf8');
  writeFileSync(story.hostFile, text.replace('listen: {', 'listen: {port: 0, '));
  voms = await story.provider.offer({ product: 'voms', version: '4.2.0', debs: ['voms'] });
  argus = await story.provider.offer({ product: 'argus', version: '1.7.5', debs: ['argus'] });
  browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
  page = await browser.newPage();
});
afterAll(async () => {
  await browser?.close();
  await story.stop();
});

describe('The board of an earlier commit', () => {
  test('is what stood there then, found from the timeline, and leads back to now.', async () => {
    const daemon = serve(story);
    await expect.poll(() => daemon.said(), soon).toContain('listening: http://127.0.0.1:');
    address = /listening: (\S+)/.exec(daemon.said())?.[1] ?? '';
    const reach = (offer: Offer, state: string) =>
      expect.poll(() => statesOf(story, offer.id).at(-1), soon).toBe(state);
    story.submit(voms);
    await reach(voms, 'Unverified');
    story.edit(voms, { desiredState: 'InVerification' });
    await reach(voms, 'InVerification');
    const verifying = head();
    story.edit(voms, toStageRollout);
    await reach(voms, 'StageRollout');
    story.submit(argus);
    await reach(argus, 'Unverified');
    await expect.poll(async () => (await fetch(`${address}/`)).text(), soon).toContain('argus-1.7.5');

    await page.goto(`${address}/releases/umd-5/voms-4.2.0`);
    const entry = page.locator('.timeline li', {
      has: page.getByRole('heading', { name: 'InVerification' }),
    });
    await entry.getByRole('link', { name: 'Board at this moment' }).click();
    await page.waitForURL(`${address}/?at=${verifying}`);
    const note = page.getByRole('complementary');
    expect(await note.textContent()).toMatch(
      new RegExp(
        `As of \\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2} UTC, while main stood at ${verifying.slice(0, 7)}`,
      ),
    );
    const cards = page.locator('.card h4');
    expect(await cards.allTextContents()).toEqual(['voms 4.2.0']);
    expect(await page.locator('main').textContent()).not.toContain('argus');
    expect(await page.locator('.lede').textContent()).toContain('1 slot, 1 free');

    await cards.first().getByRole('link').first().click();
    expect(page.url()).toBe(`${address}/releases/umd-5/voms-4.2.0?at=${verifying}`);
    expect(await page.locator('.timeline').textContent()).not.toContain('StageRollout');
    await page.getByRole('link', { name: 'Show this page as it is now' }).click();
    await page.waitForURL(`${address}/releases/umd-5/voms-4.2.0`);
    expect(await page.locator('.timeline').textContent()).toContain('StageRollout');
    expect(await page.getByRole('complementary').count()).toBe(0);

    const shown = await fetch(`${address}/?at=${verifying.slice(0, 9)}`, {
      headers: { accept: 'text/html' },
    });
    expect([shown.status, (await shown.text()).includes(`/?at=${verifying}`)]).toEqual([200, false]);
    const status = async (at: string) => (await fetch(`${address}/?at=${at}`)).status;
    const other = execFileSync('git', ['-C', story.repository, 'rev-parse', 'stagepost-record'], {
      encoding: 'utf8',
    }).trim();
    expect([await status('1234567'), await status('--all'), await status('12'), await status(other)]).toEqual(
      [404, 422, 422, 404],
    );

    // The page of a repository says what clients read there, which is a folder in this story.
    await expect
      .poll(
        async () => (await fetch(`${address}/repositories/stage-rollout/umd-5/debian-12/amd64`)).text(),
        soon,
      )
      .toContain('Client truth: 1 of 1 read generation');
    const { code } = await daemon.end('SIGTERM');
    expect(code).toBe(0);
  });
});
