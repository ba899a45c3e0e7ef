import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Plan } from '../../src/domain/plan.ts';
import { el9, type Offer } from './provider.ts';
import { folderOf, keyringOf, lookAtWhole, packagesIn } from './published.ts';
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
        expect(code).toBe(1);
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
        expect((await story.onHost('apply')).code).toBe(1);
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
  const inPool = (path: string) => join(story.state, 'pool', voms.id, path);
  const pooled = () => {
    const name = readdirSync(inPool(el9)).find((each) => each.endsWith('.rpm')) ?? '';
    return inPool(join(el9, name));
  };
  const flip = (path: string) => {
    const bytes = readFileSync(path);
    bytes[200] = (bytes[200] ?? 0) ^ 1;
    chmodSync(path, 0o644);
    writeFileSync(path, bytes);
    chmodSync(path, 0o444);
  };
  // The ledger holds the moment of the next attempt, and nothing that is true.
  const forgetAttempts = () => {
    for (const end of ['', '-wal', '-shm']) rmSync(join(story.state, `ledger.sqlite${end}`), { force: true });
  };
  const away = () => `${voms.folder}.away`;
  const offered = () => {
    const folder = join(voms.folder, el9);
    return join(folder, readdirSync(folder).find((name) => name.endsWith('.rpm')) ?? '');
  };
  const isWhole = async () => {
    expect((await planned()).actions).toEqual([]);
    expect((await planned()).heldBack).toEqual([]);
    expect(lookAtWhole(story, key, keyringOf(story))).toHaveLength(1);
    expect(lstatSync(packageOf()).ino).toBe(lstatSync(pooled()).ino);
    expect(lstatSync(pooled()).mode & 0o777).toBe(0o444);
    expect(await story.onHost('scrub')).toMatchObject({
      code: 0,
      out: expect.stringContaining('everything is as it was'),
    });
  };
  let sound: Buffer;
  let wrong: Buffer;

  test('It is in the pool as well, so that the release is frozen and told, and fetched again by the next run.', async () => {
    copyFileSync(pooled(), join(story.work, 'backup.rpm'));
    sound = readFileSync(pooled());
    flip(packageOf());
    wrong = readFileSync(packageOf());
    expect(readFileSync(pooled())).toEqual(wrong);
    const plan = await planned();
    expect(plan.actions.map(({ id }) => id)).toEqual([`repair:${voms.id}`]);
    expect(plan.heldBack).toMatchObject([{ release: voms.id, verdict: { kind: 'blocked' } }]);
    expect(plan.heldRepositories).toMatchObject([{ repository: key }]);
    const scrubbed = await story.onHost('scrub');
    expect(scrubbed.code).toBe(1);
    expect(scrubbed.out).toMatch(
      /pool: umd-5\/voms-4\.2\.0\n {4}el9\/x86_64\/.*has other bytes than were fetched/,
    );
  });

  test('With its provider gone it stays frozen, a person is told what to do, and others go on.', async () => {
    renameSync(voms.folder, away());
    story.submit(argus);
    const { code, out, err } = await story.onHost('apply');
    expect(code).toBe(1);
    expect(out + err).toContain(`${voms.id} stays frozen, because its damaged copy in the pool could not be`);
    expect(out + err).toContain('Put the right files in place from a backup');
    expect(statesOf(story, argus.id).at(-1)).toBe('Unverified');
    expect(statesOf(story, voms.id).at(-1)).toBe('StageRollout');
    const plan = await planned();
    expect(plan.actions).toEqual([]);
    expect(JSON.stringify(plan.heldBack)).toContain('did not succeed and is tried again at');
    expect(readFileSync(pooled())).toEqual(wrong);
    renameSync(away(), voms.folder);
  });

  test('Other bytes from its provider are refused, and nothing is replaced.', async () => {
    forgetAttempts();
    const bytes = readFileSync(offered());
    writeFileSync(offered(), Buffer.concat([bytes.subarray(0, -1), Buffer.from([(bytes.at(-1) ?? 0) ^ 1])]));
    const { code, out, err } = await story.onHost('apply');
    expect(code).toBe(1);
    expect(out + err).toContain('1 of 1 file does not match checksums.xml');
    expect(readFileSync(pooled())).toEqual(wrong);
    expect(readFileSync(packageOf())).toEqual(wrong);
    expect(statesOf(story, voms.id).at(-1)).toBe('StageRollout');
    writeFileSync(offered(), bytes);
  });

  test('With the same bytes from its provider, all is made right without anybody.', async () => {
    forgetAttempts();
    const { out } = await story.onHost('apply');
    expect(out).toMatch(settled);
    expect(readFileSync(pooled())).toEqual(sound);
    expect(readFileSync(packageOf())).toEqual(sound);
    await isWhole();
  });

  test('Damaged manifests and metadata of the pool are rendered again, and what is none of ours goes.', async () => {
    const member = join('members', el9);
    flip(inPool(join(member, 'member.json')));
    for (const name of readdirSync(inPool(member)).filter((each) => each.endsWith('.deflate')))
      flip(inPool(join(member, name)));
    writeFileSync(inPool(join(el9, 'stranger')), 'x');
    expect((await planned()).actions.map(({ kind }) => kind)).toEqual(['repair-release']);
    expect(await story.onHost('apply')).toMatchObject({ code: 0, out: expect.stringMatching(settled) });
    expect(readdirSync(inPool(el9))).toHaveLength(1);
    await isWhole();
  });

  test('With the right file in the place of the wrong one, all is made right as well.', async () => {
    flip(packageOf());
    renameSync(join(story.work, 'backup.rpm'), `${pooled()}.new`);
    chmodSync(`${pooled()}.new`, 0o444);
    renameSync(`${pooled()}.new`, pooled());
    const plan = await planned();
    expect(plan.actions.map(({ kind }) => kind)).toEqual(['restore-generation']);
    expect((await story.onHost('apply')).out).toMatch(settled);
    expect(packagesIn(story, key, keyringOf(story))).toHaveLength(1);
    await isWhole();
  });
});
