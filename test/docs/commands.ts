import type { Io } from '../../src/cli/io.ts';
import { runCommandLine } from '../../src/cli/run-command-line.ts';

/** What `stagepost help` and `stagepost <command> --help` print. */
export async function helpOf(...args: readonly string[]): Promise<string> {
  const lines: string[] = [];
  const hear = (text: string) => {
    lines.push(text);
  };
  const io: Io = { out: hear, err: hear, watched: false, env: {}, cwd: '/' };
  await runCommandLine([...args, '--help'], io);
  return lines.join('\n');
}

/** The help of a command and of each command inside of it. */
export async function wholeHelpOf(name: string): Promise<string> {
  const own = await helpOf(name);
  const [, below = ''] = own.split('\nCommands:\n');
  const inner = [...below.matchAll(/^ {2}([a-z][a-z-]*)\b/gm)].map(([, each = '']) => each);
  const more = await Promise.all(inner.filter((each) => each !== 'help').map((each) => helpOf(name, each)));
  return [own, ...more].join('\n');
}

/** The commands that the program has. */
export async function commandsOf(): Promise<ReadonlySet<string>> {
  const [, below = ''] = (await helpOf()).split('\nCommands:\n');
  const [list = ''] = below.split('\n\n');
  return new Set([...list.matchAll(/^ {2}([a-z][a-z-]*)\b.* {2}/gm)].map(([, name = '']) => name));
}

/** The commands that a text names, each with the long options that stand beside it. */
export function namedCommands(text: string): readonly { readonly name: string; readonly option: string }[] {
  const whole = text.replaceAll(' \\\n', ' ');
  return [...whole.matchAll(/\bstagepost (?!--)([a-z][a-z-]*)([^\n`|#,]*)/g)].flatMap(
    ([, name = '', rest = '']) => {
      const options = [...rest.matchAll(/(?<![\w-])--[a-z][a-z-]*/g)].map(([option]) => option);
      return (options.length === 0 ? [''] : options).map((option) => ({ name, option }));
    },
  );
}
