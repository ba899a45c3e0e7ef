import { isIgnoredByPolicy, judge } from '../../domain/lifecycle.ts';
import { platformOf } from '../../domain/major-release.ts';
import type { Policy } from '../../domain/policy.ts';
import type { Release } from '../../domain/release.ts';
import type { AuditFinding } from '../finding.ts';
import type { NewVisit } from '../step.ts';

interface Judging {
  readonly policies: readonly Policy[];
  readonly say: (message: string, expected: string, found: string) => AuditFinding;
}

/** A release that nobody ended was ended by a policy that says so, for a file that asked for packages (R13). */
export function judgeIgnored(
  { visit, from, to }: NewVisit,
  { workflow, content }: Pick<Release, 'workflow' | 'content'>,
  { policies, say }: Judging,
): readonly AuditFinding[] {
  const { desiredState, emergency } = workflow;
  const wanted = isIgnoredByPolicy(to) ? to.wanted : to.state;
  const isStep = from !== null && judge(from, 'Ignored', emergency.route).kind === 'go';
  const reason = `${content.majorRelease} does not support ${content.platforms.join(', ')}`;
  const says = policies.some(({ unsupportedTargets, majorReleases }) => {
    const major = majorReleases.get(content.majorRelease);
    if (major === undefined || unsupportedTargets !== 'ignore') return false;
    return content.platforms.every((key) => platformOf(major, key) === undefined);
  });
  return [
    ...(wanted === desiredState
      ? []
      : [say('its release file asked for something else', wanted, desiredState ?? 'nothing')]),
    ...(isStep
      ? []
      : [say('the table has no such step', 'a step of the table', `${from?.state ?? 'nothing'} -> Ignored`)]),
    ...(visit.reason === reason
      ? []
      : [say('it has another reason than the policy gives', reason, String(visit.reason))]),
    ...(says
      ? []
      : [
          say(
            'policy did not ignore its platforms',
            'unsupportedTargets: ignore',
            content.platforms.join(', '),
          ),
        ]),
  ];
}
