import type { ReleaseReports } from '../domain/early-adopter.ts';
import { isEndState, type ObservedState } from '../domain/lifecycle.ts';
import type { MajorRelease } from '../domain/major-release.ts';
import type { HeldBack } from '../domain/plan.ts';
import type { Policy } from '../domain/policy.ts';
import type { ReconcilerRecord, ReleaseRecord } from '../domain/record.ts';
import { type Release, releaseTitle } from '../domain/release.ts';
import { type Repository, sharedRepositoriesOf, unverifiedRepositoriesOf } from '../domain/repository.ts';
import type {
  CommunicationStatus,
  DesiredTicket,
  TicketComment,
  TicketFields,
  TicketStatus,
} from '../domain/ticket.ts';
import { ticketOwner, ticketWatchers } from './notifications/ticket-people.ts';
import type { TicketStanding } from './requests/ticket-standing.ts';

/** What the ticket of a release is made from: what was recorded, and what is held back. */
export interface TicketFacts {
  readonly release: Release;
  readonly reports: ReleaseReports;
  readonly policy: Policy;
  readonly major: MajorRelease;
  readonly recorded: ReleaseRecord;
  readonly record: ReconcilerRecord;
  readonly held: HeldBack | null;
  /** Address of a published repository, without a slash at its end. */
  readonly urlOf: (repository: Repository) => string;
  /** Where people read of the release: its file, its page; none where there is no such place. */
  readonly pages: readonly string[];
  readonly files: DesiredTicket['files'];
  readonly comments: readonly TicketComment[];
  /** What the last request on it has come to; null where nothing is to be said of it. */
  readonly request: TicketStanding | null;
}

/** The ticket that a release should have; it says what is so, and never what is only wished. */
export function desiredTicket(facts: TicketFacts): DesiredTicket {
  const { release, recorded, policy, pages, files, comments } = facts;
  return {
    release: release.id,
    number: release.workflow.tickets.rt,
    fields: fieldsOf(facts),
    owner: ticketOwner(recorded, policy),
    watchers: ticketWatchers(facts),
    links: [...new Set([...pages, ...reportLinks(facts)])],
    files,
    comments,
  };
}

/** What early adopters wrote, as far as it is in the web (R105). */
function reportLinks({ reports }: TicketFacts): readonly string[] {
  return reports.known.flatMap(({ link }) => (link === null ? [] : [link]));
}

function fieldsOf({ release, major, recorded, record, held, urlOf, request }: TicketFacts): TicketFields {
  const { content, workflow } = release;
  const { observed } = recorded;
  const places = placesOf(release, major, record).map(urlOf);
  return {
    subject: `${releaseTitle(release.id)} for ${major.title}`,
    status: statusOf(observed),
    rolloutProgress: observed.state,
    communicationStatus: communicationOf(recorded, held, request),
    repositoryUrl: commonFolder(places),
    emergencyRelease: workflow.emergency.route === 'normal' ? 'No' : 'Yes',
    releaseType: content.type,
    associatedMajorRelease: content.majorRelease,
    syncProtocol: content.source.protocol,
    syncUrl: content.source.url,
    verificationReport: workflow.verificationReport ?? '',
    stageRolloutReport: workflow.stageRolloutReport ?? '',
  };
}

// R21-R23, C15: new until somebody works on it, open while they do, resolved with whatever end it came to. `rejected` is for
// tickets that are none, and no release has one of those.
function statusOf(observed: ObservedState): TicketStatus {
  if (isEndState(observed.state)) return 'resolved';
  return observed.state === 'Submitted' ? 'new' : 'open';
}

// R92: what was asked for last is true, is waited for, or was refused or failed.
function communicationOf(
  { observed, visits }: ReleaseRecord,
  held: HeldBack | null,
  request: TicketStanding | null,
): CommunicationStatus {
  if (request?.kind === 'open') return 'Pending';
  if (request?.kind === 'refused' && !visits.some(({ entered }) => entered > request.at)) return 'Failed';
  if (observed.state === 'Failed' || held?.verdict.kind === 'blocked') return 'Failed';
  return held === null && observed.state !== 'Submitted' ? 'OK' : 'Pending';
}

/** The repositories that hold packages of the release now, as recorded (R14). */
function placesOf(release: Release, major: MajorRelease, record: ReconcilerRecord): readonly Repository[] {
  return [...unverifiedRepositoriesOf(major, release), ...sharedRepositoriesOf(major)].filter((repository) =>
    record.generations
      .get(repository.key)
      ?.generation.members.some((member) => member.release === release.id),
  );
}

/** The longest address that all share, cut at a slash; empty for none. */
export function commonFolder(urls: readonly string[]): string {
  const [first, ...others] = urls.map((url) => url.split('/'));
  if (first === undefined) return '';
  const shared = first.findIndex((part, at) => others.some((other) => other[at] !== part));
  return `${(shared < 0 ? first : first.slice(0, shared)).join('/')}/`;
}
