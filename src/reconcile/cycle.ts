import { observe, observeRecord } from '../actual/observe.ts';
import { withPackages } from '../actual/observe-packages.ts';
import { applyPlan } from '../apply/apply-plan.ts';
import { nextRecord } from '../apply/next-record.ts';
import type { Finding } from '../domain/finding.ts';
import type { Instant } from '../domain/instant.ts';
import type { MirrorNote } from '../domain/mirrored.ts';
import type { Outcome } from '../domain/outcome.ts';
import { keysByFile } from '../domain/policy.ts';
import { emptyRecord, type ReconcilerRecord } from '../domain/record.ts';
import { checkPlan } from '../plan/check-plan.ts';
import { membersToKnow } from '../plan/members-to-know.ts';
import type { CycleDeps } from './cycle-deps.ts';
import { distrusted } from './distrusted.ts';
import { markPlaces } from './mark-places.ts';
import { mirror } from './mirror.ts';
import { planWithAnswers } from './plan-with-answers.ts';
import type { Planned } from './planned.ts';
import { readDesired } from './read-desired.ts';
import { refuseToGoOn } from './refuse-to-go-on.ts';
import { refuseUnsound } from './refuse-unsound.ts';
import { refuseWrongClock } from './refuse-wrong-clock.ts';
import { prepareTelling, tellByMail } from './tell-by-mail.ts';
import { writeDown } from './write-down.ts';

/** Observe and plan; nothing is changed. */
export async function planCycle(deps: CycleDeps): Promise<Planned> {
  const { desired, findings, seen } = await readDesired(deps, await observeRecord(deps));
  if (desired === null) return { kind: 'refused', findings };
  const found = await observe(deps, desired, seen);
  const trusted = deps.rebuild === true ? distrusted(found) : found;
  const now = deps.clock.now();
  const related = await withPackages(deps, trusted, membersToKnow(desired, trusted, now));
  const { actual, plan } = await planWithAnswers(deps, { desired, actual: related, now });
  refuseUnsound(checkPlan(plan, desired, actual));
  return { kind: 'planned', desired, actual, plan, findings };
}

/** What one cycle came to. */
export type Cycle =
  | { readonly kind: 'refused'; readonly findings: readonly Finding[] }
  | {
      readonly kind: 'done';
      readonly planned: Extract<Planned, { kind: 'planned' }>;
      readonly outcome: Outcome;
      readonly record: ReconcilerRecord;
      /** What could not be mirrored. */
      readonly notes: readonly MirrorNote[];
      /** When the next mail is due; null while none waits. */
      readonly mailDue: Instant | null;
    };

/** Observe, plan, apply, write down, mirror, tell. The next cycle begins from observation again, never from what this one did. */
export async function runCycle(deps: CycleDeps, accept: (planned: Planned) => void): Promise<Cycle> {
  const planned = await planCycle(deps);
  accept(planned);
  if (planned.kind === 'refused') return planned;
  const { desired, actual, plan } = planned;
  const record = actual.record.kind === 'known' ? actual.record.value : emptyRecord;
  refuseWrongClock(plan, desired, record);
  await markPlaces(deps, actual.unmarked);
  await prepareTelling(deps, desired, actual.record);
  const keys = keysByFile(desired.policy);
  const outcome = await applyPlan(deps, plan, { plan, record, keys });
  const next = await writeDown(deps, {
    before: record,
    next: nextRecord(record, outcome),
    outcome,
    retry: desired.policy.retry,
    rewritten: desired.rewritten !== null,
  });
  refuseToGoOn(outcome);
  const notes = await mirror(deps, { desired, record: next, plan });
  const mail = await tellByMail(deps, desired, next);
  return {
    kind: 'done',
    planned,
    outcome,
    record: next,
    notes: [...notes, ...mail.notes],
    mailDue: mail.due,
  };
}
