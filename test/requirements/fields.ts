import { open, type Standing, shownBy, tests } from './standing.ts';

const required = tests('docs', 'a field that the page calls required is missed when it is left out');
const defaults = tests('docs', 'a default that the page names is what the program fills in');
const noTicket = 'There are no tickets yet.';

/** R14 to R36. */
export const fieldRequirements: Readonly<Record<string, Standing>> = {
  R14: open('There is no RepositoryURL yet, neither on a ticket nor in the record.'),
  R15: open(
    'The protocol has to be written, without a default; https and ftp are understood but cannot be fetched.',
  ),
  R16: shownBy(required),
  R17: shownBy(required, tests('desired/rules', 'a major release that is not known.')),
  R18: shownBy(
    tests(
      'config/read-policy',
      'becomes a policy with its defaults.',
      'has the shipped layout where it gives none.',
    ),
  ),
  R19: open('NonIncremental is the default; the policy for it and the warning of C6 are missing.'),
  R20: shownBy(
    defaults,
    tests(
      'document/read-document',
      'What a schema refuses is said in words:',
      'emergency is text, it must be true or false',
    ),
  ),
  R21: open(noTicket),
  R22: open(noTicket),
  R23: open(noTicket),
  R24: open('Every release begins as Submitted; an empty desiredState is refused and not replaced.'),
  R25: open('The link is required with StageRollout; who sets it is not checked.'),
  R26: open('The link is required with Production; who sets it is not checked.'),
  R27: shownBy(
    tests(
      'intake/take-in',
      'are refused when release.xml is one of them',
      'is refused when release.xml or the manifest cannot be read',
    ),
    tests('formats/release-xml', 'All missing fields are told at once.'),
  ),
  R28: open(noTicket),
  R29: open(noTicket),
  R30: open(
    'Success or Warning is required with Production; who sets it is not checked, and Reject is not derived.',
  ),
  R31: open('There are no rights to single fields; git decides who may read and write.'),
  R32: open('There are no rights to single fields, so no write fails for the lack of one.'),
  R33: open('The form of a version is checked; major, minor or update is not derived from it.'),
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
  ),
  R36: open(
    'An edited release is held by the planner; the check of pull requests that refuses the edit is missing.',
  ),
};
