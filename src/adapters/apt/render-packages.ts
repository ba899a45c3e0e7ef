import { StagepostError } from '../../domain/failure.ts';
import type { RenderedDocument } from '../../ports/package-tools.ts';
import type { ProcessRunner } from '../../ports/process-runner.ts';

const options = ['MD5=false', 'SHA1=false', 'SHA256=true', 'SHA512=false'].flatMap((choice) => [
  '-o',
  `APT::FTPArchive::${choice}`,
]);

/** Renders a Packages text by apt-ftparchive, in the folder itself, because the paths that it writes are relative. */
export async function renderPackages(
  runner: ProcessRunner,
  folder: string,
  prefix: string,
): Promise<readonly RenderedDocument[]> {
  const { exitCode, stdout, stderr } = await runner.run({
    program: 'apt-ftparchive',
    args: ['-q', ...options, 'packages', '.'],
    cwd: folder,
    timeoutSeconds: 3600,
    maxOutputBytes: 500 * 1000 * 1000,
  });
  // It only says so, with exit code 0, when it cannot read a package.
  if (exitCode !== 0 || /^E:/m.test(stderr)) {
    throw new StagepostError({
      code: 'tool-refused',
      message: `apt-ftparchive ended with exit code ${exitCode}`,
      hint: 'Look at the disk and at apt-ftparchive; the provider has to build packages again that it cannot read.',
      treatment: 'needs-person',
      details: stderr.split('\n').filter(Boolean).slice(-20),
    });
  }
  return [{ name: 'packages', content: below(prefix, stdout) }];
}

/** Every byte is one character here, so that nothing but the paths changes. Only a field starts a line. */
function below(prefix: string, packages: Uint8Array): Uint8Array {
  const text = Buffer.from(packages).toString('latin1');
  return Buffer.from(
    text.replace(/^Filename: \.\//gm, () => `Filename: ${prefix}/`),
    'latin1',
  );
}
