import type { StageName } from './bench.ts';

/** A part of the calls of one stage; every call of every stage belongs to exactly one scenario. */
export interface Scenario {
  readonly name: string;
  readonly stage: StageName;
  readonly holds: (call: string) => boolean;
}

const all = () => true;
const isRecord = (call: string) => /^(?:git|ledger)\./.test(call);
const isApt = (call: string) => /\/www\/.*debian-12|apt-ftparchive|dpkg-deb/.test(call);
const isFetch = (call: string) =>
  /^changes\.\w+ \/state\/scratch|\.fetched|rsync --version|dpkg-query/.test(call);
const isVerify = (call: string) =>
  /^(?:pool\.|changes\.\w+ \/state\/(?:pool|scratch))|rpmkeys| rpm |createrepo_c/.test(call);

/** In order: of the calls of the submission, each belongs to the first that holds it. */
const partsOfSubmission: readonly (readonly [string, (call: string) => boolean])[] = [
  ['record push', isRecord],
  ['fetch', (call) => isFetch(call) && !isVerify(call)],
  ['verify', isVerify],
  ['publish apt', isApt],
  ['publish yum', all],
];

const submission = partsOfSubmission.map(([name, holds], index): Scenario => {
  const earlier = partsOfSubmission.slice(0, index).map(([, other]) => other);
  return { name, stage: 'submission', holds: (call) => holds(call) && !earlier.some((other) => other(call)) };
});

/** The stages that are also tried on a disk that fills up. */
export const diskStages: readonly StageName[] = ['first start', 'submission', 'production'];

export const scenarios: readonly Scenario[] = [
  { name: 'first start', stage: 'first start', holds: all },
  ...submission,
  { name: 'move to stage rollout', stage: 'stage rollout', holds: all },
  { name: 'move to production', stage: 'production', holds: all },
  { name: 'failure', stage: 'failure', holds: all },
  { name: 'retry after a failure', stage: 'retry', holds: all },
  { name: 'rejection', stage: 'rejection', holds: all },
];
