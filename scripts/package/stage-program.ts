// The tree that deb and rpm have in common: the program with its libraries and its Node.js, and the service.
import { cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { execa } from 'execa';
import { copyLibrary } from './copy-library.ts';
import { manPage } from './man-page.ts';
import { packagingFile, type Subject } from './subject.ts';

const HOME = 'usr/lib/stagepost';
const DOCS = 'usr/share/doc/stagepost';

// Where the parts of the npm package go. Documents, and the examples that they point to, keep their places to each other.
const PARTS = {
  'package.json': `${HOME}/package.json`,
  dist: `${HOME}/dist`,
  schemas: 'usr/share/stagepost/schemas',
  'README.md': `${DOCS}/README.md`,
  'CHANGELOG.md': `${DOCS}/CHANGELOG.md`,
  'SECURITY.md': `${DOCS}/SECURITY.md`,
  docs: `${DOCS}/docs`,
  deploy: `${DOCS}/deploy`,
} as const;

const SERVICE_FILES = {
  'service/sysusers.conf': 'usr/lib/sysusers.d/stagepost.conf',
  'service/tmpfiles.conf': 'usr/lib/tmpfiles.d/stagepost.conf',
  'service/stagepost.sh': 'usr/bin/stagepost',
} as const;

export async function stageProgram(subject: Subject, tarball: string): Promise<void> {
  const { tree, work, root } = subject;
  const unpacked = join(work, 'package');
  await execa('tar', ['-xzf', tarball, '-C', work]);
  for (const [from, to] of Object.entries(PARTS)) put(join(unpacked, from), join(tree, to));
  for (const [from, to] of Object.entries(SERVICE_FILES)) put(packagingFile(from), join(tree, to));
  put(join(root, 'deploy/systemd/stagepost.service'), join(tree, 'usr/lib/systemd/system/stagepost.service'));
  for (const library of subject.libraries) copyLibrary(root, library, join(tree, HOME));
  await putNode(subject);
  const help = await execa(subject.node, [join(tree, HOME, 'dist/cli/main.js'), '--help']);
  const page = join(tree, 'usr/share/man/man1/stagepost.1.gz');
  mkdirSync(dirname(page), { recursive: true });
  writeFileSync(page, gzipSync(manPage(subject, help.stdout), { level: 9 }));
}

function put(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  cpSync(from, to, { recursive: true });
}

async function putNode({ node, tree }: Subject): Promise<void> {
  put(node, join(tree, HOME, 'bin/node'));
  const binaries = readdirSync(join(tree, HOME), { recursive: true }).map(String);
  const stripped = binaries.filter((path) => path === 'bin/node' || path.endsWith('.node'));
  // A sixth of Node.js are names that only a debugger asks for.
  for (const path of stripped) await execa('strip', ['-R', '.comment', '--', join(tree, HOME, path)]);
}
