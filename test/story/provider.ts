// A provider of the stories: real packages, built once and served by a real rsync daemon.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { buildDeb } from '../../scripts/provider/build-deb.ts';
import { buildRpm } from '../../scripts/provider/build-rpm.ts';
import { makeSigningKey, stopAgent } from '../../scripts/provider/make-signing-key.ts';
import { startRsyncDaemon } from '../../scripts/provider/rsync-daemon.ts';
import { writeRelease } from '../../scripts/provider/write-release.ts';

/** What a release is to hold; a package is named by its name alone. */
export interface Wish {
  readonly product: string;
  readonly version: string;
  readonly submission?: number;
  readonly incremental?: boolean;
  readonly rpms?: readonly string[];
  readonly debs?: readonly string[];
  /** What each of its packages requires, by name alone. */
  readonly needs?: readonly string[];
}

/** A release as its provider offers it. */
export interface Offer extends Required<Wish> {
  readonly id: string;
  readonly platforms: readonly string[];
  readonly url: string;
  readonly checksumsDigest: string;
  /** The folder that the daemon serves as this release. */
  readonly folder: string;
}

export interface StoryProvider {
  /** host:port of the daemon. */
  readonly host: string;
  readonly publicKeyFile: string;
  readonly offer: (wish: Wish) => Promise<Offer>;
  readonly stop: () => Promise<void>;
}

export const el9 = 'el9/x86_64';
export const debian12 = 'debian-12/amd64';

/** Starts the daemon and makes the key; keep `dir` short because of gpg's socket. */
export async function startProvider(dir: string): Promise<StoryProvider> {
  const served = join(dir, 'served');
  const workDir = join(dir, 'built');
  await mkdir(served, { recursive: true });
  await mkdir(workDir);
  const key = await makeSigningKey({ home: join(dir, 'key'), userId: 'Provider <provider@example.org>' });
  const daemon = await startRsyncDaemon({ dir: join(dir, 'rsyncd'), modules: { umd5: served } });

  const build = async ({ version, submission, rpms, debs, needs }: Required<Wish>) => {
    const one = (name: string) => ({
      workDir,
      name,
      summary: `Sample package ${name}`,
      files: { [`/usr/share/${name}/README`]: `${name} ${version}, packaging ${submission}\n` },
    });
    const yum = rpms.map(async (name) => {
      const rpm = {
        version,
        release: `${submission}.el9`,
        arch: 'noarch',
        license: 'Apache-2.0',
        key,
        relations: needs.map((each) => `Requires: ${each}`),
      } as const;
      return { platform: 'el9', arch: 'x86_64', file: await buildRpm({ ...one(name), ...rpm }) };
    });
    const apt = debs.map(async (name) => {
      const dependencies: Readonly<Record<string, string>> =
        needs.length === 0 ? {} : { Depends: needs.join(', ') };
      const file = await buildDeb({ ...one(name), version: `${version}-${submission}`, dependencies });
      return { platform: 'debian-12', arch: 'amd64', file };
    });
    return Promise.all([...yum, ...apt]);
  };

  const offer = async (wish: Wish): Promise<Offer> => {
    const whole = { submission: 1, incremental: false, rpms: [], debs: [], needs: [], ...wish };
    const name = nameOf(whole);
    const folder = join(served, name);
    const url = `${daemon.url('umd5')}${name}/`;
    const release = describe(whole, url);
    const { checksumsDigest } = await writeRelease({ dir: folder, release, packages: await build(whole) });
    const platforms = [...(whole.rpms.length > 0 ? [el9] : []), ...(whole.debs.length > 0 ? [debian12] : [])];
    return { ...whole, id: `umd-5/${name}`, platforms, url, checksumsDigest, folder };
  };
  const stop = async () => {
    await daemon.stop();
    await stopAgent(key.home);
  };
  return { host: `127.0.0.1:${daemon.port}`, publicKeyFile: key.publicKeyFile, offer, stop };
}

function nameOf({ product, version, submission }: Required<Wish>): string {
  return `${product}-${version}${submission > 1 ? `+${submission}` : ''}`;
}

function describe({ product, version, incremental }: Required<Wish>, sourceUrl: string) {
  return {
    product,
    shortName: `emi.${product}`,
    provider: 'EMI',
    providerShortName: 'emi',
    version,
    incremental,
    emergency: false,
    sourceUrl,
    links: {
      documentation: [`https://example.org/${product}/docs`],
      releaseNotes: `https://example.org/${product}/${version}/notes`,
      changeLog: `https://example.org/${product}/${version}/changes`,
    },
  };
}
