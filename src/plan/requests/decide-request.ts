import { type ApprovalRule, askedFrom, neededFor, ruleFor } from '../../domain/approval-policy.ts';
import {
  isRollback,
  judge,
  type ObservedState,
  type RequiredField,
  requiredFields,
} from '../../domain/lifecycle.ts';
import type { Policy } from '../../domain/policy.ts';
import type { DesirableState, Release } from '../../domain/release.ts';
import type { TicketActor, TicketChange, TicketReading } from '../../domain/ticket-request.ts';
import { outcomeIn, reasonIn } from './words-of-actor.ts';

/** What is decided about: one change on a ticket, and the release that it is about. */
export interface RequestFacts {
  readonly policy: Pick<Policy, 'approvals' | 'requests'>;
  readonly release: Release;
  /** Where the release is once the edits of main are taken up. */
  readonly observed: ObservedState;
  readonly to: DesirableState;
  readonly change: TicketChange;
  readonly reading: TicketReading;
  readonly actor: TicketActor;
  /** What the actor wrote on the ticket with the change; empty for nothing. */
  readonly said: string;
}

/** What becomes of a change on a ticket (R91). */
export type RequestDecision =
  | { readonly kind: 'refuse'; readonly reasons: readonly [string, ...string[]] }
  | {
      readonly kind: 'edit';
      readonly fields: { readonly [field in RequiredField]?: string };
      readonly isEmergency: boolean;
      /** Why people have to merge it, one sentence each; it lands by itself when there is none. */
      readonly waitsFor: readonly string[];
    };

/**
 * Decides about a change on a ticket: whose step it is (C25), whether all that the file needs is on the ticket, and whether
 * it lands by itself. The step is judged by the table, with every reason at once; gates judge it on main, as they do
 * everybody's.
 */
export function decideRequest(facts: RequestFacts): RequestDecision {
  const { policy, release, observed, to, reading } = facts;
  const { route } = release.workflow.emergency;
  const judgement = judge(observed, to, route);
  const rule = ruleFor(policy.approvals, { from: askedFrom(observed, to), to });
  const needed = requiredFields(to, route).map((field) => ({ field, ...fieldOf(field, facts) }));
  const reasons = [
    ...(reading.release !== null && reading.release !== release.id
      ? [`the ticket is marked as that of ${reading.release}`]
      : []),
    ...(judgement.kind === 'refuse' ? [`${judgement.sentence}; ${judgement.hint}`] : []),
    ...(judgement.kind === 'keep' ? [`${release.id} is ${to} already`] : []),
    ...notAllowed(facts, rule),
    ...needed.flatMap(({ lacks }) => (lacks === undefined ? [] : [lacks])),
  ];
  const [first, ...others] = reasons;
  if (first !== undefined) return { kind: 'refuse', reasons: [first, ...others] };
  const isEmergency = reading.isEmergency && route === 'normal' && policy.requests.emergency === 'propose';
  const values = needed.flatMap(({ field, value }) => (value === undefined ? [] : [[field, value]]));
  const fields = Object.fromEntries(values) as { readonly [field in RequiredField]?: string };
  return { kind: 'edit', fields, isEmergency, waitsFor: waitsFor(facts, rule, isEmergency) };
}

/** The groups of the tracker whose members may ask for a step; null where everybody may. */
export function groupsFor(
  { approvals, requests }: RequestFacts['policy'],
  observed: ObservedState,
  to: DesirableState,
): readonly string[] | null {
  const { roles } = ruleFor(approvals, { from: askedFrom(observed, to), to });
  if (roles.length === 0) return null;
  return [...new Set(roles.flatMap((role) => requests.groups.get(role) ?? []))];
}

function notAllowed({ policy, observed, to, actor }: RequestFacts, rule: ApprovalRule): readonly string[] {
  const groups = groupsFor(policy, observed, to);
  if (groups === null || groups.some((group) => actor.groups.includes(group))) return [];
  const whose = groups.length === 0 ? 'nobody may ask for it on a ticket' : `that is for ${listed(groups)}`;
  return [`${actor.login} may not ask for ${observed.state} -> ${to}: ${whose} (${rule.roles.join(' or ')})`];
}

function waitsFor(
  { policy, release, observed, to }: RequestFacts,
  rule: ApprovalRule,
  isEmergency: boolean,
): readonly string[] {
  const judgement = judge(observed, to, release.workflow.emergency.route);
  if (judgement.kind !== 'go' && judgement.kind !== 'retry') return [];
  const { transition } = judgement;
  const isDirect = release.workflow.emergency.route === 'direct' && to === 'Production';
  const quorum = neededFor(rule.quorum, isDirect);
  return [
    ...(policy.requests.merge.includes(transition.effect)
      ? []
      : [`stagepost.yaml lets no ${transition.effect} of a ticket come to main by itself`]),
    ...(policy.approvals.roles.size > 0 && rule.roles.length > 0
      ? [`${rule.roles.join(' or ')} must sign for it, and a ticket is no signature`]
      : []),
    ...(quorum > 1 ? [`it takes ${quorum} people`] : []),
    ...(isRollback(transition) ? ['it takes a promotion back'] : []),
    ...(isEmergency ? ['it makes the release an emergency'] : []),
  ];
}

interface FieldValue {
  readonly value?: string;
  readonly lacks?: string;
}

// What is in git already need not be said again.
function fieldOf(field: RequiredField, facts: RequestFacts): FieldValue {
  if (field === 'reason') return reasonOf(facts);
  return field === 'outcome' ? outcomeOf(facts) : reportFieldOf(field, facts);
}

function reasonOf({ said, to }: RequestFacts): FieldValue {
  const reason = reasonIn(said);
  return reason === '' ? { lacks: `${to} needs a reason: write it ${asComment}` } : { value: reason };
}

function outcomeOf({ said, release }: RequestFacts): FieldValue {
  const outcome = outcomeIn(said);
  if (outcome !== null) return { value: outcome };
  if (release.workflow.outcome !== null) return {};
  return {
    lacks: `Production needs an outcome: write "Outcome: Success" or "Outcome: Warning" ${asComment}`,
  };
}

function reportFieldOf(
  field: TicketReading['reports'][number]['field'],
  { release, reading, change, to }: RequestFacts,
): FieldValue {
  const written = release.workflow[field];
  const link = reportOf(field, reading, change);
  if (link !== '') return link === written ? {} : { value: link };
  if (written !== null) return {};
  const name = field === 'verificationReport' ? 'Verification-Report' : 'StageRollout-Report';
  return { lacks: `${to} needs ${name}: fill it in, and change RolloutProgress again` };
}

const asComment = 'as a comment when you change RolloutProgress, in the same form, and change it again';

// What somebody filled in since the step before counts, even where it was set back to what git said.
function reportOf(
  field: TicketReading['reports'][number]['field'],
  { reports, changes, ...reading }: TicketReading,
  change: TicketChange,
): string {
  const before = changes.findLast((each) => each.number < change.number)?.number ?? 0;
  const written = reports.findLast((report) => report.field === field && report.number > before);
  return written?.link ?? reading[field];
}

function listed(groups: readonly string[]): string {
  return `members of ${groups.join(' or ')}`;
}
