import { appendJobSummary } from '../adapters/github/job-summary.ts';
import { failureOf } from '../domain/failure.ts';
import { type Annotation, annotationsAsText } from '../report/github-annotations.ts';
import { mostSummaryBytes } from '../report/markdown-page.ts';
import type { Io } from './io.ts';

/** What a workflow run shows beside its log. */
export interface ForGitHub {
  readonly annotations: readonly Annotation[];
  /** The job summary in at most so many bytes. */
  readonly summary: (mostBytes: number) => string;
}

/**
 * Prints the annotations, and adds to the job summary where the environment names its file. A summary that cannot be
 * written is told and changes no answer.
 */
export async function sayToGitHub(io: Io, { annotations, summary }: ForGitHub): Promise<void> {
  const text = annotationsAsText(annotations);
  if (text !== '') io.out(text);
  const file = io.env.GITHUB_STEP_SUMMARY ?? '';
  if (file === '') return;
  try {
    await appendJobSummary(file, mostSummaryBytes, summary);
  } catch (error) {
    io.err(failureOf(error).message);
  }
}
