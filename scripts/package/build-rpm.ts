import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { librariesText } from './copyright-text.ts';
import { isProgram, settleTree } from './settle-tree.ts';
import { maintainer, packageRevision, packageVersion, packagingFile, type Subject } from './subject.ts';

export async function buildRpm(subject: Subject): Promise<string> {
  const { root, tree, work, epoch } = subject;
  const top = join(work, 'rpm');
  const licences = join(top, 'tree/usr/share/licenses/stagepost');
  mkdirSync(top);
  await execa('cp', ['-al', '--', tree, join(top, 'tree')]);
  mkdirSync(licences, { recursive: true });
  cpSync(join(root, 'LICENSE'), join(licences, 'LICENSE'));
  writeFileSync(join(licences, 'node.txt'), `${subject.nodeLicenseText}\n`);
  writeFileSync(join(licences, 'libraries.txt'), librariesText(subject));
  settleTree(join(top, 'tree'), epoch, isProgram);
  await execa('rpmbuild', ['-bb', ...definitions(subject, top), '--', packagingFile('rpm/stagepost.spec')], {
    env: { SOURCE_DATE_EPOCH: String(epoch), HOME: top, LC_ALL: 'C.UTF-8', TZ: 'UTC' },
    timeout: 300_000,
  });
  return join(work, await fileName(subject));
}

async function fileName(subject: Subject): Promise<string> {
  const { stdout } = await execa('rpm', ['--eval', '%{_arch}']);
  return `stagepost-${packageVersion(subject.version)}-${packageRevision}.${stdout}.rpm`;
}

function definitions(subject: Subject, top: string): readonly string[] {
  const macros = {
    _topdir: top,
    _rpmdir: subject.work,
    _tmppath: join(top, 'tmp'),
    _dbpath: join(top, 'rpmdb'),
    _build_name_fmt: '%%{NAME}-%%{VERSION}-%%{RELEASE}.%%{ARCH}.rpm',
    // Fast to make and to install; every rpm since that of EL 8 reads it.
    _binary_payload: 'w3.zstdio',
    // The same bytes on every machine.
    _buildhost: 'packages.invalid',
    use_source_date_epoch_as_buildtime: '1',
    clamp_mtime_to_source_date_epoch: '1',
    source_date_epoch_from_changelog: '0',
    tree: join(top, 'tree'),
    program_version: packageVersion(subject.version),
    revision: String(packageRevision),
    maintainer,
    changelog_date: rpmDate(subject.epoch),
  };
  mkdirSync(macros._tmppath, { recursive: true });
  return Object.entries(macros).flatMap(([name, value]) => ['--define', `${name} ${value}`]);
}

/** Such as `Sun Nov 22 2026`. */
function rpmDate(epoch: number): string {
  const [weekday = '', day, month, year] = new Date(epoch * 1000).toUTCString().split(' ');
  return `${weekday.slice(0, 3)} ${month} ${day} ${year}`;
}
