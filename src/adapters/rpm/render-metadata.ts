import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { StagepostError } from '../../domain/failure.ts';
import type { RenderedDocument } from '../../ports/package-tools.ts';
import type { RpmDeps } from './rpm-deps.ts';

const unpack = promisify(gunzip);
const names = ['primary', 'filelists', 'other'] as const;
const mostBytes = 500 * 1000 * 1000;

/** Renders primary.xml, filelists.xml and other.xml by createrepo_c, in a folder outside of the packages. */
export async function renderMetadata(
  { runner, files, changes, scratch }: RpmDeps,
  folder: string,
  prefix: string,
): Promise<readonly RenderedDocument[]> {
  const output = await changes.makeScratch(scratch, 'createrepo');
  try {
    const { exitCode, stderr } = await runner.run({
      program: 'createrepo_c',
      args: [...options, `--location-prefix=${prefix}`, `--outputdir=${output}`, '--', folder],
      timeoutSeconds: 3600,
      maxOutputBytes: 1024 * 1024,
    });
    if (exitCode !== 0) throw refused(`createrepo_c ended with exit code ${exitCode}`, stderr);
    const documents: RenderedDocument[] = [];
    for (const name of names) {
      const packed = await files.read(join(output, 'repodata', `${name}.xml.gz`), mostBytes);
      if (packed === null) throw refused(`createrepo_c wrote no ${name}.xml.gz`, stderr);
      documents.push({ name, content: await unpacked(packed, name) });
    }
    return documents;
  } finally {
    await changes.remove(output);
  }
}

async function unpacked(packed: Uint8Array, name: string): Promise<Buffer> {
  try {
    return await unpack(packed, { maxOutputLength: mostBytes });
  } catch (error) {
    throw refused(`createrepo_c wrote a ${name}.xml.gz that cannot be unpacked`, String(error));
  }
}

const options = [
  '--quiet',
  '--no-database',
  '--simple-md-filenames',
  // Later versions have another default.
  '--general-compress-type=gz',
  '--checksum=sha256',
  '--skip-symlinks',
  '--error-exit-val',
];

function refused(message: string, stderr: string): StagepostError {
  return new StagepostError({
    code: 'tool-refused',
    message,
    hint: 'Look at the disk and at createrepo_c; the provider has to build packages again that it cannot read.',
    treatment: 'needs-person',
    details: stderr.split('\n').filter(Boolean).slice(-20),
  });
}
