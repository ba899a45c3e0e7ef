import type { ObservedState } from '../../domain/lifecycle.ts';
import type { Stage } from '../../domain/major-release.ts';
import type { EnterState } from '../../domain/plan.ts';
import type { ReleaseId, StateName } from '../../domain/release.ts';
import type { RepositoryKey } from '../../domain/repository.ts';
import { type Evidence, finalState, isBeyondVerification, isWaiting } from './evidence.ts';

/** Whether states follow each other as they may, because git asks for it, and with the packages that they speak of. */
export function checkStates(evidence: Evidence): readonly string[] {
  return [...evidence.entered].flatMap(([release, entered]) => [
    ...chain(release, entered, evidence),
    ...entered.flatMap((action) => [...step(action, evidence), ...wish(action, evidence)]),
  ]);
}

/** Whether whatever enters a public repository has the state for it. */
export function checkEntries(evidence: Evidence): readonly string[] {
  return evidence.publications.flatMap(({ repository, added }) =>
    added.flatMap((release) => {
      const state = finalState(evidence, release);
      return belongs(state, repository.stage)
        ? []
        : [`${repository.key} would take in ${release}, which is ${state?.state ?? 'not known'}`];
    }),
  );
}

/** Whether whatever leaves a shared repository has a state for which it must not be there. */
export function checkDepartures(evidence: Evidence): readonly string[] {
  return evidence.publications.flatMap(({ repository, removed }) =>
    removed.flatMap((release) => {
      const state = finalState(evidence, release);
      const stays = state?.state === 'Failed' || belongs(state, repository.stage);
      return stays ? [`${repository.key} would lose ${release}, which is ${state?.state}`] : [];
    }),
  );
}

/** Whether a slot that somebody enters has nobody else in it. */
export function checkSlots(evidence: Evidence): readonly string[] {
  const holders = new Map<string, ReleaseId[]>();
  const known = new Set([...evidence.record.releases.keys(), ...evidence.entered.keys()]);
  for (const release of known) {
    const state = finalState(evidence, release);
    const slot = slotOf(release, evidence);
    if (slot !== null && state !== undefined && holds(state))
      holders.set(slot, [...(holders.get(slot) ?? []), release]);
  }
  const enters = (release: ReleaseId) => evidence.entered.get(release)?.at(-1)?.to.state === 'StageRollout';
  return [...holders].flatMap(([slot, all]) =>
    all.length > 1 && all.some(enters) ? [`the slot of ${slot} would hold ${all.join(' and ')}`] : [],
  );
}

/** Whether nobody enters a slot by himself whom policy lets people name. */
export function checkTurns({ entered, desired, record, files }: Evidence): readonly string[] {
  return [...entered].flatMap(([release, all]) => {
    const isDeferred = record.releases.get(release)?.observed.state === 'Deferred';
    const major = desired.policy.majorReleases.get(release.slice(0, release.indexOf('/')));
    const workflow = files.get(release)?.release.workflow;
    const isNamed = workflow?.nextInSlot === true || workflow?.emergency.route !== 'normal';
    const enters = all.at(-1)?.to.state === 'StageRollout';
    return enters && isDeferred && major?.deferred === 'manual' && !isNamed
      ? [`${release} would enter the slot, and nobody named it`]
      : [];
  });
}

// Who waits for the slot waits where its packages are.
function belongs(state: ObservedState | undefined, stage: Stage): boolean {
  if (state === undefined || 'withdrawn' in state) return false;
  const resting = state.state === 'Deferred' ? state.from : state.state;
  return placeStates[stage].includes(resting);
}

const placeStates: Readonly<Record<Stage, readonly StateName[]>> = {
  unverified: ['Unverified', 'InVerification', 'WaitingForResponse'],
  'stage-rollout': ['StageRollout'],
  production: ['Production'],
};

// The way of a release as the policy tells it; directly to production leads the emergency route alone.
const onward: Readonly<Record<string, readonly StateName[]>> = {
  Submitted: ['Unverified', 'Rejected', 'Ignored'],
  Unverified: ['InVerification', 'Rejected', 'Ignored'],
  InVerification: ['WaitingForResponse', 'StageRollout', 'Deferred', 'Rejected'],
  WaitingForResponse: ['InVerification', 'StageRollout', 'Deferred', 'Rejected'],
  Deferred: ['StageRollout', 'Rejected', 'NotPublished'],
  StageRollout: ['Production', 'Rejected', 'NotPublished'],
  Production: ['StageRollout', 'Deferred'],
};

// A rollback that waits or failed half way goes on, or is called off; it ends in no refusal.
const back: Readonly<Record<string, readonly StateName[]>> = {
  Deferred: ['StageRollout', 'Production'],
  Failed: ['StageRollout', 'Production'],
};

function chain(
  release: ReleaseId,
  entered: readonly EnterState[],
  { record, files }: Evidence,
): readonly string[] {
  const start = record.releases.get(release)?.observed.state ?? null;
  const broken = entered.some(
    ({ from }, index) => from !== (index === 0 ? start : entered[index - 1]?.to.state),
  );
  return [
    ...(broken ? [`the states of ${release} do not follow each other`] : []),
    ...(files.has(release)
      ? []
      : [`${release} has no readable file and would enter ${entered.at(-1)?.to.state}`]),
  ];
}

function step(action: EnterState, { record, files }: Evidence): readonly string[] {
  const { release, from, to } = action;
  const observed = record.releases.get(release)?.observed;
  const isDirect = files.get(release)?.edits.some(({ route }) => route === 'direct') === true;
  // Packages go or come back while the state stays; that has a question of its own.
  if (from === 'Production' && to.state === 'Production') return [];
  const fits =
    from === null ? to.state === 'Submitted' : waysFrom(from, observed, isDirect).includes(to.state);
  return fits ? [] : [`${release} would go from ${from ?? 'nowhere'} to ${to.state}`];
}

function waysFrom(
  from: StateName,
  observed: ObservedState | undefined,
  isDirect: boolean,
): readonly StateName[] {
  const direct: readonly StateName[] =
    isDirect && (from === 'Unverified' || from === 'InVerification') ? ['Production'] : [];
  const isBack = observed !== undefined && 'from' in observed && observed.from === 'Production';
  if (isBack && observed.state === from) return back[from] ?? [];
  if (from !== 'Failed' || observed?.state !== 'Failed') return [...(onward[from] ?? []), ...direct];
  const again = [...waysFrom(observed.from, undefined, isDirect), ...waysFrom('Deferred', undefined, false)];
  return ['Rejected', 'Ignored', ...again.filter((state) => state === observed.wanted)];
}

// Submitted and Deferred are never asked for: a new file is the one, a wish for stage rollout the other.
function wish({ release, to }: EnterState, { files, desired }: Evidence): readonly string[] {
  if (to.state === 'Submitted') return [];
  const byPolicy = to.state === 'Ignored' && 'wanted' in to;
  if (byPolicy && !isForNobody(release, { files, desired }))
    return [`${release} would be ignored, which no policy says`];
  const wanted = byPolicy ? to.wanted : to.state === 'Deferred' ? 'StageRollout' : to.state;
  const asked = files.get(release)?.edits.some(({ desiredState }) => desiredState === wanted) === true;
  return asked || !files.has(release) ? [] : [`${release} would enter ${to.state}, which nobody asked for`];
}

function isForNobody(release: ReleaseId, { files, desired }: Pick<Evidence, 'files' | 'desired'>): boolean {
  const content = files.get(release)?.release.content;
  const platforms = desired.policy.majorReleases.get(content?.majorRelease ?? '')?.platforms ?? [];
  const some = content?.platforms.some((target) => platforms.some(({ key }) => key === target));
  return desired.policy.unsupportedTargets === 'ignore' && some === false;
}

function holds(state: ObservedState): boolean {
  if (state.state !== 'Failed') return state.state === 'StageRollout';
  const half = state.from === 'StageRollout' || state.from === 'Production';
  return half || state.wanted === 'StageRollout';
}

function slotOf(release: ReleaseId, { desired }: Evidence): string | null {
  const [key = '', name = ''] = release.split('/');
  const major = desired.policy.majorReleases.get(key);
  if (major === undefined) return null;
  return major.slot === 'major-release' ? key : `${key}/${name.replace(/-\d+\.\d+\.\d+(\+\d+)?$/, '')}`;
}

/** Whether each state that is entered finds its packages where it says they are. */
export function checkPackagesOfStates(evidence: Evidence): readonly string[] {
  return [...evidence.entered].flatMap(([release, entered]) => {
    const last = entered.at(-1)?.to;
    const state = last !== undefined && 'withdrawn' in last ? undefined : last?.state;
    const stage = state === 'Production' ? 'production' : state === 'StageRollout' ? 'stage-rollout' : null;
    const pooled = evidence.actual.pool.get(release);
    if (stage === null || pooled?.kind !== 'known' || pooled.value === null) return [];
    return pooled.value.members.flatMap(({ platform }) => {
      const places = placesOf(evidence, { stage, platform, release });
      return places.some((key) => willHold(evidence, key, release))
        ? []
        : [`${release} would be ${state} without its packages for ${platform}`];
    });
  });
}

function placesOf(
  { desired, files }: Evidence,
  wanted: { readonly stage: string; readonly platform: string; readonly release: ReleaseId },
): readonly RepositoryKey[] {
  const content = files.get(wanted.release)?.release.content;
  const major = content?.majorRelease ?? '';
  const supported = desired.policy.majorReleases
    .get(major)
    ?.platforms.some(({ key }) => key === wanted.platform);
  const area = content?.type === 'NonIncremental' ? '/base' : '/updates';
  const key = `${wanted.stage}/${major}/${wanted.platform}${wanted.stage === 'production' ? area : ''}`;
  return supported === true ? [key as RepositoryKey] : [];
}

function willHold(
  { publications, actual, record }: Evidence,
  key: RepositoryKey,
  release: ReleaseId,
): boolean {
  const action = publications.find(({ repository }) => repository.key === key);
  const seen = actual.repositories.get(key);
  const published =
    seen?.kind === 'known' && seen.value.state === 'published' ? seen.value.generation : undefined;
  const members =
    action?.members ?? published?.members ?? record.generations.get(key)?.generation.members ?? [];
  return members.some((member) => member.release === release);
}

/** Whether somebody who is held back moves all the same. */
export function checkHeld({ plan, entered }: Evidence): readonly string[] {
  return plan.heldBack.flatMap(({ release, verdict }) => {
    const last = entered.get(release)?.at(-1);
    const moves = last !== undefined && isBeyondVerification(last.to.state) && !isWaiting(last);
    return moves ? [`${release} is held back (${verdict.kind}) and would enter ${last.to.state}`] : [];
  });
}
