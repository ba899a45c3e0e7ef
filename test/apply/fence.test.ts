import { expect, test } from 'vitest';
import { fenced } from '../../src/apply/fence.ts';
import type { ApplyDeps } from '../../src/apply/handler.ts';
import { type Generation, generationDigest, generationText } from '../../src/domain/generation.ts';
import { emptyRecord } from '../../src/domain/record.ts';
import { aGeneration, aPlan, repositories } from '../builders/plan.ts';
import { fakeFiles, type Tree } from '../fakes/files.ts';
import { fakeRecordBranch } from '../fakes/record-store.ts';

const repository = repositories.base;
const third = aGeneration(repository, 3);
const fourth = aGeneration(repository, 4);
const root = { path: '/sw', url: 'https://repo.example.org' };
const place = `/sw/${repository.path}`;

/** A tree in which this generation is live; only its generation.json is looked at. */
function treeWith({ number, ...parts }: Generation): Tree {
  const folder = `generations/00000${number}`;
  return {
    [`${place}/repodata`]: { link: `${folder}/repodata` },
    [`${place}/${folder}/generation.json`]: generationText({ number, ...parts }),
  };
}

/** Asks the fence of a plan that was made while the third generation was live. */
function confirm(tree: Tree, branch = fakeRecordBranch()): Promise<void> {
  const base = { repository: repository.key, digest: generationDigest(third) };
  const plan = aPlan([], { base: { ...aPlan([]).base, generations: [base] } });
  const deps = {
    publish: { files: fakeFiles(tree) },
    records: branch.store(),
    roots: { production: root },
  } as unknown as ApplyDeps;
  return fenced(deps, { plan, record: emptyRecord, keys: new Map() }, repository).confirm();
}

test('A publication goes on while the live generation and the record are those of its plan.', async () => {
  await confirm(treeWith(third));
});

test('It ends when another generation is live, or none any more.', async () => {
  for (const tree of [treeWith(fourth), treeWith({ ...third, commit: 'c'.repeat(40) }), {}])
    await expect(confirm(tree)).rejects.toMatchObject({ failure: { code: 'plan-changed' } });
});

test('It ends when somebody else has written the record, whatever is live.', async () => {
  const branch = fakeRecordBranch();
  await branch.store().write({ next: emptyRecord, inventories: [], message: 'of another reconciler' });
  await expect(confirm(treeWith(third), branch)).rejects.toMatchObject({
    failure: { code: 'record-superseded', treatment: 'fatal' },
  });
});
