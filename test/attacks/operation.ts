import { type Standing, shownBy, tests } from '../requirements/standing.ts';

/** What happens on the host. */
export const operationAttacks: Readonly<Record<string, Standing>> = {
  45: shownBy(
    tests(
      'operate/rotate-key.service',
      'The key is changed for another subkey without a break for clients that copied the files in between.',
    ),
    tests('adapters/gpg/gpg-signer.service', 'may be a subkey, and then no other subkey signs'),
  ),
  46: shownBy(
    tests(
      'adapters/gpg/gpg-signer.service',
      'of a text without a line end at its end is refused in clear form, because readers would see another text',
      'that gpg did not write is found before anybody uses it',
    ),
  ),
  47: shownBy(
    tests('drift/drift.service', 'found and healed'),
    tests('story/drift-modes.service', 'are made again where somebody led clients to an earlier generation'),
  ),
  48: shownBy(
    tests('story/drift.service', 'With the same bytes from its provider, all is made right without anybody.'),
  ),
  61: shownBy(
    tests('adapters/git/record-store', 'A record branch that was set back is noticed by the next writer.'),
    tests('story/readers.service', 'gpg refuses a recorded generation that somebody has edited.'),
  ),
  62: shownBy(
    tests(
      'story/two-reconcilers.service',
      'the second is refused while the first is only stopped, and the first ends well.',
      'the one that was overtaken ends, and nothing has happened twice.',
    ),
    tests(
      'story/kill.service',
      'The second is refused while the first holds the lock, changes nothing, and the first ends well.',
    ),
    tests(
      'adapters/git/record-store',
      'A writer whose branch moves between its look and its push is told that it was superseded.',
    ),
    tests(
      'adapters/lock/lock-tree.service',
      'A process that is only stopped keeps its lock, and one that is killed loses it.',
    ),
    tests('apply/fence', 'It ends when somebody else has written the record, whatever is live.'),
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
    tests('operate/mirrors.service', 'holds no link that leads out of it, and neither do the repositories'),
  ),
  66: shownBy(
    tests('plan/check-clock', 'a clock'),
    tests('reconcile/refuse-wrong-clock', 'A plan that would date something'),
  ),
  67: shownBy(
    tests('publish/check-generation.service', 'and clients keep what they have'),
    tests('lies/publish.service', 'that answers late is waited for'),
    tests('lies/intake.service', 'that answers late is waited for'),
  ),
  68: shownBy(tests('intake/take-in', 'is not fetched a second time, also when the provider is gone')),
  71: shownBy(
    tests('adapters/process/run-command', 'ends a program after its time, and what that has started as well'),
  ),
  72: shownBy(tests('adapters/https/https-source.service', 'https and a certificate')),
};
