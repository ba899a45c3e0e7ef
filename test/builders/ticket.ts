import { sha256Of } from '../../src/domain/digest.ts';
import type { ReleaseId } from '../../src/domain/release.ts';
import type { DesiredTicket, TicketChanges, TicketFields, TicketFile } from '../../src/domain/ticket.ts';

/** The fields of a ticket whose release has just been verified. */
export function ticketFields(more: Partial<TicketFields> = {}): TicketFields {
  return {
    subject: 'voms 4.2.0 for UMD 5 – žluťoučký 🚀',
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

/** A ticket with both documents of the provider, without comments, people and links. */
export function desiredTicket(release: string, more: Partial<DesiredTicket> = {}): DesiredTicket {
  return {
    release: release as ReleaseId,
    number: null,
    fields: ticketFields(),
    owner: null,
    watchers: { cc: [], adminCc: [] },
    links: [],
    files: {
      metadata: fileOf('<release>žluťoučký 🚀</release>\n'),
      checksums: fileOf('<checksums/>\n'),
    },
    comments: [],
    ...more,
  };
}

/** No change at all. */
export const noChanges: TicketChanges = {
  release: null,
  fields: {},
  watchers: {},
  links: [],
  files: {},
  comments: [],
};

export function fileOf(content: Uint8Array | string): TicketFile {
  return { sha256: sha256Of(content), content: Buffer.from(content) };
}
