import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { installWithApt, installWithDnf } from '../provider/clients.ts';
import { say } from './narrate.ts';
import type { OfferedRelease, Provider } from './provider-side.ts';
import type { ReleaseRepository } from './release-repository.ts';

/** Installs both releases with real clients that check every signature and date; answers with one line for each. */
export async function installFromProduction(wish: {
  readonly work: string;
  readonly repository: ReleaseRepository;
  readonly provider: Provider;
}): Promise<readonly string[]> {
  say.chapter(
    'Clients install from production: package signatures, metadata signatures and dates are checked',
  );
  const { voms, argus } = wish.provider;
  const production = join(wish.repository.publicDir, 'production', 'umd-5');
  const yum = await installWithDnf({
    workDir: join(wish.work, 'dnf'),
    repo: await clientFiles(join(production, 'el9/x86_64'), '.repo'),
    packages: voms.packages,
  });
  const apt = await installWithApt({
    workDir: join(wish.work, 'apt'),
    sources: await clientFiles(join(production, 'debian-12/amd64'), '.sources'),
    packages: argus.packages,
  });
  return [told('dnf', voms, yum.installed), told('apt', argus, apt.installed)];
}

/** The client files of base and updates, as one text. */
async function clientFiles(platform: string, ending: string): Promise<string> {
  const texts: string[] = [];
  for (const area of ['base', 'updates']) {
    const names = await readdir(join(platform, area));
    const name = names.find((each) => each.endsWith(ending));
    if (name === undefined) throw new Error(`${join(platform, area)} has no ${ending} file`);
    texts.push(await readFile(join(platform, area, name), 'utf8'));
  }
  return texts.join('\n');
}

function told(client: string, release: OfferedRelease, installed: readonly string[]): string {
  const missing = release.packages.filter((name) => !installed.some((each) => each.startsWith(`${name}-`)));
  if (missing.length > 0) throw new Error(`${client} did not install ${missing.join(', ')}`);
  return `${client} installed ${installed.join(', ')}`;
}
