import {
  type DesiredTicket,
  type ObservedTicket,
  type TicketChanges,
  type TicketHistory,
  type TicketPerson,
  ticketFieldNames,
  ticketFileNames,
} from './ticket.ts';

/** Nobody else did anything. */
export const quietHistory: TicketHistory = { edits: [], given: null };

/**
 * What is different; the same arguments give the same changes, and equal tickets give none. What others did matters for
 * the owner alone.
 */
export function ticketChanges(
  desired: DesiredTicket,
  observed: ObservedTicket,
  history: TicketHistory = quietHistory,
): TicketChanges {
  const fields = { ...desired.fields, status: statusFor(desired, observed) };
  const changed = ticketFieldNames.filter((name) => fields[name] !== observed.fields[name]);
  const cc = sameOnes(desired.watchers.cc, observed.watchers.cc) ? {} : { cc: desired.watchers.cc };
  const adminCc = sameOnes(desired.watchers.adminCc, observed.watchers.adminCc)
    ? {}
    : { adminCc: desired.watchers.adminCc };
  const files = ticketFileNames.flatMap((name) => {
    const wanted = desired.files[name];
    return wanted === null || wanted.sha256 === observed.files[name] ? [] : [[name, wanted] as const];
  });
  return {
    release: desired.release === observed.release ? null : desired.release,
    fields: Object.fromEntries(changed.map((name) => [name, fields[name]])),
    ...ownerChange(desired, observed, history),
    watchers: { ...cc, ...adminCc },
    links: desired.links.filter((link) => !observed.links.includes(link)),
    files: Object.fromEntries(files),
    comments: desired.comments.filter((comment) => !observed.comments.has(comment.key)),
  };
}

/** Whether there is nothing to write. */
export function isUnchanged(changes: TicketChanges): boolean {
  return changedParts(changes).length === 0 && changes.links.length === 0 && changes.comments.length === 0;
}

/** The parts that differ, in the order in which people read them; the mark is `release`. */
export function changedParts(changes: TicketChanges): readonly string[] {
  return [
    ...(changes.release === null ? [] : ['release']),
    ...Object.keys(changes.fields),
    ...(changes.owner === undefined ? [] : ['owner']),
    ...Object.keys(changes.watchers),
    ...Object.keys(changes.files),
  ];
}

/**
 * The ticket while a change that somebody made on it is still a request: the state and the reports that they wrote for it
 * are left alone, and not yet true.
 */
export function whileAsked(desired: DesiredTicket, { fields }: ObservedTicket): DesiredTicket {
  const {
    rolloutProgress = desired.fields.rolloutProgress,
    verificationReport = desired.fields.verificationReport,
    stageRolloutReport = desired.fields.stageRolloutReport,
  } = fields;
  const theirs = { rolloutProgress, verificationReport, stageRolloutReport };
  return { ...desired, fields: { ...desired.fields, ...theirs, communicationStatus: 'Pending' } };
}

/** Whether both name the same one; letters of addresses and groups count alike in either case. */
export function isSamePerson(one: TicketPerson | null, other: TicketPerson | null): boolean {
  if (one === null || other === null) return one === other;
  return one.kind === other.kind && one.name.toLowerCase() === other.name.toLowerCase();
}

/**
 * R22: new only until somebody is assigned. Who answers on a new ticket has opened it, and no tracker makes an open one
 * new again.
 */
function statusFor({ fields }: DesiredTicket, { owner, fields: { status } }: ObservedTicket) {
  return fields.status === 'new' && (owner !== null || status === 'open') ? 'open' : fields.status;
}

/** R28: owners delegate, so whom somebody gave the ticket to within the phase stays. */
function ownerChange(
  { owner }: DesiredTicket,
  observed: ObservedTicket,
  { given }: TicketHistory,
): Pick<TicketChanges, 'owner'> {
  if (owner === null || isSamePerson(owner.person, observed.owner)) return {};
  const stands = observed.owner !== null && given !== null && given >= owner.since;
  return stands ? {} : { owner: owner.person };
}

function sameOnes(wanted: readonly TicketPerson[], there: readonly TicketPerson[]): boolean {
  const has = (some: readonly TicketPerson[], one: TicketPerson) =>
    some.some((other) => isSamePerson(one, other));
  return wanted.every((one) => has(there, one)) && there.every((one) => has(wanted, one));
}
