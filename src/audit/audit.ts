import { broughtBy } from './attested.ts';
import { checkApprovals } from './checks/approvals.ts';
import { checkAttestations } from './checks/attestations.ts';
import {
  checkFiles,
  checkMain,
  checkMessage,
  checkMoments,
  checkParents,
  checkPlans,
} from './checks/branch.ts';
import { checkEarlyAdopters } from './checks/early-adopters.ts';
import { checkGates } from './checks/gates.ts';
import { checkGenerations, checkRetired } from './checks/generations.ts';
import { checkInventories } from './checks/inventories.ts';
import { checkArrivals, checkMoves, checkPresent } from './checks/members.ts';
import { checkMemories, checkRollbacks } from './checks/memories.ts';
import { checkPool } from './checks/pool.ts';
import { checkSignatures } from './checks/signatures.ts';
import { checkSlots } from './checks/slots.ts';
import { checkTransitions } from './checks/transitions.ts';
import { checkTrees } from './checks/trees.ts';
import { checkOrder, checkVisits } from './checks/visits.ts';
import type { AuditFacts } from './facts.ts';
import type { AuditFinding } from './finding.ts';
import { newGenerations, type StepCheck, stepsOf } from './step.ts';

// What is wrong itself comes before what follows from it.
const ofEachCommit: readonly StepCheck[] = [
  checkParents,
  checkFiles,
  checkVisits,
  checkOrder,
  checkInventories,
  checkGenerations,
  checkAttestations,
  checkRetired,
  checkTransitions,
  checkMemories,
  checkRollbacks,
  checkGates,
  checkEarlyAdopters,
  checkApprovals,
  checkSlots,
  checkMoves,
  checkArrivals,
  checkMoments,
  checkMain,
  checkPlans,
  checkMessage,
];

const ofTheWhole: readonly ((facts: AuditFacts) => readonly AuditFinding[])[] = [
  checkKnown,
  checkLast,
  checkSignatures,
  checkTrees,
  checkPool,
];

/** How much an audit looked at. */
export interface AuditCounts {
  readonly recordCommits: number;
  /** How many of them the signature of a later generation pins. */
  readonly pinned: number;
  readonly releases: number;
  /** How often they entered a state. */
  readonly visits: number;
  readonly repositories: number;
  /** How many generations were ever recorded, and attestations with them. */
  readonly generations: number;
  readonly attestations: number;
  readonly packages: number;
  /** Published files that were read; null where only git was looked at. */
  readonly files: number | null;
}

/** What an audit found. */
export interface Audit {
  readonly main: string;
  readonly record: string | null;
  readonly counts: AuditCounts;
  readonly findings: readonly AuditFinding[];
}

/** Proves the whole record from its first commit on; pure, and shares no code with what makes plans. */
export function audit(facts: AuditFacts): Audit {
  const { steps } = facts;
  const ofSteps = stepsOf(steps).flatMap((step) => ofEachCommit.flatMap((check) => check(step, facts)));
  return {
    main: facts.main.head,
    record: steps.at(-1)?.commit ?? null,
    counts: countsOf(facts),
    findings: [...ofSteps, ...ofTheWhole.flatMap((check) => check(facts))],
  };
}

function checkLast(facts: AuditFacts): readonly AuditFinding[] {
  const last = facts.steps.at(-1);
  return last === undefined ? [] : checkPresent(last, facts);
}

/** What an earlier audit vouched for is still there. */
function checkKnown({ steps, main, known }: AuditFacts): readonly AuditFinding[] {
  const there = new Set<string>([...steps.map(({ commit }) => commit), ...main.commits.keys()]);
  return known
    .filter((commit) => !there.has(commit))
    .map((commit) => ({
      rule: 'known-commit',
      where: 'record',
      commit,
      file: '(history)',
      message: 'a commit that an earlier audit vouched for is gone: history was written anew',
      expected: commit,
      found: 'neither in the record nor in main',
    }));
}

function countsOf({ steps, host }: AuditFacts): AuditCounts {
  const last = steps.at(-1);
  const generations = [...(last?.record.generations.values() ?? [])];
  const pins = new Set(
    steps.flatMap(({ record }) =>
      [...record.generations.values()].map(({ generation }) => generation.record),
    ),
  );
  const recorded = stepsOf(steps).flatMap(newGenerations);
  const members = generations.flatMap(({ generation }) => generation.members);
  const trees = host === null ? null : [...host.trees.values()].map((tree) => tree?.files.size ?? 0);
  return {
    recordCommits: steps.length,
    pinned: steps.findLastIndex(({ commit }) => pins.has(commit)) + 1,
    releases: last?.record.releases.size ?? 0,
    visits: [...(last?.record.releases.values() ?? [])].reduce((sum, { visits }) => sum + visits.length, 0),
    repositories: generations.length,
    generations: recorded.length,
    attestations: recorded.flatMap(broughtBy).length,
    packages: members.reduce((sum, { packages }) => sum + packages, 0),
    files: trees === null ? null : trees.reduce((sum, files) => sum + files, 0),
  };
}
