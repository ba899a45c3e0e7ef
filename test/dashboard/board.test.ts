import { parseHTML } from 'linkedom';
import { describe, expect, test } from 'vitest';
import { assets } from '../../src/dashboard/assets.ts';
import { renderBoard } from '../../src/dashboard/board/board-page.ts';
import { type BoardQuery, boardQuery, everything } from '../../src/report/views/board-query.ts';
import { boardView } from '../../src/report/views/board-view.ts';
import type { Snapshot } from '../../src/report/views/snapshot.ts';
import { aChrome } from './sample-pages.ts';
import { type Tale, told, twelve } from './worlds.ts';

function pageOf(snapshot: Snapshot, query: Partial<BoardQuery> = {}) {
  const html = renderBoard(boardView(snapshot, { ...everything, ...query }, 'member'), aChrome());
  return { html, document: parseHTML(html).document };
}

const sample = told(twelve);

describe('the page of the board', () => {
  test('has a band for each major release, and in it a column for each state on the way', () => {
    const { document } = pageOf(sample);
    const bands = [...document.querySelectorAll('.band h2')].map(({ textContent }) => textContent);
    expect(bands).toEqual(['umd-5', 'cmd-2']);
    const first = [...document.querySelectorAll('.band')][0];
    const columns = [...(first?.querySelectorAll('h3') ?? [])].map(({ textContent }) => textContent?.trim());
    expect(columns).toEqual([
      'Submitted 1',
      'Unverified 1',
      'InVerification 2',
      'WaitingForResponse 1',
      'Deferred 1',
      'StageRollout 1',
      'Production 1',
    ]);
  });

  test('leads from a card to the page of its release', () => {
    const { document } = pageOf(sample);
    const link = document.getElementById('r-umd-5/voms-4.2.0')?.querySelector('h4 a');
    expect(link?.getAttribute('href')).toBe('/releases/umd-5/voms-4.2.0');
    expect(link?.textContent).toBe('voms 4.2.0');
  });

  test('shows what failed first of all, and in the column where it was', () => {
    const { document } = pageOf(sample);
    expect(document.querySelector('.alarm')?.textContent).toContain(
      'Failed dpm 1.15.3: 1 of 2 files differs',
    );
    const card = document.getElementById('r-umd-5/dpm-1.15.3');
    expect(card?.textContent).toContain('Failed. 1 of 2 files');
    expect(card?.closest('[data-stop]')?.getAttribute('data-stop')).toBe('umd-5-Submitted');
  });

  test('says which slot is taken, by whom, who is next, and which is free', () => {
    const { document } = pageOf(sample);
    expect(document.getElementById('slot-umd-5')?.textContent).toBe(
      'Slot  taken by voms 4.2.0 for 3 d 4 h; then argus 1.7.5',
    );
    expect(document.getElementById('slot-cmd-2')?.textContent).toBe('Slot free');
  });

  test('has one element for each id, so that a script can replace it in its place', () => {
    const { document } = pageOf(sample);
    const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
    expect(ids.length).toBe(new Set(ids).size);
  });

  test('asks by a form without a script, and shows what was asked for', () => {
    const { document } = pageOf(sample, boardQuery({ waits: 'verification', major: 'umd-5', provider: ' ' }));
    const form = document.querySelector('form');
    expect([form?.getAttribute('method'), form?.getAttribute('action')]).toEqual(['get', '/']);
    const chosen = [...document.querySelectorAll('option[selected]')].map((each) =>
      each.getAttribute('value'),
    );
    expect(chosen).toEqual(['umd-5', 'verification']);
    const cards = [...document.querySelectorAll('.card')].map(({ id }) => id);
    expect(cards).toEqual(['r-umd-5/xrootd-5.7.1', 'r-umd-5/srm-ifce-1.24.8', 'r-umd-5/arc-7.0.1']);
    expect(document.querySelector('.head a')?.getAttribute('href')).toBe('/');
  });

  test('of a new repository tells where the first release goes', () => {
    const { document } = pageOf(told([]));
    expect(document.querySelector('h1')?.textContent).toBe('No release yet');
    expect(document.querySelector('.nothing')?.textContent).toContain(
      'the first file goes to releases/umd-5/',
    );
  });

  test('names nothing that it does not bring along, and has no script or style inside', () => {
    const { document } = pageOf(sample);
    const asked = [...document.querySelectorAll('link, script, img, iframe')].flatMap((each) => [
      each.getAttribute('href') ?? each.getAttribute('src') ?? 'inline',
    ]);
    expect(asked.length).toBe(3);
    for (const address of asked) expect(assets.has(address)).toBe(true);
    expect(document.querySelectorAll('style, [style], [onclick], [onload]').length).toBe(0);
  });

  test('shows markup and unseen characters of other people as text', () => {
    const evil = '<script>alert(1)</script>"\' onmouseover=x \u202e\u0007';
    const tale: Tale = {
      product: 'voms',
      provider: evil,
      steps: [
        [2, 'Unverified'],
        [1, 'Rejected'],
      ],
    };
    const snapshot = told([tale]);
    const { html, document } = pageOf({
      ...snapshot,
      findings: [{ file: evil, line: 1, column: 1, rule: 'x', message: evil, hint: evil, excerpt: '' }],
    });
    expect(document.querySelectorAll('script').length).toBe(1);
    expect(html).not.toContain('<script>alert');
    expect(html).not.toMatch(/[\u202e\u0007]/);
    expect(document.querySelector('.alarm.held')?.textContent).toContain(
      '<script>alert(1)</script>"\' onmouseover=x ⟨U+202E⟩⟨U+0007⟩',
    );
  });
});
