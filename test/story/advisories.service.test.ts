import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sha256Of } from '../../src/domain/digest.ts';
import type { Offer } from './provider.ts';
import { folderOf, liveFolder } from './published.ts';
import { pathOf, type Story, settled, startStory, toStageRollout } from './story.ts';

const yum = 'stage-rollout/umd-5/el9/x86_64';
const apt = 'stage-rollout/umd-5/debian-12/amd64';
const told = `security: true
components:
  - {name: tools, packages: [voms-tool]}
advisories:
  - id: EGI-2026-14
    type: security
    severity: Important
    cves: [CVE-2026-1234]
    title: "voms-tool: <script>alert(1)</script> & more"
    text: |
      Update voms-tool.
    issued: 2026-11-20
    packages: [voms-tool]
`;

let story: Story;
let voms: Offer;

beforeAll(async () => {
  story = await startStory();
  const packages = ['voms-tool', 'voms-doc'];
  voms = await story.provider.offer({ product: 'voms', version: '1.0.0', rpms: packages, debs: packages });
  story.submit(voms);
  story.merge('with an advisory', { [pathOf(voms)]: `${story.readFile(pathOf(voms))}${told}` });
  await applied();
});
afterAll(() => story.stop());

async function applied(): Promise<void> {
  const { code, out, err } = await story.onHost('apply');
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toMatch(settled);
}

/** Path and digest of every file that the live generation made, with those that generation.json cannot list. */
function filesIn(key: string): ReadonlyMap<string, string> {
  const folder = liveFolder(story, key);
  const { files } = JSON.parse(readFileSync(join(folder, 'generation.json'), 'utf8'));
  const listed: readonly string[] = files.map(({ path }: { readonly path: string }) => path);
  const digestOf = (path: string) => sha256Of(readFileSync(join(folder, path)));
  return new Map(['generation.json', 'generation.json.asc', ...listed].map((path) => [path, digestOf(path)]));
}

test('The status lists the packages of a release by component.', async () => {
  const { out } = await story.onHost('status');
  expect(out).toContain('  voms 1.0.0 by component\n    tools  voms-tool\n    other  voms-doc\n');
});

test('An advisory in the release file is published with the packages that it names, for yum and apt.', async () => {
  story.edit(voms, { desiredState: 'InVerification' });
  story.edit(voms, toStageRollout);
  await applied();
  const repodata = join(folderOf(story, yum), 'repodata');
  const [updateinfo = ''] = readdirSync(repodata).filter((name) => name.endsWith('-updateinfo.xml.gz'));
  const xml = gunzipSync(readFileSync(join(repodata, updateinfo))).toString('utf8');
  expect(xml).toContain('<title>voms-tool: &lt;script&gt;alert(1)&lt;/script&gt; &amp; more</title>');
  expect(xml.match(/<filename>[^<]*/g)).toEqual([expect.stringMatching(/^<filename>voms-tool-1\.0\.0-/)]);
  const dists = join(folderOf(story, apt), 'dists');
  const [suite = ''] = readdirSync(dists);
  for (const path of [join(repodata, 'osv.json'), join(dists, suite, 'osv.json')]) {
    const records = JSON.parse(readFileSync(path, 'utf8'));
    expect(records).toMatchObject([{ id: 'EGI-2026-14', aliases: ['CVE-2026-1234'] }]);
    const names = records[0].affected.map((each: { package: { name: string } }) => each.package.name);
    expect(new Set(names)).toEqual(new Set(['voms-tool']));
  }
});

test('A lost repository comes back with its advisories, byte for byte.', async () => {
  for (const key of [yum, apt]) {
    const before = filesIn(key);
    expect([...before.keys()].filter((path) => path.endsWith('osv.json'))).not.toEqual([]);
    rmSync(folderOf(story, key), { recursive: true });
    await applied();
    expect(filesIn(key)).toEqual(before);
  }
});

test('An advisory that is edited after the fetch is held like any other content.', async () => {
  const text = story.readFile(pathOf(voms));
  story.merge('another severity', { [pathOf(voms)]: text.replace('Important', 'Critical') });
  const { out } = await story.onHost('plan');
  expect(out).toMatch(/held back\n {4}voms 1\.0\.0 is StageRollout: .*content/);
});
