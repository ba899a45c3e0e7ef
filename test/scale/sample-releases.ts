import type { StateName } from '../../src/domain/release.ts';

export type SampleState = Exclude<StateName, 'Failed'>;

/** One release of the big world: what it is, and how far it has come. */
export interface SampleRelease {
  readonly id: string;
  readonly product: string;
  readonly version: string;
  readonly major: string;
  readonly platforms: readonly string[];
  readonly type: 'NonIncremental' | 'Incremental';
  readonly state: SampleState;
}

export const majors = ['umd-5', 'umd-6', 'umd-7', 'umd-8', 'umd-9'] as const;
export const yumPlatform = 'el9/x86_64';
export const aptPlatform = 'debian-12/amd64';

/** States on the way; everything else is in production. A failed step is tried again, so that no world rests with one. */
const onTheWay = [
  ...['Submitted', 'Unverified', 'InVerification', 'WaitingForResponse', 'StageRollout', 'Deferred'],
  ...['Rejected', 'Ignored', 'NotPublished'],
] as readonly SampleState[];

/** How people brought a release to its state; each is one edit of its file. */
export const waysTo = {
  Submitted: [null],
  Unverified: ['Unverified'],
  InVerification: ['Unverified', 'InVerification'],
  WaitingForResponse: ['Unverified', 'InVerification', 'WaitingForResponse'],
  StageRollout: ['Unverified', 'InVerification', 'StageRollout'],
  Deferred: ['Unverified', 'InVerification', 'StageRollout'],
  Production: ['Unverified', 'InVerification', 'StageRollout', 'Production'],
  Rejected: ['Unverified', 'Rejected'],
  Ignored: ['Unverified', 'Ignored'],
  NotPublished: ['Unverified', 'InVerification', 'StageRollout', 'NotPublished'],
} as const satisfies Record<SampleState, readonly (SampleState | null)[]>;

/** So many releases, some fifty in every state but production, the same ones each time. */
export function sampleReleases(count: number): readonly SampleRelease[] {
  const each = Math.max(2, Math.min(50, Math.floor(count / 40)));
  const early = onTheWay.flatMap((state) => Array.from({ length: each }, (_, at) => oneOnTheWay(state, at)));
  const rest = Math.max(0, count - early.length);
  return [...early, ...Array.from({ length: rest }, (_, at) => oneInProduction(at))];
}

// Each Deferred release waits for the one of its product that is in stage rollout.
function oneOnTheWay(state: SampleState, at: number): SampleRelease {
  const isDeferred = state === 'Deferred';
  const family = onTheWay.indexOf(isDeferred ? 'StageRollout' : state);
  const number = 10_000 + family * 100 + at;
  const alone = ['StageRollout', 'Deferred'].includes(state) ? both : [both[at % 2] ?? yumPlatform];
  return sample(state, number, { minor: isDeferred ? 1 : 0, platforms: alone });
}

const both = [yumPlatform, aptPlatform];

// Ten versions of each product.
function oneInProduction(at: number): SampleRelease {
  return sample('Production', 20_000 + Math.floor(at / 10), { minor: at % 10, platforms: both });
}

function sample(
  state: SampleState,
  number: number,
  { minor, platforms }: { readonly minor: number; readonly platforms: readonly string[] },
): SampleRelease {
  const [product, version] = [`p${number}`, `1.${minor}.0`];
  const major = majors[number % majors.length] ?? majors[0];
  const type = minor % 2 === 0 ? 'NonIncremental' : 'Incremental';
  return { id: `${major}/${product}-${version}`, product, version, major, platforms, type, state };
}
