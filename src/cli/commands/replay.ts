import { resolve } from 'node:path';
import { InvalidArgumentError, Option } from 'commander';
import { openWorkingClone } from '../../adapters/git/open-working-clone.ts';
import { readPolicy } from '../../config/read-policy.ts';
import { readPolicyFile } from '../../desired/read-policy-file.ts';
import { asDay, type Day, dayOf } from '../../domain/day.ts';
import type { Policy } from '../../domain/policy.ts';
import type { PolicyReplay } from '../../domain/policy-replay.ts';
import type { Result } from '../../domain/result.ts';
import { replayPolicy } from '../../plan/replay/replay-policy.ts';
import { findingsAsText, findingsSummary } from '../../report/findings-as-text.ts';
import { replayAsText } from '../../report/replay-as-text.ts';
import type { AddCommand, CommandContext } from '../command-context.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { onGit } from '../on-git.ts';
import { readStepsToReplay } from '../read-steps-to-replay.ts';

interface ReplayOptions {
  readonly repository: string;
  readonly commit?: string;
  readonly policyAt?: string;
  readonly since?: Day;
  readonly json?: boolean;
}

/** `stagepost replay`: which steps of the past another policy would have held. */
export const addReplay: AddCommand = (program, context) => {
  program
    .command('replay')
    .description(
      'which steps of the past the stagepost.yaml in the working files would have held; from git alone',
    )
    .option('--repository <dir>', 'a clone of the release repository', '.')
    .option('--commit <revision>', 'the commit to read main at (default HEAD)')
    .option('--policy-at <revision>', 'try the stagepost.yaml of a commit instead of the working files')
    .addOption(
      new Option('--since <day>', 'only steps from a day on, in UTC, such as 2026-11-01').argParser(day),
    )
    .option('--json', 'every step with what each gate said, as JSON')
    .action((options: ReplayOptions) => replay(options, context));
};

async function replay(options: ReplayOptions, { io, finish }: CommandContext): Promise<void> {
  const policy = await policyToTry(io, options);
  if (!policy.ok) {
    io.err(`${findingsAsText(policy.findings)}\n${findingsSummary(policy.findings)} Nothing was replayed.`);
    return finish(exitCodes.error);
  }
  io.out(
    await onGit(io, options, async (git) => {
      const { since } = options;
      const steps = await readStepsToReplay(
        git,
        policy.value,
        ({ at }) => since === undefined || dayOf(at) >= since,
      );
      const from = { main: git.commits.at(-1)?.commit ?? null, record: git.record.parent };
      return shown({ ...from, ...replayPolicy(policy.value, steps) }, options);
    }),
  );
  finish(exitCodes.done);
}

async function policyToTry(io: Io, { repository, policyAt }: ReplayOptions): Promise<Result<Policy>> {
  const clone = await openWorkingClone({
    dir: resolve(io.cwd, repository),
    recordBranch: 'stagepost-record',
    ...(policyAt === undefined ? {} : { revision: policyAt }),
  });
  try {
    const { history } = clone;
    const id = policyAt === undefined ? await clone.treeOfWorkingFiles() : (await history.head()).commit;
    return await readPolicyFile(history, await history.tree(id), readPolicy);
  } finally {
    await clone.close();
  }
}

function shown(replayed: PolicyReplay, { json }: ReplayOptions): string {
  return json === true ? JSON.stringify({ schemaVersion: 1, ...replayed }, null, 2) : replayAsText(replayed);
}

function day(text: string): Day {
  const found = asDay(text);
  if (found === undefined) throw new InvalidArgumentError('A day is written 2026-11-01.');
  return found;
}
