import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CommitSha } from '../../src/domain/desired-state.ts';
import type { ReleaseId } from '../../src/domain/release.ts';
import type { CodeHost, CommitStatus } from '../../src/ports/code-host.ts';
import { failureIn } from '../adapters/failure-code.ts';

/** A code host that the contract can look into. */
export interface HostedRepository {
  readonly host: CodeHost;
  /** Makes a commit known. */
  readonly push: (commit: CommitSha) => void;
  /** State and description of the statuses of a release at a commit, newest first. */
  readonly shown: (commit: CommitSha, release: ReleaseId) => readonly (readonly [string, string | null])[];
  /** Takes the host out of reach. */
  readonly cutOff: () => void | Promise<void>;
  readonly stop: () => Promise<void>;
}

const commit = 'a'.repeat(40) as CommitSha;
const other = 'b'.repeat(40) as CommitSha;
const voms = 'umd-5/voms-4.2.0' as ReleaseId;
const argus = 'umd-5/argus-1.7.5' as ReleaseId;

function status(parts: Partial<CommitStatus> = {}): CommitStatus {
  return { commit, release: voms, state: 'pending', description: 'waits for the slot', ...parts };
}

/** What every code host promises. */
export function codeHostContract(name: string, start: () => Promise<HostedRepository>): void {
  describe(`${name} keeps the promises of a code host`, () => {
    let hosted: HostedRepository;
    beforeEach(async () => {
      hosted = await start();
      for (const each of [commit, other]) hosted.push(each);
    });
    afterEach(() => hosted.stop());

    const ensure = (parts?: Partial<CommitStatus>) => hosted.host.ensureStatus(status(parts));

    test('shows a status at its commit', async () => {
      expect(await ensure()).toBe('written');
      expect(hosted.shown(commit, voms)).toEqual([['pending', 'waits for the slot']]);
      expect(hosted.shown(other, voms)).toEqual([]);
    });

    test('does not write what is shown already', async () => {
      await ensure();
      expect(await ensure()).toBe('unchanged');
      expect(hosted.shown(commit, voms)).toHaveLength(1);
    });

    test('writes another state, and another description', async () => {
      await ensure();
      expect(await ensure({ state: 'success' })).toBe('written');
      expect(await ensure({ state: 'success', description: 'Production' })).toBe('written');
      expect(hosted.shown(commit, voms)).toEqual([
        ['success', 'Production'],
        ['success', 'waits for the slot'],
        ['pending', 'waits for the slot'],
      ]);
    });

    test('writes an earlier status again when it is not the newest', async () => {
      await ensure();
      await ensure({ state: 'failure' });
      expect(await ensure()).toBe('written');
      expect(hosted.shown(commit, voms)[0]).toEqual(['pending', 'waits for the slot']);
    });

    test('keeps releases and commits apart', async () => {
      await ensure();
      expect(await ensure({ release: argus })).toBe('written');
      expect(await ensure({ commit: other })).toBe('written');
      expect(await ensure()).toBe('unchanged');
    });

    test('cuts a long description at 140 characters, and knows it again', async () => {
      const description = '𝄞'.repeat(141);
      expect(await ensure({ description })).toBe('written');
      expect(hosted.shown(commit, voms)).toEqual([['pending', `${'𝄞'.repeat(139)}…`]]);
      expect(await ensure({ description })).toBe('unchanged');
      expect(await ensure({ description: 'x'.repeat(140) })).toBe('written');
      expect(hosted.shown(commit, voms)[0]).toEqual(['pending', 'x'.repeat(140)]);
    });

    test('refuses a commit that it does not know, and leaves that to a person', async () => {
      const failure = await failureIn(ensure({ commit: 'c'.repeat(40) as CommitSha }));
      expect(failure).toMatchObject({ code: 'code-host-refused', treatment: 'needs-person' });
    });

    test('has no problems as long as it answers', async () => {
      expect(await hosted.host.problems()).toEqual([]);
      expect(hosted.shown(commit, voms)).toEqual([]);
    });

    test('says that it cannot be reached, and is ready to try again', async () => {
      await hosted.cutOff();
      expect(await failureIn(ensure())).toMatchObject({ code: 'code-host-unreachable', treatment: 'retry' });
      expect(await hosted.host.problems()).toHaveLength(1);
    });
  });
}
