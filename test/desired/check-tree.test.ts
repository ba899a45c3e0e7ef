import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkTree } from '../../src/desired/check-tree.ts';
import { aReleaseRepository, argus, lines, policyText, releaseFile, voms } from './release-files.ts';

const reports = 'releases/umd-5/voms-4.2.0.reports';
const report = 'team: lip\nstate: accepted\nresult: Success\ndate: 2026-11-20\n';

async function checked(
  files: Readonly<Record<string, string>>,
  modes: Readonly<Record<string, string>> = {},
) {
  const { edit, deps } = await aReleaseRepository();
  const { policy, releases, findings } = await checkTree(deps, await edit(files, modes));
  return { policy, releases: releases.map(({ id }) => id), findings: lines(findings) };
}

test('A sound tree gives its policy and its releases in order, and no findings.', async () => {
  const files = { [voms]: releaseFile(), [argus]: releaseFile({ product: 'argus', version: '1.7.5' }) };
  const { policy, releases, findings } = await checked({
    ...files,
    [`${reports}/lip.yaml`]: report,
    README: 'x',
    'releases/README.md': 'x',
    'releases/umd-5/.gitkeep': '',
  });
  expect(findings).toEqual([]);
  expect(releases).toEqual(['umd-5/argus-1.7.5', 'umd-5/voms-4.2.0']);
  expect(policy?.title).toBe('Example');
});

describe('Below releases/ stand release files and reports only:', () => {
  test.each([
    ['releases/notes.txt'],
    ['releases/voms-4.2.0.yaml'],
    ['releases/umd-5/voms-4.2.0.yml'],
    ['releases/umd-5/.voms-4.2.0.yaml'],
    ['releases/umd-5/-rf.yaml'],
    ['releases/umd-5/a/voms-4.2.0.yaml'],
    [`${reports}/Lip.yaml`],
  ])('%s is neither.', async (path) => {
    const { findings } = await checked({ [voms]: releaseFile(), [path]: releaseFile() });
    expect(findings).toEqual([`${path}:1:1 stray-file: this is neither a release file nor a report`]);
  });

  test.each([
    ['120000', 'a symbolic link'],
    ['160000', 'a submodule'],
    ['100755', 'an executable file'],
    ['100664', 'an entry of mode 100664'],
  ])('mode %s is refused.', async (mode, kind) => {
    const files = { [voms]: releaseFile(), [argus]: releaseFile({ product: 'argus', version: '1.7.5' }) };
    const { findings, releases } = await checked(files, { [voms]: mode });
    expect(findings).toEqual([`${voms}:1:1 file-mode: this is ${kind}, it must be an ordinary file`]);
    expect(releases).toEqual(['umd-5/argus-1.7.5']);
  });

  test('releases itself must not be a link.', async () => {
    const { findings } = await checked({ releases: '/etc' }, { releases: '120000' });
    expect(findings).toEqual([
      'releases:1:1 file-mode: this is a symbolic link, it must be an ordinary file',
    ]);
  });

  test('A file name that draws on the terminal is shown without that.', async () => {
    const { findings } = await checked({ 'releases/\u001b[2J\u202e.yaml': '' });
    expect(findings).toEqual([
      'releases/?[2J?.yaml:1:1 stray-file: this is neither a release file nor a report',
    ]);
  });
});

describe('One bad file does not stop the others:', () => {
  test('Every release is checked without a policy, too.', async () => {
    const { policy, findings } = await checked({
      'stagepost.yaml': 'title: x\n',
      [voms]: releaseFile({ desired: 'X' }),
    });
    expect(policy).toBeNull();
    expect(findings.map((line) => line.split(' ')[0])).toEqual([
      'releases/umd-5/voms-4.2.0.yaml:15:15',
      'stagepost.yaml:1:1',
      'stagepost.yaml:1:1',
      'stagepost.yaml:1:1',
    ]);
  });

  test('A policy that is a link is not followed.', async () => {
    const { policy, findings } = await checked(
      { 'stagepost.yaml': '/etc/passwd' },
      { 'stagepost.yaml': '120000' },
    );
    expect(policy).toBeNull();
    expect(findings).toEqual([
      'stagepost.yaml:1:1 missing-policy: there is no readable stagepost.yaml at the top of the release repository',
    ]);
  });

  test('A file that is too large for git is a finding.', async () => {
    const files = {
      [voms]: '#'.repeat(1024 * 1024 + 1),
      [argus]: releaseFile({ product: 'argus', version: '1.7.5' }),
    };
    const { releases, findings } = await checked(files);
    expect(releases).toEqual(['umd-5/argus-1.7.5']);
    expect(findings).toEqual([`${voms}:1:1 file-too-large: git does not give the file, or it is too large`]);
  });

  test('A key file stands in the same tree.', async () => {
    const policy = policyText.replace('    hosts:', '    keys: [keys/emi.asc]\n    hosts:');
    const key = '-----BEGIN PGP PUBLIC KEY BLOCK-----\n\n-----END PGP PUBLIC KEY BLOCK-----\n';
    expect((await checked({ 'stagepost.yaml': policy })).findings).toEqual([
      'stagepost.yaml:10:12 key-missing: there is no file keys/emi.asc',
    ]);
    expect((await checked({ 'stagepost.yaml': policy, 'keys/emi.asc': key })).findings).toEqual([]);
  });
});

describe('Two releases in one unverified area', () => {
  const other = 'releases/umd-5/zoms-4.2.0.yaml';
  const zoms = releaseFile({ product: 'zoms' }).replace('emi.zoms', 'emi.voms');

  test('are told apart by their platforms, and refused where they share one.', async () => {
    const { releases, findings } = await checked({ [voms]: releaseFile(), [other]: zoms });
    expect(releases).toEqual(['umd-5/voms-4.2.0']);
    expect(findings).toEqual([
      `${other}:2:12 shared-path: shortName emi.voms leads to the same unverified area as ${voms}`,
    ]);
    const elsewhere = zoms.replace('el9/x86_64', 'debian-12/amd64');
    expect((await checked({ [voms]: releaseFile(), [other]: elsewhere })).findings).toEqual([]);
  });
});

test('The example of this project is sound.', async () => {
  const root = join(import.meta.dirname, '../..');
  const args = [
    'ls-files',
    '-z',
    '--cached',
    '--others',
    '--exclude-standard',
    '--',
    'stagepost.yaml',
    'releases',
  ];
  const paths = execFileSync('git', args, { cwd: root, encoding: 'utf8' })
    .split('\0')
    .filter((path) => path !== '');
  const files = Object.fromEntries(paths.map((path) => [path, readFileSync(join(root, path), 'utf8')]));
  const { releases, findings } = await checked(files);
  expect(findings).toEqual([]);
  expect(releases).toEqual(['umd-5/argus-1.7.5', 'umd-5/dpm-1.15.3', 'umd-5/voms-4.2.0']);
});
