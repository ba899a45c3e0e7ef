import { basename, join } from 'node:path';
import { StagepostError } from '../../domain/failure.ts';
import type { SignatureProblem } from '../../ports/package-tools.ts';
import { inParts, type RpmDeps } from './rpm-deps.ts';

const limits = { timeoutSeconds: 1800, maxOutputBytes: 4 * 1024 * 1024 };

/** Checks signatures in a key database that holds the provider's keys and is thrown away afterwards. */
export async function checkSignatures(
  deps: RpmDeps,
  paths: readonly string[],
  armoredKeys: readonly string[],
): Promise<readonly SignatureProblem[]> {
  const home = await deps.changes.makeScratch(deps.scratch, 'provider-keys');
  try {
    for (const [at, key] of armoredKeys.entries()) await importKey(deps, home, { at, key });
    const problems: SignatureProblem[] = [];
    for (const part of inParts(paths, 200)) problems.push(...(await checkPart(deps, home, part)));
    return problems;
  } finally {
    await deps.changes.remove(home);
  }
}

async function importKey(
  { runner, changes }: RpmDeps,
  home: string,
  { at, key }: { readonly at: number; readonly key: string },
): Promise<void> {
  const file = join(home, `${at}.asc`);
  await changes.write(file, key);
  const args = [...inDatabase(home), '--import', '--', file];
  const { exitCode, stderr } = await runner.run({ program: 'rpmkeys', args, ...limits });
  if (exitCode === 0) return;
  throw new StagepostError({
    code: 'tool-refused',
    message: `rpm does not take key ${at + 1} of the provider`,
    hint: 'The key file must hold one armoured public key of a kind that rpm can read.',
    treatment: 'needs-person',
    details: stderr.split('\n').filter(Boolean),
  });
}

async function checkPart(
  { runner }: RpmDeps,
  home: string,
  paths: readonly string[],
): Promise<readonly SignatureProblem[]> {
  // The level makes rpm demand a signature; its own default is content with a digest.
  const args = [...inDatabase(home), '--define', '_pkgverify_level all', '--checksig', '--', ...paths];
  const { stdout } = await runner.run({ program: 'rpmkeys', args, ...limits });
  const lines = new Set(Buffer.from(stdout).toString('utf8').split('\n'));
  return paths
    .filter((path) => !lines.has(`${path}: digests signatures OK`))
    .map((path) => ({
      file: basename(path),
      sentence: 'it has no good signature by a key of the provider',
    }));
}

function inDatabase(home: string): readonly string[] {
  return ['--noplugins', '--dbpath', join(home, 'database')];
}
