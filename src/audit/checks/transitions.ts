import type { CommitSha } from '../../domain/desired-state.ts';
import {
  isIgnoredByPolicy,
  isRollback,
  judge,
  requiredFields,
  type Transition,
} from '../../domain/lifecycle.ts';
import { platformOf } from '../../domain/major-release.ts';
import type { Policy } from '../../domain/policy.ts';
import { type Release, releaseFileOf } from '../../domain/release.ts';
import { type AuditFacts, fileKey, type ReleaseAt } from '../facts.ts';
import { type AuditFinding, inRecord, releaseFile } from '../finding.ts';
import { type NewVisit, newVisits, type StepCheck } from '../step.ts';
import { judgeIgnored } from './ignored.ts';
import { isStay, judgeStay } from './withdrawals.ts';

type Say = (message: string, expected: string, found: string) => AuditFinding;

/** Every state was asked for by the release file of the commit that it names, and the table allows the step (R38). */
export const checkTransitions: StepCheck = (step, { main }) =>
  newVisits(step).flatMap((entry) => {
    const { release, visit, index } = entry;
    const say: Say = (message, expected, found) =>
      inRecord(
        step.after,
        { rule: 'transition', file: releaseFile(release) },
        { message: `visit ${index + 1} (${visit.state}): ${message}`, expected, found },
      );
    if (!main.commits.has(visit.commit))
      return [say('it names a commit that main does not have', `main with ${visit.commit}`, 'not there')];
    const file = main.files.get(fileKey(visit.commit, release)) ?? null;
    const name = `${releaseFileOf(release)} at ${visit.commit}`;
    if (file === null) return [say('its commit has no release file that can be read', name, 'none')];
    const policies = policiesOf([visit.commit, step.after.record.commit], main.policies);
    if (isStay(entry)) return judgeStay(entry, file.release, { policies, say });
    if (isIgnoredByPolicy(entry.to)) return judgeIgnored(entry, file.release, { policies, say });
    return [...askedFor(entry, file, say), ...isAllowed(entry, file.release, { policies, say })];
  });

function askedFor(
  { visit, to }: NewVisit,
  { release, reason }: ReleaseAt,
  say: Say,
): readonly AuditFinding[] {
  const { desiredState } = release.workflow;
  const findings: AuditFinding[] = [];
  if (to.state !== 'Failed' && visit.reason !== reason)
    findings.push(say('it has another reason than its release file', String(reason), String(visit.reason)));
  const wished = wishedBy(to);
  // Whatever a new file asks for, it starts as Submitted; and what is not in the pool is fetched before any step.
  const any = wished === 'Submitted' || (to.state === 'Failed' && wished === 'Unverified');
  if (!any && wished !== desiredState)
    findings.push(say('its release file asked for something else', wished, desiredState ?? 'nothing'));
  return findings;
}

function wishedBy(to: NewVisit['to']): string {
  if (to.state === 'Failed') return to.wanted;
  return to.state === 'Deferred' ? 'StageRollout' : to.state;
}

function isAllowed(
  { from, to }: NewVisit,
  { workflow, content }: Release,
  { policies, say }: { readonly policies: readonly Policy[]; readonly say: Say },
): readonly AuditFinding[] {
  if (from === null || to.state === 'Submitted') {
    const isStart = from === null && to.state === 'Submitted';
    return isStart ? [] : [say('a release starts as Submitted, and once', 'Submitted first', to.state)];
  }
  const { route } = workflow.emergency;
  const wanted = to.state === 'Failed' || to.state === 'Deferred' ? workflow.desiredState : to.state;
  const judgement = judge(from, wanted, route);
  if (judgement.kind !== 'go' && judgement.kind !== 'retry')
    return [say('the table has no such step', 'a step of the table', `${from.state} -> ${wanted}`)];
  if (to.state === 'Failed') return [];
  const missing = requiredFields(wanted, route).filter((field) => workflow[field] === null);
  return [
    ...missing.map((field) => say('its release file lacks what the state asks for', field, 'not there')),
    ...underPolicy(judgement.transition, { workflow, content }, { policies, say }),
  ];
}

function underPolicy(
  transition: Transition,
  { workflow, content }: Pick<Release, 'workflow' | 'content'>,
  { policies, say }: { readonly policies: readonly Policy[]; readonly say: Say },
): readonly AuditFinding[] {
  const { route } = workflow.emergency;
  const offers = (policy: Policy) => route === 'normal' || policy.emergencyRoutes.includes(route);
  const supports = (policy: Policy) => {
    const major = policy.majorReleases.get(content.majorRelease);
    return major !== undefined && content.platforms.every((key) => platformOf(major, key) !== undefined);
  };
  const opens = (policy: Policy) => policy.majorReleases.get(content.majorRelease)?.rollbackAllowed === true;
  const moves = transition.effect === 'fetch' || transition.effect === 'move';
  return [
    ...(policies.some(offers) ? [] : [say('policy had no such emergency route', 'a route of policy', route)]),
    ...(!isRollback(transition) || policies.some(opens)
      ? []
      : [say('policy did not allow a rollback', 'rollback: {allowed: true}', 'not allowed')]),
    ...(!moves || policies.some(supports)
      ? []
      : [say('policy did not support its platforms', 'platforms of policy', content.platforms.join(', '))]),
  ];
}

// Many edits are judged in one cycle by the policy of its head, which may be later than that of the edit.
function policiesOf(
  commits: readonly (CommitSha | null)[],
  policies: AuditFacts['main']['policies'],
): readonly Policy[] {
  return commits.flatMap((commit) => (commit === null ? [] : (policies.get(commit) ?? [])));
}
