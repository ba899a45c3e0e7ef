import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { releaseXml } from '../../scripts/provider/release-xml.ts';
import { type RsyncDaemon, startRsyncDaemon } from '../../scripts/provider/rsync-daemon.ts';
import { writeManifest } from '../../scripts/provider/write-release.ts';
import { makeRepository, scratchFolder } from '../adapters/git/git-fixture.ts';
import { policyText, releaseFile } from '../desired/release-files.ts';
import { blocksOf, pageAt, projectRoot } from './pages.ts';

const plain = (product: string, version: string, desired: string) =>
  releaseFile({ product, version, desired }).replace(/^(reason|outcome|stageRolloutReport):.*\n/gm, '');
const policy = `${policyText}rollback: {allowed: true}\nwithdraw: {allowed: true}\n`;
const old = 'releases/umd-5/voms-4.1.0.yaml';
const sample = {
  'stagepost.yaml': policy,
  'releases/umd-5/voms-4.2.0.yaml': plain('voms', '4.2.0', 'Unverified').replace(
    /^verificationReport:.*\n/m,
    '',
  ),
  [old]: releaseFile({ version: '4.1.0', desired: 'Production' }),
  'releases/umd-5/argus-1.7.5.yaml': plain('argus', '1.7.5', 'InVerification'),
  'releases/umd-5/dpm-1.15.3.yaml': plain('dpm', '1.15.3', 'Unverified'),
  'releases/umd-5/lcmaps-1.6.0.yaml': plain('lcmaps', '1.6.0', 'StageRollout'),
  'releases/umd-5/canl-2.1.0.yaml': plain('canl', '2.1.0', 'StageRollout'),
};

/** The files as they were before the releases had come anywhere. */
function fresh(desired: string): Readonly<Record<string, string>> {
  const set = (text: string) => text.replace(/^desiredState:.*$/m, `desiredState: ${desired}`);
  return Object.fromEntries(
    Object.entries(sample).map(([path, text]) => [path, path === 'stagepost.yaml' ? text : set(text)]),
  );
}

/** A provider that offers what can be read before anything is fetched. */
async function offering(dir: string): Promise<RsyncDaemon> {
  const folder = join(dir, 'served/cream/1.16.0');
  mkdirSync(join(folder, 'el9/x86_64'), { recursive: true });
  writeFileSync(join(folder, 'el9/x86_64/cream-1.16.0-1.el9.noarch.rpm'), 'a package');
  const link = 'https://docs.example.org/cream';
  const links = { releaseNotes: link, changeLog: link, documentation: [link] };
  const release = {
    product: 'cream',
    shortName: 'emi.cream',
    version: '1.16.0',
    provider: 'EMI',
    links,
  } as const;
  const more = {
    providerShortName: 'emi',
    incremental: true,
    emergency: false,
    sourceUrl: 'rsync://localhost/',
  };
  writeFileSync(join(folder, 'release.xml'), releaseXml({ ...release, ...more }, []));
  await writeManifest(folder);
  const daemon = await startRsyncDaemon({ dir: join(dir, 'rsyncd'), modules: { umd5: join(dir, 'served') } });
  onTestFinished(() => daemon.stop());
  return daemon;
}

describe('The page about commands that write the edit', () => {
  test('has commands that do, one after the other, what it says.', async () => {
    const work = scratchFolder();
    const { port } = await offering(work);
    const dir = join(work, 'releases');
    const { commit, git } = makeRepository(dir);
    commit(fresh('Unverified'));
    commit({ ...fresh('InVerification'), ...only('voms-4.2.0', 'dpm') });
    commit({ [old]: releaseFile({ version: '4.1.0', desired: 'StageRollout' }) });
    const hosts = `hosts: ["127.0.0.1:${port}", `;
    commit({ ...sample, 'stagepost.yaml': policy.replace('hosts: [', hosts) });
    git(['clone', '--quiet', '--bare', dir, `${dir}-origin`]);
    git(['remote', 'add', 'origin', `${dir}-origin`]);
    git(['config', 'user.name', 'Vera']);
    git(['config', 'user.email', 'vera@example.org']);
    const blocks = blocksOf(pageAt('docs/use/commands.md')).filter(({ language }) => language === 'sh');
    const said = blocks.map(({ text }) => {
      const shell = `stagepost() { '${process.execPath}' '${projectRoot}/scripts/stagepost.mjs' "$@"; }\n`;
      const out = execFileSync(
        'bash',
        ['-euo', 'pipefail', '-c', shell + text.replace('repo.emi.example.org', `127.0.0.1:${port}`)],
        {
          cwd: dir,
          encoding: 'utf8',
          stdio: 'pipe',
        },
      );
      for (const branch of git(['branch', '--list', 'stagepost/*', '--format=%(refname:short)'])
        .split('\n')
        .filter(Boolean)) {
        git(['merge', '--quiet', '--no-ff', '-m', `Merge ${branch}`, branch]);
        git(['branch', '--quiet', '--delete', branch]);
      }
      return out.split('\n')[0];
    });
    expect(said).toEqual([
      '',
      'cream 1.16.0: submitted',
      'voms 4.2.0: Unverified -> InVerification',
      'voms 4.2.0: InVerification -> StageRollout',
      'voms 4.2.0: StageRollout -> Production',
      'voms 4.2.0: Production -> StageRollout',
      'voms 4.1.0: withdrawn',
      'argus 1.7.5: InVerification -> Rejected',
      'dpm 1.15.3: Unverified -> Ignored',
      'lcmaps 1.6.0: StageRollout -> NotPublished',
      'canl 2.1.0: lip accepted',
      'canl 2.1.0: lip reports Success',
    ]);
  });
});

function only(...products: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(sample).filter(([path]) => products.some((product) => path.includes(`/${product}`))),
  );
}
