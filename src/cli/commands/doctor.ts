import { localFileChanges } from '../../adapters/files/change-files.ts';
import { localFiles } from '../../adapters/files/read-files.ts';
import { processRunner } from '../../adapters/process/run-command.ts';
import type { Composed } from '../../compose.ts';
import { namedPeople } from '../../plan/notifications/ticket-people.ts';
import { columns } from '../../report/columns.ts';
import { counted } from '../../report/names.ts';
import type { AddCommand } from '../command-context.ts';
import { type Check, lookAtProblems } from '../doctor/check.ts';
import { checkApprovals } from '../doctor/check-approvals.ts';
import { checkFolders } from '../doctor/check-folders.ts';
import { checkGit } from '../doctor/check-git.ts';
import { checkKey } from '../doctor/check-key.ts';
import { checkMail } from '../doctor/check-mail.ts';
import { checkMessages } from '../doctor/check-messages.ts';
import { checkOperatingSystems } from '../doctor/check-operating-systems.ts';
import { checkProtocols } from '../doctor/check-protocols.ts';
import { checkSolvers } from '../doctor/check-solvers.ts';
import { checkTools } from '../doctor/check-tools.ts';
import { exitCodes } from '../exit-codes.ts';
import { type HostOptions, onHost, withHostOptions } from '../host-options.ts';

/** `stagepost doctor`: is this host fit for the work, and what would mend it? */
export const addDoctor: AddCommand = (program, { io, finish }) => {
  withHostOptions(program.command('doctor'))
    .description('look at tools, keys, folders, clock, git, record and mirrors; a line to mend each finding')
    .action(async (options: HostOptions) => {
      const checks = await onHost(io, options, checkAll);
      const bad = checks.filter((check) => check.kind === 'bad').length;
      const warnings = checks.filter((check) => check.kind === 'warning').length;
      if (options.json === true) io.out(JSON.stringify(checks, null, 2));
      else {
        io.out(checksAsText(checks));
        io.out(`\n${counted(checks.length, 'check')}, ${bad} bad, ${counted(warnings, 'warning')}`);
      }
      finish(bad === 0 ? exitCodes.done : exitCodes.error);
    });
};

async function checkAll({ host, deps }: Composed): Promise<readonly Check[]> {
  const git = await checkGit(deps);
  const { tickets, codeHost, helpdesk } = deps.mirrors;
  const people = git.policy === null ? [] : namedPeople(git.policy);
  const now = deps.clock.now();
  return [
    ...(await checkTools(processRunner, git.policy?.acceptedRsync ?? [])),
    ...(git.policy === null ? [] : await checkSolvers(deps.solvers, git.policy)),
    ...(git.policy === null ? [] : await checkApprovals(processRunner, git.policy)),
    ...(git.policy === null ? [] : await checkOperatingSystems(deps, git.policy)),
    ...(await checkProtocols(localFiles, host)),
    await checkKey(processRunner, host, now),
    ...(await checkFolders({ files: localFiles, changes: localFileChanges }, host)),
    ...git.checks,
    ...(tickets === null
      ? []
      : await lookAtProblems('request tracker', () => tickets.problems({ people, now }))),
    ...(helpdesk === null ? [] : await lookAtProblems('helpdesk', () => helpdesk.problems(now))),
    ...(deps.mail === null ? [] : await checkMail(deps.mail, deps.outbox)),
    ...(await checkMessages(deps, host)),
    ...(codeHost === null ? [] : await lookAtProblems('code host', () => codeHost.problems())),
  ];
}

function checksAsText(checks: readonly Check[]): string {
  const lines = columns(checks.map((check) => [check.kind, check.subject, check.found])).split('\n');
  return checks
    .flatMap((check, at) => [
      lines[at] ?? '',
      ...(check.kind === 'ok' || check.mend === '' ? [] : [`         ${check.mend}`]),
    ])
    .join('\n');
}
