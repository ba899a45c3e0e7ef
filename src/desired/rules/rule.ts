import type { ReleaseDocument } from '../../document/generated/release.ts';
import type { DocumentPath } from '../../document/places.ts';
import type { Complaint } from '../../document/source-text.ts';
import type { Policy } from '../../domain/policy.ts';

/** What a rule looks at. */
export interface RuleInput {
  readonly file: string;
  readonly release: ReleaseDocument;
  /** Null while stagepost.yaml cannot be read; rules that need it then say nothing. */
  readonly policy: Policy | null;
}

/** Files a complaint at the value of that path. */
export type Report = (path: DocumentPath, complaint: Complaint) => void;

export type Rule = (input: RuleInput, report: Report) => void;
