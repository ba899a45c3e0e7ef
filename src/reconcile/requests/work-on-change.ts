import { editRelease } from '../../desired/edits/edit-release.ts';
import type { DesiredRelease } from '../../domain/desired-state.ts';
import type { Finding } from '../../domain/finding.ts';
import { plusSeconds } from '../../domain/instant.ts';
import type { ObservedState, Transition } from '../../domain/lifecycle.ts';
import { type DesirableState, type ReleaseId, releaseTitle } from '../../domain/release.ts';
import { type MessageStanding, type RolloutMessage, requestKey } from '../../domain/rollout-message.ts';
import type { TicketActor, TicketChange, TicketReading } from '../../domain/ticket-request.ts';
import { forbidRollback } from '../../plan/forbid-rollback.ts';
import { decideRequest, groupsFor } from '../../plan/requests/decide-request.ts';
import { findChange } from '../../plan/requests/find-change.ts';
import type { BlobId } from '../../ports/release-history.ts';
import type { Snapshot } from '../../report/views/snapshot.ts';
import { authorOf } from './author-of.ts';
import { placeEdit } from './place-edit.ts';
import type { RequestDeps } from './request-deps.ts';
import { standingOf } from './standing-of.ts';

/** A message that waits, and the world in which it does. */
export interface Asked {
  readonly delivery: string;
  readonly message: RolloutMessage;
  readonly snapshot: Snapshot;
}

// Words that somebody wrote a while before a change belong to it.
const wordsBeforeSeconds = 900;

/** Makes an edit of the change of a ticket, or says why there is none; null when it is to be asked again. */
export async function workOnChange(
  deps: RequestDeps,
  asked: Asked,
  id: ReleaseId,
): Promise<MessageStanding | null> {
  const { message, snapshot } = asked;
  const reading = await deps.tickets.read(message.ticket);
  const found = findChange(asked, reading);
  if (found.kind === 'settle') return { kind: 'settled', why: found.why };
  if (found.kind === 'refuse' || reading === null)
    return { kind: 'refused', reasons: found.kind === 'refuse' ? found.reasons : ['the ticket is gone'] };
  const desired = snapshot.desired.releases.find(({ release }) => release.id === id);
  if (desired === undefined) return null;
  return edit(deps, asked, { reading, change: found.change, desired });
}

interface Found {
  readonly reading: TicketReading;
  readonly change: TicketChange;
  readonly desired: DesiredRelease;
}

async function edit(
  deps: RequestDeps,
  { delivery, message, snapshot }: Asked,
  { reading, change, desired: { release, edits } }: Found,
): Promise<MessageStanding | null> {
  const { desired, record } = snapshot;
  const { policy } = desired;
  const to = message.current as DesirableState;
  const observed: ObservedState = record.releases.get(release.id)?.observed ?? { state: 'Submitted' };
  const actor = await deps.tickets.actor(change.actor, groupsFor(policy, observed, to) ?? []);
  const said = await wordsOf(deps, reading, change);
  const decision = decideRequest({ policy, release, observed, to, change, reading, actor, said });
  if (decision.kind === 'refuse') return { kind: 'refused', reasons: decision.reasons };
  const last = edits.at(-1) ?? edits[0];
  const [bytes] = await deps.history.blobs([last.blob as BlobId]);
  if (bytes === undefined) return null;
  const major = policy.majorReleases.get(release.content.majorRelease);
  const wish = { ...last, desiredState: to, reason: decision.fields.reason ?? null };
  const objection = (transition: Transition) =>
    major === undefined ? null : forbidRollback(release.id, major, record)(transition, wish, observed);
  const edited = editRelease(
    { file: release.file, bytes, observed, policy, objection },
    { to, fields: decision.fields, ...(decision.isEmergency ? { emergency: true as const } : {}) },
  );
  if (!edited.ok) return { kind: 'refused', reasons: reasonsOf(edited.findings) };
  const placed = await placeEdit(deps, {
    waitsFor: decision.waitsFor,
    proposal: {
      key: requestKey(delivery),
      base: desired.commit,
      files: new Map([[release.file, new TextDecoder('utf-8', { ignoreBOM: true }).decode(edited.value)]]),
      assumes: ['stagepost.yaml'],
      author: authorOf(actor, deps.tickets.urlOf(message.ticket)),
      at: change.at,
      title: `${releaseTitle(release.id)}: ${observed.state} -> ${to}`,
      body: bodyOf(deps, message, { actor, fields: decision.fields }),
      trailers: trailersOf(message, delivery, actor),
    },
  });
  return standingOf(placed, release.id);
}

function wordsOf(
  { tickets }: RequestDeps,
  { ticket, changes }: TicketReading,
  { actor: login, at, number }: TicketChange,
): Promise<string> {
  // What was said of the change before is no reason for this one.
  const after = changes.findLast((each) => each.number < number)?.number ?? 0;
  return tickets.said({ ticket, login, after, from: plusSeconds(at, -wordsBeforeSeconds) });
}

function bodyOf(
  { tickets }: RequestDeps,
  { ticket }: RolloutMessage,
  { actor, fields }: { readonly actor: TicketActor; readonly fields: Readonly<Record<string, string>> },
): string {
  const lines = Object.entries(fields).map(([field, value]) => `${field}: ${value}`);
  return [`Asked for by ${actor.name} on ticket ${ticket}: ${tickets.urlOf(ticket)}`, ...lines].join('\n');
}

/** What stands at the end of the commit of a request. */
export function trailersOf(
  { ticket }: RolloutMessage,
  delivery: string,
  { login }: TicketActor,
): readonly (readonly [string, string])[] {
  return [
    ['Stagepost-Ticket', String(ticket)],
    ['Stagepost-Actor', login],
    ['Stagepost-Delivery', delivery],
  ];
}

/** Every finding as a sentence with its mend. */
export function reasonsOf(findings: readonly Finding[]): readonly [string, ...string[]] {
  const [first = 'the file cannot be written so', ...others] = findings.map(({ message, hint }) =>
    hint === '' ? message : `${message}; ${hint}`,
  );
  return [first, ...others];
}
