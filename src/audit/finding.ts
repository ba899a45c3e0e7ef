import type { RecordStep } from '../domain/record-step.ts';

/** Something that cannot be proven, or that is proven wrong: where, and what was expected instead of what was found. */
export interface AuditFinding {
  /** A stable name of the rule. */
  readonly rule: string;
  /** Where the file stands: a commit of the record or of main, a published tree, the pool. */
  readonly where: 'record' | 'main' | 'tree' | 'pool';
  /** The commit in which it was found; null for files of this host. */
  readonly commit: string | null;
  /** Path in the commit, or on this host. */
  readonly file: string;
  readonly message: string;
  readonly expected: string;
  readonly found: string;
}

type Said = Pick<AuditFinding, 'message' | 'expected' | 'found'>;

/** A finding about a file of the record, in the commit that brought it. */
export function inRecord(
  { commit }: Pick<RecordStep, 'commit'>,
  { rule, file }: Pick<AuditFinding, 'rule' | 'file'>,
  said: Said,
): AuditFinding {
  return { rule, where: 'record', commit, file, ...said };
}

/** The file of a release's record. */
export function releaseFile(release: string): string {
  return `releases/${release}.json`;
}

/** The file of the approval of a step. */
export function approvalFile(key: string): string {
  return `approvals/${key}.json`;
}

/** The file of a release's packages. */
export function inventoryFile(release: string): string {
  return `inventory/${release}.json`;
}

/** A file of a recorded generation. */
export function generationFile(repository: string, name = 'generation.json'): string {
  return `repositories/${repository}/${name}`;
}
