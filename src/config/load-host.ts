import { StagepostError } from '../domain/failure.ts';
import type { Files } from '../ports/files.ts';
import type { Host } from './host.ts';
import { readHost } from './read-host.ts';

const mostBytes = 256 * 1024;

/** Reads the host file; throws `bad-configuration` with everything that is wrong with it. */
export async function loadHost(
  files: Pick<Files, 'read'>,
  { file, env }: { readonly file: string; readonly env: Readonly<Record<string, string | undefined>> },
): Promise<Host> {
  const bytes = await files.read(file, mostBytes);
  if (bytes === null)
    throw new StagepostError({
      code: 'bad-configuration',
      message: `there is no host file ${file}`,
      hint: 'name it with --host or STAGEPOST_HOST, or make one with `stagepost init`',
      treatment: 'needs-person',
    });
  const read = readHost(file, bytes, env);
  if (read.ok) return read.value;
  throw new StagepostError({
    code: 'bad-configuration',
    message: `${file} has ${read.findings.length} problem(s); nothing was done`,
    treatment: 'needs-person',
    details: read.findings.map(
      ({ line, column, message, hint }) => `${file}:${line}:${column}: ${message}; ${hint}`,
    ),
  });
}
