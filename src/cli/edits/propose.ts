import type { Command } from 'commander';
import {
  commitOnBranch,
  ensureRoom,
  type MadeCommit,
  pushBranch,
} from '../../adapters/git/commit-on-branch.ts';
import { readPolicy } from '../../config/read-policy.ts';
import { checkTree } from '../../desired/check-tree.ts';
import { knownReleases } from '../../desired/known-releases.ts';
import type { Finding } from '../../domain/finding.ts';
import type { ReleaseId } from '../../domain/release.ts';
import { good, type Result, refused } from '../../domain/result.ts';
import { findingsAsText, findingsSummary } from '../../report/findings-as-text.ts';
import type { CommandContext } from '../command-context.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { type EditWorld, inEditWorld } from './open-world.ts';

/** Options of every command that writes an edit. */
export interface ProposeOptions {
  readonly repository: string;
  readonly base?: string;
  readonly branch?: string;
  readonly push?: boolean;
  readonly json?: boolean;
}

/** One file that is to be written, and what people should read about it. */
export interface Proposal {
  readonly verb: string;
  /** What else than the release the branch is named after. */
  readonly about?: string;
  readonly release: ReleaseId;
  readonly file: string;
  readonly content: Uint8Array;
  /** Subject of the commit, such as `voms 4.2.0: to StageRollout`. */
  readonly title: string;
  /** Body of the commit; may be empty. */
  readonly body: string;
}

/** Adds the options of a command that writes an edit. */
export function withProposeOptions(command: Command): Command {
  return command
    .option('--repository <dir>', 'a clone of the release repository', '.')
    .option(
      '--base <revision>',
      'what the branch begins at; the newer of main and origin/main when not given',
    )
    .option('--branch <name>', 'another name for the branch than stagepost/<command>-<release>')
    .option('--push', 'push the branch to origin')
    .option('--json', 'what was done, as JSON');
}

/** Makes an edit, checks all that `validate` checks with it in place, and commits it on a branch of its own. */
export async function propose(
  { io, finish }: CommandContext,
  options: ProposeOptions,
  make: (world: EditWorld) => Promise<Result<Proposal>>,
): Promise<void> {
  const made = await inEditWorld(io, options, async (world) => {
    const proposal = await make(world);
    if (!proposal.ok) return proposal;
    const findings = await newFindings(world, proposal.value);
    return findings.length > 0 ? refused(findings) : good(await commit(world, options, proposal.value));
  });
  if (made.ok) tell(io, options, made.value);
  else tellFindings(io, made.findings);
  finish(made.ok ? exitCodes.done : exitCodes.error);
}

// What was wrong before is no reason to refuse an edit of something else.
async function newFindings(
  { clone, base, tree, record }: EditWorld,
  { file, content }: Proposal,
): Promise<readonly Finding[]> {
  const changed = await clone.treeWith({ base: base.commit, file, content });
  const known = knownReleases(record, [...tree.releases.map(({ release }) => release), ...tree.unreadable]);
  const { findings } = await checkTree({ history: clone.history, readPolicy }, changed, known);
  const before = new Set(tree.findings.map(keyOf));
  return findings.filter((finding) => finding.file === file || !before.has(keyOf(finding)));
}

function keyOf({ file, rule, message }: Finding): string {
  return [file, rule, message].join('\n');
}

function tellFindings(io: Io, findings: readonly Finding[]): void {
  io.err(`${findingsAsText(findings)}\n${findingsSummary(findings)} Nothing was changed.`);
  if (findings.some(({ rule }) => rule === 'required-field'))
    io.err('What is missing is given with --report URL, --outcome Success|Warning, or --reason TEXT.');
}

interface Proposed {
  readonly proposal: Proposal;
  readonly made: MadeCommit;
  readonly branch: string;
  readonly base: EditWorld['base'];
  readonly pushed: boolean;
}

async function commit(
  { dir, base }: EditWorld,
  options: ProposeOptions,
  proposal: Proposal,
): Promise<Proposed> {
  const { verb, release, file, content, title, body } = proposal;
  const about = proposal.about ?? release.replaceAll('/', '-');
  const branch = options.branch ?? `stagepost/${verb}-${about}`;
  const place = { dir, base, branch, file };
  const replaces = await ensureRoom(place);
  const message = body === '' ? `${title}\n` : `${title}\n\n${body}\n`;
  const made = await commitOnBranch({ ...place, content, message, replaces });
  if (options.push === true) await pushBranch(dir, branch);
  return { proposal, made, branch, base, pushed: options.push === true };
}

function tell(io: Io, { json }: ProposeOptions, { proposal, made, branch, base, pushed }: Proposed): void {
  const { verb, release, file, title } = proposal;
  if (json === true) {
    const said = { verb, release, file, title, branch, base: base.commit, pushed, ...made };
    io.out(JSON.stringify(said, null, 2));
    return;
  }
  const next = pushed
    ? `pushed to origin: open a pull request from ${branch} to main`
    : `next: git push --set-upstream origin ${branch}, and open a pull request to main`;
  io.out(
    [
      title,
      `branch ${branch}: commit ${made.commit.slice(0, 7)} on ${base.name} ${base.commit.slice(0, 7)}; your working files are as they were`,
      '',
      made.diff.trimEnd(),
      '',
      next,
    ].join('\n'),
  );
}
