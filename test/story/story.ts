// The stage of every story: a release repository with its host, edits merged as pull requests, and the command line.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { releaseFile } from '../../scripts/provider/release-file.ts';
import { closeSigner } from '../../src/adapters/gpg/gpg-command.ts';
import { processRunner } from '../../src/adapters/process/run-command.ts';
import type { ExitCode } from '../../src/cli/exit-codes.ts';
import { runCommandLine } from '../../src/cli/run-command-line.ts';
import { debian12, el9, type Offer, type StoryProvider, startProvider } from './provider.ts';

/** What a command said, and how it ended. */
export interface Said {
  readonly code: ExitCode;
  readonly out: string;
  readonly err: string;
}

export interface Story {
  readonly work: string;
  readonly repository: string;
  readonly hostFile: string;
  readonly state: string;
  /** The root of everything that is served to everybody. */
  readonly publicDir: string;
  readonly unverifiedDir: string;
  readonly provider: StoryProvider;
  /** Merges one pull request that submits all of these. */
  readonly submit: (...offers: readonly Offer[]) => string;
  /** Merges one pull request that sets top-level fields of a release file. */
  readonly edit: (offer: Pick<Offer, 'id'>, fields: Readonly<Record<string, string>>) => string;
  /** Merges one pull request that writes files; the answer is the commit of main. */
  readonly merge: (title: string, files: Readonly<Record<string, string>>) => string;
  readonly readFile: (path: string) => string;
  readonly git: (...args: readonly string[]) => string;
  /** A command as a person types it; in this process. */
  readonly stagepost: (...args: readonly string[]) => Promise<Said>;
  /** A command of the host. */
  readonly onHost: (command: string, ...args: readonly string[]) => Promise<Said>;
  readonly stop: () => Promise<void>;
}

export interface StoryOptions {
  readonly platforms?: readonly string[];
  /** Edits stagepost.yaml before anything else happens. */
  readonly policy?: (text: string) => string;
  /** Address of the folder that is served; a file: address without it. */
  readonly url?: (work: string) => Promise<string>;
}

/** Everything that the way to a state asks for beside the state. */
export const toStageRollout = {
  desiredState: 'StageRollout',
  verificationReport: 'https://example.org/reports/verification',
};
export const toProduction = {
  desiredState: 'Production',
  outcome: 'Success',
  stageRolloutReport: 'https://example.org/reports/stage-rollout',
};

/** What apply says in the end when nothing is left that it can do. */
export const settled = /Nothing to do|Nothing is left to do/;

/** Sets the stage: a provider, and what `stagepost init` makes. */
export async function startStory(options: StoryOptions = {}): Promise<Story> {
  // A short path: gpg's agent has its socket below it, and a socket's path has 107 bytes at most.
  const work = await mkdtemp(join(tmpdir(), 'story-'));
  const provider = await startProvider(join(work, 'p'));
  const repository = join(work, 'releases');
  const hostFile = join(work, 'host.yaml');
  const state = join(work, 'state');
  const git = (...args: readonly string[]) => runGit(repository, args);
  const stagepost = (...args: readonly string[]) => run(work, args);
  const merge = (title: string, files: Readonly<Record<string, string>>) =>
    mergeFiles(repository, title, files);
  const readText = (path: string) => readFileSync(join(repository, path), 'utf8');

  const platforms = options.platforms ?? [`${el9}=yum`, `${debian12}=apt`];
  const url = await options.url?.(work);
  const made = await stagepost(
    ...['init', repository, '--host', hostFile, '--state', state, '--publish', join(work, 'www')],
    ...(url === undefined ? [] : ['--url', url]),
    ...['--title', 'Story', '--major', 'umd-5', ...platforms.flatMap((platform) => ['--platform', platform])],
    ...['--provider', 'emi', '--provider-host', provider.host, '--provider-key', provider.publicKeyFile],
  );
  if (made.code !== 0) throw new Error(made.err);
  if (options.policy !== undefined)
    merge('policy', { 'stagepost.yaml': options.policy(readText('stagepost.yaml')) });

  return {
    work,
    repository,
    hostFile,
    state,
    publicDir: join(work, 'www/public'),
    unverifiedDir: join(work, 'www/private/unverified'),
    provider,
    submit: (...offers) =>
      merge(
        `submit ${offers.map(({ id }) => id).join(', ')}`,
        Object.fromEntries(offers.map((offer) => [pathOf(offer), releaseFile(offer)])),
      ),
    edit: (offer, fields) =>
      merge(`${offer.id}: ${Object.values(fields)[0]}`, {
        [pathOf(offer)]: withFields(readText(pathOf(offer)), fields),
      }),
    merge,
    readFile: readText,
    git,
    stagepost,
    onHost: (command, ...args) => stagepost(command, '--host', hostFile, ...args),
    stop: async () => {
      await provider.stop();
      await closeSigner(processRunner, join(state, 'gnupg'));
      await rm(work, { recursive: true, force: true });
    },
  };
}

export function pathOf({ id }: Pick<Offer, 'id'>): string {
  return `releases/${id}.yaml`;
}

async function run(cwd: string, args: readonly string[]): Promise<Said> {
  const said = { out: '', err: '' };
  const code = await runCommandLine(args, {
    out: (text) => {
      said.out += `${text}\n`;
    },
    err: (text) => {
      said.err += `${text}\n`;
    },
    watched: false,
    env: {},
    cwd,
  });
  return { code, ...said };
}

/** A branch of one commit, merged with a commit of its own, as a code host does it. */
function mergeFiles(repository: string, title: string, files: Readonly<Record<string, string>>): string {
  runGit(repository, ['switch', '--quiet', '--create', 'change', 'main']);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(repository, path)), { recursive: true });
    writeFileSync(join(repository, path), text);
  }
  runGit(repository, ['add', '--all']);
  runGit(repository, ['commit', '--quiet', '--message', title]);
  runGit(repository, ['switch', '--quiet', 'main']);
  runGit(repository, ['merge', '--quiet', '--no-ff', '--message', `Merge: ${title}`, 'change']);
  runGit(repository, ['branch', '--quiet', '--delete', 'change']);
  return runGit(repository, ['rev-parse', 'main']).trim();
}

function withFields(text: string, fields: Readonly<Record<string, string>>): string {
  return Object.entries(fields).reduce((whole, [field, value]) => {
    const line = new RegExp(`^${field}:.*$`, 'm');
    return line.test(whole) ? whole.replace(line, `${field}: ${value}`) : `${whole}${field}: ${value}\n`;
  }, text);
}

function runGit(cwd: string, args: readonly string[]): string {
  const reviewer = ['-c', 'user.name=A reviewer', '-c', 'user.email=reviewer@example.org'];
  const options = { cwd, encoding: 'utf8', stdio: 'pipe', maxBuffer: 2 ** 26 } as const;
  return execFileSync('git', [...reviewer, ...args], options);
}
