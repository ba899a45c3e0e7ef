import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { releaseXml } from '../../scripts/provider/release-xml.ts';
import { writeManifest } from '../../scripts/provider/write-release.ts';
import type { CommitSha } from '../../src/domain/desired-state.ts';
import { asSha256, type Sha256, sha256Of } from '../../src/domain/digest.ts';
import type { ActionId, FetchRelease } from '../../src/domain/plan.ts';
import type { PlatformKey, ReleaseId } from '../../src/domain/release.ts';
import { nothingSigned } from '../../src/domain/signature.ts';
import { type TextPackage, textFileName } from '../fakes/package-tools.ts';

/** A package file of a fake release: where it lies, and under which platforms release.xml lists it. */
export interface SampleFile {
  readonly header: TextPackage;
  readonly path: string;
  readonly platforms: readonly string[];
}

export const description = {
  product: 'voms',
  shortName: 'emi.voms',
  provider: 'European Middleware Initiative',
  providerShortName: 'emi',
  version: '4.2.0',
  incremental: true,
  emergency: false,
  sourceUrl: 'rsync://repo.emi.example.org/umd5/voms/4.2.0/',
  links: {
    documentation: ['https://docs.example.org/'],
    releaseNotes: 'https://docs.example.org/notes/',
    changeLog: 'https://docs.example.org/changes/',
  },
} as const;

/** A package for debian-12/amd64 in the place that its name asks for; the parts say what is otherwise. */
export function sample(header: Partial<TextPackage>, more: Partial<SampleFile> = {}): SampleFile {
  const whole = { name: 'voms', epoch: '0', version: '4.2.0', release: '1', arch: 'all', ...header };
  const path = `debian-12/amd64/${textFileName(whole)}`;
  return { header: whole, path, platforms: ['debian-12/amd64'], ...more };
}

/** Lays a fake release out as its provider serves it, and answers with the digest of its manifest. */
export async function layOut(
  dir: string,
  files: readonly SampleFile[],
  release: Partial<Parameters<typeof releaseXml>[0]> = {},
): Promise<Sha256> {
  const placed = [];
  for (const { header, path, platforms } of files) {
    await mkdir(dirname(join(dir, path)), { recursive: true });
    await writeFile(join(dir, path), JSON.stringify(header));
    const version = header.release === '' ? header.version : `${header.version}-${header.release}`;
    for (const key of platforms) {
      const [platform = '', arch = ''] = key.split('/');
      const said = { type: 'deb', name: header.name, version, release: '', arch: header.arch } as const;
      placed.push({ platform, arch, path, header: said });
    }
  }
  await writeFile(join(dir, 'release.xml'), releaseXml({ ...description, ...release }, placed));
  return pin(dir);
}

/** Writes the manifest over what lies in the folder, and answers with its digest. */
export async function pin(dir: string): Promise<Sha256> {
  return asSha256((await writeManifest(dir)).checksumsDigest) as Sha256;
}

/** The action that fetches the fake release from `fake://live/`. */
export function fetchAction(checksumsDigest: Sha256, more: Partial<FetchRelease> = {}): FetchRelease {
  return {
    kind: 'fetch-release',
    id: 'fetch:umd-5/voms-4.2.0' as ActionId,
    after: [],
    release: 'umd-5/voms-4.2.0' as ReleaseId,
    commit: 'a'.repeat(40) as CommitSha,
    source: {
      protocol: 'rsync',
      url: 'fake://live/',
      checksums: 'checksums.xml',
      checksumsDigest,
      checksumsSignature: null,
      releaseXml: 'release.xml',
    },
    expected: { product: 'voms', shortName: 'emi.voms', version: '4.2.0', type: 'Incremental' },
    platforms: [{ key: 'debian-12/amd64' as PlatformKey, format: 'apt' }],
    content: sha256Of('content'),
    keys: [],
    signatures: nothingSigned,
    agreed: { hosts: ['live', 'dead'], networks: [] },
    parts: { source: 'leave-out', debug: 'leave-out' },
    acceptedTools: [],
    limits: { maxBytes: 1_000_000, maxFileBytes: 100_000, maxFiles: 100, maxSeconds: 60 },
    ...more,
  };
}
