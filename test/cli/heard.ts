import type { ExitCode } from '../../src/cli/exit-codes.ts';
import type { Io } from '../../src/cli/io.ts';
import { runCommandLine } from '../../src/cli/run-command-line.ts';

/** What a person at the terminal would have seen. */
export interface Heard {
  readonly code: ExitCode;
  readonly out: string;
  readonly err: string;
}

/** Runs one command line in this process, in a folder and with an environment of its own. */
export async function heard(
  args: readonly string[],
  place: { readonly cwd?: string; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<Heard> {
  const said = { out: [] as string[], err: [] as string[] };
  const io: Io = {
    out: (text) => said.out.push(text),
    err: (text) => said.err.push(text),
    watched: false,
    env: place.env ?? {},
    cwd: place.cwd ?? '/',
  };
  const code = await runCommandLine(args, io);
  return { code, out: said.out.join('\n'), err: said.err.join('\n') };
}
