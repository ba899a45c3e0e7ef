import { mkdir, rename } from 'node:fs/promises';
import { basename } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { buildDeb } from '../../scripts/provider/build-deb.ts';
import { buildRpm } from '../../scripts/provider/build-rpm.ts';
import { runTool } from '../../scripts/provider/run-tool.ts';
import { openDebTools } from '../../src/adapters/apt/deb-tools.ts';
import { localFileChanges } from '../../src/adapters/files/change-files.ts';
import { localFiles } from '../../src/adapters/files/read-files.ts';
import { processRunner } from '../../src/adapters/process/run-command.ts';
import { openRpmTools } from '../../src/adapters/rpm/rpm-tools.ts';
import type { PackageRelations } from '../../src/domain/relations.ts';
import { debRelations } from '../../src/formats/deb-relations.ts';
import { rpmRelations } from '../../src/formats/rpm-relations.ts';
import { temporaryFolder } from '../adapters/temporary-folder.ts';

const path = temporaryFolder();
const recipe = {
  name: 'voms-server',
  summary: 'a <server> & more',
  files: { '/usr/bin/voms': '#!/bin/sh\n', '/usr/share/voms/data': 'x' },
};

async function onlyOne(relations: ReadonlyMap<string, PackageRelations>): Promise<PackageRelations> {
  expect(relations.size).toBe(1);
  return [...relations.values()][0] as PackageRelations;
}

describe('What the rendered metadata say of relations', () => {
  beforeAll(() => mkdir(path('work'), { recursive: true }));

  test('is what rpm says of the package.', async () => {
    const file = await buildRpm({
      ...recipe,
      workDir: path('work'),
      version: '4.2.0',
      release: '1.el9',
      arch: 'noarch',
      license: 'Apache-2.0',
      relations: [
        'Requires: voms-clients >= 1:4.0-2',
        'Requires: (voms-a if voms-b)',
        'Requires: /usr/bin/openssl',
        'Conflicts: voms-old < 3',
        'Obsoletes: voms-legacy <= 2.1',
        'Provides: voms(api) = 4',
        'Recommends: voms-doc',
      ],
    });
    await mkdir(path('rpms'), { recursive: true });
    await rename(file, path('rpms', basename(file)));
    const tools = openRpmTools({
      runner: processRunner,
      files: localFiles,
      changes: localFileChanges,
      scratch: path('scratch'),
    });
    const documents = await tools.render(path('rpms'), 'pkgs/voms');
    const primary = documents.find(({ name }) => name === 'primary')?.content ?? new Uint8Array();
    const found = await onlyOne(rpmRelations(Buffer.from(primary).toString()));
    const said = async (kind: string) => {
      const args = ['-qp', '--nosignature', `--${kind}`, '--', path('rpms', basename(file))];
      const { stdout } = await runTool({ program: 'rpm', args, home: path('work') });
      return stdout.split('\n').filter((line) => line !== '' && !line.startsWith('rpmlib('));
    };
    for (const kind of ['provides', 'requires', 'conflicts', 'obsoletes', 'recommends'] as const) {
      expect([...found[kind]].sort(), kind).toEqual([...(await said(kind))].sort());
      expect(found[kind], kind).not.toEqual([]);
    }
    expect(found.files).toEqual(['/usr/bin/voms']);
  });

  test('is what dpkg says of the package.', async () => {
    const dependencies = {
      Depends: 'voms-clients (>= 1:4.0-2), default-mta | mail-transport-agent',
      'Pre-Depends': 'dpkg (>= 1.17)',
      Conflicts: 'voms-old (<< 3)',
      Breaks: 'voms-admin (<< 4)',
      Replaces: 'voms-legacy',
      Provides: 'voms-api (= 4)',
      Recommends: 'voms-doc',
    };
    const file = await buildDeb({ ...recipe, workDir: path('work'), version: '1:4.2.0-1', dependencies });
    await mkdir(path('debs'), { recursive: true });
    await rename(file, path('debs', basename(file)));
    const tools = openDebTools({
      runner: processRunner,
      changes: localFileChanges,
      scratch: path('scratch'),
    });
    const [document] = await tools.render(path('debs'), 'pool/voms');
    const found = await onlyOne(debRelations(Buffer.from(document?.content ?? []).toString()));
    expect(found).toEqual({
      provides: ['voms-api (= 4)'],
      requires: ['dpkg (>= 1.17)', 'voms-clients (>= 1:4.0-2)', 'default-mta | mail-transport-agent'],
      conflicts: ['voms-old (<< 3)', 'voms-admin (<< 4)'],
      obsoletes: ['voms-legacy'],
      recommends: ['voms-doc'],
      files: [],
    });
  });
});
