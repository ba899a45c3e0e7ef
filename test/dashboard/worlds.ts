// Release repositories to look at: whole stories, carried out by the real planner in memory.
import type { DesiredRelease, DesiredState, Edit } from '../../src/domain/desired-state.ts';
import { digestOfValue } from '../../src/domain/digest.ts';
import { type EarlyAdopterReport, noReports } from '../../src/domain/early-adopter.ts';
import { type Instant, plusSeconds } from '../../src/domain/instant.ts';
import type { MajorRelease } from '../../src/domain/major-release.ts';
import type { Action } from '../../src/domain/plan.ts';
import type { Policy } from '../../src/domain/policy.ts';
import type {
  DesirableState,
  Emergency,
  PlatformKey,
  Release,
  ReleaseContent,
} from '../../src/domain/release.ts';
import { makePlan } from '../../src/plan/make-plan.ts';
import type { Snapshot } from '../../src/report/views/snapshot.ts';
import { aMajorRelease, aPolicy, aTeam, debian12, el9, someGates, someGuards } from '../builders/policy.ts';
import { anEdit, aRelease, aReport, noon } from '../builders/release.ts';
import {
  actualStateOf,
  aDesiredState,
  carriedOut,
  emptyWorld,
  settled,
  type World,
} from '../builders/world.ts';

/** A wish of somebody: when, in days before noon, and which state. */
export type Step = readonly [daysAgo: number, state: DesirableState];

/** What happens to one release. */
export interface Tale {
  readonly product: string;
  readonly version?: string;
  readonly major?: string;
  readonly provider?: string;
  readonly platforms?: readonly PlatformKey[];
  readonly type?: ReleaseContent['type'];
  readonly emergency?: Emergency;
  readonly security?: boolean;
  readonly steps: readonly Step[];
  readonly reports?: readonly EarlyAdopterReport[];
  readonly content?: Partial<ReleaseContent>;
  readonly workflow?: Partial<Release['workflow']>;
  /** Its fetch fails. */
  readonly fails?: boolean;
}

/** Tells all of it, one cycle after another, and looks at noon. */
export function told(tales: readonly Tale[], policy: Policy = somePolicy()): Snapshot {
  const times = timesOf(tales);
  let world: World = emptyWorld;
  let desired = aDesiredState([], 0, policy);
  for (const [index, daysAgo] of times.entries()) {
    const all = tales.flatMap((tale) => desiredOf(tale, times, index));
    desired = { ...aDesiredState(all, index + 1, policy), committedAt: momentOf(daysAgo) };
    world = afterwards({ ...world, now: momentOf(daysAgo) }, desired, (action) => isFailing(action, tales));
  }
  return lookedAt({ ...world, now: noon }, desired);
}

/** The days on which something is merged, oldest first; their order is that of main. */
export function timesOf(tales: readonly Tale[]): readonly number[] {
  return [...new Set(tales.flatMap(({ steps }) => steps.map(([daysAgo]) => daysAgo)))].sort((a, b) => b - a);
}

/** What a world looks like now. */
export function lookedAt(world: World, desired: DesiredState): Snapshot {
  const asked = settled(desired, world.record);
  const actual = actualStateOf(world, asked);
  const plan = makePlan(asked, actual, world.now);
  return { at: world.now, desired: asked, actual, record: world.record, plan, findings: [], notes: [] };
}

/** Two major releases, four providers, three teams, five days of soak. */
export function somePolicy(...majors: readonly MajorRelease[]): Policy {
  const [umd5, cmd2] = [aMajorRelease(), aMajorRelease({ key: 'cmd-2', title: 'CMD 2', platforms: [yum] })];
  const policy = aPolicy(...(majors.length > 0 ? majors : [umd5, cmd2]));
  const emi = policy.providers.get('emi');
  if (emi === undefined) throw new Error('the sample policy has the provider emi');
  const named = (key: string) => [key, { ...emi, key, title: key.toUpperCase() }] as const;
  return {
    ...policy,
    providers: new Map(['emi', 'dmc', 'nordugrid', 'indigo'].map(named)),
    earlyAdopters: new Map([
      ['ifca', aTeam('ifca')],
      ['lip', aTeam('lip')],
      ['cesga', aTeam('cesga', { platforms: [debian12] })],
    ]),
    gates: someGates({ soak: { minDays: 5, emergencyMinDays: 1, exceptions: [] } }),
  };
}

const yum = { key: el9, format: 'yum', suite: '' } as const;

/** A moment so many days before noon. */
export function momentOf(daysAgo: number): Instant {
  return plusSeconds(noon, Math.round(-daysAgo * 86_400));
}

function desiredOf(tale: Tale, times: readonly number[], until: number): readonly DesiredRelease[] {
  const release = releaseOf(tale);
  const done = tale.steps.filter(([daysAgo]) => times.indexOf(daysAgo) <= until);
  const edits = done.map(
    ([daysAgo, state]): Edit => ({
      ...anEdit(release, state, times.indexOf(daysAgo) + 1),
      author: 'Ada Reviewer',
      committedAt: momentOf(daysAgo),
    }),
  );
  const [first, ...rest] = edits;
  const last = edits.at(-1);
  if (first === undefined || last === undefined) return [];
  const wanted = { ...release, workflow: { ...release.workflow, desiredState: last.desiredState } };
  const reports = { ...noReports, known: tale.reports ?? [] };
  return [{ release: wanted, content: digestOfValue(release.content), reports, edits: [first, ...rest] }];
}

/** The release that a tale is about. */
export function releaseOf(tale: Tale): Release {
  const { product, version = '1.0.0', major = 'umd-5', platforms = [el9] } = tale;
  const release = aRelease({
    product,
    version,
    majorRelease: major,
    platforms,
    type: tale.type ?? 'Incremental',
    ...(tale.emergency === undefined ? {} : { emergency: tale.emergency }),
  });
  return {
    ...release,
    content: {
      ...release.content,
      provider: tale.provider ?? 'emi',
      security: tale.security ?? false,
      ...tale.content,
    },
    workflow: { ...release.workflow, ...tale.workflow },
  };
}

function isFailing(action: Action, tales: readonly Tale[]): boolean {
  if (action.kind !== 'fetch-release') return false;
  return tales.some(({ product, fails }) => fails === true && action.expected.product === product);
}

function afterwards(world: World, desired: DesiredState, failing: (action: Action) => boolean): World {
  let present = world;
  for (let round = 0; round < 8; round += 1) {
    const cycle = carriedOut(present, settled(desired, present.record), failing);
    present = cycle.world;
    if (cycle.outcome.results.every(({ kind }) => kind === 'failed' || kind === 'skipped')) break;
  }
  return present;
}

/** Some early adopters who have answered about voms. */
export const someReports: readonly EarlyAdopterReport[] = [
  aReport('ifca', { result: 'Success', comments: 'Two hosts upgraded, one installed anew.' }),
  aReport('lip'),
];

const both = [el9, debian12];
const toVerification: readonly DesirableState[] = ['Unverified', 'InVerification'];

/** Steps with the same number of days between them, ending some days ago. */
function way(states: readonly DesirableState[], from: number, to: number): readonly Step[] {
  const each = states.length < 2 ? 0 : (from - to) / (states.length - 1);
  return states.map((state, index) => [from - each * index, state]);
}

/** Twelve releases in which a bit of everything happens. */
export const twelve: readonly Tale[] = [
  {
    product: 'bdii',
    version: '5.2.26',
    platforms: both,
    steps: way([...toVerification, 'StageRollout', 'Production'], 70, 41),
  },
  {
    product: 'voms',
    version: '4.2.0',
    platforms: both,
    steps: way([...toVerification, 'StageRollout'], 10, 3.2),
    reports: someReports,
    workflow: { tickets: { rt: 1234, helpdesk: 5678 } },
  },
  { product: 'argus', version: '1.7.5', steps: way([...toVerification, 'StageRollout'], 9, 2) },
  { product: 'dpm', version: '1.15.3', steps: [[0.014, 'Unverified']], fails: true, provider: 'emi' },
  { product: 'xrootd', version: '5.7.1', platforms: both, provider: 'dmc', steps: [[9, 'Unverified']] },
  { product: 'srm-ifce', version: '1.24.8', provider: 'dmc', steps: way(toVerification, 12, 9) },
  {
    product: 'arc',
    version: '7.0.1',
    platforms: both,
    provider: 'nordugrid',
    steps: way(toVerification, 5, 2),
  },
  {
    product: 'dcache-client',
    version: '9.2.24',
    steps: way([...toVerification, 'WaitingForResponse'], 20, 6),
    security: true,
  },
  { product: 'canl-c', version: '3.0.1', steps: way([...toVerification, 'Rejected'], 30, 19) },
  { product: 'lfc', version: '1.14.0', steps: way(['Unverified', 'Ignored'], 34, 33) },
  {
    product: 'frontier-squid',
    version: '5.9.1',
    major: 'cmd-2',
    provider: 'indigo',
    emergency: { route: 'fast' },
    security: true,
    steps: way(toVerification, 0.4, 0.2),
  },
  { product: 'caso', version: '5.3.0', major: 'cmd-2', provider: 'indigo', steps: [[1, 'Unverified']] },
];

const names = [
  'gfal2',
  'storm',
  'htcondor',
  'globus-gsi',
  'apel-ssm',
  'unicore',
  'edg-mkgridmap',
  'lcmaps',
  'canl',
  'myproxy',
];

/** Four hundred releases: a slot for each product while the story goes on, so that it is told in a few cycles. */
export function fourHundred(): Snapshot {
  const many = Array.from({ length: 388 }, (_, index): Tale => {
    const product = names[index % names.length] ?? 'gfal2';
    const states = statesOf(index);
    const to = (index % 5) * 5;
    return {
      product: `${product}-${index % 29}`,
      version: `${1 + (index % 9)}.${Math.floor(index / 10)}.${index % 7}`,
      provider: ['emi', 'dmc', 'nordugrid', 'indigo'][index % 4] ?? 'emi',
      major: index % 4 === 0 ? 'cmd-2' : 'umd-5',
      platforms: index % 4 !== 0 && index % 3 === 0 ? both : [el9],
      steps: way(states, 2 + to + (states.length - 1) * 10, 2 + to),
    };
  });
  return told(
    [...twelve, ...many.map((tale, index) => ({ ...tale, product: `${tale.product}${index}` }))],
    perProduct(),
  );
}

function statesOf(index: number): readonly DesirableState[] {
  if (index % 10 < 5) return [...toVerification, 'StageRollout', 'Production'];
  if (index % 10 < 7) return ['Unverified'];
  if (index % 10 < 8) return toVerification;
  if (index % 10 < 9) return [...toVerification, 'WaitingForResponse'];
  return [...toVerification, 'Rejected'];
}

function perProduct(): Policy {
  const umd5 = aMajorRelease({ slot: 'product' });
  const policy = somePolicy(
    umd5,
    aMajorRelease({ key: 'cmd-2', title: 'CMD 2', platforms: [yum], slot: 'product' }),
  );
  return { ...policy, gates: someGates(), guards: someGuards({ maxTransitions: 500 }) };
}
