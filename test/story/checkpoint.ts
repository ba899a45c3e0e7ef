import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Story } from './story.ts';

const recordRef = 'refs/heads/stagepost-record';

/** A moment of a story to which it can return. */
export interface Checkpoint {
  readonly goBack: () => void;
  /** Makes the pool of that moment in another place as well. */
  readonly copyPool: (to: string) => void;
}

/** Remembers what is published, pooled and recorded. Published files are never written in place, so links will do. */
export function startCheckpoint(story: Story, name: string): Checkpoint {
  const saved = join(story.work, `saved-${name}`);
  const folders = [
    [join(story.work, 'www'), join(saved, 'www')],
    [join(story.state, 'pool'), join(saved, 'pool')],
  ] as const;
  const record = story.git('for-each-ref', '--format=%(objectname)', recordRef).trim();
  mkdirSync(saved);
  for (const [folder, copy] of folders) linkTree(folder, copy);
  return {
    goBack: () => {
      for (const [folder, copy] of folders) {
        rmSync(folder, { recursive: true, force: true });
        linkTree(copy, folder);
      }
      if (record === '') story.git('update-ref', '-d', recordRef);
      else story.git('update-ref', recordRef, record);
    },
    copyPool: (to) => {
      mkdirSync(dirname(to), { recursive: true });
      linkTree(join(saved, 'pool'), to);
    },
  };
}

function linkTree(from: string, to: string): void {
  if (existsSync(from)) execFileSync('cp', ['-al', '--', from, to]);
}
