import { open, type Standing, shownBy, tests } from '../requirements/standing.ts';

const provider = (...titles: readonly string[]) => tests('attacks/hostile-provider.service', ...titles);
const manifest = (...titles: readonly string[]) => tests('formats/checksums-xml', ...titles);
const xml = (...titles: readonly string[]) => tests('formats/safe-xml', ...titles);
const rsync = (...titles: readonly string[]) => tests('adapters/rsync/fetch.service', ...titles);
const https = (...titles: readonly string[]) => tests('adapters/https/https-source.service', ...titles);
const ftp = (...titles: readonly string[]) => tests('adapters/ftp/ftp-source', ...titles);
const intake = (...titles: readonly string[]) => tests('intake/take-in', ...titles);
const realIntake = (...titles: readonly string[]) => tests('intake/take-in.service', ...titles);
const rpms = (...titles: readonly string[]) => tests('adapters/rpm/check-signatures.service', ...titles);
const debs = (...titles: readonly string[]) => tests('adapters/apt/check-signatures.service', ...titles);
const notPinned = 'are not even asked for when the manifest is not the pinned one';
const linksAndPipes =
  'takes no links, pipes, folders or special modes, and fetches the good file beside them';

/** What comes from providers and from the network. */
export const inputAttacks: Readonly<Record<string, Standing>> = {
  1: shownBy(
    realIntake('is refused when one byte of it was changed'),
    intake(notPinned),
    provider('is refused when a package changes between the manifest and its fetch'),
  ),
  2: shownBy(
    manifest('All problems are told at once, each with its line and path.'),
    tests('formats/checksum-lines', 'All problems are told at once, each with its line and path.'),
  ),
  3: shownBy(
    provider('is refused when an older manifest is served again, valid as it once was'),
    tests('actual/observe-repository', 'is told, with the damage of what should be live'),
    tests('adapters/git/record-store', 'A record branch that was set back is noticed by the next writer.'),
  ),
  4: shownBy(
    tests('plan/make-plan', 'apt metadata is made anew before half of its validity is over'),
    tests('publish/clients.service', 'is refused by apt after its Valid-Until'),
  ),
  5: shownBy(provider('is refused when the packages of two releases are mixed, whoever wrote the manifest')),
  6: shownBy(
    provider('too much and too slow', 'a server that lists one size of a file and sends another'),
    tests('intake/fetch-files', 'so that small ones that lie cannot fill the disk'),
    https('a server without end'),
    ftp('a server without end'),
    intake('are checked before anything is fetched, all at once'),
  ),
  7: open('New Obsoletes, Epoch and Conflicts are shown in a plan, and nobody has to approve them yet.'),
  8: shownBy(
    manifest('The path '),
    intake('is refused when its manifest names files that could be taken for options or folders'),
    provider('in the manifest is a finding with its line'),
    tests('adapters/files/pool', 'takes no name that leads out of it'),
  ),
  9: shownBy(rsync(linksAndPipes), provider('in the place of a package')),
  10: shownBy(
    tests('adapters/rsync/version', 'refuses a revision that is not listed, and names it'),
    rsync('never passes an option by which a provider could delete, link or run anything'),
    tests('adapters/process/run-command', 'hands over nothing of its own environment'),
  ),
  11: shownBy(rsync('never passes an option by which a provider could delete, link or run anything')),
  12: shownBy(
    rsync('goes nowhere for an address with options or parents in it'),
    realIntake('is refused when the provider offers a file whose name is an option'),
    tests('adapters/process/run-command', 'passes arguments as they are, without any shell'),
  ),
  13: shownBy(
    tests('adapters/network/find-host', 'A host is refused', 'A host is found'),
    rsync('speaks to the address that was checked, and asks nobody for another one'),
    https('a redirect', 'asks for an address once, and the second answer is never used'),
    ftp('sends data elsewhere', 'asks for an address once, and the second answer is never used'),
  ),
  14: shownBy(tests('desired/source-address', 'The source is a plain folder at an agreed host:')),
  15: shownBy(
    tests('desired/source-address', 'A password in an address is not repeated in what is shown.'),
    tests('desired/rules', 'an address with a password.'),
  ),
  16: shownBy(intake(notPinned), realIntake('is refused when one byte of it was changed')),
  17: shownBy(
    tests('intake/repository-source', 'when an index is missing, changed, cut off or blown up.'),
    tests('adapters/apt/deb-tools.service', 'is refused before its control archive fills the disk'),
  ),
  18: shownBy(
    realIntake('is refused when a package is none'),
    intake('are refused when the metadata tells another story'),
  ),
  19: shownBy(
    debs('is refused with a second control or data member', 'is refused with members in another order'),
    debs('is refused with something behind it'),
    rpms('is refused when its lead has another name', 'is refused when something follows its payload'),
    rpms('is refused when its header has an entry twice'),
  ),
  20: shownBy(
    realIntake('is refused when two packages have swapped their names'),
    intake('are refused when release.xml says something else of them'),
  ),
  21: shownBy(
    intake('are refused when one name has two contents on two platforms'),
    tests(
      'publish/refuse-other-bytes',
      'The same package with other bytes in two releases is refused, and both are named.',
    ),
  ),
  22: shownBy(
    tests(
      'attacks/hostile-packages.service',
      'Markup in every text of an RPM comes out of the metadata as it was put in, in one package.',
      'is refused, and the file is named.',
      'Markup in a DEB, and fields that only an index may have, come out as one stanza with the true values.',
    ),
  ),
  23: shownBy(
    tests('adapters/gpg/provider-keyring.service', 'is judged as'),
    rpms('is judged as', 'is missed, also beside good ones'),
    debs('is judged as', 'is missed, and not found in a signature of another role'),
  ),
  24: shownBy(
    tests('intake/manifest-signature.service', 'has to be of these bytes and of a key of the provider'),
    tests(
      'intake/repository-source.service',
      'have to be of these bytes.',
      'have to be of a key of the provider.',
    ),
    rpms('of another package does not fit this one'),
    debs('does not fit other bytes'),
  ),
  25: shownBy(
    xml('a DOCTYPE', 'an external entity', 'an entity of its own'),
    manifest('A DOCTYPE is refused before anything is parsed.'),
  ),
  26: shownBy(xml('too deep a nesting', 'too many elements', 'too many bytes')),
  27: shownBy(
    xml(
      'an attribute named __proto__',
      'an element named constructor',
      'No garbage throws, and none changes the prototype of objects.',
    ),
  ),
  28: shownBy(
    xml('is refused, because only UTF-8 is read.', 'another declared encoding'),
    tests('document/refused-yaml', 'UTF-16 is refused.'),
  ),
  29: shownBy(xml('stays text.'), manifest('The size '), tests('formats/release-xml', 'The day ')),
};
