import type { Policy } from '../../domain/policy.ts';
import type { ProcessRunner } from '../../ports/process-runner.ts';
import { counted } from '../../report/names.ts';
import { noRoles } from '../../report/no-roles.ts';
import { type Check, look } from './check.ts';
import { startTool } from './check-tools.ts';

/** Who decides by stagepost.yaml, and whether what checks their signatures is there; gpg is looked at in any case. */
export async function checkApprovals(
  runner: ProcessRunner,
  { approvals: { people, roles } }: Policy,
): Promise<readonly Check[]> {
  if (roles.size === 0) return [{ kind: 'ok', subject: 'approvals', found: noRoles }];
  const found = `${counted(roles.size, 'role')}, ${counted(people.size, 'person', 'people')}`;
  const isNeeded = [...people.values()].some(({ sshKeys }) => sshKeys.length > 0);
  const ssh = ['-Y', 'find-principals', '-s', '/dev/null', '-f', '/dev/null'];
  return [
    { kind: 'ok', subject: 'approvals', found },
    ...(isNeeded ? [await look('ssh-keygen', () => startSsh(runner, ssh))] : []),
  ];
}

async function startSsh(runner: ProcessRunner, args: readonly string[]): Promise<string> {
  // It has no option that says its version, and any answer shows that it can be started.
  await startTool(runner, { tool: 'ssh-keygen', debian: 'openssh-client', args });
  return 'checks signatures of people';
}
