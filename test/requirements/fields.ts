import { open, type Standing, scenario, shownBy, tests } from './standing.ts';

const required = tests('docs', 'a field that the page calls required is missed when it is left out');
const defaults = tests('docs', 'a default that the page names is what the program fills in');
const desiredTicket = (...titles: readonly string[]) => tests('plan/desired-ticket', ...titles);
const ticketStory = (...titles: readonly string[]) => tests('story/tickets.service', ...titles);
const fieldRights = tests('deploy/rt-refusals.service', 'is read by %s, who may write %j and nothing else.');

const realTickets = (...titles: readonly string[]) => tests('reconcile/real-tickets.service', ...titles);

/** R14 to R36. */
export const fieldRequirements: Readonly<Record<string, Standing>> = {
  R14: shownBy(
    ticketStory(
      'is made once the release is there, and says what it is and where.',
      'follows its release to production, while the one behind it is Deferred and Pending.',
    ),
    fieldRights,
  ),
  R15: shownBy(defaults, tests('desired/source-address', '%s is fine.')),
  R16: shownBy(required),
  R17: shownBy(required, tests('desired/rules', 'a major release that is not known.')),
  R18: shownBy(
    tests(
      'config/read-policy',
      'becomes a policy with its defaults.',
      'has the shipped layout where it gives none.',
    ),
  ),
  R19: shownBy(
    defaults,
    tests('domain/version-kind', 'of %s and %s is told where it is odd.'),
    tests(
      'plan/odd-types',
      'A type that does not fit the version is a note of the plan that sees the release first, and holds up nothing.',
    ),
    tests(
      'story/submit.service',
      'has its fields from the submitter where there is no release.xml, and all that are missing are named.',
    ),
  ),
  R20: shownBy(
    defaults,
    tests(
      'document/read-document',
      'What a schema refuses is said in words:',
      'emergency is text, it must be true or false',
    ),
  ),
  R21: shownBy(
    desiredTicket('stands as its state stands: %j is %s'),
    tests('deploy/rt-initialdata', 'The lifecycle has every status of the program, and one to delete.'),
    ticketStory(
      'is made once the release is there, and says what it is and where.',
      'follows its release to production, while the one behind it is Deferred and Pending.',
      'of one that is rejected is resolved, leads nowhere, and says why.',
    ),
  ),
  R22: shownBy(
    tests(
      'domain/ticket-changes',
      'is new until somebody is assigned',
      'stays open where somebody has answered already',
    ),
    desiredTicket('stands as its state stands: %j is %s'),
  ),
  R23: shownBy(
    tests('plan/desired-ticket', 'stands as its state stands: %j is %s'),
    tests('plan/helpdesk-news', 'ends with %s, also where the matrix does not tell the provider of it.'),
    tests('reconcile/mirror-helpdesk', 'are told what became of their releases, and once.'),
  ),
  R24: shownBy(
    tests(
      'deploy/rt-refusals.service',
      'is none when a ticket is made: every release begins as Submitted, whatever it says (R24).',
    ),
    scenario('starting-values', 'Whatever a new file names, its release begins as Submitted'),
    tests('desired/state-spelling', 'An empty one asks for nothing: %s.'),
    tests('domain/lifecycle', 'an empty wish is what a release starts with, and is refused anywhere else'),
  ),
  R25: open(
    'With roles, the link that opens stage rollout is signed by the verification team; later changes of it are signed by whoever asks for the next step.',
  ),
  R26: shownBy(
    tests('desired/rules', 'A desired state brings the fields that justify it:'),
    tests(
      'plan/approvals/fields',
      'What the managers of the staged rollout have to say, %s, counts with their signature alone.',
    ),
  ),
  R27: shownBy(
    tests(
      'intake/take-in',
      'are refused when release.xml is one of them',
      'is refused when release.xml or the manifest cannot be read',
    ),
    tests('formats/release-xml', 'All missing fields are told at once.'),
    ticketStory('is made once the release is there, and says what it is and where.'),
  ),
  R28: shownBy(
    tests(
      'plan/notifications/ticket-people',
      'is the person of the phase, from its beginning on: %j %j',
      'is nobody in a phase for which policy names none',
    ),
    tests(
      'domain/ticket-changes',
      'is the one of the phase, unless somebody gave the ticket on within the phase',
      'is never nobody where policy names one, and nobody where it names none',
    ),
    realTickets('by giving it to somebody else is left as it is until the next phase begins (R28).'),
  ),
  R29: shownBy(
    tests(
      'plan/notifications/ticket-people',
      'are those of the state, with administrators and watchers behind them',
    ),
    realTickets('by renaming it, taking somebody out of Cc and putting others in is told and set back.'),
  ),
  R30: shownBy(
    tests(
      'desired/rules',
      'A desired state brings the fields that justify it:',
      'contradicts %s, and is told at its own line.',
    ),
    tests(
      'plan/approvals/fields',
      'What the managers of the staged rollout have to say, %s, counts with their signature alone.',
      'A rejection in stage rollout is that of a manager, and not of the verification.',
    ),
    tests(
      'domain/rollout-outcome',
      'A release that is rejected %s has the outcome Reject, whatever its file says.',
      'What passed has the outcome that people wrote, also when it is withheld.',
    ),
    tests(
      'report/status',
      'says Reject of what was rejected in stage rollout, and otherwise what people wrote',
    ),
    tests('metrics/make-metrics', 'M.SA1.3-2 and -3 count how stage rollouts ended:'),
    scenario('rejected-from-stage-rollout', 'Early adopters find a fault'),
  ),
  R31: shownBy(fieldRights),
  R32: shownBy(
    tests(
      'adapters/rt/refusals.service',
      'for a field that the user may not write, and it names the field and the right; the others are written.',
      'for everything, when the user may only read.',
    ),
    tests('reconcile/mirror-tickets', 'take what they can when a field is refused'),
  ),
  R33: shownBy(
    tests('domain/version-kind', '%s is derived from it alone: %s.'),
    tests('report/status', 'before the first run tells what it will do'),
  ),
  R34: shownBy(
    required,
    tests(
      'story/whole-way.service',
      'Submitted releases are fetched into the unverified area, and nothing of them is public.',
    ),
  ),
  R35: shownBy(
    tests('docs', 'Every YAML example that is a whole file is one that the program takes.'),
    tests('formats/release-xml', 'A whole file is read, and its values stay text.'),
    tests(
      'plan/group-packages',
      'shows them below its name where it enters a repository',
      'shows them in the status',
      'has one comment on its ticket that tells of them',
    ),
  ),
  R36: shownBy(
    scenario('edited-content', 'The content of a fetched release is edited'),
    tests('plan/new-refusals', 'is refused when it edits what was fetched, and the field is named.'),
    tests('workflows/run-steps.service', 'refuse an edit of what was fetched, at the field.'),
  ),
};
