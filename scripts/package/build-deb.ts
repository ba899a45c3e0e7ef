import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import { execa } from 'execa';
import { copyrightText } from './copyright-text.ts';
import { isProgram, settleTree } from './settle-tree.ts';
import { maintainer, packageRevision, packageVersion, packagingFile, type Subject } from './subject.ts';

const ARCHITECTURES: Readonly<Record<string, string>> = { x64: 'amd64', arm64: 'arm64' };
const SCRIPTS = ['postinst', 'prerm', 'postrm'];

// The binary of better-sqlite3 asks for these versions, Node.js for older ones.
const DEPENDS = [
  'libc6 (>= 2.34)',
  'libgcc-s1',
  'libstdc++6 (>= 11)',
  'apt-utils',
  'createrepo-c',
  'git',
  'gpg',
  'gpg-agent',
  'gpgv',
  'openssh-client',
  'rpm',
  'rsync (>= 3.5.0)',
  'systemd | systemd-standalone-sysusers',
  'systemd | systemd-standalone-tmpfiles',
];
const RECOMMENDS = ['dose-distcheck', 'libsolv-tools', 'systemd'];

export async function buildDeb(subject: Subject): Promise<string> {
  const { work, tree, epoch } = subject;
  const folder = join(work, 'deb');
  // A hard link for each file: nothing of the tree is changed, and most of it is large.
  await execa('cp', ['-al', '--', tree, folder]);
  addDocuments(subject, folder);
  const size = settleTree(folder, epoch, isProgram);
  mkdirSync(join(folder, 'DEBIAN'));
  for (const name of SCRIPTS) cpSync(packagingFile(`debian/${name}`), join(folder, 'DEBIAN', name));
  writeFileSync(join(folder, 'DEBIAN/control'), controlText(subject, size));
  writeSums(folder);
  settleTree(join(folder, 'DEBIAN'), epoch, (path) => SCRIPTS.includes(path));
  const file = join(work, `stagepost_${debVersion(subject)}_${architecture()}.deb`);
  // A low level: the most of it is one program, and xz would take minutes to save a tenth.
  const args = ['--root-owner-group', '-Zxz', '-z1', '--build', '--', folder, file];
  await execa('dpkg-deb', args, { env: { SOURCE_DATE_EPOCH: String(epoch) } });
  return file;
}

function addDocuments(subject: Subject, folder: string): void {
  const docs = join(folder, 'usr/share/doc/stagepost');
  writeFileSync(join(docs, 'copyright'), copyrightText(subject));
  // The name that Debian has for it.
  writeFileSync(join(docs, 'changelog.gz'), gzipSync(readFileSync(join(docs, 'CHANGELOG.md')), { level: 9 }));
  rmSync(join(docs, 'CHANGELOG.md'));
  writeFileSync(join(docs, 'changelog.Debian.gz'), gzipSync(changelogText(subject), { level: 9 }));
  const overrides = join(folder, 'usr/share/lintian/overrides');
  mkdirSync(overrides, { recursive: true });
  cpSync(packagingFile('debian/lintian-overrides'), join(overrides, 'stagepost'));
}

function debVersion({ version }: Subject): string {
  return `${packageVersion(version)}-${packageRevision}`;
}

function architecture(): string {
  const name = ARCHITECTURES[process.arch];
  if (name === undefined) throw new Error(`there is no .deb for ${process.arch}`);
  return name;
}

function controlText(subject: Subject, size: number): string {
  return `Package: stagepost
Version: ${debVersion(subject)}
Architecture: ${architecture()}
Maintainer: ${maintainer}
Installed-Size: ${Math.ceil(size / 1024)}
Depends: ${DEPENDS.join(', ')}
Recommends: ${RECOMMENDS.join(', ')}
Section: admin
Priority: optional
Description: yum and apt repositories published from git
 Every release is one YAML file; people change its desired state by pull
 request, and Stagepost fetches, verifies, signs and publishes until the
 repositories are what the main branch says.
 .
 This package brings a Node.js of its own.
`;
}

function changelogText(subject: Subject): string {
  const date = new Date(subject.epoch * 1000).toUTCString().replace('GMT', '+0000');
  return `stagepost (${debVersion(subject)}) unstable; urgency=medium

  * What is new stands in changelog.gz beside this file.

 -- ${maintainer}  ${date}
`;
}

function writeSums(folder: string): void {
  const files = readdirSync(join(folder, 'usr'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  // dpkg knows no other digest here; `dpkg --verify` looks for accidents, not for attackers.
  const lines = files.map((file) => {
    const digest = createHash('md5').update(readFileSync(file)).digest('hex');
    return `${digest}  ${relative(folder, file)}\n`;
  });
  writeFileSync(join(folder, 'DEBIAN/md5sums'), lines.join(''));
}
