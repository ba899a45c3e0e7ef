import axe from 'axe-core';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { renderBoard } from '../../src/dashboard/board/board-page.ts';
import { boardQuery } from '../../src/report/views/board-query.ts';
import { boardView } from '../../src/report/views/board-view.ts';
import { type PageServer, servePages } from './page-server.ts';
import { aChrome, samplePages } from './sample-pages.ts';
import { told, twelve } from './worlds.ts';

const pages = samplePages();
const before = told(twelve.map((tale) => ({ ...tale, fails: false })));
const after = told(twelve);
let board = before;
let browser: Browser;
let server: PageServer;

beforeAll(async () => {
  server = await servePages((path, query) => {
    if (path !== '/') return pages.get(path.slice(1));
    const view = boardView(board, boardQuery(Object.fromEntries(query)), 'member');
    return renderBoard(view, { ...aChrome(), events: '/events' });
  });
  browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
});

afterAll(async () => {
  await browser?.close();
  await server?.[Symbol.asyncDispose]();
});

async function withPage(
  options: BrowserContextOptions,
  use: (page: Page, errors: string[]) => Promise<void>,
) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  page.on('pageerror', (error) => errors.push(String(error)));
  try {
    await use(page, errors);
  } finally {
    await context.close();
  }
}

const looks = [
  { title: 'wide and light', viewport: { width: 1440, height: 900 }, colorScheme: 'light' },
  { title: 'on a phone and dark', viewport: { width: 390, height: 844 }, colorScheme: 'dark' },
] as const;

describe('Chromium', () => {
  test.for(looks)(
    'finds nothing that axe objects to, no sideways scrolling and no refused part on any page, $title',
    async ({ title: _, ...look }) => {
      await withPage(look, async (page, errors) => {
        const found: string[] = [];
        for (const name of pages.keys()) {
          await page.goto(`${server.url}/${name}`);
          const aside = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
          if (aside !== 0) found.push(`${name} scrolls ${aside} pixels sideways`);
          await page.evaluate(axe.source);
          const seen = await page.evaluate<readonly string[]>(
            'axe.run().then((r) => r.violations.map((each) => each.id + ": " + each.nodes[0].html))',
          );
          found.push(...seen.map((each) => `${name} ${each}`));
        }
        expect([...found, ...errors]).toEqual([]);
      });
    },
  );

  test('filters, leads to releases and opens folds without a script', async () => {
    await withPage({ javaScriptEnabled: false }, async (page) => {
      await page.goto(`${server.url}/`);
      await page.selectOption('select[name=state]', 'InVerification');
      await page.getByRole('button', { name: 'Show' }).click();
      await page.waitForURL(/state=InVerification/);
      expect(await page.locator('.card h4').allTextContents()).toEqual([
        'srm-ifce 1.24.8',
        'arc 7.0.1',
        'frontier-squid 5.9.1',
      ]);
      await page.getByRole('link', { name: 'Show all 12' }).click();
      await page.getByText('Ended without being published').first().click();
      expect(await page.getByRole('link', { name: 'canl-c 3.0.1' }).isVisible()).toBe(true);
    });
  });

  test('comes by the keyboard to the content first, and from card to card', async () => {
    await withPage({}, async (page) => {
      await page.goto(`${server.url}/`);
      await page.keyboard.press('Tab');
      expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to content');
      await page.keyboard.press('Enter');
      for (let pressed = 0; pressed < 20; pressed += 1) {
        await page.keyboard.press('Tab');
        if ((await page.evaluate('document.activeElement.closest(".card") !== null')) === true) break;
      }
      expect(await page.evaluate('document.activeElement.textContent')).toBe('xrootd 5.7.1');
    });
  });

  test('takes a change in its place after an event, and tells of what has moved', async () => {
    board = before;
    await withPage({}, async (page, errors) => {
      await page.goto(`${server.url}/`);
      await expect.poll(server.listeners, { timeout: 60_000 }).toBe(1);
      const card = page.locator('[id="r-umd-5/dpm-1.15.3"]');
      expect(await card.textContent()).toContain('waits for verification to begin');
      board = after;
      server.changed();
      await page.getByText('1 release came, went or moved.').waitFor({ timeout: 60_000 });
      expect(await page.locator('.lede').textContent()).toContain('1 failed');
      expect(await card.textContent()).toContain('waits for verification to begin');
      await page.getByRole('link', { name: 'Load again' }).click();
      await expect.poll(() => card.textContent(), { timeout: 60_000 }).toContain('Failed.');
      expect(errors).toEqual([]);
    });
  });
});
