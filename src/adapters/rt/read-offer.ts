import type { TicketOffer } from '../../domain/ticket-request.ts';
import type { Place } from './place.ts';
import { shownWord, ticketInQueue } from './read-request.ts';
import { ourFields } from './read-ticket.ts';

const longest = 2000;

/** What a new ticket says of a release, with the files that are attached to it. */
export async function readOffer(place: Place, number: number): Promise<TicketOffer | null> {
  const ticket = await ticketInQueue(place, number);
  if (ticket === null) return null;
  const fileAt = async (path: string | null) => (path === null ? null : place.client.download(path));
  const { filePaths } = ticket;
  const { subject = '', associatedMajorRelease = '', syncUrl = '', ...fields } = ourFields(ticket);
  return {
    subject: shownWord(subject, 200),
    majorRelease: shownWord(associatedMajorRelease, longest),
    type: fields.releaseType ?? '',
    isEmergency: fields.emergencyRelease === 'Yes',
    url: shownWord(syncUrl, longest),
    checksums: await fileAt(filePaths.checksums),
    releaseXml: await fileAt(filePaths.metadata),
  };
}
