import { basename, join } from 'node:path';
import type { SignatureVerdict } from '../../domain/signature.ts';
import type { Keyring } from '../../ports/keyring.ts';
import type { PackageSignature } from '../../ports/package-tools.ts';
import { readPackageHead } from './read-package-head.ts';
import { inParts, type RpmDeps } from './rpm-deps.ts';
import { binaryOf, textsOf } from './rpm-header.ts';

const limits = { timeoutSeconds: 1800, maxOutputBytes: 4 * 1024 * 1024 };

// rpm's include/rpm/rpmtag.h: signatures of the header by DSA and RSA, and those of rpm 6 by any algorithm.
const signatureTags = [268, 267];
const anySignatureTag = 278;

/**
 * Judges the signature of every package's header by the keyring. What that calls good, rpm must accept as well, because
 * clients ask rpm: it compares the payload with the digest in the header. It alone would not do: versions that are in use
 * pass over revoked subkeys.
 */
export async function checkSignatures(
  deps: RpmDeps,
  paths: readonly string[],
  keyring: Keyring,
): Promise<readonly PackageSignature[]> {
  const found: PackageSignature[] = [];
  for (const path of paths) found.push({ path, verdict: await headerVerdict(path, keyring) });
  const good = found.filter(({ verdict }) => verdict.kind === 'good').map(({ path }) => path);
  const refused = await refusedByRpm(deps, good, keyring);
  return found.map(({ path, verdict }) => ({ path, verdict: refused.get(path) ?? verdict }));
}

async function headerVerdict(path: string, keyring: Keyring): Promise<SignatureVerdict> {
  const head = await readPackageHead(path);
  if (typeof head === 'string') return { kind: 'malformed', detail: head };
  const { signature, header } = head;
  const packets = [
    ...signatureTags.flatMap((tag) => binaryOf(signature, tag) ?? []),
    ...textsOf(signature, anySignatureTag).map((text) => Buffer.from(text, 'base64')),
  ];
  if (packets.length === 0) return { kind: 'missing', detail: '' };
  return keyring.checkDetached(Buffer.concat(packets), header.bytes);
}

/** Works in a key database that holds the provider's keys and is thrown away afterwards. */
async function refusedByRpm(
  deps: RpmDeps,
  paths: readonly string[],
  keyring: Keyring,
): Promise<ReadonlyMap<string, SignatureVerdict>> {
  const refused = new Map<string, SignatureVerdict>();
  if (paths.length === 0) return refused;
  const home = await deps.changes.makeScratch(deps.scratch, 'provider-keys');
  try {
    for (const [at, key] of keyring.blocks.entries()) await importKey(deps, home, { at, key });
    for (const part of inParts(paths, 200)) {
      for (const path of await refusedPart(deps, home, part)) {
        refused.set(path, await complaintOf(deps, home, path));
      }
    }
    return refused;
  } finally {
    await deps.changes.remove(home);
  }
}

/** A key that rpm does not take (too new, or expired) can be told only by the packages that it then does not accept. */
async function importKey(
  { runner, changes }: RpmDeps,
  home: string,
  { at, key }: { readonly at: number; readonly key: string },
): Promise<void> {
  const file = join(home, `${at}.asc`);
  await changes.write(file, key);
  await runner.run({ program: 'rpmkeys', args: [...inDatabase(home), '--import', '--', file], ...limits });
}

async function refusedPart(
  { runner }: RpmDeps,
  home: string,
  paths: readonly string[],
): Promise<readonly string[]> {
  const { stdout } = await runner.run({ program: 'rpmkeys', args: checking(home, paths), ...limits });
  const lines = new Set(Buffer.from(stdout).toString('utf8').split('\n'));
  return paths.filter((path) => !lines.has(`${path}: digests signatures OK`));
}

/** What rpm says of one package, line by line. */
async function complaintOf({ runner }: RpmDeps, home: string, path: string): Promise<SignatureVerdict> {
  const args = ['--verbose', ...checking(home, [path])];
  const { stdout } = await runner.run({ program: 'rpmkeys', args, ...limits });
  const lines = Buffer.from(stdout).toString('utf8').split('\n').slice(1);
  const wrong = lines.map((line) => line.trim()).filter((line) => line !== '' && !line.endsWith(': OK'));
  const changed = wrong.some((line) => line.includes('digest: BAD'));
  const detail = `rpm says of ${basename(path)}: ${wrong.join('; ') || 'not OK'}`;
  return { kind: changed ? 'bad' : 'malformed', detail };
}

/** The level makes rpm demand a signature; its own default is content with a digest. */
function checking(home: string, paths: readonly string[]): readonly string[] {
  return [...inDatabase(home), '--define', '_pkgverify_level all', '--checksig', '--', ...paths];
}

function inDatabase(home: string): readonly string[] {
  return ['--noplugins', '--dbpath', join(home, 'database')];
}
