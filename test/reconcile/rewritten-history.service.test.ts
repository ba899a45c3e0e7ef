// Each way of rewriting main, with real git: everything stands still until a reviewed line says otherwise.
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { readPolicy } from '../../src/config/read-policy.ts';
import type { CommitSha } from '../../src/domain/desired-state.ts';
import { StagepostError } from '../../src/domain/failure.ts';
import { known } from '../../src/domain/observation.ts';
import { emptyRecord, type ReleaseRecord } from '../../src/domain/record.ts';
import { makePlan } from '../../src/plan/make-plan.ts';
import { readDesired } from '../../src/reconcile/read-desired.ts';
import { writeDown } from '../../src/reconcile/write-down.ts';
import { mirrorOf } from '../adapters/git/git-bench.ts';
import { type GitFixture, makeRepository, scratchFolder } from '../adapters/git/git-fixture.ts';
import { argus, voms } from '../builders/plan.ts';
import { noon } from '../builders/release.ts';
import { actualStateOf, emptyWorld } from '../builders/world.ts';
import { heard } from '../cli/heard.ts';
import { fakeLedger } from '../fakes/ledger.ts';
import { withPrintedLine } from '../scenarios/printed-line.ts';
import { newReleaseFile, releaseFileText } from '../scenarios/release-file.ts';

const policy = `schemaVersion: 1
title: Example
majorReleases:
  umd-5: {title: UMD 5, platforms: {el9/x86_64: {format: yum}, debian-12/amd64: {format: apt}}}
providers:
  emi: {title: EMI, hosts: [repo.emi.example.org]}
guards: {maxTransitions: 1}
`;

function fileOf(name: string, desiredState: string): Readonly<Record<string, string>> {
  const file = newReleaseFile(name);
  const fields = { ...file.fields, desiredState, reason: 'it is over' };
  return { [file.path]: releaseFileText({ ...file, fields }) };
}

/** A main that was reconciled at its third commit, with two releases in verification, and the record of that. */
async function reconciled() {
  const folder = scratchFolder();
  const source = makeRepository(path.join(folder, 'source'));
  const first = source.commit({ 'stagepost.yaml': policy });
  source.commit({ ...fileOf('voms', 'Unverified'), ...fileOf('argus', 'Unverified') });
  const last = source.commit({ ...fileOf('voms', 'InVerification'), ...fileOf('argus', 'InVerification') });
  const mirror = await mirrorOf(source.dir, path.join(folder, 'mirror.git'));
  onTestFinished(() => mirror.close());
  await mirror.history.head();
  const releases = [voms, argus].map((release): [typeof voms, ReleaseRecord] => {
    const visit = { state: 'InVerification', entered: noon, commit: last, reason: null } as const;
    return [release, { release, observed: { state: 'InVerification' }, visits: [visit] }];
  });
  const next = { ...emptyRecord, commit: last, releases: new Map(releases) };
  await mirror.records.write({ next, inventories: [], message: 'a run' });
  const { history, signatures } = mirror;
  const deps = { history, signatures, cache: new Map(), readPolicy };
  const read = async () => readDesired(deps, known(await mirror.records.read()));
  return { source, mirror, read, first, last };
}

const shapes: Readonly<Record<string, (source: GitFixture, first: CommitSha) => void>> = {
  'is set back': (source, first) => source.git(['reset', '--quiet', '--hard', first]),
  'is pushed sideways': (source, first) => {
    source.git(['reset', '--quiet', '--hard', first]);
    source.commit({ ...fileOf('voms', 'Rejected'), ...fileOf('argus', 'Rejected') });
  },
  'begins anew with other files': (source) => {
    source.git(['checkout', '--quiet', '--orphan', 'anew']);
    source.commit({ ...fileOf('voms', 'Rejected'), ...fileOf('argus', 'Rejected') });
    source.git(['branch', '--quiet', '-M', 'anew', 'main']);
  },
  'begins anew with no file at all': (source) => {
    source.git(['checkout', '--quiet', '--orphan', 'anew']);
    source.git(['rm', '--quiet', '-r', '-f', '.']);
    source.commit({});
    source.git(['branch', '--quiet', '-M', 'anew', 'main']);
  },
  'holds the last commit, but not on its first-parent line': (source, first) => {
    source.git(['checkout', '--quiet', '-b', 'side', first]);
    source.commit({ README: 'x\n' });
    source.git(['merge', '--quiet', '--no-ff', '-m', 'the wrong way round', 'main']);
    source.git(['branch', '--quiet', '-M', 'side', 'main']);
  },
};

async function failureIn(read: () => Promise<unknown>) {
  const error = await read().then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof StagepostError)) throw new Error('nothing was refused');
  return error.failure;
}

describe('a main that', () => {
  test.each(Object.entries(shapes))(
    '%s freezes everything, and is followed again after the printed line, which works once',
    async (how, rewrite) => {
      const { source, mirror, read, first, last } = await reconciled();
      rewrite(source, first);
      const failure = await failureIn(read);
      expect(failure).toMatchObject({ code: 'git-not-descending', treatment: 'needs-person' });
      expect(failure.message).toContain(`does not descend by first parent from ${last}`);
      expect(failure.hint).toContain(
        how === 'is set back' ? 'main was set back' : 'history of main was rewritten',
      );
      if (how.includes('no file at all')) {
        expect(failure.hint).toContain('its stagepost.yaml cannot be read');
        source.commit({ 'stagepost.yaml': policy });
      }
      const { hint } = await failureIn(read);
      const head = source.commit({ 'stagepost.yaml': withPrintedLine(policy, hint) });
      const { desired, seen } = await read();
      if (desired === null || seen.kind === 'unknown') throw new Error('it was let through');
      expect(desired.rewritten).toBe(last);
      expect(seen.value.commit).toBe(head);
      // Today's files are judged one by one; that they differ in many is what the person has looked at.
      const actual = { ...actualStateOf(emptyWorld, desired), record: seen };
      const plan = makePlan(desired, actual, noon);
      expect(plan.notes).toEqual([]);
      expect(plan.heldBack.filter(({ verdict }) => verdict.sentence.includes('moves or ends'))).toEqual([]);
      await writeDown(
        { records: mirror.records, ledger: fakeLedger() },
        {
          before: seen.value,
          next: seen.value,
          outcome: { plan, startedAt: noon, finishedAt: noon, results: [] },
          retry: { firstSeconds: 60, mostSeconds: 3600 },
          rewritten: true,
        },
      );
      const after = await read();
      expect(after.desired).toMatchObject({ commit: head, rewritten: null });
      // The same line does nothing for the next rewriting.
      source.git(['reset', '--quiet', '--hard', 'HEAD~1']);
      source.commit({ 'stagepost.yaml': withPrintedLine(policy, hint), README: 'again\n' });
      expect((await failureIn(read)).message).toContain(`from ${head}`);
    },
  );

  test('is deleted freezes everything, and goes on where it comes back as it was', async () => {
    const { source, read, last } = await reconciled();
    source.git(['branch', '--quiet', '-m', 'main', 'gone']);
    expect(await failureIn(read)).toMatchObject({ code: 'git-failed', message: /no branch main/ });
    source.git(['branch', '--quiet', '-m', 'gone', 'main']);
    expect((await read()).desired?.commit).toBe(last);
  });

  test('loses stagepost.yaml, alone or with every other file, asks for nothing', async () => {
    const { source, read } = await reconciled();
    const all = removed(source);
    for (const files of [{ 'stagepost.yaml': null }, all]) {
      source.commit(files);
      const { desired, findings } = await read();
      expect(desired).toBeNull();
      expect(findings.map(({ rule }) => rule)).toContain('missing-policy');
    }
  });

  test('loses every release file holds the releases where they are', async () => {
    const { source, read } = await reconciled();
    source.commit(removed(source));
    const { desired, seen } = await read();
    if (desired === null) throw new Error('the policy is there');
    const plan = makePlan(desired, { ...actualStateOf(emptyWorld, desired), record: seen }, noon);
    expect(plan.heldBack.map(({ release }) => release)).toEqual([argus, voms]);
    expect(plan.actions.filter(({ kind }) => kind !== 'publish-generation')).toEqual([]);
  });

  test('was rewritten ends a plan from a clone with an error and the line to write', async () => {
    const { source, first, last } = await reconciled();
    source.git(['reset', '--quiet', '--hard', first]);
    const said = await heard(['plan', '--from-record', '--repository', source.dir]);
    expect(said.code).toBe(1);
    expect(said.out).toBe('');
    expect(said.err).toContain(
      `put first into guards (stagepost.yaml:7): allow: [{guard: rewritten-history, commit: "${last}"}],`,
    );
  });
});

function removed(source: GitFixture): Readonly<Record<string, null>> {
  const files = source.git(['ls-files', 'releases']).split('\n');
  return Object.fromEntries(files.map((file) => [file, null]));
}
