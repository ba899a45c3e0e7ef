import type { CommitSha } from '../../domain/desired-state.ts';
import type { ObservedState } from '../../domain/lifecycle.ts';
import type { Stage } from '../../domain/major-release.ts';
import type { Member } from '../../domain/member.ts';
import type { RecordStep } from '../../domain/record-step.ts';
import type { ReleaseId } from '../../domain/release.ts';
import {
  areaOf,
  type Repository,
  sharedRepositoriesOf,
  unverifiedRepositoriesOf,
} from '../../domain/repository.ts';
import { isWithdrawn } from '../../domain/withdrawal.ts';
import { type AuditFacts, fileKey, type ReleaseAt } from '../facts.ts';
import { type AuditFinding, generationFile, inRecord } from '../finding.ts';
import { newGenerations, newVisits, type StepCheck, wasFound } from '../step.ts';

type Say = (message: string, expected: string, found: string) => AuditFinding;

/** Whoever came into a repository had a state that belongs there; whoever left had none any more. */
export const checkMoves: StepCheck = (step) =>
  newGenerations(step).flatMap(({ key, generation, previous }) => {
    const say = sayOf(step.after, key);
    const stage = stageOf(key);
    const now = new Set(generation.members.map(({ release }) => release));
    const then = new Set((previous?.members ?? []).map(({ release }) => release));
    const observed = (release: ReleaseId) => step.after.record.releases.get(release)?.observed;
    const found = wasFound(step.after, key, generation.number);
    const strangers = [...now].filter((release) => {
      const state = observed(release);
      return !then.has(release) && !found && (state === undefined || !comesTo(state).includes(stage));
    });
    const missed = [...then].filter((release) => {
      const state = observed(release);
      return !now.has(release) && state !== undefined && homeOf(state) === stage;
    });
    return [
      ...strangers.map((release) =>
        say(
          `${release} came without a state for it`,
          `a state of ${stage}`,
          observed(release)?.state ?? 'none',
        ),
      ),
      ...missed.map((release) =>
        say(`${release} left although its state belongs here`, release, 'not a member'),
      ),
      ...generation.members.flatMap((member) => ofInventory(step.after, member, say)),
    ];
  });

/** A release that entered a state is in every repository that the state asks for. */
export const checkArrivals: StepCheck = (step, facts) => {
  const entered = newVisits(step).map(({ release }) => release);
  return missing(step.after, [...new Set(entered)], facts);
};

/** Every member of a current repository belongs there, and nobody who belongs there is missing. */
export function checkPresent(last: RecordStep, facts: AuditFacts): readonly AuditFinding[] {
  const strangers = [...last.record.generations].flatMap(([key, { generation }]) =>
    generation.members.flatMap(({ release }) => {
      const observed = last.record.releases.get(release)?.observed;
      const stays = observed === undefined ? [] : [...comesTo(observed), ...leftBy(observed)];
      if (stays.includes(stageOf(key))) return [];
      const say = sayOf(last, key);
      return [say(`${release} has no state for it`, `a state of ${stageOf(key)}`, observed?.state ?? 'none')];
    }),
  );
  return [...strangers, ...missing(last, [...last.record.releases.keys()], facts)];
}

function missing(
  after: RecordStep,
  releases: readonly ReleaseId[],
  { main }: AuditFacts,
): readonly AuditFinding[] {
  const policy = after.record.commit === null ? null : (main.policies.get(after.record.commit) ?? null);
  if (policy === null) return [];
  return releases.flatMap((id) => {
    const record = after.record.releases.get(id);
    const stage = record === undefined ? null : homeOf(record.observed);
    const inventory = after.inventories.get(id);
    if (record === undefined || stage === null) return [];
    const commits = record.visits.map(({ commit }) => commit).reverse();
    const file = fileOf(main, id, commits);
    const major = policy.majorReleases.get(id.slice(0, id.indexOf('/')));
    if (file === undefined || major === undefined) return [];
    const all = [...sharedRepositoriesOf(major), ...unverifiedRepositoriesOf(major, file.release)];
    const wanted = all.filter((repository) => isFor(repository, stage, file.release.content.type));
    return (inventory?.platforms ?? []).flatMap(({ platform }) => {
      const repository = wanted.find((each) => each.platform === platform);
      if (repository === undefined) return [];
      const members = after.record.generations.get(repository.key)?.generation.members ?? [];
      if (members.some(({ release }) => release === id)) return [];
      const say = sayOf(after, repository.key);
      return [say(`${id} is missing, although it is ${record.observed.state}`, id, 'not a member')];
    });
  });
}

function isFor(repository: Repository, stage: Stage, type: Parameters<typeof areaOf>[0]): boolean {
  return repository.stage === stage && (repository.area === null || repository.area === areaOf(type));
}

function fileOf(
  main: AuditFacts['main'],
  id: ReleaseId,
  commits: readonly CommitSha[],
): ReleaseAt | undefined {
  return commits.flatMap((commit) => main.files.get(fileKey(commit, id)) ?? [])[0];
}

function ofInventory(after: RecordStep, member: Member, say: Say): readonly AuditFinding[] {
  const platforms = after.inventories.get(member.release)?.platforms ?? [];
  const own = platforms.find(({ platform }) => platform === member.platform);
  const expected =
    own === undefined ? 'an inventory of it' : `${own.digest}, ${own.packages.length} packages`;
  const found = `${member.digest}, ${member.packages} packages`;
  if (expected === found) return [];
  return [say(`${member.release} for ${member.platform} is not that of the inventory`, expected, found)];
}

function sayOf(after: RecordStep, key: string): Say {
  const at = { rule: 'members', file: generationFile(key) };
  return (message, expected, found) => inRecord(after, at, { message, expected, found });
}

function stageOf(key: string): Stage {
  return key.slice(0, key.indexOf('/')) as Stage;
}

/** The stage in which every package of a release in this state is; null where that cannot be said. */
function homeOf(observed: ObservedState): Stage | null {
  const { state } = observed;
  if (isWithdrawn(observed)) return null;
  if (state === 'StageRollout') return 'stage-rollout';
  const waitsInProduction = observed.state === 'Deferred' && observed.from === 'Production';
  if (state === 'Production' || waitsInProduction) return 'production';
  return ['Unverified', 'InVerification', 'WaitingForResponse', 'Deferred'].includes(state)
    ? 'unverified'
    : null;
}

/** The stages that a release in this state may have come to; a failed step may have done a part of its work. */
function comesTo(observed: ObservedState): readonly Stage[] {
  const home = homeOf(observed);
  if (home !== null) return [home];
  if (observed.state === 'Submitted') return ['unverified'];
  if (observed.state !== 'Failed') return [];
  const both = [{ state: observed.from }, { state: observed.wanted }];
  return both.flatMap((each) => comesTo(each as ObservedState));
}

/** The stages in which it may still be, because what follows its arrival has not succeeded yet. */
function leftBy({ state }: ObservedState): readonly Stage[] {
  if (state === 'StageRollout') return ['unverified', 'production'];
  return state === 'Production' ? ['stage-rollout', 'unverified'] : [];
}
