import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Plan } from '../../src/domain/plan.ts';
import { el9, type Offer } from './provider.ts';
import { folderOf, keyringOf, packagesIn } from './published.ts';
import { statesOf } from './recorded.ts';
import { type Story, settled, startStory, toStageRollout } from './story.ts';

const key = 'stage-rollout/umd-5/el9/x86_64';
let story: Story;
let voms: Offer;
let argus: Offer;

beforeAll(async () => {
  story = await startStory({ platforms: [`${el9}=yum`] });
  voms = await story.provider.offer({ product: 'voms', version: '4.2.0', rpms: ['voms'] });
  argus = await story.provider.offer({ product: 'argus', version: '1.7.5', rpms: ['argus'] });
  story.submit(voms);
  await story.onHost('apply');
  story.edit(voms, { desiredState: 'InVerification' });
  story.edit(voms, toStageRollout);
  expect((await story.onHost('apply')).out).toMatch(settled);
});
afterAll(() => story.stop());

async function planned(): Promise<Plan> {
  const { code, out, err } = await story.onHost('plan', '--json');
  if (code !== 0) throw new Error(err);
  return JSON.parse(out);
}

const mounting = spawnSync('unshare', ['--mount', 'true']).status === 0;

describe.skipIf(!mounting)(
  'an empty file system mounted over what we know (skipped where nobody may mount)',
  () => {
    async function masked(folder: string, look: () => Promise<void>): Promise<void> {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=16m', 'tmpfs', folder]);
      try {
        await look();
      } finally {
        execFileSync('umount', [folder]);
      }
    }

    test('In place of a stage it holds that stage still: nothing is lost, and nothing is written there.', async () => {
      const folder = join(story.publicDir, 'stage-rollout');
      await masked(folder, async () => {
        const { out, code } = await story.onHost('apply');
        expect(code).toBe(0);
        expect(out).toContain(`${folder}/.stagepost-stage-rollout is missing`);
        expect((await planned()).actions).toEqual([]);
        expect(readdirSync(folder)).toEqual([]);
      });
      expect((await planned()).heldRepositories).toEqual([]);
      expect((await planned()).actions).toEqual([]);
    });

    test('In place of the state it holds every release still, and nothing is fetched again.', async () => {
      await masked(story.state, async () => {
        const plan = await planned();
        expect(plan.actions).toEqual([]);
        expect(plan.heldBack).toMatchObject([{ release: voms.id, verdict: { kind: 'cannot-tell' } }]);
        expect(JSON.stringify(plan.heldBack)).toContain('.stagepost-state is missing');
        expect(existsSync(join(story.state, 'pool'))).toBe(false);
      });
      expect((await planned()).actions).toEqual([]);
    });
  },
);

describe('a byte of a published package that somebody changes in place', () => {
  const packageOf = () => {
    const folder = join(folderOf(story, key), 'pkgs', voms.id);
    return join(folder, readdirSync(folder)[0] ?? '');
  };
  const pooled = () => {
    const folder = join(story.state, 'pool', voms.id, 'el9/x86_64');
    return join(folder, readdirSync(folder).find((name) => name.endsWith('.rpm')) ?? '');
  };

  test('It is in the pool as well, so that the release is frozen, and others go on.', async () => {
    copyFileSync(pooled(), join(story.work, 'backup.rpm'));
    const bytes = readFileSync(packageOf());
    bytes[200] = (bytes[200] ?? 0) ^ 1;
    chmodSync(packageOf(), 0o644);
    writeFileSync(packageOf(), bytes);
    chmodSync(packageOf(), 0o444);
    expect(readFileSync(pooled())).toEqual(bytes);
    const plan = await planned();
    expect(plan.actions.filter(({ kind }) => kind === 'restore-generation')).toEqual([]);
    expect(plan.heldBack).toMatchObject([{ release: voms.id, verdict: { kind: 'blocked' } }]);
    expect(plan.heldRepositories).toMatchObject([{ repository: key }]);
    const scrubbed = await story.onHost('scrub');
    expect(scrubbed.code).toBe(1);
    expect(scrubbed.out).toMatch(
      /pool: umd-5\/voms-4\.2\.0\n {4}el9\/x86_64\/.*has other bytes than were fetched/,
    );
    story.submit(argus);
    await story.onHost('apply');
    expect(statesOf(story, argus.id).at(-1)).toBe('Unverified');
    expect(statesOf(story, voms.id).at(-1)).toBe('StageRollout');
  });

  test('With the right file in the place of the wrong one, all is made right.', async () => {
    renameSync(join(story.work, 'backup.rpm'), `${pooled()}.new`);
    chmodSync(`${pooled()}.new`, 0o444);
    renameSync(`${pooled()}.new`, pooled());
    const plan = await planned();
    expect(plan.actions.map(({ kind }) => kind)).toEqual(['restore-generation']);
    expect((await story.onHost('apply')).out).toMatch(settled);
    expect(packagesIn(story, key, keyringOf(story))).toHaveLength(1);
    expect(await story.onHost('scrub')).toMatchObject({
      code: 0,
      out: expect.stringContaining('everything is as it was'),
    });
  });
});
