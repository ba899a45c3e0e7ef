import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runTool } from '../../scripts/provider/run-tool.ts';
import { sha256Of } from '../../src/domain/digest.ts';
import { withParts } from '../../src/domain/major-release.ts';
import { sharedRepositoriesOf } from '../../src/domain/repository.ts';
import { aMajorRelease } from '../builders/policy.ts';
import { viewOf } from '../publish/client-view.ts';
import { el9, type Offer } from './provider.ts';
import { keyringOf, waysIntoUnverified } from './published.ts';
import { recordedFiles } from './recorded.ts';
import { pathOf, type Story, settled, startStory, toProduction, toStageRollout } from './story.ts';

let story: Story;
let voms: Offer;

beforeAll(async () => {
  story = await startStory({
    platforms: [`${el9}=yum`],
    policy: (text) => text.replace('keepGenerations:', 'debugPackages: area\n    keepGenerations:'),
  });
  voms = await story.provider.offer({ product: 'voms', version: '4.2.0', rpms: ['voms', 'voms-debuginfo'] });
});
afterAll(() => story.stop());

/** Makes the folder of the offer a repository, and answers with the source of a release file that names it. */
async function repositoryOf({ url, folder }: Offer): Promise<string> {
  const dir = join(folder, el9);
  await runTool({ program: 'createrepo_c', args: ['--quiet', '--', dir], home: dir });
  const digest = `sha256:${sha256Of(readFileSync(join(dir, 'repodata/repomd.xml')))}`;
  return `source:\n  url: ${url}\n  repositories:\n    - {platform: ${el9}, digest: "${digest}"}\n`;
}

/** The packages of every shared repository that has any, as clients read them. */
function published(): Readonly<Record<string, readonly string[]>> {
  const keyring = keyringOf(story);
  const major = aMajorRelease();
  const yum = major.platforms.filter(({ format }) => format === 'yum');
  const platforms = withParts(yum, { source: 'leave-out', debug: 'area' });
  const views = sharedRepositoriesOf({ ...major, platforms }).map((repository) => {
    const { packages } = viewOf(
      repository,
      join(story.publicDir, repository.stage, repository.path),
      keyring,
    );
    return [repository.key, packages.map((path) => path.slice(path.lastIndexOf('/') + 1))] as const;
  });
  return Object.fromEntries(views.filter(([, packages]) => packages.length > 0));
}

async function applied(): Promise<void> {
  const { code, out, err } = await story.onHost('apply');
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toMatch(settled);
  expect(waysIntoUnverified(story)).toEqual([]);
}

test("A release that is its provider's repository comes to production, its debug packages beside it.", async () => {
  story.submit(voms);
  const source = await repositoryOf(voms);
  const text = story.readFile(pathOf(voms)).replace(/^source:\n(?: .*\n)+/m, source);
  story.merge('take the repository', { [pathOf(voms)]: text });
  expect((await story.stagepost('validate', '--repository', story.repository)).err).toBe('');
  expect((await story.onHost('plan')).out).toMatch(/pinned by [0-9a-f]{12}…/);
  await applied();
  expect(published()).toEqual({});
  story.edit(voms, { desiredState: 'InVerification' });
  story.edit(voms, toStageRollout);
  await applied();
  expect(Object.keys(published()).sort()).toEqual([
    'stage-rollout/umd-5/el9/x86_64',
    'stage-rollout/umd-5/el9/x86_64-debug',
  ]);
  story.edit(voms, toProduction);
  await applied();
  expect(published()).toEqual({
    'production/umd-5/el9/x86_64/base': ['voms-4.2.0-1.el9.noarch.rpm'],
    'production/umd-5/el9/x86_64-debug/base': ['voms-debuginfo-4.2.0-1.el9.noarch.rpm'],
  });
  expect(recordedFiles(story)).toContain(
    'repositories/production/umd-5/el9/x86_64-debug/base/generation.json',
  );
  expect((await story.onHost('plan', '--detailed-exitcode')).code).toBe(0);
  expect((await story.stagepost('plan', '--from-record', '--repository', story.repository)).code).toBe(0);
});
