import { open, type Standing, shownBy, tests } from './standing.ts';

const monthsAddUp = tests(
  'metrics/properties',
  'The sum over months is the total, and each entry is in the month of its moment.',
);
const byTracker = tests('deploy/rt-mail.service', 'of %s, to everybody whom its row names.');
const ticketPeople = (...titles: readonly string[]) => tests('plan/notifications/ticket-people', ...titles);
const matrix = tests('plan/notifications/matrix', 'In $state it says of $group "$cell", and so it is.');
const mailed = tests(
  'plan/notifications/letters',
  'about %s go to all whom the matrix names, as it names them.',
  'go to those alone whom the matrix names and who have an address.',
);
const requested = (...titles: readonly string[]) => tests('story/requests.service', ...titles);
const heard = (...titles: readonly string[]) => tests('story/mail.service', ...titles);
const recipients = (...titles: readonly string[]) => tests('plan/notifications/recipients', ...titles);

/** R86 to R114. */
export const peopleRequirements: Readonly<Record<string, Standing>> = {
  R86: shownBy(
    tests('http/inbox', 'that is signed and right is kept as it came, and answered with 202'),
    tests(
      'story/told-changes.service',
      'an allowed step is signed, taken, and waits with the name of who asked.',
    ),
  ),
  R87: shownBy(
    tests('http/inbox', 'with mistakes is answered with every reason, and kept with them'),
    tests(
      'plan/judge-message',
      'is refused with every reason at once, also when it is out of date and the step is none',
    ),
  ),
  R88: shownBy(
    tests(
      'reconcile/mirror-tickets',
      'tell once of a message about them that was refused, with every reason.',
    ),
  ),
  R89: shownBy(
    tests('http/inbox', 'with mistakes is answered with every reason, and kept with them'),
    tests('story/inbox.service', 'that were answered with 202 are there after every SIGKILL, once each'),
  ),
  R90: shownBy(
    tests('plan/judge-message', 'is refused when its previous value is not what is recorded'),
    tests('http/inbox', 'is kept and refused when its previous value is out of date'),
  ),
  R91: shownBy(
    requested(
      'comes to main in the name of who asked, and is OK when it is so; Stagepost’s own writing is no request.',
      'is refused with every reason as one comment, and set back, when the ticket lacks what it needs.',
      'waits on a branch when packages would move, Pending, and is settled when people merge it.',
    ),
    tests(
      'plan/requests/requests',
      'lands by itself when it touches no packages and its actor owns the step.',
      'never lands by itself when packages would move, unless policy says so, and never against the table.',
    ),
  ),
  R92: shownBy(
    tests('plan/desired-ticket', 'says whether what was asked for last is true, waited for or refused'),
    tests(
      'story/tickets.service',
      'follows its release to production, while the one behind it is Deferred and Pending.',
      'of a fetch that fails is one comment with the file and what to do, however often it is tried.',
      'of a step that is not one is one comment with the line of the file.',
    ),
  ),
  R93: shownBy(byTracker, matrix, mailed),
  R94: shownBy(
    byTracker,
    matrix,
    mailed,
    heard('hear of a failure and of an end with its reason, and of each under one Message-ID.'),
  ),
  R95: shownBy(
    byTracker,
    matrix,
    mailed,
    recipients(
      'Whatever happened, recipients are made from nothing, each once, with its grounds, and administrators are among them.',
    ),
  ),
  R96: shownBy(
    tests(
      'plan/notifications/matrix',
      'In $state it says of $group "$cell", and so it is.',
      'has a row for every state and a column for every group.',
    ),
    tests('config/read-notifications', 'puts each cell of the file in the place of the shipped one, whole.'),
  ),
  R97: shownBy(
    byTracker,
    ticketPeople('are made from nothing for each state, so that nobody stays by accident (R97)'),
    mailed,
    recipients(
      'Whatever happened, recipients are made from nothing, each once, with its grounds, and administrators are among them.',
    ),
  ),
  R98: shownBy(
    byTracker,
    heard('hear nothing of what was done before the host had mail, and once of everything after it.'),
    tests(
      'reconcile/tell-by-mail',
      'leaves the past alone when it begins, and tells once of what is written down from then on.',
    ),
  ),
  R99: shownBy(
    byTracker,
    mailed,
    ticketPeople('are those of the state, with administrators and watchers behind them'),
    recipients(
      'are told as a team when it was invited or has accepted, and not when it declined.',
      'are the lists of the stacks that the release names, under the names that policy gives.',
    ),
  ),
  R100: shownBy(
    byTracker,
    matrix,
    mailed,
    heard('hear nothing of what was done before the host had mail, and once of everything after it.'),
  ),
  R101: shownBy(
    byTracker,
    matrix,
    mailed,
    heard('are not kept from it by one whom the server does not know; that is told, and mended by a person.'),
  ),
  R102: open('`stagepost status` shows the pipeline on the host; user support has no view of its own.'),
  R103: shownBy(recipients('are persons, and lists are lists.')),
  R104: shownBy(
    tests(
      'config/read-early-adopters',
      'gives teams by key, with memberships in order of time and what was left out filled in.',
    ),
    tests('desired/reports', 'when its team is not registered.'),
  ),
  R105: shownBy(
    tests(
      'desired/reports',
      'are read with all that they say, in order of team.',
      'when it has a result without a day.',
      'when somebody reports who did not accept.',
    ),
  ),
  R106: shownBy(
    tests(
      'plan/gates/early-adopters',
      'but not before every accepting team has reported, and the sentence names them.',
    ),
    tests(
      'plan/approvals/fields',
      'What the managers of the staged rollout have to say, %s, counts with their signature alone.',
    ),
  ),
  R107: shownBy(
    tests('plan/desired-ticket', 'tell of the end how long each state lasted, as a file'),
    tests('metrics/stays', 'is told for each visit and in total, and the last visit lasts until now.'),
    tests('metrics/commands', 'give visits with both ends, and totals, as comma-separated values.'),
    tests(
      'metrics/properties',
      'The times in states add up to the life of the release, and none is negative.',
    ),
  ),
  R108: shownBy(
    tests(
      'metrics/make-metrics',
      'M.REPO-1 counts the first arrival in Submitted:',
      'M.REPO-2 counts the decision that a release passed verification:',
      'M.REPO-3 counts the way from stage rollout to production:',
    ),
    monthsAddUp,
  ),
  R109: shownBy(
    tests(
      'metrics/make-metrics',
      'M.SA1.3-1 counts the teams that reported on a release:',
      'M.SA1.3-2 and -3 count how stage rollouts ended:',
    ),
    monthsAddUp,
  ),
  R110: shownBy(
    tests(
      'metrics/make-metrics',
      'M.SA1.3-4 measures from stage rollout to acceptance:',
      'M.SA1.3-5 measures from acceptance to the publication of the consolidated report:',
    ),
    monthsAddUp,
  ),
  R111: shownBy(
    tests('metrics/make-metrics', 'M.SA1.3-6 and -7 count what teams and infrastructures took part in:'),
    monthsAddUp,
  ),
  R112: shownBy(
    tests('metrics/commands', 'answer as their page shows.'),
    tests(
      'adapters/git/record-store',
      'A commit of the record is by Stagepost, dated by the clock, and its message is as it was given.',
      'Every commit stands on the one before, and the working tree of origin is left alone.',
    ),
    tests(
      'story/readers.service',
      'gpg verifies the files that the record keeps, and they are those that are published.',
    ),
    tests('audit/audit.service', 'It proves everything, with the host and from the clone alone.'),
  ),
  R113: shownBy(
    tests(
      'domain/approval-policy',
      'from %s to %s is what the law says: %s',
      'is the same to the second opinion, for every pair of states.',
    ),
    tests(
      'cli/approve.service',
      'is held where the key is nobody’s, or that of somebody without the role.',
      'is held where the approver comes with the same merge.',
    ),
    tests('audit/audit.service', 'It finds edit %i and names it.'),
  ),
  R114: shownBy(
    tests('story/branches.service', 'changes nothing, whatever it asks for, until it is merged.'),
  ),
};
