import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeManifest } from '../../scripts/provider/write-release.ts';
import type { Offer } from './provider.ts';
import { recordedRelease } from './recorded.ts';
import { type Story, settled, startStory } from './story.ts';

const voms = 'releases/umd-5/voms-4.2.0.yaml';

let story: Story;
let offer: Offer;

beforeAll(async () => {
  story = await startStory({ policy: (text) => `${text}defaultReleaseType: Incremental\n` });
  story.git('config', 'user.name', 'Vera');
  story.git('config', 'user.email', 'vera@example.org');
  offer = await story.provider.offer({ product: 'voms', version: '4.2.0', rpms: ['voms'], debs: ['voms'] });
});
afterAll(() => story.stop());

function submit(...args: readonly string[]) {
  return story.stagepost('submit', ...args, '--repository', story.repository);
}

function merge(branch: string): void {
  story.git('merge', '--quiet', '--no-ff', '--message', `Merge ${branch}`, branch);
  story.git('branch', '--quiet', '--delete', branch);
}

describe('a release that is submitted by its address', () => {
  test('has a file with all that its provider says, pinned, which is fetched as it stands.', async () => {
    const { code, out, err } = await submit(offer.url.replace(/\/$/, ''));
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('voms 4.2.0: submitted');
    merge('stagepost/submit-umd-5-voms-4.2.0');
    expect(story.readFile(voms)).toBe(`# yaml-language-server: $schema=../../schemas/release.schema.json
product: voms
shortName: emi.voms
version: 4.2.0
majorRelease: umd-5
provider: emi
platforms: [debian-12/amd64, el9/x86_64]
type: NonIncremental
source:
  protocol: rsync
  url: ${offer.url}
  checksums: checksums.xml
  releaseXml: release.xml
  checksumsDigest: ${offer.checksumsDigest}
links:
  releaseNotes: https://example.org/voms/4.2.0/notes
  changeLog: https://example.org/voms/4.2.0/changes
  documentation: [https://example.org/voms/docs]
desiredState: Unverified
`);
    const checked = await story.stagepost('validate', '--repository', story.repository);
    expect(checked.out).toBe('1 release checked, no problem found.\n');
    const applied = await story.onHost('apply');
    expect(applied.out).toMatch(settled);
    expect(recordedRelease(story, 'umd-5/voms-4.2.0')).toMatchObject({ observed: { state: 'Unverified' } });
  });

  test('is refused a second time with the file that is there, under any number (R12).', async () => {
    expect((await submit(offer.url)).err).toContain(`this release is there already: ${voms}`);
    expect((await submit(offer.url, '--submission', '2')).err).toMatch(
      new RegExp(`voms-4.2.0\\+2.yaml:\\d+:\\d+: the same packages are submitted already, in ${voms}`),
    );
    expect(story.git('branch', '--list', 'stagepost/*')).toBe('');
  });

  test('goes on from there by the commands, judged by what the record says.', async () => {
    const promoted = await story.stagepost('promote', 'voms-4.2.0', '--repository', story.repository);
    expect(promoted.out).toContain('voms 4.2.0: Unverified -> InVerification');
    merge('stagepost/promote-umd-5-voms-4.2.0');
    expect((await story.onHost('apply')).code).toBe(0);
    expect(recordedRelease(story, 'umd-5/voms-4.2.0')).toMatchObject({
      observed: { state: 'InVerification' },
    });
  });

  test('is a submission of its own when its packages are others.', async () => {
    const again = await story.provider.offer({
      product: 'voms',
      version: '4.2.0',
      submission: 2,
      rpms: ['voms'],
    });
    expect((await submit(again.url, '--submission', '2', '--stack', 'emi')).code).toBe(0);
    const shown = story.git('show', 'stagepost/submit-umd-5-voms-4.2.0+2:releases/umd-5/voms-4.2.0+2.yaml');
    expect(shown).toContain('submission: 2\n');
    expect(shown).toContain('stacks: [emi]\n');
  });
});

test('what was rejected is submitted again as it is, as a submission of its own', async () => {
  const rejected = await story.stagepost(
    ...['reject', 'voms-4.2.0', '--reason', 'the notes name the wrong version'],
    ...['--repository', story.repository],
  );
  expect(rejected.code).toBe(0);
  merge('stagepost/reject-umd-5-voms-4.2.0');
  expect((await story.onHost('apply')).code).toBe(0);
  story.git('branch', '--quiet', '--delete', '--force', 'stagepost/submit-umd-5-voms-4.2.0+2');
  expect((await submit(offer.url, '--submission', '2')).code).toBe(0);
});

describe('an address that is not taken', () => {
  test('is one of a host that is agreed with nobody; it is never asked.', async () => {
    const { code, err } = await submit('rsync://127.0.0.1:9/umd5/voms/');
    expect(code).toBe(1);
    expect(err).toContain('127.0.0.1, port 9, is not a host agreed with any provider');
  });

  test('is one where release.xml is not what the manifest says.', async () => {
    const other = await story.provider.offer({ product: 'argus', version: '1.7.5', debs: ['argus'] });
    writeFileSync(join(other.folder, 'release.xml'), '<release/>');
    const { code, err } = await submit(other.url);
    expect(code).toBe(1);
    expect(err).toContain('release.xml does not match checksums.xml');
  });

  test('has its fields from the submitter where there is no release.xml, and all that are missing are named.', async () => {
    const bare = await story.provider.offer({ product: 'dpm', version: '1.15.3', debs: ['dpm'] });
    await writeManifest(bare.folder);
    const refused = await submit(bare.url, '--no-release-xml', '--product', 'dpm');
    expect(refused.err).toContain(
      'neither release.xml nor an option says shortName, version, releaseNotes, changeLog, documentation',
    );
    expect(refused.err).toContain('add --short-name, --product-version, --release-notes');
    const links = ['--release-notes', '--change-log', '--documentation'].flatMap((name) => [
      name,
      'https://example.org/x',
    ]);
    const named = ['--product', 'dpm', '--short-name', 'emi.dpm', '--product-version', '1.15.3'];
    expect((await submit(bare.url, '--no-release-xml', ...named, ...links)).code).toBe(0);
    const shown = story.git('show', 'stagepost/submit-umd-5-dpm-1.15.3:releases/umd-5/dpm-1.15.3.yaml');
    expect(shown).toContain('platforms: [debian-12/amd64]\n');
    expect(shown).toContain('  releaseXml: null\n');
    expect(shown).toContain('type: Incremental\n');
  });
});
