import { type Standing, scenario, shownBy, tests } from './standing.ts';

const table = tests(
  'domain/lifecycle',
  'says what the policy says about every observed state, wish and route',
);
const forbidden = scenario('forbidden-steps', 'Steps that are refused');
const waiting = scenario('waiting-for-response', 'Verification asks the provider and goes on');
const wholeWay = scenario('whole-way', 'A release goes all the way to production');
const slot = scenario('slot-and-deferred', 'One release at a time is in stage rollout');
const withheld = scenario('not-published', 'A release passes and is withheld');
const unsupported = scenario('ignored-unsupported-target', 'A release for a platform that is not supported');
const branches = (title: string) => tests('story/branches.service', title);

/** R37 to R58. */
export const stateRequirements: Readonly<Record<string, Standing>> = {
  R37: shownBy(
    tests('document/schemas', 'The release schema names the states that people may ask for, in their order.'),
    tests('desired/state-spelling', '%s is %s.', '%s is none.'),
    tests('domain/older-words', 'of the field %s: %s says %s, %s.', 'are those of the law, each.'),
  ),
  R38: shownBy(
    table,
    forbidden,
    tests('plan/new-refusals', 'is refused when the table has no such step, in the words of the plan.'),
    tests('workflows/run-steps.service', 'refuse a step that the reconciler would refuse, at its line.'),
  ),
  R39: shownBy(table, forbidden),
  R40: shownBy(
    table,
    forbidden,
    tests('plan/desired-ticket', 'tell a refusal with its place, and another refusal under another key'),
    tests('story/tickets.service', 'of a step that is not one is one comment with the line of the file.'),
  ),
  R41: shownBy(table, forbidden),
  R42: shownBy(table, waiting),
  R43: shownBy(table, waiting, wholeWay),
  R44: shownBy(table, waiting, scenario('rejected-in-verification', 'Verification finds a fault')),
  R45: shownBy(
    slot,
    tests('desired/state-spelling', '%s is none.'),
    tests(
      'story/whole-way.service',
      'Of two that ask for stage rollout the first gets the slot, and the second waits',
    ),
  ),
  R46: shownBy(
    slot,
    scenario('product-slots', 'By policy, each product has a slot of its own'),
    scenario('two-major-releases', 'Two major releases do not wait for each other'),
    tests('plan/make-plan', 'stays taken when the holder cannot leave'),
  ),
  R47: shownBy(scenario('two-major-releases', 'Two major releases do not wait for each other')),
  R48: shownBy(
    slot,
    scenario('emergency-first-in-line', 'An emergency goes before those who asked earlier'),
    scenario('deferred-by-hand', 'By policy, people name who gets the free slot'),
    tests('plan/named-next', 'The second opinion lets nobody in who is not named.'),
  ),
  R49: shownBy(
    scenario('failed-fetch', 'A fetch fails and is tried again'),
    scenario('failed-half-way', 'A move fails half way'),
    tests('desired/state-spelling', '%s is none.'),
    tests('intake/take-in', 'is refused with every disagreement'),
    tests(
      'plan/make-plan',
      'that fails to be fetched is Failed, keeps its place and is tried again when due',
    ),
    tests('plan/desired-ticket', 'tell a refusal with its place, and another refusal under another key'),
  ),
  R50: shownBy(
    scenario('failed-fetch', 'A fetch fails and is tried again'),
    scenario('failed-half-way', 'A move fails half way'),
    tests('plan/make-plan', 'does not wait for a failed step to succeed'),
  ),
  R51: shownBy(
    tests('desired/rules', 'A desired state brings the fields that justify it:'),
    scenario('rejected-in-verification', 'Verification finds a fault'),
    tests('plan/desired-ticket', 'tell once why a release goes no further: %j'),
    tests('story/tickets.service', 'of one that is rejected is resolved, leads nowhere, and says why.'),
  ),
  R52: shownBy(
    withheld,
    unsupported,
    branches('Ignored before anybody looks at it, it leaves the unverified area as well.'),
  ),
  R53: shownBy(
    withheld,
    branches('NotPublished from stage rollout, it leaves that repository, which stays there'),
    tests('desired/rules', 'A desired state brings the fields that justify it:'),
  ),
  R54: shownBy(
    tests('plan/desired-ticket', 'stands as its state stands: %j is %s'),
    tests('story/tickets.service', 'of one that is rejected is resolved, leads nowhere, and says why.'),
  ),
  R55: shownBy(
    scenario('emergency-direct', 'An emergency goes directly to production'),
    tests(
      'plan/approvals/judge-approval',
      'The direct route %s.',
      'is written down with all that was signed for.',
    ),
  ),
  R56: shownBy(
    tests('plan/helpdesk-news', 'is every state of which the matrix tells the provider, with its reason.'),
    tests('reconcile/mirror-helpdesk', 'are told what became of their releases, and once.'),
  ),
  R57: shownBy(
    tests('desired/state-spelling', '%s is none.'),
    tests('document/schemas', 'The release schema names the states that people may ask for, in their order.'),
  ),
  R58: shownBy(
    scenario('rollback', 'A promotion is taken back'),
    scenario('withdrawn', 'Packages are withdrawn from production and come back'),
    tests('story/rollback.service', 'A clean git revert of its promotion brings it to stage rollout,'),
    tests('plan/withdraw', 'takes the packages out of production, and the state stays'),
  ),
};
