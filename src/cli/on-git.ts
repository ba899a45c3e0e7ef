import { resolve } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { systemClock } from '../adapters/clock/system-clock.ts';
import { openWorkingClone } from '../adapters/git/open-working-clone.ts';
import { readPolicy } from '../config/read-policy.ts';
import { readPolicyFile } from '../desired/read-policy-file.ts';
import { asInstant, type Instant } from '../domain/instant.ts';
import type { Policy } from '../domain/policy.ts';
import type { ReconcilerRecord } from '../domain/record.ts';
import type { HistoryCommit, ReleaseHistory } from '../ports/release-history.ts';
import { onHost } from './host-options.ts';
import type { Io } from './io.ts';

/** Options that say where the two histories are read. */
export interface PlaceOptions {
  readonly repository?: string;
  readonly commit?: string;
  readonly host?: string;
}

/** Options of commands that need nothing but the two histories of git. */
export interface GitOptions extends PlaceOptions {
  readonly at?: Instant;
}

/** The two histories, read: what main says and what the reconciler did. */
export interface GitFacts {
  readonly history: ReleaseHistory;
  /** Along first parent, oldest first. */
  readonly commits: readonly HistoryCommit[];
  readonly record: ReconcilerRecord;
  /** Null where stagepost.yaml cannot be read. */
  readonly policy: Policy | null;
  /** The moment until which intervals last that have no end. */
  readonly at: Instant;
}

/** Adds the options that say which repository is read. */
export function withPlaceOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--repository <dir>', 'a clone of the release repository (default ".")').conflicts('host'),
    )
    .option('--commit <revision>', 'in a clone: the commit to read main at (default HEAD)')
    .addOption(
      new Option(
        '--host <file>',
        'read what this host reconciles instead (or STAGEPOST_HOST, without --repository)',
      ).conflicts('commit'),
    );
}

/** The same, and until when it is read. */
export function withGitOptions(command: Command): Command {
  return withPlaceOptions(command).option(
    '--at <moment>',
    'what was known at a moment, such as 2026-11-22T12:00:00Z (default now)',
    moment,
  );
}

/** The host file that is meant; undefined where a clone is read. */
export function hostOf(io: Io, { host, repository }: PlaceOptions): string | undefined {
  return host ?? (repository === undefined ? io.env.STAGEPOST_HOST : undefined);
}

/** Reads git in a clone or on a host, and gives everything free again. */
export async function onGit<T>(
  io: Io,
  options: GitOptions,
  work: (facts: GitFacts) => Promise<T>,
): Promise<T> {
  const at = options.at ?? systemClock.now();
  const host = hostOf(io, options);
  if (host !== undefined)
    return onHost(io, { host }, async ({ deps }) => work(await readGit(io, { ...deps, at })));
  const clone = await openWorkingClone({
    dir: resolve(io.cwd, options.repository ?? '.'),
    recordBranch: 'stagepost-record',
    ...(options.commit === undefined ? {} : { revision: options.commit }),
  });
  try {
    return await work(await readGit(io, { ...clone, at }));
  } finally {
    await clone.close();
  }
}

interface GitPlaces {
  readonly history: ReleaseHistory;
  readonly records: { read(): Promise<ReconcilerRecord> };
  readonly at: Instant;
}

async function readGit(io: Io, { history, records, at }: GitPlaces): Promise<GitFacts> {
  const head = await history.head();
  const record = await records.read();
  if (record.commit !== null && !(await history.isOnLine(record.commit, head.commit))) {
    const newest = record.commit.slice(0, 7);
    io.err(
      `note: the record goes on to ${newest}, which main at ${head.commit.slice(0, 7)} does not contain`,
    );
  }
  const read = await readPolicyFile(history, await history.tree(head.commit), readPolicy);
  if (!read.ok)
    io.err('note: stagepost.yaml cannot be read, so no team has an NGI; stagepost validate says why');
  const commits = await history.commits(null, head.commit);
  return { history, commits, record, policy: read.ok ? read.value : null, at };
}

function moment(text: string): Instant {
  const instant = asInstant(text);
  if (instant === undefined) throw new InvalidArgumentError('A moment is written 2026-11-22T12:00:00Z.');
  return instant;
}
