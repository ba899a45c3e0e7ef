import { type Release, releaseTitle } from '../domain/release.ts';
import type { TicketComment, TicketEdit, TicketPart } from '../domain/ticket.ts';
import { momentOf } from './times.ts';

const mostLines = 20;

const titles: { readonly [part in TicketPart]: string } = {
  subject: 'Subject',
  status: 'Status',
  rolloutProgress: 'RolloutProgress',
  communicationStatus: 'CommunicationStatus',
  repositoryUrl: 'RepositoryURL',
  emergencyRelease: 'EmergencyRelease',
  releaseType: 'ReleaseType',
  associatedMajorRelease: 'AssociatedMajorRelease',
  syncProtocol: 'Sync-Protocol',
  syncUrl: 'Sync-URL',
  verificationReport: 'Verification-Report',
  stageRolloutReport: 'StageRollout-Report',
  owner: 'Owner',
  cc: 'Cc',
  adminCc: 'AdminCc',
  metadata: 'Release-metadata',
  checksums: 'Release-checksums',
};

/** The comment that tells of what people changed by hand and what is set back, before it is; none for nothing. */
export function editComment({ id, file }: Release, edits: readonly TicketEdit[]): readonly TicketComment[] {
  const last = edits.at(-1);
  if (last === undefined) return [];
  const lines = edits.map((edit) => `- ${lineOf(edit)}`);
  const more = lines.length > mostLines ? [`- and ${lines.length - mostLines} more`] : [];
  const text = [
    `This ticket shows what git says about ${releaseTitle(id)}, and was changed by hand. It is set back:`,
    '',
    ...lines.slice(0, mostLines),
    ...more,
    '',
    `What to do: change ${file} by a pull request; this ticket follows when it is merged.`,
  ].join('\n');
  return [{ key: `edited-${last.number}`, text }];
}

function lineOf({ part, by, at, from, to }: TicketEdit): string {
  const change = from === '' && to === '' ? '' : ` from ${quoted(from)} to ${quoted(to)}`;
  return `${titles[part]}${change}, by ${by === '' ? 'somebody' : by}, ${momentOf(at)}`;
}

function quoted(text: string): string {
  return text === '' ? 'nothing' : `"${text}"`;
}
