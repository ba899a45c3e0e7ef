import { appendFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { ended } from './ended.ts';
import { say } from './narrate.ts';
import type { Provider } from './provider-side.ts';
import type { Tickets } from './tickets.ts';

/** The release repository of the story and the host that serves it. */
export interface ReleaseRepository {
  readonly dir: string;
  readonly hostFile: string;
  /** Where the public trees are published. */
  readonly publicDir: string;
  /** Null without a tracker. */
  readonly tickets: Tickets | null;
}

const cli = join(import.meta.dirname, '../../src/cli/main.ts');

/** The program and arguments of a command of Stagepost. */
export function stagepostCommand(args: readonly string[]): readonly [string, ...string[]] {
  return [process.execPath, cli, ...args];
}

/** Runs one command of Stagepost as a person would, with its output as it comes. */
export async function stagepost(args: readonly string[]): Promise<void> {
  say.command(['stagepost', ...args]);
  const [program, ...rest] = stagepostCommand(args);
  const result = await execa(program, rest, {
    stdio: 'inherit',
    reject: false,
    cancelSignal: ended.signal,
  });
  ended.signal.throwIfAborted();
  if (result.exitCode !== 0) throw new Error(`stagepost ${args[0]} ended with exit code ${result.exitCode}`);
}

/** Makes the repository, the host file and the signing key, as `stagepost init` writes them. */
export async function makeReleaseRepository(wish: {
  readonly work: string;
  readonly provider: Provider;
  readonly url: string;
  readonly tickets: Tickets | null;
}): Promise<ReleaseRepository> {
  const { work, provider, tickets } = wish;
  const dir = join(work, 'releases');
  const hostFile = join(work, 'host.yaml');
  const parts = [
    ['--host', hostFile],
    ['--state', join(work, 'state')],
    ['--publish', join(work, 'www')],
    ['--url', wish.url],
    ['--title', 'Quickstart'],
    ['--major', 'umd-5'],
    ['--platform', 'el9/x86_64=yum', '--platform', 'debian-12/amd64=apt'],
    ['--provider', 'emi', '--provider-host', provider.host, '--provider-key', provider.publicKeyFile],
  ];
  await stagepost(['init', dir, ...parts.flat()]);
  if (tickets !== null) await appendFile(hostFile, tickets.hostSection);
  return { dir, hostFile, publicDir: join(work, 'www', 'public'), tickets };
}

/** A change that is merged into main as a pull request would be: a branch of one commit, merged with a commit of its own. */
export async function mergePullRequest(
  repository: ReleaseRepository,
  title: string,
  edit: (dir: string) => Promise<void>,
): Promise<void> {
  const git = (...args: readonly string[]) =>
    execa('git', ['-c', 'user.name=A reviewer', '-c', 'user.email=reviewer@example.org', ...args], {
      cwd: repository.dir,
    });
  await git('switch', '--quiet', '--create', 'change', 'main');
  await edit(repository.dir);
  await git('add', '--all');
  await git('commit', '--quiet', '--message', title);
  await git('switch', '--quiet', 'main');
  await git('merge', '--quiet', '--no-ff', '--message', `Merge: ${title}`, 'change');
  await git('branch', '--quiet', '--delete', 'change');
  say.fact(`merged: ${title}`);
}

/** Writes a file below the repository. */
export async function writeIn(dir: string, path: string, text: string): Promise<void> {
  await mkdir(dirname(join(dir, path)), { recursive: true });
  await writeFile(join(dir, path), text);
}

/** Sets top-level fields of a release file, each on its line. */
export async function setFields(
  dir: string,
  path: string,
  fields: Readonly<Record<string, string>>,
): Promise<void> {
  let text = await readFile(join(dir, path), 'utf8');
  for (const [field, value] of Object.entries(fields)) {
    const line = new RegExp(`^${field}:.*$`, 'm');
    text = line.test(text) ? text.replace(line, `${field}: ${value}`) : `${text}${field}: ${value}\n`;
  }
  await writeFile(join(dir, path), text);
}
