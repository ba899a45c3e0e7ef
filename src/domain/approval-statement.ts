import type { ApprovedStep } from './approval-policy.ts';
import { asSha256, type Sha256 } from './digest.ts';
import { desirableStates, type ReleaseId, releaseTitle, type StateName } from './release.ts';

/** What a commit says that approves a step: which one, and what was looked at. */
export interface ApprovalStatement extends ApprovedStep {
  readonly release: ReleaseId;
  /** Digest of the bytes of the release file; its content fields are among them. */
  readonly text: Sha256;
  /** Digest of what decided who may approve. */
  readonly policy: Sha256;
}

const states: readonly StateName[] = ['Submitted', 'Deferred', 'Failed', ...desirableStates];
const step = /^(\S+): (\w+) -> (\w+)$/;

/** The message of a commit that approves. */
export function statementText({ release, from, to, text, policy }: ApprovalStatement): string {
  return [
    `Approve ${releaseTitle(release)}: ${from} -> ${to}`,
    '',
    `Stagepost-Approves: ${release}: ${from} -> ${to}`,
    `Stagepost-File: sha256:${text}`,
    `Stagepost-Policy: sha256:${policy}`,
    '',
  ].join('\n');
}

/** What a message approves; undefined for one that approves nothing, or more than one thing. */
export function readStatement(message: string): ApprovalStatement | undefined {
  const [, release, from, to] = step.exec(trailer(message, 'Stagepost-Approves')) ?? [];
  const text = asSha256(trailer(message, 'Stagepost-File'));
  const policy = asSha256(trailer(message, 'Stagepost-Policy'));
  const left = states.find((state) => state === from);
  const entered = desirableStates.find((state) => state === to);
  if (release === undefined || left === undefined || entered === undefined) return undefined;
  if (text === undefined || policy === undefined) return undefined;
  return { release: release as ReleaseId, from: left, to: entered, text, policy };
}

// What stands there twice is not clear.
function trailer(message: string, name: string): string {
  const found = message.split('\n').filter((line) => line.startsWith(`${name}: `));
  return found.length === 1 ? (found[0]?.slice(name.length + 2).trim() ?? '') : '';
}
