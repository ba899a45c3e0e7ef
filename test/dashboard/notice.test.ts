import { parseHTML } from 'linkedom';
import { describe, expect, test } from 'vitest';
import { renderNotice } from '../../src/dashboard/notice-page.ts';
import { aChrome } from './sample-pages.ts';

describe('the page of a notice', () => {
  test('says what is so, names the id, and leads back to the board', () => {
    const sentences = ['There is no release <b>umd-5/voms</b>.'];
    const html = renderNotice({ title: 'No such page', sentences, id: 'a1b2c3' }, aChrome('/umd'));
    const { document } = parseHTML(html);
    expect(document.querySelector('h1')?.textContent).toBe('No such page');
    expect(document.querySelector('.lede')?.textContent).toBe('There is no release <b>umd-5/voms</b>.');
    expect(document.querySelector('main')?.textContent).toContain('Tell an administrator the id a1b2c3.');
    expect(document.querySelector('main a')?.getAttribute('href')).toBe('/umd/');
  });

  test('has no id to tell where nothing went wrong', () => {
    const html = renderNotice({ title: 'Reading', sentences: ['It begins.'], id: null }, aChrome());
    expect(parseHTML(html).document.querySelector('main')?.textContent).not.toContain('administrator');
  });
});
