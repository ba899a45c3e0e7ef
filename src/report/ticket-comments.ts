import { sha256Of } from '../domain/digest.ts';
import { isEndState } from '../domain/lifecycle.ts';
import type { HeldBack } from '../domain/plan.ts';
import { rolledBack } from '../domain/promotion.ts';
import type { ReleaseRecord } from '../domain/record.ts';
import { type Release, releaseTitle } from '../domain/release.ts';
import { rolloutOutcome } from '../domain/rollout-outcome.ts';
import type { TicketComment } from '../domain/ticket.ts';
import { isWithdrawn } from '../domain/withdrawal.ts';
import { stateText } from './names.ts';
import { failureAsText } from './outcome-as-text.ts';
import { timesAttachment } from './ticket-times.ts';
import { verdictAsText } from './verdict-as-text.ts';

/**
 * What a ticket should be told about the present of its release: one comment for the state that it is in, a failure or a
 * refusal, keyed by what happened, so that a repetition of the same is no second comment (R73, R76). `why` is what those
 * who are told of the state must hear; null for nothing. RT mails comments whose keys begin with `state-`, `failed-`,
 * `ended-` and `withdrawn-` to those who are told.
 */
export function ticketComments(
  release: Release,
  recorded: ReleaseRecord,
  { held, why }: { readonly held: HeldBack | null; readonly why: string | null },
): readonly TicketComment[] {
  return [
    ...stateComment(release, recorded, why),
    ...failureComment(release, recorded),
    ...endComment(release, recorded),
    ...rollbackComment(release, recorded),
    ...withdrawalComment(release, recorded),
    ...refusalComment(release, recorded, held),
  ];
}

function rollbackComment(release: Release, recorded: ReleaseRecord): readonly TicketComment[] {
  const visit = rolledBack(recorded);
  if (visit === null) return [];
  const text = [
    `${releaseTitle(release.id)} was taken back from production to stage rollout: ${visit.reason ?? 'no reason given'}`,
    '',
    'Clients that have installed its packages keep them, and none is downgraded. New installations find what was in production before it.',
    '',
    `Asked for by commit ${visit.commit}, in ${release.file}`,
  ].join('\n');
  return [{ key: keyOf('rolled-back', [visit.entered, visit.commit]), text }];
}

function stateComment(
  release: Release,
  { observed, visits }: ReleaseRecord,
  why: string | null,
): readonly TicketComment[] {
  if (observed.state === 'Failed' || isEndState(observed.state)) return [];
  const visit = visits.at(-1) ?? visits[0];
  const text = [
    `${releaseTitle(release.id)} is in ${stateText(observed)}${why === null ? '.' : `: ${why}`}`,
    '',
    `Asked for by commit ${visit.commit}, in ${release.file}`,
  ].join('\n');
  return [{ key: keyOf('state', [visit.state, visit.entered, visit.commit]), text }];
}

// R23, R51-R53: the provider reads on the ticket how it ended, and why it goes no further; production needs no reason.
function endComment(release: Release, recorded: ReleaseRecord): readonly TicketComment[] {
  const { observed, visits } = recorded;
  if (!isEndState(observed.state) || isWithdrawn(observed)) return [];
  const visit = visits.at(-1) ?? visits[0];
  const outcome = rolloutOutcome(recorded, release.workflow.outcome);
  const how = outcome === null ? '' : `, its stage rollout with outcome ${outcome}`;
  const isPublished = observed.state === 'Production';
  const reason = visit.reason ?? (isPublished ? '' : 'no reason given');
  const text = [
    `${releaseTitle(release.id)} ended as ${stateText(observed)}${how}${reason === '' ? '' : `: ${reason}`}`,
    '',
    isPublished
      ? 'Everybody who uses production is offered its packages.'
      : 'Nothing of it is published, and this is final; other content comes as a new version or submission.',
    '',
    `Asked for by commit ${visit.commit}, in ${release.file}`,
  ].join('\n');
  const key = keyOf('ended', [visit.state, visit.entered, visit.commit]);
  return [{ key, text, attachment: timesAttachment(recorded) }];
}

function failureComment(release: Release, { observed }: ReleaseRecord): readonly TicketComment[] {
  if (observed.state !== 'Failed') return [];
  const { failure, from, wanted } = observed;
  const text = [
    `${releaseTitle(release.id)}: the step from ${from} to ${wanted} failed. Packages are where they were before it.`,
    '',
    failureAsText(failure),
    '',
    `Release file: ${release.file}`,
  ].join('\n');
  return [{ key: keyOf('failed', [wanted, failure.code, failure.message, failure.since]), text }];
}

function withdrawalComment(release: Release, { observed, visits }: ReleaseRecord): readonly TicketComment[] {
  if (!isWithdrawn(observed)) return [];
  const visit = visits.at(-1) ?? visits[0];
  const text = [
    `${releaseTitle(release.id)} was withdrawn from production: ${observed.withdrawn.reason}`,
    '',
    'Clients that have installed its packages keep them, and none is downgraded.',
    '',
    `Asked for by commit ${visit.commit}, in ${release.file}`,
  ].join('\n');
  return [{ key: keyOf('withdrawn', [visit.entered, visit.commit]), text }];
}

function refusalComment(
  release: Release,
  { observed }: ReleaseRecord,
  held: HeldBack | null,
): readonly TicketComment[] {
  if (held?.verdict.kind !== 'blocked' || observed.state === 'Failed') return [];
  const place = held.at === null ? release.file : `${held.at.file}:${held.at.line}`;
  const text = [
    `${releaseTitle(release.id)} stays in ${observed.state}: ${verdictAsText(held.verdict)}`,
    '',
    `Asked for in ${place}`,
  ].join('\n');
  return [{ key: keyOf('refused', [observed.state, held.desired ?? '', held.verdict.sentence]), text }];
}

function keyOf(kind: string, parts: readonly string[]): string {
  return `${kind}-${sha256Of(parts.join('\n')).slice(0, 16)}`;
}
