import { describe, expect, test } from 'vitest';
import type { CommitSha } from '../../../src/domain/desired-state.ts';
import type { Sha256 } from '../../../src/domain/digest.ts';
import type { Instant } from '../../../src/domain/instant.ts';
import type { Listed, PullRequestCheck } from '../../../src/domain/pull-request-check.ts';
import { checkAsMarkdown, checkInShort } from '../../../src/report/check/check-as-markdown.ts';
import { blocksOf, pageAt } from '../../docs/pages.ts';

function all<T>(...first: readonly T[]): Listed<T> {
  return { total: first.length, first };
}

const check: PullRequestCheck = {
  schemaVersion: 1,
  madeAt: '2026-11-22T06:31:00Z' as Instant,
  pullRequest: 41,
  base: `d4e5f6a${'0'.repeat(33)}` as CommitSha,
  head: `a1b2c3d${'0'.repeat(33)}` as CommitSha,
  answer: 'waits',
  plan: `7f3a910${'0'.repeat(57)}` as Sha256,
  changed: {
    total: 3,
    releases: 2,
    reports: 0,
    notable: all('.github/CODEOWNERS (edited): it decides what the code host does and whom it asks'),
  },
  marks: all({
    kind: 'notice',
    title: 'note',
    message: 'argus 1.7.5 says Incremental, but 1.7.5 is an update of 1.7.4',
    at: { file: 'releases/umd-5/argus-1.7.5.yaml', line: 9, column: 7 },
  }),
  errors: 0,
  steps: all({
    release: 'voms 4.2.0',
    from: 'StageRollout',
    to: 'Production',
    gates: [
      { gate: 'soak', kind: 'pass', sentence: 'it has been in stage rollout for 3 d or more' },
      { gate: 'approvals', kind: 'pass', sentence: 'stage-rollout 1 of 1 (ada)' },
    ],
    already: false,
  }),
  held: all(
    {
      release: 'argus 1.7.5',
      state: 'InVerification',
      wants: 'StageRollout',
      gates: [
        {
          gate: 'approvals',
          kind: 'needs-approval',
          sentence: 'verification 0 of 1; Bob or Cy can approve it',
        },
        {
          gate: 'freeze',
          kind: 'wait-until',
          sentence: 'a freeze ends (holidays) at 2027-01-07 08:00 UTC',
        },
        { gate: 'required links', kind: 'pass', sentence: 'testReport: present' },
      ],
      earliest: '2027-01-07T08:00:00Z' as Instant,
      at: { file: 'releases/umd-5/argus-1.7.5.yaml', line: 17, column: 15 },
      already: false,
    },
    {
      release: 'dpm 1.15.3',
      state: 'Failed',
      wants: 'Unverified',
      gates: [
        { gate: 'retry', kind: 'wait-until', sentence: 'the fetch is tried again at 2026-11-22 06:40 UTC' },
      ],
      earliest: null,
      at: null,
      already: true,
    },
  ),
  leftAlone: all({
    repository: 'production/umd-5/debian-12/amd64/base',
    sentence:
      'a guard refuses the change: it would lose 41 of 52 releases (79 %, limit 20 %); if that is meant, allow it in stagepost.yaml',
    already: false,
  }),
  approvals: all(
    {
      release: 'argus 1.7.5',
      to: 'StageRollout',
      role: 'verification',
      state: 'missing',
      sentence: 'verification 0 of 1; Bob or Cy can approve it',
    },
    {
      release: 'voms 4.2.0',
      to: 'Production',
      role: 'stage-rollout',
      state: 'present',
      sentence: 'stage-rollout 1 of 1 (ada)',
    },
  ),
  repositories: all(
    {
      title: 'production umd-5 el9/x86_64 updates',
      generation: '117 → 118',
      changes: ['+ voms 4.2.0, 2 packages'],
      already: false,
    },
    {
      title: 'stage-rollout umd-5 el9/x86_64',
      generation: '54 → 55',
      changes: ['− voms 4.2.0, 2 packages'],
      already: false,
    },
  ),
  clients: all({
    title: 'production umd-5 el9/x86_64',
    already: false,
    kind: 'known',
    upgraded: 1,
    added: 1,
    downgraded: 0,
    removed: 0,
    unchanged: 118,
    bytes: 1_468_006,
    installable: 'all 120 installable',
    remarks: all(),
    packages: all(
      { kind: 'upgraded', package: 'voms-server.x86_64', from: '4.1.0-1.el9', to: '4.2.0-1.el9' },
      { kind: 'new', package: 'voms-doc.noarch', from: '', to: '4.2.0-1.el9' },
    ),
  }),
  fetches: all(),
  tickets: all('voms 4.2.0: ticket 1234 will say Production'),
  told: all('voms 4.2.0, Production to sw-rel-manager; cc early-adopters-emi'),
};

const page = (of: Partial<PullRequestCheck>, most = 65_536) =>
  checkAsMarkdown(
    {
      check: { ...check, ...of },
      doubt: null,
      run: 'https://github.example/umd/releases/actions/runs/5',
      foot: 'this comment is edited in place',
    },
    most,
  );

describe('The comment on a pull request', () => {
  test('is the one that the guide shows.', () => {
    const shown = blocksOf(pageAt('docs/use/pull-requests.md')).find(
      ({ language }) => language === 'markdown',
    );
    expect(page({})).toBe(shown?.text);
  });

  test.each([
    ['2 problems to mend', { answer: 'wrong', errors: 2 }],
    ['nothing to do here: no release, report or rule changes', { answer: 'nothing' }],
    ['1 transition, 2 repositories; ready to merge', { answer: 'ready', held: all<never>() }],
    ['1 transition, 2 repositories; waits for 1 approval', {}],
    ['1 transition, 2 repositories; waits for what holds 1 release back', { approvals: all<never>() }],
    [
      '1 transition, 2 repositories; 1 repository left alone',
      { approvals: all<never>(), held: all<never>() },
    ],
    ['nobody can say what it does while main is wrong', { plan: null }],
    [
      'no packages move; ready to merge',
      { answer: 'ready', steps: all<never>(), repositories: all<never>(), held: all<never>() },
    ],
  ] as const)('begins with the answer: %s.', (answer, of) => {
    expect(checkInShort({ ...check, ...of })).toBe(answer);
    expect(page(of).split('\n')[0]).toBe(`### Stagepost: ${answer}`);
  });

  test('counts what the document itself left out.', () => {
    const [step] = check.steps.first;
    const text = page({ steps: { total: 12, first: step === undefined ? [] : [step] } });
    expect(text).toContain(
      '**Left out**, because a page here has its limit ([the whole run](https://github.example/umd/releases/actions/runs/5) has more): 11 transitions.',
    );
  });

  test.each([0, 200, 1500, 2000, 2500, 3000, 65_536])('keeps to %i bytes.', (most) => {
    expect(Buffer.byteLength(page({}, most))).toBeLessThanOrEqual(most);
  });
});
