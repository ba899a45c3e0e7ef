import { sha256Of } from '../../src/domain/digest.ts';
import type { ReleaseId } from '../../src/domain/release.ts';
import type { DesiredTicket, ReleaseMetadata, TicketFields } from '../../src/domain/ticket.ts';

/** The fields of a ticket whose release has just been verified. */
export function ticketFields(more: Partial<TicketFields> = {}): TicketFields {
  return {
    status: 'open',
    rolloutProgress: 'StageRollout',
    communicationStatus: 'OK',
    repositoryUrl: 'https://repo.example.org/stage-rollout/umd-5/',
    emergencyRelease: 'No',
    releaseType: 'Incremental',
    associatedMajorRelease: 'umd-5',
    syncProtocol: 'rsync',
    syncUrl: 'rsync://repo.emi.example.org/umd5/voms/4.2.0/',
    verificationReport: 'https://example.org/verified',
    stageRolloutReport: '',
    ...more,
  };
}

/** A ticket with release.xml and without comments. */
export function desiredTicket(release: string, more: Partial<DesiredTicket> = {}): DesiredTicket {
  return {
    release: release as ReleaseId,
    number: null,
    subject: `${release} – žluťoučký 🚀`,
    fields: ticketFields(),
    metadata: metadataOf('<release>žluťoučký 🚀</release>\n'),
    comments: [],
    ...more,
  };
}

export function metadataOf(content: Uint8Array | string): ReleaseMetadata {
  return { sha256: sha256Of(content), content: Buffer.from(content) };
}
