// A client's eyes: nothing of the publisher's own code, only the link, the files, gpgv and zlib.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readFileSync, readlinkSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Repository } from '../../src/domain/repository.ts';

/** What a client sees: the number in the link, and the packages by location; throws at the first untruth. */
export interface View {
  readonly live: string;
  readonly packages: readonly string[];
}

/** Reads a repository as its clients do, with the given key as the only trusted one. */
export function viewOf(repository: Repository, folder: string, keyring: string): View {
  return repository.format === 'yum' ? viewYum(folder, keyring) : viewApt(folder, repository.suite, keyring);
}

/** Writes the keyring that gpgv wants. */
export function exportKeyring(home: string, to: string): string {
  writeFileSync(to, execFileSync('gpg', ['--homedir', home, '--batch', '--export'], { stdio: 'pipe' }));
  return to;
}

function viewYum(folder: string, keyring: string): View {
  const live = readlinkSync(join(folder, 'repodata'));
  const root = join(folder, 'repodata/repomd.xml');
  gpgv(keyring, [join(folder, 'repodata/repomd.xml.asc'), root]);
  const repomd = readFileSync(root, 'utf8');
  viewMetalink(folder, sha256(Buffer.from(repomd)));
  const texts = [...repomd.matchAll(/<data type="(\w+)">([\s\S]*?)<\/data>/g)].map(([, type, body = '']) => {
    const href = /href="([^"]+)"/.exec(body)?.[1] ?? '';
    const packed = readFileSync(join(folder, href));
    same(sha256(packed), /<checksum type="sha256">(\w+)</.exec(body)?.[1], `${type} digest`);
    const open = gunzipSync(packed);
    same(sha256(open), /<open-checksum type="sha256">(\w+)</.exec(body)?.[1], `${type} open digest`);
    return { type, text: open.toString('utf8') };
  });
  same(texts.map(({ type }) => type).join(), 'primary,filelists,other', 'types');
  const primary = texts[0]?.text ?? '';
  const packages = [...primary.matchAll(/<package type="rpm">([\s\S]*?)<\/package>/g)].map(
    ([, body = '']) => {
      const location = /<location href="([^"]+)"/.exec(body)?.[1] ?? '';
      const digest = /<checksum type="sha256" pkgid="YES">(\w+)</.exec(body)?.[1];
      same(sha256(readFileSync(join(folder, location))), digest, location);
      return location;
    },
  );
  same(String(packages.length), /packages="(\d+)"/.exec(primary)?.[1], 'count');
  return { live, packages };
}

/** The metalink leads into a folder of its own with the same repomd.xml, its signature and the packages. */
function viewMetalink(folder: string, digest: string): void {
  const metalink = readFileSync(join(folder, 'repodata/metalink.xml'), 'utf8');
  same(digest, /<hash type="sha256">(\w+)</.exec(metalink)?.[1], 'digest in the metalink');
  const [, own = 'nowhere'] =
    /preference="100">[^<]*\/(generations\/\d+)\/repodata\/repomd\.xml</.exec(metalink) ?? [];
  const found = readFileSync(join(folder, own, 'repodata/repomd.xml'));
  same(sha256(found), digest, 'digest of the repomd.xml that the metalink names');
  same(
    readFileSync(join(folder, own, 'repodata/repomd.xml.asc'), 'latin1'),
    readFileSync(join(folder, 'repodata/repomd.xml.asc'), 'latin1'),
    'signature beside it',
  );
  same(
    realpathSync(join(folder, own, 'pkgs')),
    join(realpathSync(folder), 'pkgs'),
    'packages of the generation',
  );
}

function viewApt(folder: string, suite: string, keyring: string): View {
  const live = readlinkSync(join(folder, 'dists'));
  const dist = join(folder, 'dists', suite);
  gpgv(keyring, [join(dist, 'InRelease')]);
  gpgv(keyring, [join(dist, 'Release.gpg'), join(dist, 'Release')]);
  const release = readFileSync(join(dist, 'Release'), 'utf8');
  if (!readFileSync(join(dist, 'InRelease'), 'utf8').includes(release)) throw new Error('InRelease differs');
  const [, digest = '', size] = /^ (\w{64}) (\d+) \S+\/Packages\.gz$/m.exec(release) ?? [];
  const [, openDigest] = /^ (\w{64}) \d+ \S+\/Packages$/m.exec(release) ?? [];
  const index = join(dist, 'main/binary-amd64');
  const packed = readFileSync(join(index, 'by-hash/SHA256', digest));
  same(String(packed.length), size, 'size of Packages.gz');
  same(sha256(packed), digest, 'digest of Packages.gz');
  same(sha256(readFileSync(join(index, 'Packages.gz'))), digest, 'digest of the plain Packages.gz');
  const open = gunzipSync(packed);
  same(sha256(open), openDigest, 'digest of Packages');
  const stanzas = open
    .toString('utf8')
    .split('\n\n')
    .filter((stanza) => stanza.trim() !== '');
  const packages = stanzas.map((stanza) => {
    const location = /^Filename: (.*)$/m.exec(stanza)?.[1] ?? '';
    same(sha256(readFileSync(join(folder, location))), /^SHA256: (\w+)$/m.exec(stanza)?.[1], location);
    return location;
  });
  return { live, packages };
}

/** Every hash-named file that a client of this root text may still ask for can be fetched below the live link. */
export function missingHashNamed(
  repository: Repository,
  folder: string,
  rootText: string,
): readonly string[] {
  const names =
    repository.format === 'yum'
      ? [...rootText.matchAll(/href="([^"]+)"/g)].map((match) => match[1] ?? '')
      : [...rootText.matchAll(/^ (\w{64}) \d+ \S+\.gz$/gm)].map(
          (match) => `dists/${repository.suite}/main/binary-amd64/by-hash/SHA256/${match[1]}`,
        );
  if (names.length === 0) throw new Error('the root file names no file');
  return names.filter((name) => !existsSync(join(folder, name)) || !lstatSync(join(folder, name)).isFile());
}

function gpgv(keyring: string, files: readonly string[]): void {
  execFileSync('gpgv', ['--keyring', keyring, '--', ...files], { stdio: 'pipe' });
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function same(found: string, said: string | undefined, what: string): void {
  if (found !== said) throw new Error(`${what}: ${found} is there, ${said} is said`);
}
