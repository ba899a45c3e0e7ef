// What the record branch says, read with git alone.
import type { Story } from './story.ts';

interface Visit {
  readonly state: string;
  readonly entered: string;
  readonly commit: string;
  readonly reason: string | null;
}

interface RecordedRelease {
  readonly release: string;
  readonly observed: {
    readonly state: string;
    readonly from?: string;
    readonly wanted?: string;
    readonly failure?: {
      readonly code: string;
      readonly message: string;
      readonly details: readonly string[];
    };
  };
  readonly visits: readonly Visit[];
}

interface RecordedGeneration {
  readonly number: number;
  readonly date: string;
  readonly previous: string | null;
  readonly commit: string;
  readonly members: readonly { readonly release: string; readonly packages: number }[];
}

/** A file of the newest record. */
export function recordedText(story: Story, path: string): string {
  return story.git('show', `stagepost-record:${path}`);
}

export function recordedFiles(story: Story): readonly string[] {
  return story.git('ls-tree', '-r', '--name-only', 'stagepost-record').trim().split('\n');
}

export function recordedHead(story: Story): string {
  return story.git('rev-parse', 'stagepost-record').trim();
}

export function recordedRelease(story: Story, id: string): RecordedRelease {
  return JSON.parse(recordedText(story, `releases/${id}.json`));
}

/** Every state that a release was in, oldest first. */
export function statesOf(story: Story, id: string): readonly string[] {
  return recordedRelease(story, id).visits.map((visit) => visit.state);
}

export function recordedGeneration(story: Story, repository: string): RecordedGeneration {
  return JSON.parse(recordedText(story, `repositories/${repository}/generation.json`));
}
