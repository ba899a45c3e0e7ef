import { open, type Standing, scenario, shownBy, tests } from './standing.ts';

const required = tests('docs', 'a field that the page calls required is missed when it is left out');

const requiredLinks = tests(
  'plan/gates/required-links',
  'A release without a link that policy asks for is not fetched, and one that has it is: %s.',
);

/** R1 to R13. */
export const intakeRequirements: Readonly<Record<string, Standing>> = {
  R1: shownBy(required),
  R2: shownBy(
    tests(
      'desired/rules',
      'A release that fixes a vulnerability',
      'links the advisory.',
      'carries the advisory.',
    ),
    tests(
      'publish/advisories.service',
      'dnf lists the advisories for what is installed, and shows their texts',
    ),
  ),
  R3: shownBy(required),
  R4: shownBy(requiredLinks),
  R5: shownBy(required, tests('desired/rules', 'a list of documents that is empty.')),
  R6: shownBy(requiredLinks),
  R7: shownBy(
    required,
    tests(
      'desired/source-address',
      'The source is a plain folder at an agreed host:',
      'is not a host agreed with',
    ),
  ),
  R8: open(
    'Providers inside enter by files or by tickets of Request Tracker; from a helpdesk there is no way in.',
  ),
  R9: open('Nothing comes in by the helpdesk, so there is no policy about it.'),
  R10: open(
    'A helpdesk ticket is named by the release file alone; it becomes no ticket by itself, and shows no link.',
  ),
  R11: shownBy(
    tests('adapters/rt/ticket-requests.service', 'offers a new release by fields and files.'),
    tests(
      'story/requests.service',
      'becomes the file of a release, pinned and with its number, once it has all that takes; until then it says what lacks.',
    ),
  ),
  R12: shownBy(
    tests(
      'desired/duplicates',
      'The same packages under two names are told at the pin of the later file, and the earlier is named:',
      'The same packages may come again',
      'The reconciler holds a newcomer with the packages of a release that it knows, and goes on with that.',
    ),
    tests(
      'story/submit.service',
      'is refused a second time with the file that is there, under any number (R12).',
      'what was rejected is submitted again as it is, as a submission of its own',
    ),
    tests(
      'reconcile/mirror-tickets',
      'are not made twice by a tracker that makes one and then says that it failed.',
    ),
    {
      file: 'test/contracts/ticket-tracker.ts',
      title:
        'A number of another release is refused, so that no second ticket is made; one of nothing is nothing.',
    },
  ),
  R13: shownBy(
    scenario('ignored-unsupported-target', 'A release for a platform that is not supported'),
    scenario('ignored-by-policy', 'By policy, a release for no supported platform is ignored'),
    tests('plan/unsupported-targets', 'The second opinion lets nobody be ignored whom no policy ignores.'),
    tests('audit/ignored', 'is proven by the file, the table and the policy.'),
  ),
};
