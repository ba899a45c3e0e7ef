import { open, type Standing, scenario, shownBy, tests } from './standing.ts';

const noHelpdesk = 'There is no helpdesk yet.';
const table = tests(
  'domain/lifecycle',
  'says what the policy says about every observed state, wish and route',
);

/** How every settlement C1 to C27 of docs/requirements.md stands: which tests show it whole, or what is missing. */
export const settlements: Readonly<Record<string, Standing>> = {
  C1: open('There is one field for the state; the older words are not translated by an import yet.'),
  C2: shownBy(scenario('first-submission', 'A release is submitted')),
  C3: shownBy(scenario('whole-way', 'A release goes all the way to production'), table),
  C4: shownBy(
    scenario('emergency-direct', 'An emergency goes directly to production'),
    scenario('emergency-first-in-line', 'An emergency goes before those who asked earlier'),
    tests('desired/rules', 'An emergency'),
  ),
  C5: open(noHelpdesk),
  C6: open('NonIncremental is the default; the policy for it and the warnings are missing.'),
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
    tests('plan/rollback', 'where policy does not open it, which is so unless it says otherwise'),
    scenario('withdrawn', 'Packages are withdrawn from production and come back'),
  ),
  C9: shownBy(
    scenario('slot-and-deferred', 'One release at a time is in stage rollout'),
    scenario('two-major-releases', 'Two major releases do not wait for each other'),
  ),
  C10: shownBy(scenario('product-slots', 'By policy, each product has a slot of its own')),
  C11: shownBy(tests('plan/notifications/matrix', 'In $state it says of $group "$cell", and so it is.')),
  C12: open('Stagepost sets no owner of a ticket.'),
  C13: open('The ticket shows the place; no test tries to write it as somebody else in the shipped groups.'),
  C14: shownBy(
    tests('desired/rules', 'A desired state brings the fields that justify it:'),
    scenario('early-adopters', 'Early adopters are heard before production'),
  ),
  C15: shownBy(tests('plan/desired-ticket', 'stands as its state stands')),
  C16: shownBy(
    tests(
      'intake/take-in',
      'is not fetched a second time, also when the provider is gone',
      'is refused when its content was edited after the fetch',
    ),
  ),
  C17: shownBy(
    tests('story/branches.service', 'changes nothing, whatever it asks for, until it is merged.'),
    tests('story/serve.service', 'publishes what is merged, without anybody running a command'),
  ),
  C18: shownBy(
    tests('metrics/commands', 'give visits with both ends, and totals, as comma-separated values.'),
  ),
  C19: open('There is no API yet.'),
  C20: shownBy({
    file: 'test/contracts/release-source.ts',
    title: 'fetches the named files of a folder and no other',
  }),
  C21: shownBy(tests('plan/group-packages', 'shows them below its name where it enters a repository')),
  C22: open('Versions are numeric; major, minor or update is not derived from them.'),
  C23: open(noHelpdesk),
  C24: shownBy(
    tests('plan/gates/gates', 'holds a release in stage rollout until its days are over, to the second'),
    tests('docs', 'a default that the page names is what the program fills in'),
  ),
  C25: open('The commands and the table know who may ask; whether that person has approved is not checked.'),
  C26: shownBy(
    tests('plan/notifications/matrix', 'In $state it says of $group "$cell", and so it is.'),
    scenario('waiting-for-response', 'Verification asks the provider and goes on'),
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
