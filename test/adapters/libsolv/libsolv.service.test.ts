import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { describe, expect, test } from 'vitest';
import { localFileChanges } from '../../../src/adapters/files/change-files.ts';
import { openLibsolv } from '../../../src/adapters/libsolv/open-libsolv.ts';
import { processRunner } from '../../../src/adapters/process/run-command.ts';
import type { SolvablePackage } from '../../../src/domain/installability.ts';
import { aQuestion, aSolvable } from '../../builders/solvable.ts';
import { dependencySolverContract } from '../../contracts/dependency-solver.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const path = temporaryFolder();
const solver = openLibsolv({ runner: processRunner, changes: localFileChanges, scratch: tmpdir() });

dependencySolverContract('libsolv', 'yum', solver);

async function broken(...judged: readonly SolvablePackage[]): Promise<readonly string[]> {
  const found = await solver.uninstallable(aQuestion('yum', judged));
  return found.map((each) => `${each.package}: ${each.reason}`);
}

function needing(...requires: readonly string[]): SolvablePackage {
  return aSolvable('a 1.0', { arch: 'x86_64', requires });
}

const voms = aSolvable('voms 4.2.0', {
  arch: 'x86_64',
  provides: ['libvoms.so.1()(64bit)', 'voms-api', 'snapshot = 4.2.0^git7', '/usr/bin/voms-proxy-info'],
  files: ['/etc/voms.conf'],
});

describe('libsolv judges by the rules of rpm, also where it was built for Debian', () => {
  const installable: readonly (readonly [string, SolvablePackage])[] = [
    ['a version without a release fits every release', needing('voms = 4.2.0')],
    ['what is provided without a version fits every version', needing('voms-api >= 99')],
    ['a caret is later than nothing', needing('snapshot > 4.2.0', 'snapshot < 4.2.0.1')],
    ['names with parentheses', needing('libvoms.so.1()(64bit)')],
    ['files, listed or provided', needing('/etc/voms.conf', '/usr/bin/voms-proxy-info')],
    ['one of two', needing('(nowhere or voms >= 4)')],
    ['both of two in one', needing('(voms and voms-api)')],
    ['one package that has both', needing('(voms-api with voms >= 4)')],
    ['what is only needed beside something else', needing('(nowhere if other)')],
    ['what is needed otherwise', needing('(nowhere if other else voms)')],
    ['a condition of three parts in another', needing('((nowhere or voms) and (voms-api or other))')],
    ['a package for every architecture', aSolvable('b 1.0', { requires: ['voms'] })],
    ['its own conflict', aSolvable('c 1.0', { provides: ['mta'], conflicts: ['mta'] })],
  ];
  for (const [title, each] of installable)
    test(`it installs ${title}`, async () => {
      expect(await broken(voms, each)).toEqual([]);
    });

  const refused: readonly (readonly [string, SolvablePackage, string])[] = [
    ['a condition that holds', needing('voms', '(nowhere if voms)'), ''],
    ['half of what is needed', needing('(voms and nowhere)'), ''],
    ['two packages in the place of one', needing('(voms with nowhere)'), ''],
    [
      'a file that nobody has',
      needing('/usr/bin/nowhere'),
      'nothing provides /usr/bin/nowhere, which a-1.0-1.x86_64 needs',
    ],
    [
      'a release that is too old',
      needing('voms >= 4.2.0-2'),
      'nothing provides voms >= 4.2.0-2, which a-1.0-1.x86_64 needs',
    ],
  ];
  for (const [title, each, reason] of refused)
    test(`it does not install ${title}`, async () => {
      const found = await broken(voms, each);
      expect(found).toHaveLength(1);
      expect(found[0]).toContain(`a-1.0-1.x86_64: ${reason}`);
    });

  test('it does not install what another one makes obsolete beside it', async () => {
    const next = aSolvable('voms-next 5.0', { obsoletes: ['voms < 5'] });
    expect(await broken(voms, next, needing('voms', 'voms-next'))).toEqual([
      'a-1.0-1.x86_64: voms-4.2.0-1.x86_64 cannot be installed together with voms-next-5.0-1.noarch',
    ]);
  });

  test('it installs packages of an older architecture of the same family, and none of another', async () => {
    const old = aSolvable('old 1.0', { arch: 'i686' });
    const strange = aSolvable('strange 1.0', { arch: 'aarch64' });
    expect((await broken(old, strange)).map((line) => line.split(':')[0])).toEqual(['strange-1.0-1.aarch64']);
  });
});

test('installcheck, which is not asked, refuses by the rules of dpkg what rpm would install', async () => {
  const described = (name: string, relations: string) =>
    `<package type="rpm"><name>${name}</name><arch>x86_64</arch><version epoch="0" ver="4.2.0" rel="1"/><format>${relations}</format></package>`;
  const provided = '<rpm:entry name="voms" flags="EQ" epoch="0" ver="4.2.0" rel="1"/>';
  const required = '<rpm:entry name="voms" flags="EQ" epoch="0" ver="4.2.0"/>';
  const packages = [
    described('voms', `<rpm:provides>${provided}</rpm:provides>`),
    described('voms-doc', `<rpm:requires>${required}</rpm:requires>`),
  ];
  const file = path('primary.xml');
  const spaces =
    'xmlns="http://linux.duke.edu/metadata/common" xmlns:rpm="http://linux.duke.edu/metadata/rpm"';
  await writeFile(file, `<metadata ${spaces} packages="2">${packages.join('')}</metadata>`);
  const limits = { timeoutSeconds: 60, maxOutputBytes: 1_000_000 };
  const { stdout } = await processRunner.run({ program: 'installcheck', args: ['x86_64', file], ...limits });
  expect(Buffer.from(stdout).toString('utf8')).toContain('nothing provides voms = 4.2.0');
  const same = aSolvable('voms-doc 4.2.0', { arch: 'x86_64', requires: ['voms = 4.2.0'] });
  expect(await broken(voms, same)).toEqual([]);
});

test('a thousand packages that need each other are judged in some seconds', async () => {
  const judged = Array.from({ length: 1000 }, (_, at) =>
    aSolvable(`p${at} 1.${at}`, {
      arch: 'x86_64',
      provides: [`libp${at}.so.1()(64bit)`],
      requires: Array.from(
        { length: 8 },
        (_need, index) => `libp${(at * 7 + index * 13) % 1000}.so.1()(64bit)`,
      ),
    }),
  );
  const lame = aSolvable('lame 1.0', { requires: ['p1', 'nowhere'] });
  const enemies = ['left', 'right'].map((name) =>
    aSolvable(`${name} 1.0`, { provides: ['side'], conflicts: ['side'] }),
  );
  expect(await solver.uninstallable(aQuestion('yum', [...judged, lame, ...enemies]))).toEqual([
    { package: 'lame-1.0-1.noarch', reason: 'nothing provides nowhere, which lame-1.0-1.noarch needs' },
  ]);
});
