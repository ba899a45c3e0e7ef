import { parseHTML } from 'linkedom';
import { describe, expect, test } from 'vitest';
import { renderRelease } from '../../src/dashboard/release/release-page.ts';
import type { ReleaseId } from '../../src/domain/release.ts';
import { releaseView } from '../../src/report/views/release-view.ts';
import { releaseFactsOf } from './sample-facts.ts';
import { aChrome } from './sample-pages.ts';
import { type Tale, told, twelve } from './worlds.ts';

const sample = told(twelve);

function viewOf(id: string, viewer: 'public' | 'member' = 'member') {
  return releaseView(sample, releaseFactsOf(id as ReleaseId, sample, twelve), viewer);
}

function pageOf(view: ReturnType<typeof viewOf>): Document {
  if (view === null) throw new Error('the sample has this release');
  return parseHTML(renderRelease(view, aChrome())).document;
}

function rowsOf(document: Document, part: string): readonly string[] {
  const rows = document.querySelectorAll(`[aria-labelledby="${part}"] tbody tr`);
  return [...rows].map((row) => [...row.children].map(({ textContent }) => textContent?.trim()).join(' | '));
}

describe('the page of a release', () => {
  const document = pageOf(viewOf('umd-5/voms-4.2.0'));

  test('answers first what it is, where it is, and what comes next', () => {
    expect(document.querySelector('h1')?.textContent).toBe('voms 4.2.0');
    expect(document.querySelector('.lede')?.textContent).toContain(
      'voms 4.2.0 is StageRollout since 2026-11-19 07:12 UTC (3 d 4 h). Next: waits for somebody',
    );
  });

  test('says of each gate what it found, when it opens and who can clear it', () => {
    expect(rowsOf(document, 'gates')).toEqual([
      'early adopters | waits | waits for the report of lip (ifca: Success) |  | lip',
      'soak | waits | it stays in stage rollout for 5 days, which are over at 2026-11-24 07:12 UTC | 2026-11-24 07:12 UTC | time alone',
      'report links | clear | verificationReport, outcome, stageRolloutReport: present |  | ',
    ]);
  });

  test('shows its way, with the present step named as such and the next ones ahead', () => {
    const steps = [...document.querySelectorAll('.steps li')].map((step) => [
      step.getAttribute('class'),
      step.querySelector('b')?.textContent,
    ]);
    expect(steps).toEqual([
      ['past', 'Submitted'],
      ['past', 'Unverified'],
      ['past', 'InVerification'],
      ['now', 'StageRollout'],
      ['next', 'Production'],
    ]);
    expect(document.querySelectorAll('[aria-current="step"]').length).toBe(1);
  });

  test('shows what clients of production would see if it went there now', () => {
    expect(rowsOf(document, 'seen-by-clients')).toContain('voms.noarch | new |  | 4.2.0-1');
  });

  test('lists the teams with what they said', () => {
    expect(rowsOf(document, 'adopters')).toEqual([
      'cesga CESGA | none due | NGI_PT | not invited | ',
      'ifca IFCA | Success | NGI_PT | accepted 2026-11-22 | Two hosts upgraded, one installed anew.',
      'lip LIP | not yet | NGI_PT | accepted | ',
    ]);
  });

  test('tells its story newest first, with people, commits and pull requests', () => {
    const titles = [...document.querySelectorAll('.timeline h3')].map(({ textContent }) => textContent);
    expect(titles.slice(0, 3)).toEqual(['StageRollout', 'InVerification', 'Unverified']);
    const first = document.querySelector('.timeline li');
    expect(first?.textContent).toContain('By Ada Reviewer: umd-5/voms-4.2.0 to StageRollout (#419)');
    expect(first?.textContent).toContain('Pull request #419');
    expect(first?.querySelector('.links a')?.getAttribute('href')).toMatch(
      /^https:.*\/commit\/[0-9a-f]{40}$/,
    );
  });

  test('links its tickets and gives the file to copy for the repository that has it', () => {
    expect(document.querySelector('.facts')?.textContent).toContain('RT #1234, helpdesk 5678');
    const snippets = [...document.querySelectorAll('.snip code')].map(({ textContent }) => textContent);
    expect(snippets[0]).toContain('[stage-rollout-umd-5-el9-x86_64]');
  });

  test('of a failed release says what failed, in detail, and what to do', () => {
    const alarm = pageOf(viewOf('umd-5/dpm-1.15.3')).querySelector('.alarm')?.textContent;
    expect(alarm).toContain('1 of 2 files differs from checksums.xml');
    expect(alarm).toContain('expected sha256 9f2c…, got 77ab…');
    expect(alarm).toContain('What to do: correct the files');
  });

  test('does not exist for the public before its packages were public', () => {
    expect(viewOf('umd-5/arc-7.0.1', 'public')).toBe(null);
    expect(viewOf('umd-5/voms-4.2.0', 'public')?.card.product).toBe('voms');
    expect(viewOf('umd-5/nothing-1.0.0')).toBe(null);
  });

  test('makes links of web addresses alone, and text of everything else', () => {
    const tale: Tale = {
      product: 'voms',
      steps: [[1, 'Unverified']],
      workflow: { verificationReport: 'javascript:alert(1)' },
      content: {
        links: {
          releaseNotes: 'javascript:alert(2)',
          changeLog: 'https://example.org/<b>"x"</b>',
          documentation: ['data:text/html,x'],
          certification: [],
          issues: [],
          advisories: [],
        },
      },
    };
    const snapshot = told([tale]);
    const id = 'umd-5/voms-1.0.0' as ReleaseId;
    const page = pageOf(releaseView(snapshot, releaseFactsOf(id, snapshot, [tale]), 'member'));
    const targets = [...page.querySelectorAll('a')].map((link) => link.getAttribute('href') ?? '');
    expect(targets.filter((target) => /^(javascript|data):/.test(target))).toEqual([]);
    expect(targets).toContain('https://example.org/<b>"x"</b>');
    expect(page.querySelector('.facts')?.textContent).toContain('release notes (javascript:alert(2))');
    expect(page.querySelectorAll('.facts b').length).toBe(0);
  });
});
