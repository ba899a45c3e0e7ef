import { execFileSync } from 'node:child_process';
import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lastingTreeOf } from '../story/published.ts';
import { recordedHead } from '../story/recorded.ts';
import { type Story, startStory, toProduction, toStageRollout } from '../story/story.ts';
import { blocksOf, pageAt, projectRoot } from './pages.ts';

let story: Story;

beforeAll(async () => {
  story = await startStory();
  const voms = await story.provider.offer({
    product: 'voms',
    version: '4.2.0',
    rpms: ['voms'],
    debs: ['voms'],
  });
  story.submit(voms);
  story.edit(voms, { desiredState: 'InVerification' });
  story.edit(voms, toStageRollout);
  story.edit(voms, toProduction);
  expect((await story.onHost('apply')).code).toBe(0);
});
afterAll(() => story.stop());

/** A block of the page as a script of this story: the same commands at other places. */
function run(block: string): void {
  const places = {
    '/srv/releases': story.repository,
    '/var/lib/stagepost': story.state,
    '/srv/stagepost': join(story.work, 'www'),
    '/etc/stagepost/host.yaml': story.hostFile,
    '/etc/stagepost': story.work,
    '/backup': join(story.work, 'backup'),
    '\nstagepost ': `\n${process.execPath} ${join(projectRoot, 'scripts/stagepost.mjs')} `,
  };
  const script = Object.entries(places).reduce((text, [from, to]) => text.replaceAll(from, to), block);
  execFileSync('bash', ['-euo', 'pipefail', '-c', script], { stdio: 'pipe' });
}

describe('The page about backup', () => {
  const [keep = '', restore = ''] = blocksOf(pageAt('docs/operate/backup.md'))
    .filter(({ language }) => language === 'sh')
    .map(({ text }) => text);

  test('has the commands by which a lost host comes back with the same bytes.', async () => {
    const before = { head: recordedHead(story), tree: lastingTreeOf(story) };
    run(keep);
    for (const name of ['state', 'releases', 'www', 'host.yaml'])
      renameSync(join(story.work, name), join(story.work, `lost-${name}`));
    run(restore);
    expect({ head: recordedHead(story), tree: lastingTreeOf(story) }).toEqual(before);
    expect((await story.onHost('plan', '--detailed-exitcode')).code).toBe(0);
  });
});
