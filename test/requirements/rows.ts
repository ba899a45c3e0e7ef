import { open, type Standing, scenario, shownBy, tests } from './standing.ts';

const table = tests(
  'domain/lifecycle',
  'says what the policy says about every observed state, wish and route',
);
const wholeWay = scenario('whole-way', 'A release goes all the way to production');
const waiting = scenario('waiting-for-response', 'Verification asks the provider and goes on');
const slot = scenario('slot-and-deferred', 'One release at a time is in stage rollout');
const rejected = scenario('rejected-in-verification', 'Verification finds a fault');
const directly = scenario('emergency-direct', 'An emergency goes directly to production');
const unsupported = scenario('ignored-unsupported-target', 'A release for a platform that is not supported');
const failedFetch = scenario('failed-fetch', 'A fetch fails and is tried again');
const halfWay = scenario('failed-half-way', 'A move fails half way');
const rollback = scenario('rollback', 'A promotion is taken back');
const withheld = scenario('not-published', 'A release passes and is withheld');

/** The rows of the table of transitions in docs/requirements.md, and what shows each. */
export const transitionRows: Readonly<Record<string, Standing>> = {
  '(nothing) -> Submitted': shownBy(
    scenario('starting-values', 'Whatever a new file names, its release begins as Submitted'),
  ),
  'Submitted -> Unverified': shownBy(table, scenario('first-submission', 'A release is submitted')),
  'Submitted -> Ignored': shownBy(table, unsupported),
  'Submitted -> Rejected': shownBy(table),
  'Unverified -> Ignored': shownBy(
    table,
    tests(
      'story/branches.service',
      'Ignored before anybody looks at it, it leaves the unverified area as well.',
    ),
  ),
  'Unverified -> Rejected': shownBy(table),
  'Unverified -> InVerification': shownBy(table, wholeWay),
  'InVerification -> WaitingForResponse': shownBy(table, waiting),
  'WaitingForResponse -> InVerification': shownBy(table, waiting),
  'InVerification -> StageRollout': shownBy(table, wholeWay),
  'WaitingForResponse -> StageRollout': shownBy(table, waiting),
  'InVerification -> Deferred': shownBy(slot),
  'WaitingForResponse -> Deferred': shownBy(
    tests('plan/deferred', 'Who waits for the slot remembers where it came from: %j is %s.'),
  ),
  'InVerification -> Rejected': shownBy(table, rejected),
  'WaitingForResponse -> Rejected': shownBy(table),
  'Deferred -> StageRollout': shownBy(table, slot),
  'Deferred -> Rejected': shownBy(table),
  'Deferred -> NotPublished': shownBy(table),
  'StageRollout -> Production': shownBy(table, wholeWay),
  'StageRollout -> Rejected': shownBy(
    table,
    scenario('rejected-from-stage-rollout', 'Early adopters find a fault'),
  ),
  'StageRollout -> NotPublished': shownBy(table, withheld),
  'Unverified -> Production': shownBy(table, directly),
  'InVerification -> Production': shownBy(table),
  'any working state -> Failed': shownBy(failedFetch, halfWay),
  'Failed -> the state that was asked for': shownBy(table, failedFetch, halfWay),
  'Failed -> Rejected': shownBy(table),
  'Failed -> Ignored': shownBy(table),
  'Production -> StageRollout': shownBy(table, rollback),
  'Production -> Deferred': shownBy(rollback),
  'Deferred -> Production': shownBy(table, rollback),
  'Failed -> Production': shownBy(table),
};

const metrics = (title: string) => tests('metrics/make-metrics', title);
const endings = metrics('M.SA1.3-2 and -3 count how stage rollouts ended:');
const teams = metrics('M.SA1.3-6 and -7 count what teams and infrastructures took part in:');

/** The metrics of docs/requirements.md, and what shows each. */
export const metricRows: Readonly<Record<string, Standing>> = {
  'M.REPO-1': shownBy(metrics('M.REPO-1 counts the first arrival in Submitted:')),
  'M.REPO-2': shownBy(metrics('M.REPO-2 counts the decision that a release passed verification:')),
  'M.REPO-3': shownBy(metrics('M.REPO-3 counts the way from stage rollout to production:')),
  'M.SA1.3-1': shownBy(metrics('M.SA1.3-1 counts the teams that reported on a release:')),
  'M.SA1.3-2': shownBy(endings),
  'M.SA1.3-3': shownBy(endings),
  'M.SA1.3-4': shownBy(metrics('M.SA1.3-4 measures from stage rollout to acceptance:')),
  'M.SA1.3-5': shownBy(
    metrics('M.SA1.3-5 measures from acceptance to the publication of the consolidated report:'),
  ),
  'M.SA1.3-6': shownBy(teams),
  'M.SA1.3-7': shownBy(teams),
  'time in state': shownBy(
    tests('metrics/stays', 'is told for each visit and in total, and the last visit lasts until now.'),
    tests('metrics/commands', 'give visits with both ends, and totals, as comma-separated values.'),
  ),
};

/** The contradictions that docs/requirements.md settles, and what shows that they are settled so. */
export const contradictionRows: Readonly<Record<string, Standing>> = {
  C1: shownBy(tests('domain/older-words', 'are those of the law, each.'), endings),
  C2: shownBy(scenario('starting-values', 'Whatever a new file names, its release begins as Submitted')),
  C3: shownBy(table, wholeWay),
  C4: shownBy(
    directly,
    scenario('emergency-first-in-line', 'An emergency goes before those who asked earlier'),
    tests(
      'desired/rules',
      'goes the fast route by itself.',
      'on the direct route names approver and reason.',
    ),
    tests(
      'plan/late-emergency',
      'A release that turns out to be urgent after it was fetched takes the direct way, and nothing holds it.',
    ),
  ),
  C5: open('Nothing comes in by the helpdesk, so there is no policy about it.'),
  C6: shownBy(tests('domain/version-kind', 'of %s and %s is told where it is odd.')),
  C7: shownBy(
    tests(
      'plan/gates/early-adopters',
      'but not before every accepting team has reported, and the sentence names them.',
      'but not with fewer successes than policy asks for, and the sentence names who else there is.',
    ),
    scenario('early-adopters', 'Early adopters are heard before production'),
  ),
  C8: shownBy(
    table,
    rollback,
    tests('plan/rollback', 'where policy does not open it, which is so unless it says otherwise'),
    scenario('withdrawn', 'Packages are withdrawn from production and come back'),
  ),
  C9: shownBy(slot, scenario('two-major-releases', 'Two major releases do not wait for each other')),
  C10: shownBy(scenario('product-slots', 'By policy, each product has a slot of its own')),
  C11: shownBy(
    tests(
      'plan/notifications/matrix',
      'has a row for every state and a column for every group.',
      'In $state it says of $group "$cell", and so it is.',
    ),
    tests('config/read-notifications', 'puts each cell of the file in the place of the shipped one, whole.'),
  ),
  C12: shownBy(
    tests(
      'plan/notifications/ticket-people',
      'is the person of the phase, from its beginning on: %j %j',
      'is nobody in a phase for which policy names none',
    ),
  ),
  C13: open(
    'Administrators of the tracker may write RepositoryURL as well, to repair tickets; it is set back.',
  ),
  C14: shownBy(
    tests('desired/rules', 'A desired state brings the fields that justify it:'),
    scenario('early-adopters', 'Early adopters are heard before production'),
  ),
  C15: shownBy(tests('plan/desired-ticket', 'stands as its state stands: %j is %s')),
  C16: shownBy(
    tests(
      'intake/take-in',
      'is not fetched a second time, also when the provider is gone',
      'is refused when its content was edited after the fetch',
    ),
    scenario('edited-content', 'The content of a fetched release is edited'),
  ),
  C17: shownBy(
    wholeWay,
    tests('story/branches.service', 'changes nothing, whatever it asks for, until it is merged.'),
    tests('story/serve.service', 'publishes what is merged, without anybody running a command'),
  ),
  C18: shownBy(
    tests('metrics/commands', 'give visits with both ends, and totals, as comma-separated values.'),
  ),
  C19: shownBy(
    tests('http/inbox', 'with mistakes is answered with every reason, and kept with them'),
    tests(
      'reconcile/mirror-tickets',
      'tell once of a message about them that was refused, with every reason.',
    ),
  ),
  C20: shownBy(tests('desired/source-address', '%s is fine.')),
  C21: shownBy(tests('plan/group-packages', 'shows them below its name where it enters a repository')),
  C22: shownBy(tests('domain/version-kind', '%s is derived from it alone: %s.')),
  C23: shownBy(
    tests(
      'plan/helpdesk-news',
      'ends with %s, also where the matrix does not tell the provider of it.',
      'closes the ticket as soon as the release was fetched, where policy says so.',
    ),
  ),
  C24: shownBy(
    tests('plan/gates/gates', 'holds a release in stage rollout until its days are over, to the second'),
    tests('docs', 'a default that the page names is what the program fills in'),
  ),
  C25: shownBy(
    tests('domain/approval-policy', 'from %s to %s is what the law says: %s'),
    tests(
      'plan/approvals/fields',
      'A rejection in stage rollout is that of a manager, and not of the verification.',
    ),
  ),
  C26: shownBy(
    table,
    tests('plan/notifications/matrix', 'In $state it says of $group "$cell", and so it is.'),
    waiting,
  ),
  C27: shownBy(
    tests(
      'adapters/rsync/fetch.service',
      'never passes an option by which a provider could delete, link or run anything',
    ),
    tests(
      'adapters/rsync/link-packages.service',
      'gives every file a second name, and does so again without complaint',
    ),
  ),
};
