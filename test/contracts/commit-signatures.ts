import { describe, expect, onTestFinished, test } from 'vitest';
import type { Person } from '../../src/domain/approval-policy.ts';
import type { CommitSha } from '../../src/domain/desired-state.ts';
import type { CommitSignatures } from '../../src/ports/commit-signatures.ts';

/** Signatures beside commits that the tests can make. */
export interface SignatureBench {
  readonly signatures: CommitSignatures;
  /** A person with a key of OpenSSH of the same name. */
  person(name: string): Promise<Person>;
  /** A commit that this key signs; nobody does with null. */
  commit(signer: string | null): Promise<CommitSha>;
  close(): Promise<void>;
}

/** What everything must do that says who signed commits. */
export function commitSignaturesContract(title: string, open: () => Promise<SignatureBench>): void {
  async function bench(): Promise<SignatureBench> {
    const opened = await open();
    onTestFinished(() => opened.close());
    return opened;
  }

  describe(`${title}`, () => {
    test('tells signers by their keys, in the order of the commits, and what is not signed', async () => {
      const { signatures, person, commit } = await bench();
      const people = [await person('ada'), await person('bob')];
      const byBob = await commit('bob');
      const byNobody = await commit(null);
      const byAda = await commit('ada');
      const found = await signatures.signers([byAda, byNobody, byBob, byAda], people);
      expect(found.map((each) => (each.kind === 'good' ? each.person : each.kind))).toEqual([
        'ada',
        'unsigned',
        'bob',
        'ada',
      ]);
      expect(found[0]).toMatchObject({ keyEnds: null, signedWith: expect.stringMatching(/^SHA256:.{43}$/) });
    });

    test('refuses a key that none of these people has, and names it', async () => {
      const { signatures, person, commit } = await bench();
      const [ada, mallory] = [await person('ada'), await person('mallory')];
      const made = await commit('mallory');
      const [known] = await signatures.signers([made], [mallory]);
      const [refused] = await signatures.signers([made], [ada]);
      const key = known?.kind === 'good' ? known.signedWith : '';
      expect(refused).toEqual({
        kind: 'refused',
        sentence: `is signed with the key ${key}, which nobody in stagepost.yaml has`,
      });
      expect(await signatures.signers([made], [])).toEqual([refused]);
    });

    test('has nothing to say where nothing is asked', async () => {
      const { signatures } = await bench();
      expect(await signatures.signers([], [])).toEqual([]);
    });
  });
}
