import { open, type Standing, shownBy, tests } from '../requirements/standing.ts';

/** What happens on the host. */
export const operationAttacks: Readonly<Record<string, Standing>> = {
  45: open('A rotation of the signing key is not played yet.'),
  46: shownBy(
    tests(
      'adapters/gpg/gpg-signer.service',
      'of a text without a line end at its end is refused in clear form, because readers would see another text',
      'that gpg did not write is found before anybody uses it',
    ),
  ),
  47: open('Edits that keep names and sizes are found by a rebuild only.'),
  48: open('A file that was written through its hard link is not found yet.'),
  61: shownBy(
    tests('adapters/git/record-store', 'A record branch that was set back is noticed by the next writer.'),
    tests('story/readers.service', 'gpg refuses a recorded generation that somebody has edited.'),
  ),
  62: shownBy(
    tests(
      'story/kill.service',
      'The second is refused while the first holds the lock, changes nothing, and the first ends well.',
    ),
    tests(
      'adapters/git/record-store',
      'A writer whose branch moves between its look and its push is told that it was superseded.',
    ),
  ),
  63: shownBy(
    tests(
      'ledger/lock',
      'The lock of a process that was killed is free, and what it left behind does not matter.',
      'A lock that another process holds is refused at once and names that process.',
    ),
  ),
  64: shownBy(tests('adapters/files/local-files', 'keeps scratch folders private')),
  65: shownBy(
    tests('story/whole-way.service', 'A way from the public root into the unverified area would be found.'),
  ),
  66: shownBy(
    tests('plan/check-clock', 'a clock'),
    tests('reconcile/refuse-wrong-clock', 'A plan that would date something'),
  ),
  67: shownBy(tests('publish/check-generation.service', 'and clients keep what they have')),
  68: shownBy(tests('intake/take-in', 'is not fetched a second time, also when the provider is gone')),
  71: shownBy(
    tests('adapters/process/run-command', 'ends a program after its time, and what that has started as well'),
  ),
  72: open('Releases are not fetched by https yet.'),
};
