import { sha256Of } from '../../src/domain/digest.ts';
import type { EarlyAdopterReport } from '../../src/domain/early-adopter.ts';
import type { Instant } from '../../src/domain/instant.ts';
import { known, unknown } from '../../src/domain/observation.ts';
import type { Action, ActionId, EnterState, Plan, PublishGeneration } from '../../src/domain/plan.ts';
import type { ReleaseId, StateName } from '../../src/domain/release.ts';
import type { RepositoryKey } from '../../src/domain/repository.ts';
import { anAdvisory } from '../builders/advisory.ts';
import { heldBy } from '../builders/plan.ts';
import { someGuards } from '../builders/policy.ts';
import { aCommit, aReport } from '../builders/release.ts';
import { type Case, sealed, withAction, withoutAction } from './sound-plans.ts';

/** Makes a sound case unsound in one way; null where it has nothing to spoil. */
export type Mutation = (sound: Case) => Case | null;

const other = sha256Of('other');
const stranger = 'umd-5/stranger-1.0.0' as ReleaseId;

function ofPlan(change: (plan: Plan) => Plan | null): Mutation {
  return (sound) => {
    const plan = change(sound.plan);
    return plan === null ? null : { ...sound, plan };
  };
}

function ofAction(change: (action: Action) => Action | null): Mutation {
  return ofPlan((plan) => withAction(plan, change));
}

function publishing(change: (action: PublishGeneration) => Partial<PublishGeneration> | null): Mutation {
  return ofAction((action) => {
    if (action.kind !== 'publish-generation') return null;
    const parts = change(action);
    return parts === null ? null : { ...action, ...parts };
  });
}

function entering(change: (action: EnterState) => Partial<EnterState> | null): Mutation {
  return ofAction((action) => {
    if (action.kind !== 'enter-state') return null;
    const parts = change(action);
    return parts === null ? null : { ...action, ...parts };
  });
}

function moves(state: StateName): boolean {
  return ['StageRollout', 'Production', 'Rejected', 'NotPublished'].includes(state);
}

const isMove = (action: Action): action is EnterState =>
  action.kind === 'enter-state' && moves(action.to.state);

const isRollback = (action: Action): action is EnterState =>
  action.kind === 'enter-state' && action.from === 'Production';

const laterThanAll = '2099-01-01T00:00:00Z' as Instant;

function guarded(sound: Case, parts: Parameters<typeof someGuards>[0]): Case {
  const policy = { ...sound.desired.policy, guards: someGuards(parts) };
  return { ...sound, desired: { ...sound.desired, policy } };
}

const ofTheWhole: Readonly<Record<string, Mutation>> = {
  'another digest': ofPlan((plan) => ({ ...plan, digest: other })),
  'another commit of main': ofPlan((plan) =>
    sealed({ ...plan, base: { ...plan.base, commit: aCommit('x') } }),
  ),
  'another record': ofPlan((plan) => sealed({ ...plan, base: { ...plan.base, record: aCommit('x') } })),
  'an unreadable record': (sound) =>
    sound.plan.actions.length === 0
      ? null
      : { ...sound, actual: { ...sound.actual, record: unknown('gone') } },
  'an action that stands twice': ofPlan(({ actions: [first, ...rest], ...plan }) =>
    first === undefined ? null : sealed({ ...plan, actions: [first, ...rest, first] }),
  ),
  'an action that waits for itself': ofAction((action) => ({ ...action, after: [action.id] })),
  'an action that waits for nobody': ofAction((action) => ({ ...action, after: ['no:body' as ActionId] })),
  'a state that does not wait for its packages': ofAction((action) =>
    isMove(action) && action.after.length > 0 ? { ...action, after: [] } : null,
  ),
  'a departure that does not wait for the arrival': publishing(({ removed, after }) =>
    removed.length > 0 && after.length > 0 ? { after: [] } : null,
  ),
  'a release that is held and moves': ofPlan((plan) => {
    const move = plan.actions.find(isMove);
    if (move === undefined) return null;
    const verdict = { kind: 'cannot-tell', sentence: 'no' } as const;
    const held = {
      release: move.release,
      state: 'InVerification',
      desired: null,
      ...heldBy(verdict),
      at: null,
    } as const;
    return { ...plan, heldBack: [...plan.heldBack, held] };
  }),
};

const ofRepositories: Readonly<Record<string, Mutation>> = {
  'two changes of one repository': ofPlan((plan) => {
    const found = plan.actions.find(({ kind }) => kind === 'publish-generation');
    if (found === undefined) return null;
    return sealed({ ...plan, actions: [...plan.actions, { ...found, id: 'publish:again' as ActionId }] });
  }),
  'a repository that nobody knows': publishing(({ repository }) => ({
    repository: { ...repository, key: 'production/umd-9/el9/x86_64/base' as RepositoryKey },
  })),
  'a repository at another path': publishing(({ repository }) => ({
    repository: { ...repository, path: 'elsewhere' },
  })),
  'a repository that cannot be read': (sound) => {
    const found = sound.plan.actions.find((action) => 'repository' in action);
    if (found === undefined || !('repository' in found)) return null;
    const unread = [found.repository.key, unknown('torn')] as const;
    return {
      ...sound,
      actual: { ...sound.actual, repositories: new Map([...sound.actual.repositories, unread]) },
    };
  },
  'a number too high': publishing(({ number }) => ({ number: number + 1 })),
  'a number that was there': publishing(({ number }) => (number > 1 ? { number: number - 1 } : null)),
  'a chain that begins anew': publishing(({ previous }) =>
    previous === null ? null : { previous: null, number: 1, laterThan: null },
  ),
  'a chain to nowhere': publishing(({ previous }) => (previous === null ? null : { previous: other })),
  'a date that may be older': publishing(({ laterThan }) =>
    laterThan === null ? null : { laterThan: null },
  ),
  'a loss that is not told': publishing(({ members, added }) => {
    const staying = members.find(({ release }) => !added.includes(release));
    return staying === undefined ? null : { members: members.filter((member) => member !== staying) };
  }),
  'a gain that is not told': publishing(({ added }) => (added.length > 0 ? { added: [] } : null)),
  'the packages of another platform': publishing(({ members: [first, ...rest] }) =>
    first === undefined ? null : { members: [{ ...first, platform: 'el8/i386' as never }, ...rest] },
  ),
  'packages that the pool does not have': publishing(({ members, added }) =>
    added.length === 0 ? null : { members: members.map((member) => ({ ...member, digest: other })) },
  ),
  'a member that stands twice': publishing(({ members }) =>
    members.length === 0 ? null : { members: [...members, ...members] },
  ),
  'members in another order': publishing(({ members }) =>
    members.length < 2 ? null : { members: [...members].reverse() },
  ),
  'a guest in a private repository': publishing(({ repository, members: [first], added }) =>
    repository.release === null || first === undefined
      ? null
      : { members: [{ ...first, release: stranger }], added: [...added.slice(1), stranger] },
  ),
  'other settings': publishing(({ keepGenerations }) => ({ keepGenerations: keepGenerations + 1 })),
  'another time for what was live': publishing(({ keepDays }) => ({ keepDays: keepDays + 1 })),
  'other keys': publishing(({ keys }) => ({ keys: [...keys, 'keys/evil.asc'] })),
  'the removal of a shared repository': ofPlan((plan) => {
    const found = plan.actions.find(
      (action) => action.kind === 'publish-generation' && action.repository.release === null,
    );
    if (found?.kind !== 'publish-generation') return null;
    const { id, after, repository } = found;
    const retire = { kind: 'retire-repository', id, after, repository, release: stranger } as const;
    return sealed({ ...plan, actions: plan.actions.map((action) => (action === found ? retire : action)) });
  }),
  'the generation of another repository': ofAction((action) =>
    action.kind === 'restore-generation'
      ? { ...action, generation: { ...action.generation, repository: 'production/x' as RepositoryKey } }
      : null,
  ),
};

const ofStates: Readonly<Record<string, Mutation>> = {
  'packages that move without the state': ofPlan((plan) =>
    withoutAction(plan, (action) => isMove(action) && action.after.some((id) => !id.startsWith('enter:'))),
  ),
  'a state without its packages': ofPlan((plan) =>
    withoutAction(
      plan,
      (action) =>
        action.kind === 'publish-generation' && action.repository.release === null && action.added.length > 0,
    ),
  ),
  'a stage that is passed over': entering(({ to, from }) =>
    from === 'Unverified' && to.state === 'InVerification' ? { to: { state: 'StageRollout' } } : null,
  ),
  'a state that comes from nowhere': entering(({ from }) =>
    from === 'Production' ? null : { from: 'Production' },
  ),
  'an end that nobody asked for': entering(({ to }) =>
    to.state === 'InVerification' ? { to: { state: 'Ignored' } } : null,
  ),
  'a state of a release without file': entering(() => ({ release: stranger })),
  'a rollback that policy does not open': (sound) => {
    if (!sound.plan.actions.some(isRollback)) return null;
    const majors = [...sound.desired.policy.majorReleases].map(
      ([key, major]) => [key, { ...major, rollbackAllowed: false }] as const,
    );
    const policy = { ...sound.desired.policy, majorReleases: new Map(majors) };
    return { ...sound, desired: { ...sound.desired, policy } };
  },
  'a rollback without a reason': ofAction((action) =>
    isRollback(action) ? { ...action, reason: null } : null,
  ),
  'a rollback of an older promotion': (sound) => {
    const rollback = sound.plan.actions.find(isRollback);
    const { record } = sound.actual;
    if (rollback === undefined || record.kind === 'unknown') return null;
    const visit = { state: 'Production', entered: laterThanAll, commit: aCommit('x'), reason: null } as const;
    const newer = { release: stranger, observed: { state: 'Production' }, visits: [visit] } as const;
    const releases = new Map([...record.value.releases, [stranger, newer] as const]);
    return { ...sound, actual: { ...sound.actual, record: known({ ...record.value, releases }) } };
  },
  'a slot with two releases': entering(({ to }) =>
    to.state === 'Deferred' ? { to: { state: 'StageRollout' } } : null,
  ),
};

const ofFetches: Readonly<Record<string, Mutation>> = {
  'a fetch of other files': ofAction((action) =>
    action.kind === 'fetch-release'
      ? { ...action, source: { ...action.source, url: 'rsync://elsewhere.example.org/' } }
      : null,
  ),
  'a fetch with an advisory of its own': ofAction((action) =>
    action.kind === 'fetch-release' ? { ...action, advisories: [anAdvisory()] } : null,
  ),
  'a fetch of what is in the pool': (sound) => {
    const fetch = sound.plan.actions.find((action) => action.kind === 'fetch-release');
    if (fetch?.kind !== 'fetch-release') return null;
    const pooled = known({ release: fetch.release, content: fetch.content, members: [] });
    return {
      ...sound,
      actual: { ...sound.actual, pool: new Map([...sound.actual.pool, [fetch.release, pooled]]) },
    };
  },
};

const ofGuards: Readonly<Record<string, Mutation>> = {
  'production that is emptied': publishing(({ repository, members, added }) => {
    const staying = members.filter(({ release }) => !added.includes(release));
    if (repository.stage !== 'production' || staying.length === 0) return null;
    return { members: [], added: [], removed: staying.map(({ release }) => release) };
  }),
  'packages that move in a freeze': (sound) => {
    const at = { file: 'stagepost.yaml', line: 9, column: 7 };
    const isMoving = sound.plan.actions.some((action) => isMove(action) || action.kind === 'fetch-release');
    return isMoving ? guarded(sound, { freezes: [{ majorRelease: null, reason: 'audit', at }] }) : null;
  },
  'more transitions than one commit may make': (sound) => {
    const counted = sound.plan.actions.some((action) => isMove(action) && action.from === 'InVerification');
    return counted ? guarded(sound, { maxTransitions: 0 }) : null;
  },
  'more packages than one publication may take out': (sound) => {
    const ends = sound.plan.actions.some(
      (action) => isMove(action) && action.from === 'StageRollout' && action.to.state !== 'Production',
    );
    return ends ? guarded(sound, { removal: { maxPackages: 0, maxPercent: 100, percentFrom: 1 } }) : null;
  },
  'the same package with other bytes': (sound) => {
    const found = sound.plan.actions.find(
      (action) =>
        action.kind === 'publish-generation' &&
        action.repository.release === null &&
        action.added.length > 0 &&
        action.members.length > 1,
    );
    if (found?.kind !== 'publish-generation') return null;
    const twins = found.members.map(({ digest }) => {
      const one = {
        name: 'twin',
        epoch: '0',
        version: '1',
        release: '1',
        arch: 'noarch',
        file: 't',
        size: 1,
      };
      return [digest, known([{ ...one, sha256: sha256Of(digest) }])] as const;
    });
    return { ...sound, actual: { ...sound.actual, packages: new Map([...sound.actual.packages, ...twins]) } };
  },
  'a loss for a file that is gone': (sound) => {
    const found = sound.plan.actions.find(
      (action) => action.kind === 'publish-generation' && action.removed.length > 0,
    );
    if (found?.kind !== 'publish-generation') return null;
    const releases = sound.desired.releases.filter(({ release }) => !found.removed.includes(release.id));
    return { ...sound, desired: { ...sound.desired, releases } };
  },
};

// What the teams said stands in the files that a plan was made from, so those are spoiled and not the plan.
function reported(parts: Partial<EarlyAdopterReport>): Mutation {
  return (sound) => {
    const promoted = sound.plan.actions.find(
      (action) => isMove(action) && action.from === 'StageRollout' && action.to.state === 'Production',
    );
    if (promoted?.kind !== 'enter-state') return null;
    const releases = sound.desired.releases.map((each) =>
      each.release.id === promoted.release
        ? { ...each, reports: { known: [aReport('lip', parts)], unreadable: [] } }
        : each,
    );
    return { ...sound, desired: { ...sound.desired, releases } };
  };
}

const ofEarlyAdopters: Readonly<Record<string, Mutation>> = {
  'production before an accepting team has reported': reported({}),
  'production although a team would reject it': reported({ result: 'Reject' }),
};

/** Every way of spoiling a plan, by name. */
export const mutations: Readonly<Record<string, Mutation>> = {
  ...ofTheWhole,
  ...ofRepositories,
  ...ofStates,
  ...ofFetches,
  ...ofGuards,
  ...ofEarlyAdopters,
};
