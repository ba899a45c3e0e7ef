import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type GitHubServer, startGitHub } from '../fakes/github-server.ts';
import { setHostSection } from './host-section.ts';
import type { Offer } from './provider.ts';
import { recordedGeneration, statesOf } from './recorded.ts';
import { type Said, type Story, startStory, toProduction, toStageRollout } from './story.ts';

const home = { owner: 'umd', repository: 'releases' };
const rollout = 'stage-rollout/umd-5/debian-12/amd64';
const token = 'github_pat_of_the_story';

let story: Story;
let github: GitHubServer;
let voms: Offer;
let argus: Offer;
let later: Offer;

beforeAll(async () => {
  story = await startStory({ platforms: ['debian-12/amd64=apt'] });
  github = await startGitHub({ ...home, token });
  const tokenFile = join(story.work, 'github-token');
  writeFileSync(tokenFile, `${token}\n`);
  setHostSection(story, 'github', { apiUrl: github.url, ...home, tokenFile });
  voms = await story.provider.offer({ product: 'voms', version: '4.2.0', debs: ['voms'] });
  argus = await story.provider.offer({ product: 'argus', version: '1.7.5', debs: ['argus'] });
  later = await story.provider.offer({ product: 'voms', version: '4.3.0', debs: ['voms'] });
});
afterAll(async () => {
  await github.stop();
  await story.stop();
});

/** Merges and pushes; the answer is the commit. */
function merged(commit: string): string {
  github.commits.add(commit);
  return commit;
}

async function applied(): Promise<Said> {
  const said = await story.onHost('apply');
  expect(said).toMatchObject({ code: 0, err: '' });
  expect(github.violations).toEqual([]);
  return said;
}

const statusesOf = (commit: string) =>
  github.statuses(commit).map(({ context, state, description }) => [context, state, description]);
const posts = () => github.requests.filter((request) => request.startsWith('POST'));
const stateSince = (state: string) => expect.stringMatching(new RegExp(`^${state} since \\d{4}-`));

describe('the statuses of commits', () => {
  test('say at each commit once what became of the state that it asked for.', async () => {
    const context = `stagepost/${voms.id}`;
    const ways = [{ desiredState: 'InVerification' }, toStageRollout, toProduction];
    const commits = [merged(story.submit(voms))];
    await applied();
    for (const fields of ways) {
      commits.push(merged(story.edit(voms, fields)));
      await applied();
    }
    const states = ['Unverified', 'InVerification', 'StageRollout', 'Production'];
    const [first, ...others] = states.map((state) => [context, 'success', stateSince(state)]);
    const fetched = [first, [context, 'pending', 'Submitted: waits for its packages']];
    expect(commits.map(statusesOf)).toEqual([fetched, ...others.map((status) => [status])]);
    expect(posts().length).toBe(5);
  });

  test('are not written again, and not even looked at while the ledger knows them.', async () => {
    github.requests.length = 0;
    await applied();
    expect(github.requests).toEqual([]);
    for (const end of ['', '-wal', '-shm']) rmSync(join(story.state, `ledger.sqlite${end}`), { force: true });
    expect((await story.onHost('apply')).code).toBe(0);
    expect(github.requests.length).toBeGreaterThan(0);
    expect(posts()).toEqual([]);
  });

  test('reach every commit of several that are merged before one apply.', async () => {
    const commits = [
      merged(story.submit(argus)),
      merged(story.edit(argus, { desiredState: 'InVerification' })),
      merged(story.edit(argus, toStageRollout)),
    ];
    await applied();
    expect(commits.map((commit) => statusesOf(commit)[0])).toEqual(
      ['Unverified', 'InVerification', 'StageRollout'].map((state) => [
        `stagepost/${argus.id}`,
        'success',
        stateSince(state),
      ]),
    );
  });

  test('tell of a release that waits for the slot, and at the same commit that it has got it.', async () => {
    merged(story.submit(later));
    merged(story.edit(later, { desiredState: 'InVerification' }));
    const asked = merged(story.edit(later, toStageRollout));
    await applied();
    const context = `stagepost/${later.id}`;
    const waiting = [context, 'pending', 'Deferred: waits for the slot of stage rollout'];
    expect(statusesOf(asked)).toEqual([waiting]);
    merged(story.edit(argus, toProduction));
    await applied();
    expect(statusesOf(asked)).toEqual([[context, 'success', stateSince('StageRollout')], waiting]);
  });
});

describe('a GitHub that does not answer', () => {
  test('holds up nothing; what it has missed is told when it is back, once.', async () => {
    const asked = merged(story.edit(later, { desiredState: 'NotPublished', reason: 'superseded' }));
    github.faults.push(...Array.from({ length: 40 }, () => ({ kind: 'hang-up' }) as const));
    const { code, err } = await story.onHost('apply');
    expect(code).toBe(0);
    expect(err).toMatch(/^not mirrored: commit-statuses: .*; 1 wait for it$/m);
    expect(statesOf(story, later.id).at(-1)).toBe('NotPublished');
    expect(recordedGeneration(story, rollout).members).toEqual([]);
    github.faults.length = 0;
    expect(statusesOf(asked)).toEqual([]);
    await applied();
    await applied();
    expect(statusesOf(asked)).toEqual([[`stagepost/${later.id}`, 'success', stateSince('NotPublished')]]);
  });
});
