import type { Policy } from '../../domain/policy.ts';
import type { Release } from '../../domain/release.ts';
import { isWithdrawn } from '../../domain/withdrawal.ts';
import type { AuditFinding } from '../finding.ts';
import type { NewVisit } from '../step.ts';

interface Judging {
  readonly policies: readonly Policy[];
  readonly say: (message: string, expected: string, found: string) => AuditFinding;
}

/** Whether a release stays in production in this visit: its packages were withdrawn, or came back (C8). */
export function isStay({ from, to }: NewVisit): boolean {
  return from?.state === 'Production' && to.state === 'Production';
}

/** The withdrawal that is observed is the one that the release file asked for, and policy allowed it. */
export function judgeStay(
  { visit, from, to }: NewVisit,
  { workflow, content }: Pick<Release, 'workflow' | 'content'>,
  { policies, say }: Judging,
): readonly AuditFinding[] {
  const { withdrawn } = workflow;
  const reason = withdrawn?.reason ?? null;
  const isOut = isWithdrawn(to);
  const opens = policies.some(
    ({ majorReleases }) => majorReleases.get(content.majorRelease)?.withdrawAllowed === true,
  );
  const wasOut = from !== null && isWithdrawn(from);
  return [
    ...(visit.reason === reason
      ? []
      : [say('it has another reason than its release file', String(reason), String(visit.reason))]),
    ...(isOut === (withdrawn !== null)
      ? []
      : [say('its release file asked for something else', wordOf(withdrawn !== null), wordOf(isOut))]),
    ...(isWithdrawn(to) && to.withdrawn.since !== withdrawn?.since
      ? [say('it has another date than its release file', String(withdrawn?.since), to.withdrawn.since)]
      : []),
    ...(isOut === wasOut ? [say('nothing changed in it', wordOf(!wasOut), wordOf(isOut))] : []),
    ...(isOut && !opens
      ? [say('policy did not allow a withdrawal', 'withdraw: {allowed: true}', 'not allowed')]
      : []),
  ];
}

function wordOf(isOut: boolean): string {
  return isOut ? 'withdrawn' : 'in production';
}
