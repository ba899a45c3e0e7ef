import { copyFile, mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { buildDeb } from '../provider/build-deb.ts';
import { buildRpm } from '../provider/build-rpm.ts';
import { downloadPublicsuffix } from '../provider/fetch-publicsuffix.ts';
import { makeSigningKey, type SigningKey, stopAgent } from '../provider/make-signing-key.ts';
import type { SampleRelease } from '../provider/release-file.ts';
import { startRsyncDaemon } from '../provider/rsync-daemon.ts';
import { writeRelease } from '../provider/write-release.ts';
import { say } from './narrate.ts';

/** A release as its provider offers it. */
export interface OfferedRelease extends SampleRelease {
  /** Names of its packages, as clients install them. */
  readonly packages: readonly string[];
}

/** Path of a release's file in the release repository. */
export function releasePath({ product, version }: OfferedRelease): string {
  return `releases/umd-5/${product}-${version}.yaml`;
}

/** The provider of the story. */
export interface Provider {
  /** host:port of its rsync daemon. */
  readonly host: string;
  readonly publicKeyFile: string;
  readonly voms: OfferedRelease;
  readonly argus: OfferedRelease;
  readonly stop: () => Promise<void>;
}

/** Builds the packages, lays them out with their manifests, and serves them. */
export async function startProvider(dir: string): Promise<Provider> {
  const served = join(dir, 'served');
  await mkdir(served, { recursive: true });
  const key = await makeSigningKey({ home: join(dir, 'gnupg'), userId: 'EMI package signing' });
  const daemon = await startRsyncDaemon({ dir: join(dir, 'rsyncd'), modules: { umd5: served } });
  const base = daemon.url('umd5');
  const voms = await offerVoms(join(dir, 'build'), join(served, 'voms/4.2.0'), { base, key });
  const argus = await offerArgus(join(dir, 'build'), join(served, 'argus/1.7.5'), base);
  const stop = async () => {
    await daemon.stop();
    await stopAgent(key.home);
  };
  const host = `127.0.0.1:${daemon.port}`;
  const publicKeyFile = join(dir, 'emi.asc');
  await copyFile(key.publicKeyFile, publicKeyFile);
  return { host, publicKeyFile, voms, argus, stop };
}

async function offerVoms(
  workDir: string,
  dir: string,
  { base, key }: { readonly base: string; readonly key: SigningKey },
): Promise<OfferedRelease> {
  await mkdir(workDir, { recursive: true });
  const common = {
    workDir,
    version: '4.2.0',
    release: '1.el9',
    arch: 'noarch',
    license: 'Apache-2.0',
    key,
  } as const;
  const files = [
    await buildRpm({
      ...common,
      name: 'voms-admin',
      summary: 'Administration of virtual organisations',
      files: { '/usr/share/voms-admin/README': 'Administration of virtual organisations.\n' },
    }),
    await buildRpm({
      ...common,
      name: 'voms-clients',
      summary: 'Clients of virtual organisations',
      files: { '/usr/share/voms-clients/README': 'Clients of virtual organisations.\n' },
    }),
  ];
  say.fact(`built and signed ${files.map((file) => basename(file)).join(' and ')}`);
  const packages = files.map((file) => ({ platform: 'el9', arch: 'x86_64', file }));
  const release = {
    product: 'voms',
    version: '4.2.0',
    platforms: ['el9/x86_64'],
    incremental: false,
    packages: ['voms-admin', 'voms-clients'],
  };
  return offer({ dir, base, release, packages });
}

async function offerArgus(workDir: string, dir: string, base: string): Promise<OfferedRelease> {
  const built = await buildDeb({
    workDir,
    name: 'argus-policies',
    version: '1.7.5-1',
    summary: 'Sample policies of an authorisation service',
    files: { '/usr/share/argus-policies/README': 'Sample policies.\n' },
  });
  const fetched = await downloadPublicsuffix(join(workDir, 'debian'), (reason) => {
    say.fact(
      `Debian's own package cannot be downloaded here, so the release has one package less: ${reason}`,
    );
  });
  const files = [built, ...(fetched === undefined ? [] : [fetched])];
  say.fact(
    `built ${basename(built)}${fetched === undefined ? '' : ` and took ${basename(fetched)} from Debian`}`,
  );
  const packages = files.map((file) => ({ platform: 'debian-12', arch: 'amd64', file }));
  const names = ['argus-policies', ...(fetched === undefined ? [] : ['publicsuffix'])];
  const release = {
    product: 'argus',
    version: '1.7.5',
    platforms: ['debian-12/amd64'],
    incremental: true,
    packages: names,
  };
  return offer({ dir, base, release, packages });
}

async function offer(wish: {
  readonly dir: string;
  readonly base: string;
  readonly release: Omit<OfferedRelease, 'url' | 'checksumsDigest'>;
  readonly packages: Parameters<typeof writeRelease>[0]['packages'];
}): Promise<OfferedRelease> {
  const { product, version, incremental } = wish.release;
  const url = `${wish.base}${product}/${version}/`;
  const { checksumsDigest } = await writeRelease({
    dir: wish.dir,
    release: {
      product,
      shortName: `emi.${product}`,
      provider: 'EMI',
      providerShortName: 'emi',
      version,
      incremental,
      emergency: false,
      sourceUrl: url,
      links: {
        documentation: [`https://example.org/${product}/docs`],
        releaseNotes: `https://example.org/${product}/${version}/notes`,
        changeLog: `https://example.org/${product}/${version}/changes`,
      },
    },
    packages: wish.packages,
  });
  say.fact(`serves ${product} ${version} at ${url}`);
  return { ...wish.release, url, checksumsDigest };
}
