import { digestOfValue, type Sha256 } from './digest.ts';
import type { ObservedState } from './lifecycle.ts';
import type { PublicKey } from './public-key.ts';
import type { DesirableState, StateName } from './release.ts';

/** Somebody whose signature may count. */
export interface Person {
  readonly key: string;
  /** What others call this person. */
  readonly name: string;
  /** OpenSSH public keys, each as `algorithm base64` without its comment. */
  readonly sshKeys: readonly string[];
  /** Files of OpenPGP keys in the release repository. */
  readonly pgpKeys: readonly PublicKey[];
}

/** People who may ask for the same things. */
export interface Role {
  readonly key: string;
  readonly title: string;
  /** Keys of people. */
  readonly members: readonly string[];
}

/** Who must sign for some steps. */
export interface ApprovalRule {
  /** Null for any. */
  readonly from: readonly StateName[] | null;
  /** Null for any. */
  readonly to: readonly DesirableState[] | null;
  /** Whose members may sign; nobody need sign when empty. */
  readonly roles: readonly string[];
  /** How many different people must sign. */
  readonly quorum: number;
}

/** `people`, `roles` and `approvals` of stagepost.yaml (R113). */
export interface ApprovalPolicy {
  readonly people: ReadonlyMap<string, Person>;
  /** Nobody is asked for a signature while there is none. */
  readonly roles: ReadonlyMap<string, Role>;
  /** Without the shipped ones, which come after them. */
  readonly rules: readonly ApprovalRule[];
}

/** What a signature is asked for. */
export interface ApprovedStep {
  readonly from: StateName;
  readonly to: DesirableState;
}

const [verification, stageRollout, repository] = ['verification', 'stage-rollout', 'repository'] as const;

const otherwise: ApprovalRule = { from: null, to: null, roles: [verification], quorum: 1 };

/** The law of docs/requirements.md, "Transitions": who may ask for what when stagepost.yaml says nothing else (C25). */
export const shippedRules: readonly ApprovalRule[] = [
  { from: ['Submitted'], to: ['Unverified', 'Ignored'], roles: [repository, verification], quorum: 1 },
  { from: ['Unverified'], to: ['Ignored'], roles: [repository, verification], quorum: 1 },
  {
    from: ['Unverified', 'InVerification'],
    to: ['Production'],
    roles: [stageRollout, 'release-manager'],
    quorum: 2,
  },
  { from: ['Deferred'], to: ['Rejected'], roles: [verification, stageRollout], quorum: 1 },
  { from: ['StageRollout', 'Deferred'], to: ['NotPublished'], roles: [stageRollout, repository], quorum: 1 },
  { from: ['StageRollout', 'Deferred', 'Production'], to: null, roles: [stageRollout], quorum: 1 },
  { from: ['Failed'], to: ['Production'], roles: [stageRollout], quorum: 1 },
  { from: ['Failed'], to: null, roles: [verification, stageRollout, repository], quorum: 1 },
  otherwise,
];

/** The rule for a step: the first that fits; the last of the shipped ones fits everything. */
export function ruleFor({ rules }: Pick<ApprovalPolicy, 'rules'>, step: ApprovedStep): ApprovalRule {
  const fitting = [...rules, ...shippedRules].find(
    ({ from, to }) => (from?.includes(step.from) ?? true) && (to?.includes(step.to) ?? true),
  );
  return fitting ?? otherwise;
}

/** How many different people must sign; the direct route always has a second one beside whoever asked for it (C4, R55). */
export function neededFor(quorum: number, isDirect: boolean): number {
  return isDirect ? Math.max(quorum, 2) : quorum;
}

/**
 * The state that a step leaves, as whoever signs for it names it. Waiting for the slot, and trying again what failed, go on
 * with what was asked from the state before.
 */
export function askedFrom(observed: ObservedState, to: DesirableState): StateName {
  if (observed.state === 'Deferred' && to === 'StageRollout') return observed.from;
  return observed.state === 'Failed' && observed.wanted === to ? observed.from : observed.state;
}

/** Digest of all that decides whose signature counts: approvals name it, and hold only as long as it stays (R113). */
export function approvalDigest({ people, roles, rules }: ApprovalPolicy): Sha256 {
  return digestOfValue({ people: [...people.values()], roles: [...roles.values()], rules });
}

/** A policy that asks nobody. */
export const nobodyAsked: ApprovalPolicy = { people: new Map(), roles: new Map(), rules: [] };
