import { describe, expect, test } from 'vitest';
import { failedSteps, nextRecord } from '../../src/apply/next-record.ts';
import type { CommitSha } from '../../src/domain/desired-state.ts';
import { sha256Of } from '../../src/domain/digest.ts';
import { type Failure, failure } from '../../src/domain/failure.ts';
import { attestationFile } from '../../src/domain/generation.ts';
import { plusSeconds } from '../../src/domain/instant.ts';
import type { ObservedState } from '../../src/domain/lifecycle.ts';
import type { ActionResult, Outcome } from '../../src/domain/outcome.ts';
import type { Action, ActionId, Plan } from '../../src/domain/plan.ts';
import { emptyRecord, type ReconcilerRecord, type ReleaseRecord } from '../../src/domain/record.ts';
import type { ReleaseId } from '../../src/domain/release.ts';
import {
  aGeneration,
  aPlan,
  argus,
  enterOf,
  fetchOf,
  publishOf,
  repositories,
  voms,
} from '../builders/plan.ts';
import { aCommit, noon } from '../builders/release.ts';

const { base, stageRollout, ofVoms } = repositories;
const later = plusSeconds(noon, 60);
const full = failure({ code: 'file-system', message: 'the disk is full' });
const off = failure({ code: 'provider-unreachable', message: 'no answer' });

type Ending = ActionResult | Failure | null;

/** What became of actions: done where nothing is said, failed with a failure, skipped with null. */
function outcomeOf(
  actions: readonly Action[],
  endings: Readonly<Record<string, Ending>> = {},
  plan: Partial<Plan> = {},
): Outcome {
  const results = actions.map(({ id }): ActionResult => {
    const ending = endings[id];
    if (ending === undefined) return { kind: 'done', action: id, product: { kind: 'none' } };
    if (ending === null) return { kind: 'skipped', action: id, because: 'something' as ActionId };
    return 'code' in ending ? { kind: 'failed', action: id, failure: ending } : ending;
  });
  return { plan: aPlan(actions, plan), startedAt: noon, finishedAt: later, results };
}

function recordOf(release: ReleaseId, observed: ObservedState): ReconcilerRecord {
  const visit = { state: observed.state, entered: noon, commit: aCommit('main 0'), reason: null };
  const known: ReleaseRecord = { release, observed, visits: [visit] };
  return { ...emptyRecord, parent: aCommit('record'), releases: new Map([[release, known]]) };
}

const inRollout = recordOf(voms, { state: 'StageRollout' });
const toProduction = enterOf(voms, {
  from: 'StageRollout',
  to: { state: 'Production' },
  after: [publishOf(base).id],
});

describe('the record after a run', () => {
  test('says which commit was reconciled, and stays on the branch that it was read from', () => {
    const next = nextRecord(inRollout, outcomeOf([]));
    expect(next.commit).toBe(aCommit('main 1'));
    expect(next.parent).toBe(inRollout.parent);
    expect(next.releases).toEqual(inRollout.releases);
  });

  test('adds a visit for each state that was entered, with the moment, the commit and the reason', () => {
    const enter = enterOf(voms, { to: { state: 'Rejected' }, reason: 'it does not install' });
    const next = nextRecord(recordOf(voms, { state: 'InVerification' }), outcomeOf([enter]));
    expect(next.releases.get(voms)?.observed).toEqual({ state: 'Rejected' });
    expect(next.releases.get(voms)?.visits.slice(1)).toEqual([
      { state: 'Rejected', entered: later, commit: aCommit('main 1'), reason: 'it does not install' },
    ]);
  });

  test('begins with a release that is seen for the first time', () => {
    const next = nextRecord(emptyRecord, outcomeOf([enterOf(voms, { to: { state: 'Submitted' } })]));
    expect(next.releases.get(voms)).toMatchObject({ observed: { state: 'Submitted' }, visits: [{}] });
  });

  test('does not know of what was not done', () => {
    const actions = [publishOf(base), toProduction];
    const next = nextRecord(
      inRollout,
      outcomeOf(actions, { [actions[0]?.id ?? '']: null, [toProduction.id]: null }),
    );
    expect(next.releases).toEqual(inRollout.releases);
    expect(next.generations.size).toBe(0);
  });

  test('leaves the record that it was given as it was', () => {
    const before = structuredClone([...inRollout.releases]);
    nextRecord(inRollout, outcomeOf([publishOf(base), toProduction]));
    expect([...inRollout.releases]).toEqual(before);
  });
});

describe('a failed step', () => {
  const publish = publishOf(base);

  test('makes its release Failed where it was, with what was wanted and why', () => {
    const next = nextRecord(
      inRollout,
      outcomeOf([publish, toProduction], { [publish.id]: full, [toProduction.id]: null }),
    );
    const { observed, visits } = next.releases.get(voms) ?? {};
    expect(observed).toEqual({
      state: 'Failed',
      from: 'StageRollout',
      wanted: 'Production',
      failure: { ...full, since: later },
    });
    expect(visits?.at(-1)).toMatchObject({ state: 'Failed', entered: later, reason: 'the disk is full' });
  });

  test('that fails again keeps the moment of the first time and adds no visit', () => {
    const failed = recordOf(voms, {
      state: 'Failed',
      from: 'StageRollout',
      wanted: 'Production',
      failure: { ...off, since: noon },
    });
    const next = nextRecord(
      failed,
      outcomeOf([publish, toProduction], { [publish.id]: full, [toProduction.id]: null }),
    );
    expect(next.releases.get(voms)?.observed).toMatchObject({
      from: 'StageRollout',
      failure: { message: 'the disk is full', since: noon },
    });
    expect(next.releases.get(voms)?.visits.length).toBe(1);
  });

  test('towards another state is a new failure', () => {
    const failed = recordOf(voms, {
      state: 'Failed',
      from: 'StageRollout',
      wanted: 'Production',
      failure: { ...off, since: noon },
    });
    const reject = enterOf(voms, { to: { state: 'Rejected' }, after: [publish.id] });
    const next = nextRecord(failed, outcomeOf([publish, reject], { [publish.id]: full, [reject.id]: null }));
    expect(next.releases.get(voms)?.observed).toMatchObject({
      wanted: 'Rejected',
      failure: { since: later },
    });
    expect(next.releases.get(voms)?.visits.length).toBe(2);
  });

  test('out of Deferred remembers the state before it', () => {
    const deferred = recordOf(voms, { state: 'Deferred', from: 'WaitingForResponse', position: 3 });
    const enter = enterOf(voms, { to: { state: 'StageRollout' }, after: [publish.id] });
    const next = nextRecord(deferred, outcomeOf([publish, enter], { [publish.id]: full, [enter.id]: null }));
    expect(next.releases.get(voms)?.observed).toMatchObject({
      state: 'Failed',
      from: 'WaitingForResponse',
      wanted: 'StageRollout',
    });
  });

  test('of a fetch counts for the release that was seen in the same run', () => {
    const [submitted, fetch] = [enterOf(voms, { to: { state: 'Submitted' } }), fetchOf(voms)];
    const outcome = outcomeOf([fetch, submitted], { [fetch.id]: off });
    expect(failedSteps(outcome)).toEqual([
      {
        release: voms,
        wanted: 'Unverified',
        commit: aCommit('main 1'),
        failure: off,
        content: fetch.content,
      },
    ]);
    expect(
      nextRecord(emptyRecord, outcome)
        .releases.get(voms)
        ?.visits.map(({ state }) => state),
    ).toEqual(['Submitted', 'Failed']);
  });

  test('of one release says nothing about another that waited for the same repository in vain', () => {
    const other = enterOf(argus, { to: { state: 'StageRollout' }, after: [publishOf(stageRollout).id] });
    const outcome = outcomeOf([publish, publishOf(stageRollout), toProduction, other], {
      [publish.id]: full,
      [publishOf(stageRollout).id]: null,
      [toProduction.id]: null,
      [other.id]: null,
    });
    expect(failedSteps(outcome).map(({ release }) => release)).toEqual([voms]);
  });
});

describe('recorded generations', () => {
  const generation = aGeneration(base, 4);
  const rootFiles = new Map([['repomd.xml', '<repomd/>']]);

  function published(id: ActionId): ActionResult {
    return { kind: 'done', action: id, product: { kind: 'generation', generation, rootFiles } };
  }

  test('are those that were published', () => {
    const action = publishOf(base);
    const next = nextRecord(emptyRecord, outcomeOf([action], { [action.id]: published(action.id) }));
    expect([...next.generations]).toEqual([[base.key, { generation, rootFiles }]]);
  });

  test('keep the attestations of members that stay, and those alone', () => {
    const action = publishOf(base);
    const attestations = [voms, argus].map((release) => ({ release, since: 3, sha256: sha256Of(release) }));
    const [stays, goes] = attestations.map(attestationFile);
    const texts = [...attestations.map((each) => [attestationFile(each), each.release] as const)];
    const recorded = { generation: aGeneration(base, 3, { attestations }), rootFiles: new Map(texts) };
    const later = aGeneration(base, 4, { attestations: attestations.slice(0, 1) });
    const product = { kind: 'generation', generation: later, rootFiles } as const;
    const next = nextRecord(
      { ...emptyRecord, generations: new Map([[base.key, recorded]]) },
      outcomeOf([action], { [action.id]: { kind: 'done', action: action.id, product } }),
    );
    expect(next.generations.get(base.key)?.rootFiles).toEqual(new Map([[stays, voms], ...rootFiles]));
    expect(goes).not.toBe(stays);
  });

  test('are not touched by a restoration, whose signed files come from the record itself', () => {
    const recorded = { generation, rootFiles: new Map([['repomd.xml', 'as recorded']]) };
    const before = { ...emptyRecord, generations: new Map([[base.key, recorded]]) };
    const restore: Action = {
      kind: 'restore-generation',
      id: 'restore:x' as ActionId,
      after: [],
      repository: base,
      generation,
      keepGenerations: 5,
      keepDays: 0,
      keys: [],
      remove: [],
      why: 'gone',
    };
    const next = nextRecord(before, outcomeOf([restore], { [restore.id]: published(restore.id) }));
    expect(next.generations.get(base.key)).toEqual(recorded);
  });

  test('end with the private repository that they belong to', () => {
    const before = { ...emptyRecord, generations: new Map([[ofVoms.key, { generation, rootFiles }]]) };
    const retire: Action = {
      kind: 'retire-repository',
      id: 'retire:x' as ActionId,
      after: [],
      repository: ofVoms,
      release: voms,
    };
    expect(nextRecord(before, outcomeOf([retire])).generations.size).toBe(0);
    expect(nextRecord(before, outcomeOf([retire], { [retire.id]: full })).generations.size).toBe(1);
  });
});

describe('edits that are left for the next run', () => {
  const enter = enterOf(voms, { to: { state: 'StageRollout' } });
  const unsettled = [
    {
      release: voms,
      settled: aCommit('main 1') as CommitSha,
      step: { action: enter.id, commit: aCommit('main 2') },
    },
  ];

  test('begin after the step that was taken', () => {
    const next = nextRecord(emptyRecord, outcomeOf([enter], {}, { unsettled }));
    expect([...next.behind]).toEqual([[voms, aCommit('main 2')]]);
  });

  test('begin with the step again when it failed', () => {
    const next = nextRecord(emptyRecord, outcomeOf([enter], { [enter.id]: full }, { unsettled }));
    expect([...next.behind]).toEqual([[voms, aCommit('main 1')]]);
  });

  test('are none when the plan leaves none', () => {
    const behind = { ...emptyRecord, behind: new Map([[voms, null]]) };
    expect(nextRecord(behind, outcomeOf([enter])).behind.size).toBe(0);
  });
});
