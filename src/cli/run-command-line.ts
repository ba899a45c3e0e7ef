import { Command, CommanderError } from 'commander';
import { failureOf } from '../domain/failure.ts';
import { failureAsText } from '../report/outcome-as-text.ts';
import { addApply } from './commands/apply.ts';
import { addApprove } from './commands/approve.ts';
import { addAudit } from './commands/audit.ts';
import { addCheckPr } from './commands/check-pr.ts';
import { addDoctor } from './commands/doctor.ts';
import { addExplain } from './commands/explain.ts';
import { addGc } from './commands/gc.ts';
import { addIgnore, addReject, addWithhold } from './commands/give-up.ts';
import { addHistory } from './commands/history.ts';
import { addInit } from './commands/init.ts';
import { addMetrics } from './commands/metrics.ts';
import { addNotifications } from './commands/notifications.ts';
import { addPlan } from './commands/plan.ts';
import { addPromote } from './commands/promote.ts';
import { addPublishCheck } from './commands/publish-check.ts';
import { addQueue } from './commands/queue.ts';
import { addRebuild } from './commands/rebuild.ts';
import { addReplay } from './commands/replay.ts';
import { addReport } from './commands/report.ts';
import { addRollback } from './commands/rollback.ts';
import { addScrub } from './commands/scrub.ts';
import { addServe } from './commands/serve.ts';
import { addStatus } from './commands/status.ts';
import { addSubmit } from './commands/submit.ts';
import { addToken } from './commands/token.ts';
import { addValidate } from './commands/validate.ts';
import { addWithdraw } from './commands/withdraw.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import type { Io } from './io.ts';
import { ownVersion } from './own-version.ts';

/** Runs one command line to its end and answers with the exit code; the only place that turns failures into words. */
export async function runCommandLine(args: readonly string[], io: Io): Promise<ExitCode> {
  let code: ExitCode = exitCodes.done;
  const program = makeProgram(io, (finished) => {
    code = finished;
  });
  try {
    await program.parseAsync([...args], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.error;
    io.err(`stagepost: ${failureAsText(failureOf(error))}`);
    return exitCodes.error;
  }
}

function makeProgram(io: Io, finish: (code: ExitCode) => void): Command {
  const program = new Command('stagepost')
    .description(about)
    .version(ownVersion, '--version', 'say the version')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.out(text.trimEnd()),
      writeErr: (text) => io.err(text.trimEnd()),
    })
    .showHelpAfterError('(stagepost help shows what there is)')
    .addHelpText('after', learning);
  for (const add of [
    addInit,
    addValidate,
    addCheckPr,
    addPublishCheck,
    addPlan,
    addApply,
    addServe,
    addStatus,
    addExplain,
    addNotifications,
    addSubmit,
    addPromote,
    addApprove,
    addReject,
    addIgnore,
    addWithhold,
    addRollback,
    addWithdraw,
    addReport,
    addHistory,
    addMetrics,
    addReplay,
    addAudit,
    addQueue,
    addToken,
    addDoctor,
    addRebuild,
    addScrub,
    addGc,
  ])
    add(program, { io, finish });
  return program;
}

// One line: commander breaks it where the terminal ends.
const about = [
  'GitOps for software-package repositories: every release is a YAML file in git, its desiredState is edited by pull',
  'request, and Stagepost moves its packages through the stages of your yum and apt repositories: unverified, stage',
  'rollout, production.',
].join(' ');

const learning = `
The usual way:
  stagepost init /srv/releases        a release repository, a host file and a signing key
  edit releases/<major>/<product>-<version>.yaml, then
  stagepost validate                  is what I wrote right? (before you commit)
  stagepost plan                      what would happen, and what is held back, and why
  stagepost apply                     make it so; safe to repeat, safe to interrupt
  stagepost status                    where every release is and what it waits for

Exit codes: 0 done or nothing to do, 1 an error, 2 changes pending (plan --detailed-exitcode).`;
