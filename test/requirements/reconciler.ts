import { type Standing, scenario, shownBy, tests } from './standing.ts';

const story = (...titles: readonly string[]) => tests('story/whole-way.service', ...titles);
const tickets = (...titles: readonly string[]) => tests('story/tickets.service', ...titles);
const intake = (...titles: readonly string[]) => tests('intake/take-in', ...titles);
const submitted = story(
  'Submitted releases are fetched into the unverified area, and nothing of them is public.',
);
const toProduction = story('When the first goes to production, the second takes the slot by itself.');
const whole = tests('intake/take-in.service', 'comes into the pool whole, checked by its signatures');

/** R59 to R85. */
export const reconcilerRequirements: Readonly<Record<string, Standing>> = {
  R59: shownBy(
    tests(
      'reconcile/loop',
      'is the time to the next poll, give or take a fifth',
      'ends when a verdict changes by itself',
      'makes one more run for however many wake-ups came while one was on',
    ),
    tests('story/serve.service', 'publishes what is merged, without anybody running a command'),
  ),
  R60: shownBy(
    tests('adapters/rt/ticket-requests.service', 'offers a new release by fields and files.'),
    tests(
      'story/requests.service',
      'becomes the file of a release, pinned and with its number, once it has all that takes; until then it says what lacks.',
    ),
  ),
  R61: shownBy(
    intake(
      'are all named at once: changed, cut short and missing ones',
      'are not even asked for when the manifest',
    ),
    tests('intake/take-in.service', 'is refused when one byte of it was changed'),
    tests(
      'intake/repository-source.service',
      'when it is another one than git pins.',
      'when a byte of a package is another, and when one is missing.',
    ),
  ),
  R62: shownBy(
    tests('docs', 'a field that the page calls required is missed when it is left out'),
    tests('formats/release-xml', 'All missing fields are told at once.'),
    tests(
      'formats/release-xml-2010',
      'Everything that is missing or contradicts itself is told at once, with its line.',
    ),
    intake('is refused with every disagreement'),
  ),
  R63: shownBy(
    tests('domain/lifecycle', 'says what the policy says about every observed state, wish and route'),
    tests('config/read-policy', 'has the shipped layout where it gives none.'),
    tests('plan/make-plan', 'puts Incremental releases into updates'),
  ),
  R64: shownBy(intake('is not fetched a second time, also when the provider is gone'), submitted),
  R65: shownBy(whole, tests('intake/take-in.service', 'an intake that is killed'), {
    file: 'test/contracts/release-source.ts',
    title: 'fetches the named files of a folder and no other',
  }),
  R66: shownBy(submitted, scenario('first-submission', 'A release is submitted')),
  R67: shownBy(story('Of two that ask for stage rollout the first gets the slot, and the second waits')),
  R68: shownBy(toProduction),
  R69: shownBy(story('When the second follows, both are in production and the slot is free.')),
  R70: shownBy(toProduction),
  R71: shownBy(
    tests('plan/make-plan', 'takes a rejected release out of its area and keeps others'),
    tests(
      'story/branches.service',
      'Rejected while it is verified, it leaves the unverified area, and the reason is recorded.',
      'Ignored before anybody looks at it, it leaves the unverified area as well.',
      'NotPublished from stage rollout, it leaves that repository, which stays there and is empty.',
    ),
    tests(
      'publish/publish-generation.service',
      'a release that left stays on disk as long as a kept generation names it, and goes with the last of those',
    ),
  ),
  R72: shownBy(
    tests('plan/desired-ticket', 'points to where the packages are now'),
    tickets(
      'follows its release to production, while the one behind it is Deferred and Pending.',
      'of one that is rejected is resolved, leads nowhere, and says why.',
      'holds up nothing while it is down, and has one right ticket after it is back.',
    ),
  ),
  R73: shownBy(
    scenario('failed-fetch', 'A fetch fails and is tried again'),
    tests('plan/desired-ticket', 'tell a failure with its details and what to do'),
    tickets('of a fetch that fails is one comment with the file and what to do, however often it is tried.'),
  ),
  R74: shownBy(scenario('early-adopters', 'Early adopters are heard before production')),
  R75: shownBy(scenario('whole-way', 'A release goes all the way to production')),
  R76: shownBy(
    tests('story/kill.service', 'an apply that is killed before one of its calls'),
    tickets('of a fetch that fails is one comment with the file and what to do, however often it is tried.'),
    tests(
      'reconcile/tell-by-mail',
      'at any point loses no mail and doubles none but the one that it was handing over, under the same identity.',
      'again and again at the same place sends no third copy.',
    ),
    tests(
      'story/mail.service',
      'before %s loses no mail; only the one at work may come twice.',
      'hear nothing of what was done before the host had mail, and once of everything after it.',
    ),
  ),
  R77: shownBy(
    scenario('failed-fetch', 'A fetch fails and is tried again'),
    tests(
      'story/branches.service',
      'Where the provider serves another file than it promised, only that release fails',
    ),
    tests('apply/apply-plan', 'skips what waits for a failure, however far behind it, and nothing else'),
  ),
  R78: shownBy(
    tests(
      'story/branches.service',
      'A step that the table forbids changes nothing, and apply says which and why.',
    ),
    tests(
      'story/rebuild.service',
      'Made from a plain clone, with nothing of the host in reach, it has the actions of the host.',
      'Asked for by its digest, it is carried out exactly',
    ),
    tests('plan/new-refusals', 'is refused when the table has no such step, in the words of the plan.'),
  ),
  R79: shownBy(
    tests('publish/kill.service', 'clients read the old or the new one, and the next run finishes alone'),
    tests('publish/check-generation.service', 'and clients keep what they have'),
    tests('story/kill.service', 'Where it moved to production, clients read one whole generation'),
    tests('story/rebuild.service', 'It makes every published byte again, signatures included'),
  ),
  R80: shownBy(
    tests('plan/compare-repository', 'is only told of where policy observes, and git goes on all the same'),
    tests('actual/observe-repository', 'finds that %s is none of ours'),
    tests('story/drift-modes.service', 'where policy observes', 'where policy heals', 'where policy adopts'),
  ),
  R81: shownBy(
    tests(
      'story/private-stage.service',
      'dnf and apt install from the private stage with a token, and get nothing without or with another one.',
      'finds no private name and no private byte, wherever links lead and whatever is guessed.',
    ),
    tests('deploy/nginx.service', 'asks Stagepost: a token or a session opens it, and nothing else does'),
  ),
  R82: shownBy(
    story(
      'apt of an early adopter installs it from stage rollout, and apt of anybody else does not see it.',
      'dnf installs the one from production, with every signature checked.',
    ),
  ),
  R83: shownBy(
    tests('publish/kept-generations', 'one that was live six days before stays'),
    tests('plan/make-plan', 'keeps what was live for the days of the policy in production, and nowhere else'),
    tests('drift/drift.service', 'is sound before that, and nothing of it is read twice'),
  ),
  R84: shownBy(
    story(
      'dnf installs the one from production, with every signature checked.',
      'apt installs the other from production, with every signature and date checked.',
    ),
  ),
  R85: shownBy(
    tests(
      'publish/client-file',
      'of a yum repository checks metadata and packages by the published keys',
      'of an apt repository holds the key inside',
    ),
    tests(
      'publish/clients.service',
      'is taken by dnf with signature checks of metadata and packages',
      'is taken by apt with its date checks on, from one file that holds the key',
    ),
  ),
};
