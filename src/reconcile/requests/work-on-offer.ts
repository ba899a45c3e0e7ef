import { checkNewRelease } from '../../desired/edits/check-new-release.ts';
import { findProvider } from '../../desired/edits/find-provider.ts';
import { type NewSubmission, submitRelease, unsaidIn } from '../../desired/edits/submit-release.ts';
import { failureOf, StagepostError } from '../../domain/failure.ts';
import { releaseFileOf, releaseTitle } from '../../domain/release.ts';
import { type MessageStanding, requestKey } from '../../domain/rollout-message.ts';
import type { TicketChange, TicketOffer } from '../../domain/ticket-request.ts';
import { findChange } from '../../plan/requests/find-change.ts';
import { authorOf } from './author-of.ts';
import { placeEdit } from './place-edit.ts';
import type { RequestDeps } from './request-deps.ts';
import { standingOf } from './standing-of.ts';
import { type Asked, reasonsOf, trailersOf } from './work-on-change.ts';

type Refused = Extract<MessageStanding, { readonly kind: 'refused' }>;

/** Makes the file of a new release of a new ticket (R8, R11), always for people to merge; null when it is to be asked again. */
export async function workOnOffer(deps: RequestDeps, asked: Asked): Promise<MessageStanding | null> {
  const { ticket } = asked.message;
  const reading = await deps.tickets.read(ticket);
  const found = findChange(asked, reading);
  if (found.kind === 'settle') return { kind: 'settled', why: found.why };
  if (found.kind === 'refuse') return { kind: 'refused', reasons: found.reasons };
  if (reading?.release !== null && reading?.release !== undefined)
    return { kind: 'settled', why: `the ticket is marked as that of ${reading.release}` };
  if (reading?.isOpen === false) return { kind: 'settled', why: 'the ticket was closed' };
  const offer = await deps.tickets.offer(ticket);
  if (offer === null) return refused(`the queue has no ticket ${ticket} that can be seen`);
  const submission = await submissionOf(deps, asked, offer);
  return 'kind' in submission ? submission : submit(deps, asked, { submission, change: found.change });
}

async function submissionOf(
  deps: RequestDeps,
  { message, snapshot }: Asked,
  { url, majorRelease, type, isEmergency, checksums, releaseXml }: TicketOffer,
): Promise<NewSubmission | Refused> {
  const { policy } = snapshot.desired;
  if (checksums === null)
    return refused('Release-checksums holds no checksums.xml; attach that of the provider');
  try {
    const offered = findProvider(policy, url);
    const { provider } = offered;
    const described = await deps.describe({ policy, provider, checksums, releaseXml });
    const { checksumsDigest, ...said } = described;
    const submission: NewSubmission = {
      ...said,
      ...{ majorRelease, provider: provider.key, submission: 1 },
      type: said.type ?? (type === '' ? policy.defaultReleaseType : type),
      emergency: said.emergency || isEmergency,
      security: false,
      source: {
        ...{ protocol: offered.protocol, url: offered.url, checksums: 'checksums.xml' },
        releaseXml: releaseXml === null ? null : 'release.xml',
        checksumsDigest: `sha256:${checksumsDigest}`,
      },
      ...{ advisoryLinks: [], stacks: [], tickets: { rt: message.ticket } },
    };
    const unsaid = unsaidIn(submission);
    if (unsaid.length === 0) return submission;
    return refused(`release.xml does not say ${unsaid.join(', ')}; attach one that does to Release-metadata`);
  } catch (error) {
    if (!(error instanceof StagepostError)) throw error;
    const { message: why, hint, details, treatment } = failureOf(error);
    // A full disk or a program that hung says nothing about the documents.
    if (treatment === 'retry') throw error;
    return refused(hint === '' ? why : `${why}; ${hint}`, ...details);
  }
}

async function submit(
  deps: RequestDeps,
  { delivery, message, snapshot }: Asked,
  { submission, change }: { readonly submission: NewSubmission; readonly change: TicketChange },
): Promise<MessageStanding | null> {
  const { desired, record } = snapshot;
  const { id, text } = submitRelease(submission);
  const file = releaseFileOf(id);
  const known = [...desired.releases.map(({ release }) => release), ...desired.unreadable];
  if (known.some((each) => each.id === id))
    return refused(
      `this release is there already: ${file}; another packaging of the same version is a submission of its own, which stagepost submit --submission 2 makes`,
    );
  const checked = checkNewRelease(file, new TextEncoder().encode(text), { desired, record });
  if (!checked.ok) return { kind: 'refused', reasons: reasonsOf(checked.findings) };
  const actor = await deps.tickets.actor(change.actor, []);
  const address = deps.tickets.urlOf(message.ticket);
  const placed = await placeEdit(deps, {
    waitsFor: ['it is a new release'],
    proposal: {
      key: requestKey(delivery),
      base: desired.commit,
      files: new Map([[file, text]]),
      assumes: ['stagepost.yaml'],
      author: authorOf(actor, address),
      at: change.at,
      title: `${releaseTitle(id)}: submitted`,
      body: `Submitted by ${actor.name} on ticket ${message.ticket}: ${address}`,
      trailers: trailersOf(message, delivery, actor),
    },
  });
  return standingOf(placed, null);
}

function refused(first: string, ...others: readonly string[]): Refused {
  return { kind: 'refused', reasons: [first, ...others] };
}
