import { StagepostError } from '../../src/domain/failure.ts';
import type { CodeHost, CommitStatus } from '../../src/ports/code-host.ts';

/** A code host in memory; it knows some commits, keeps every status, and can be taken away. */
export interface FakeCodeHost extends CodeHost {
  readonly commits: Set<string>;
  /** Everything that was written, oldest first. */
  readonly written: CommitStatus[];
  reachable: boolean;
}

export function fakeCodeHost(): FakeCodeHost {
  const host: FakeCodeHost = {
    commits: new Set(),
    written: [],
    reachable: true,
    problems: async () =>
      host.reachable ? [] : ['the code host does not answer; it is tried again by itself'],
    ensureStatus: async (status) => {
      if (!host.reachable)
        throw new StagepostError({ code: 'code-host-unreachable', message: 'the code host does not answer' });
      if (!host.commits.has(status.commit))
        throw new StagepostError({
          code: 'code-host-refused',
          message: `there is no commit ${status.commit}`,
          treatment: 'needs-person',
        });
      const wanted = { ...status, description: shortened(status.description) };
      const newest = host.written.findLast(
        ({ commit, release }) => commit === status.commit && release === status.release,
      );
      if (newest?.state === wanted.state && newest.description === wanted.description) return 'unchanged';
      host.written.push(wanted);
      return 'written';
    },
  };
  return host;
}

function shortened(description: string): string {
  const characters = [...description];
  return characters.length <= 140 ? description : `${characters.slice(0, 139).join('')}…`;
}
