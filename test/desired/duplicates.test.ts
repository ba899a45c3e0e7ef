import { describe, expect, test } from 'vitest';
import type { KnownReleases } from '../../src/desired/check-duplicates.ts';
import { checkTree } from '../../src/desired/check-tree.ts';
import { readDesiredState } from '../../src/desired/read-desired-state.ts';
import { emptyRecord, type ReconcilerRecord } from '../../src/domain/record.ts';
import type { ReleaseId, StateName } from '../../src/domain/release.ts';
import { aReleaseRepository, argus, lines, policyText, releaseFile, voms } from './release-files.ts';

const second = 'releases/umd-5/voms-4.2.0+2.yaml';
const pin = `sha256:${'a'.repeat(64)}`;

type Change = readonly [string | RegExp, string];

function changed(text: string, ...changes: readonly Change[]): string {
  return changes.reduce((before, [from, to]) => before.replace(from, to), text);
}

/** The files of voms 4.2.0 under another name. */
function argusWith(...changes: readonly Change[]): string {
  const text = releaseFile({ product: 'argus', version: '1.7.5' });
  return changed(text, [/sha256:\w+/, pin], ...changes);
}

/** A further submission of voms 4.2.0. */
function again(...changes: readonly Change[]): string {
  return changed(releaseFile(), ['majorRelease', 'submission: 2\nmajorRelease'], ...changes);
}

const knownAs = (...states: readonly (readonly [string, StateName])[]): KnownReleases =>
  new Map(states.map(([id, state]) => [id as ReleaseId, { state } as never]));

async function problems(files: Readonly<Record<string, string>>, known: KnownReleases = new Map()) {
  const { edit, deps } = await aReleaseRepository();
  const commit = await edit({ 'stagepost.yaml': `${policyText}withdraw: {allowed: true}\n`, ...files });
  return lines((await checkTree(deps, commit, known)).findings);
}

const told = (line: string, first: string) => [
  `${line} duplicate: the same packages are submitted already, in ${first}`,
];

describe('The same packages under two names are told at the pin of the later file, and the earlier is named:', () => {
  test('as a further submission.', async () => {
    expect(await problems({ [voms]: releaseFile(), [second]: again() })).toEqual(
      told(`${second}:11:20`, voms),
    );
  });

  test('as another product at another address; who has come further is the earlier one.', async () => {
    const ahead = releaseFile({ desired: 'InVerification' });
    expect(await problems({ [voms]: ahead, [argus]: argusWith() })).toEqual(told(`${argus}:10:20`, voms));
  });

  test('and whoever the record knows is the earlier one, whatever a newcomer asks for.', async () => {
    const newcomer = argusWith(['desiredState: Unverified', 'desiredState: Production']);
    const files = { [voms]: releaseFile(), [argus]: newcomer };
    expect(await problems(files)).toEqual(told(`${voms}:10:20`, argus));
    expect(await problems(files, knownAs(['umd-5/voms-4.2.0', 'Unverified']))).toEqual(
      told(`${argus}:10:20`, voms),
    );
  });

  test('also where repositories of the provider pin them, and one package is in both.', async () => {
    const from = (packages: string): Change => [
      /checksumsDigest: .*/,
      `repositories: [{platform: el9/x86_64, digest: "${pin}"${packages}}]`,
    ];
    const whole = changed(releaseFile(), from(''));
    const part = (packages: string) => argusWith(from(`, packages: [${packages}]`));
    expect(await problems({ [voms]: whole, [argus]: part('argus') })).toEqual(told(`${voms}:10:49`, argus));
    const mine = changed(releaseFile(), from(', packages: [voms, voms-devel]'));
    expect(await problems({ [voms]: mine, [argus]: part('argus, voms-devel') })).toHaveLength(1);
    expect(await problems({ [voms]: mine, [argus]: part('argus') })).toEqual([]);
  });
});

describe('The same packages may come again', () => {
  test.each(['Rejected', 'Ignored', 'NotPublished'])('once the first is %s.', async (desired) => {
    expect(await problems({ [voms]: releaseFile({ desired }), [second]: again() })).toEqual([]);
    expect(await problems({ [voms]: releaseFile({ desired }), [argus]: argusWith() })).toEqual([]);
  });

  test('once the first was ignored by policy, which stands in the record alone.', async () => {
    const files = { [voms]: releaseFile(), [second]: again() };
    expect(await problems(files, knownAs(['umd-5/voms-4.2.0', 'Ignored']))).toEqual([]);
  });

  test('once the first is withdrawn.', async () => {
    const more = 'withdrawn: {since: 2026-11-20, reason: end of life}\n';
    const gone = releaseFile({ desired: 'Production', more });
    expect(await problems({ [voms]: gone, [second]: again() })).toEqual([]);
  });

  test('but not once a file in production asks for a refusal that is no step.', async () => {
    const files = { [voms]: releaseFile({ desired: 'Rejected' }), [argus]: argusWith() };
    expect(await problems(files, knownAs(['umd-5/voms-4.2.0', 'Production']))).toEqual(
      told(`${argus}:10:20`, voms),
    );
  });

  test('for other platforms, and in another major release.', async () => {
    const elsewhere = argusWith(['el9/x86_64', 'debian-12/amd64']);
    expect(await problems({ [voms]: releaseFile(), [argus]: elsewhere })).toEqual([]);
    const both = policyText.replace(
      'providers:',
      '  umd-6: {title: UMD 6, platforms: {el9/x86_64: {format: yum}}, layout: {unverified: "{major}/{shortName}/{version}/{platform}/{arch}"}}\nproviders:',
    );
    const next = changed(releaseFile(), ['umd-5', 'umd-6']);
    const files = { 'stagepost.yaml': both, [voms]: releaseFile(), 'releases/umd-6/voms-4.2.0.yaml': next };
    expect((await problems(files)).filter((line) => line.includes('duplicate'))).toEqual([]);
  });

  test('from production as a further submission that describes them anew, and not in the same words.', async () => {
    const first = releaseFile({ desired: 'Production' });
    const anew: Change = ['https://docs.example.org/notes', 'https://docs.example.org/better-notes'];
    expect(await problems({ [voms]: first, [second]: again(anew) })).toEqual([]);
    expect(await problems({ [voms]: first, [second]: again() })).toEqual(told(`${second}:11:20`, voms));
    expect(await problems({ [voms]: releaseFile(), [second]: again(anew) })).toHaveLength(1);
  });
});

test('The reconciler holds a newcomer with the packages of a release that it knows, and goes on with that.', async () => {
  const { edit, deps, history } = await aReleaseRepository();
  await edit({ [voms]: releaseFile() });
  await edit({ [argus]: argusWith(['desiredState: Unverified', 'desiredState: InVerification']) });
  const releases: ReconcilerRecord['releases'] = new Map([
    ['umd-5/voms-4.2.0' as ReleaseId, { observed: { state: 'Unverified' } } as never],
  ]);
  const record = { ...emptyRecord, releases };
  const { desired } = await readDesiredState(deps, { head: await history.head(), record });
  expect(desired?.releases.map(({ release }) => release.id)).toEqual(['umd-5/voms-4.2.0']);
  expect(desired?.unreadable.map(({ id }) => id)).toEqual(['umd-5/argus-1.7.5']);
});
