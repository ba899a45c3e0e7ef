import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { CommitSha } from '../../../src/domain/desired-state.ts';
import { sha256Of } from '../../../src/domain/digest.ts';
import { emptyRecord, type Inventory } from '../../../src/domain/record.ts';
import type { ReleaseId } from '../../../src/domain/release.ts';
import { recordWhile } from '../../../src/reconcile/look-back.ts';
import { mirrorOf } from './git-bench.ts';
import { makeRepository, scratchFolder } from './git-fixture.ts';

const mains = ['1', '2', '3'].map((digit) => digit.repeat(40) as CommitSha);
const positionOf = (main: CommitSha) => (mains.includes(main) ? mains.indexOf(main) + 1 : undefined);

function inventoryOf(release: string): Inventory {
  return { release: release as ReleaseId, content: sha256Of(release), platforms: [] };
}

/** A record that stood at the first commit of main for two cycles, and then, after a merge of two, at the third. */
async function aRecord() {
  const folder = scratchFolder();
  const source = makeRepository(path.join(folder, 'source'));
  source.commit({ 'stagepost.yaml': 'title: x\n' });
  const mirror = await mirrorOf(source.dir, path.join(folder, 'mirror.git'));
  onTestFinished(() => mirror.close());
  const written: CommitSha[] = [];
  const write = async (commit: CommitSha | undefined, release: string) => {
    const parent = written.at(-1) ?? null;
    const next = { ...emptyRecord, parent, commit: commit ?? null };
    const inventories = [inventoryOf(release)];
    written.push(await mirror.records.write({ next, inventories, message: 'x' }));
  };
  await write(mains[0], 'umd-5/voms-4.2.0');
  await write(mains[0], 'umd-5/argus-1.7.5');
  await write(mains[2], 'umd-5/dpm-1.15.3');
  return { past: mirror.past, written };
}

test('The record tells until which of its commits each commit of main stood.', async () => {
  const { past, written } = await aRecord();
  const [, second, third] = written;
  expect(await past.stands(third as CommitSha)).toEqual([
    { main: mains[0], last: second },
    { main: mains[2], last: third },
  ]);
  expect(await past.stands(second as CommitSha)).toEqual([{ main: mains[0], last: second }]);
});

test('The record at an earlier commit has the inventories of then.', async () => {
  const { past, written } = await aRecord();
  const then = await past.at(written[1] as CommitSha);
  expect(then.record).toMatchObject({ parent: written[1], commit: mains[0] });
  expect([...then.inventories.keys()].sort()).toEqual(['umd-5/argus-1.7.5', 'umd-5/voms-4.2.0']);
  expect((await past.at(written[0] as CommitSha)).inventories.size).toBe(1);
});

test('A commit of main is looked at with the record before anything later was reconciled.', async () => {
  const { past, written } = await aRecord();
  const [, second, third] = written;
  const stands = await past.stands(third as CommitSha);
  expect([0, 1, 2, 3, 4].map((position) => recordWhile(position, stands, positionOf))).toEqual([
    null,
    second,
    second,
    third,
    third,
  ]);
  const rewritten = [{ main: 'f'.repeat(40) as CommitSha, last: third as CommitSha }, ...stands];
  expect(recordWhile(0, rewritten, positionOf)).toBeNull();
});
