import { readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildDeb } from '../../scripts/provider/build-deb.ts';
import { buildRpm } from '../../scripts/provider/build-rpm.ts';
import { makeSigningKey, type SigningKey, stopAgent } from '../../scripts/provider/make-signing-key.ts';
import { plainAptRepository, plainYumRepository } from '../provider/plain-repositories.ts';
import { debian12, el9, type Offer } from './provider.ts';
import { statesOf } from './recorded.ts';
import { type Story, settled, startStory, toProduction, toStageRollout } from './story.ts';

let story: Story;
let key: SigningKey;
let rpms: Readonly<Record<'libfoo' | 'foo-data' | 'other', string>>;
let debs: Readonly<Record<'libfoo' | 'foo-data' | 'other', string>>;

const inSystem = (...parts: readonly string[]) => join(story.work, 'p/served', ...parts);

beforeAll(async () => {
  story = await startStory({ policy: (text) => text.replace('slot: major-release', 'slot: product') });
  key = await makeSigningKey({ home: join(story.work, 'k'), userId: 'System <os@example.org>' });
  rpms = {
    libfoo: await rpm('libfoo', ['Requires: foo-data', 'Provides: libfoo.so.1()(64bit)']),
    'foo-data': await rpm('foo-data', []),
    other: await rpm('other', []),
  };
  debs = {
    libfoo: await deb('libfoo', { Depends: 'foo-data:any' }),
    'foo-data': await deb('foo-data', {}),
    other: await deb('other', {}),
  };
  await systemHas(['libfoo', 'foo-data', 'other']);
  const host = `rsync://${story.provider.host}/umd5`;
  const policy = `${story.readFile('stagepost.yaml')}
gates: {installability: {newBreakage: block}}
operatingSystems:
  platforms:
    ${el9}: [{url: "${host}/os-el9/", keys: [keys/os.asc]}]
    debian-12: [{url: "${host}/os-debian/", suite: stable, keys: [keys/os.asc]}]
`;
  const armored = await readFile(key.publicKeyFile, 'utf8');
  story.merge('declare operating systems', { 'stagepost.yaml': policy, 'keys/os.asc': armored });
});
afterAll(async () => {
  await stopAgent(key.home);
  await story.stop();
});

function rpm(name: string, relations: readonly string[]): Promise<string> {
  const files = { [`/usr/bin/${name}`]: name };
  const rest = { version: '1.0', release: '1', arch: 'noarch', summary: name, license: 'MIT', key } as const;
  return buildRpm({ workDir: story.work, name, files, relations, ...rest });
}

function deb(name: string, dependencies: Readonly<Record<string, string>>): Promise<string> {
  const files = { [`/usr/bin/${name}`]: name };
  return buildDeb({ workDir: story.work, name, version: '1.0-1', summary: name, files, dependencies });
}

/** Makes both operating systems anew, by createrepo_c and apt-ftparchive, with these packages. */
async function systemHas(names: readonly (keyof typeof rpms)[]): Promise<void> {
  for (const folder of ['os-el9', 'os-debian']) await rm(inSystem(folder), { recursive: true, force: true });
  await plainYumRepository({ dir: inSystem('os-el9'), files: names.map((name) => rpms[name]), key });
  await plainAptRepository({ dir: inSystem('os-debian'), files: names.map((name) => debs[name]), key });
}

async function applied(): Promise<string> {
  const { code, out, err } = await story.onHost('apply');
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toMatch(settled);
  return out;
}

/** Brings a release into verification; both formats need what only the operating system may have. */
async function verified(product: string): Promise<Offer> {
  const offer = await story.provider.offer({
    product,
    version: '1.0.0',
    rpms: [product],
    debs: [`${product}-deb`],
    needs: ['libfoo'],
  });
  story.submit(offer);
  await applied();
  story.edit(offer, { desiredState: 'InVerification' });
  await applied();
  return offer;
}

function recorded(platform: string) {
  const text = story.git('show', `stagepost-record:operating-systems/${platform}.json`);
  return JSON.parse(text) as { members: string[]; packages: { name: string; requires: string[] }[] };
}

const heldOf = async (...args: readonly string[]) => {
  const { out } = await story.stagepost('plan', ...args, '--json');
  const plan = JSON.parse(out) as {
    digest: string;
    heldBack: { release: string; verdict: { kind: string; sentence: string } }[];
  };
  return {
    digest: plan.digest,
    held: plan.heldBack.map(({ release, verdict }) => [release, verdict] as const),
  };
};
const onHost = () => heldOf('--host', story.hostFile);
const inClone = () => heldOf('--from-record', '--repository', story.repository);

test('A release that needs what only its operating system has comes to early adopters and to production.', async () => {
  const voms = await verified('voms');
  for (const platform of [el9, debian12]) {
    const { members, packages } = recorded(platform);
    expect(members).toHaveLength(1);
    expect(packages.map(({ name }) => name)).toEqual(['foo-data', 'libfoo']);
    expect(packages[1]?.requires).toEqual(['foo-data']);
  }
  story.edit(voms, toStageRollout);
  expect(await inClone()).toEqual(await onHost());
  await applied();
  story.edit(voms, toProduction);
  await applied();
  expect(statesOf(story, voms.id).at(-1)).toBe('Production');
});

test('One that comes after its operating system dropped that waits, and a clone without host and network says the same.', async () => {
  await systemHas(['foo-data', 'other']);
  const argus = await verified('argus');
  story.edit(argus, toStageRollout);
  const said = await onHost();
  expect(said.held).toEqual([
    [
      argus.id,
      expect.objectContaining({
        kind: 'blocked',
        sentence: expect.stringMatching(
          /could not install argus.* 1\.0\.0-1.*: neither these repositories nor the operating system provide libfoo, which argus/,
        ),
      }),
    ],
  ]);
  expect(await inClone()).toEqual(said);
  await applied();
  expect(statesOf(story, argus.id).at(-1)).toBe('InVerification');
});

test('While the mirror has nothing, what was read counts, and of what came since nobody can tell.', async () => {
  await systemHas(['libfoo', 'foo-data']);
  await rename(inSystem('os-el9/repodata/repomd.xml'), inSystem('os-el9/repodata/away.xml'));
  const offer = { product: 'dpm', version: '1.0.0', rpms: ['dpm'], needs: ['libfoo'] };
  const dpm = await story.provider.offer(offer);
  story.submit(dpm);
  const { code, err, out } = await story.onHost('apply');
  expect(code).not.toBe(0);
  expect(out + err).toMatch(
    /reading of the operating system of el9\/x86_64\s+there is no repository at this address/,
  );
  story.edit(dpm, { desiredState: 'InVerification' });
  story.edit(dpm, toStageRollout);
  await applied();
  const { held } = await onHost();
  expect(held.find(([release]) => release === dpm.id)?.[1]).toMatchObject({
    kind: 'cannot-tell',
    sentence: expect.stringMatching(
      /the operating system of el9\/x86_64: it has not been read since dpm 1\.0\.0 came/,
    ),
  });
  expect((await story.onHost('plan')).out).toMatch(
    /the operating system of el9\/x86_64 cannot be read and is tried again at/,
  );
  await rename(inSystem('os-el9/repodata/away.xml'), inSystem('os-el9/repodata/repomd.xml'));
});

test('A root file that another key has signed is refused.', async () => {
  const text = story.readFile('stagepost.yaml');
  const declared = text.replace(/keys: \[keys\/os\.asc\]/g, 'keys: [keys/other.asc]');
  const other = await makeSigningKey({ home: join(story.work, 'o'), userId: 'Other <o@example.org>' });
  const armored = await readFile(other.publicKeyFile, 'utf8');
  await stopAgent(other.home);
  story.merge('another key', { 'stagepost.yaml': declared, 'keys/other.asc': armored });
  const { out, err } = await story.onHost('apply');
  expect(out + err).toMatch(
    /repodata\/repomd\.xml: its signature was made by a key that is not one of the provider/,
  );
  expect(out + err).toMatch(/InRelease: its signature was made by a key that is not one of the provider/);
  expect((await onHost()).held.every(([, { kind }]) => kind === 'cannot-tell')).toBe(true);
});
