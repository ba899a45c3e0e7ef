import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CommitSha } from '../../src/domain/desired-state.ts';
import type { Instant } from '../../src/domain/instant.ts';
import type { Proposal, Proposals } from '../../src/ports/proposals.ts';
import { failureIn } from '../adapters/failure-code.ts';

/** A release repository that proposals are written into, as others see and change it. */
export interface ProposalBench {
  readonly proposals: Proposals;
  /** The commit that main stands at. */
  readonly head: () => CommitSha;
  /** What a file says at the end of a branch; null where there is none, or no such branch. */
  readonly read: (branch: string, file: string) => string | null;
  /** Author, mail and message of the newest commit of a branch. */
  readonly newest: (branch: string) => {
    readonly author: string;
    readonly mail: string;
    readonly message: string;
  };
  /** How many commits main has along first parent. */
  readonly length: () => number;
  /** Somebody commits to main. */
  readonly commit: (file: string, text: string) => void;
  /** Somebody merges a branch into main, and removes it. */
  readonly merge: (branch: string) => void;
  /** Somebody removes a branch. */
  readonly drop: (branch: string) => void;
  /** Somebody commits to main before the next push of ours, each time for so many pushes. */
  readonly beFaster: (file: string, times: number) => void;
  /** Main takes nothing any more. */
  readonly close: () => void;
  readonly stop: () => Promise<void>;
}

const voms = 'releases/umd-5/voms-4.2.0.yaml';
const argus = 'releases/umd-5/argus-1.7.5.yaml';
const key = 'rt-17-204-1795322110';
const branch = `stagepost/${key}`;

/** What everybody promises who writes proposals. Main begins with voms and stagepost.yaml, which say `old`. */
export function proposalsContract(name: string, start: () => Promise<ProposalBench>): void {
  describe(`${name} keeps the promises of proposals`, () => {
    let bench: ProposalBench;
    beforeEach(async () => {
      bench = await start();
    });
    afterEach(() => bench.stop());

    const aProposal = (parts: Partial<Proposal> = {}): Proposal => ({
      key,
      base: bench.head(),
      files: new Map([[voms, 'new\n']]),
      assumes: ['stagepost.yaml'],
      author: { name: 'Quentin Clarke', mail: 'quentin@example.org' },
      at: '2026-11-22T11:59:00Z' as Instant,
      title: 'voms 4.2.0: Unverified -> InVerification',
      body: 'Asked for on ticket 17.',
      trailers: [['Stagepost-Ticket', '17']],
      ...parts,
    });

    test('lands as one commit on main, in the name of who asked, with its trailers and its key', async () => {
      const before = bench.length();
      const landed = await bench.proposals.land(aProposal());
      expect(landed).toEqual({ kind: 'on-main', commit: bench.head(), position: before + 1 });
      expect(bench.read('main', voms)).toBe('new\n');
      expect(bench.newest('main')).toEqual({
        author: 'Quentin Clarke',
        mail: 'quentin@example.org',
        message: [
          'voms 4.2.0: Unverified -> InVerification',
          'Asked for on ticket 17.',
          `Stagepost-Ticket: 17\nStagepost-Request: ${key}`,
        ].join('\n\n'),
      });
    });

    test('lands once, however often it is asked, and whatever became of the file since', async () => {
      const proposal = aProposal();
      const first = await bench.proposals.land(proposal);
      bench.commit(voms, 'newer\n');
      const length = bench.length();
      expect(await bench.proposals.land(proposal)).toMatchObject({ ...first, position: length });
      expect(await bench.proposals.land(aProposal())).toMatchObject({ ...first, position: length });
      expect([bench.length(), bench.read('main', voms)]).toEqual([length, 'newer\n']);
    });

    test('lands on a main that moved elsewhere, and not on one that says otherwise', async () => {
      const proposal = aProposal();
      bench.commit(argus, 'other\n');
      expect(await bench.proposals.land(proposal)).toMatchObject({ kind: 'on-main' });
      expect([bench.read('main', voms), bench.read('main', argus)]).toEqual(['new\n', 'other\n']);
      const next = aProposal({ key: 'rt-18-1-1', files: new Map([[voms, 'next\n']]) });
      bench.commit('stagepost.yaml', 'other\n');
      expect(await bench.proposals.land(next)).toEqual({ kind: 'moved' });
      expect(await bench.proposals.offer(next)).toEqual({ kind: 'moved' });
      expect(bench.read('main', voms)).toBe('new\n');
    });

    test('does not write over a new file that somebody else was faster with', async () => {
      const proposal = aProposal({ files: new Map([[argus, 'ours\n']]) });
      bench.commit(argus, 'theirs\n');
      expect(await bench.proposals.land(proposal)).toEqual({ kind: 'moved' });
      expect(bench.read('main', argus)).toBe('theirs\n');
    });

    test('tries again when somebody is faster, and takes nothing away', async () => {
      bench.beFaster(argus, 2);
      expect(await bench.proposals.land(aProposal())).toMatchObject({ kind: 'on-main' });
      expect(bench.read('main', voms)).toBe('new\n');
      expect(bench.read('main', argus)).toBe('faster 2\n');
    });

    test('gives way when who is faster changes the same file', async () => {
      bench.beFaster(voms, 1);
      expect(await bench.proposals.land(aProposal())).toEqual({ kind: 'moved' });
      expect(bench.read('main', voms)).toBe('faster 1\n');
    });

    test('fails where main takes nothing, and leaves it as it is', async () => {
      const before = bench.head();
      bench.close();
      expect(await failureIn(bench.proposals.land(aProposal()))).toMatchObject({ code: 'git-failed' });
      expect(bench.head()).toBe(before);
    });

    test('is offered on a branch of its own, once, and main stays', async () => {
      const before = bench.head();
      expect(await bench.proposals.find(key)).toEqual({ kind: 'none' });
      expect(await bench.proposals.offer(aProposal())).toEqual({ kind: 'offered', branch });
      expect(bench.read(branch, voms)).toBe('new\n');
      expect(bench.newest(branch)).toMatchObject({ author: 'Quentin Clarke' });
      const again = aProposal({ files: new Map([[voms, 'other\n']]) });
      expect(await bench.proposals.offer(again)).toEqual({ kind: 'offered', branch });
      expect([bench.read(branch, voms), bench.head()]).toEqual(['new\n', before]);
      expect(await bench.proposals.find(key)).toEqual({ kind: 'offered', branch });
    });

    test('is found on main once it is merged, and nowhere once its branch is gone', async () => {
      await bench.proposals.offer(aProposal());
      bench.merge(branch);
      const merged = { kind: 'on-main', position: bench.length() };
      expect(await bench.proposals.find(key)).toMatchObject(merged);
      expect(await bench.proposals.offer(aProposal())).toMatchObject(merged);
      const other = 'rt-18-1-1';
      await bench.proposals.offer(aProposal({ key: other, files: new Map([[voms, 'next\n']]) }));
      bench.drop(`stagepost/${other}`);
      expect(await bench.proposals.find(other)).toEqual({ kind: 'none' });
    });

    test('is not taken for another one whose key its key or its words begin with', async () => {
      const body = `Because\nStagepost-Request: rt-99-1-1\nsays so`;
      await bench.proposals.land(aProposal({ key: 'rt-1-12-5', body, title: 'a\nStagepost-Request: rt-98' }));
      for (const other of ['rt-1-12', 'rt-99-1-1', 'rt-98', 'rt-1-12-55'])
        expect(await bench.proposals.find(other)).toEqual({ kind: 'none' });
      expect(await bench.proposals.find('rt-1-12-5')).toMatchObject({ kind: 'on-main' });
    });

    test('names its author whatever the name is made of', async () => {
      const author = { name: 'Řehoř <script>\n& 🚀', mail: 'a@b.example\n> evil <c@d.example' };
      await bench.proposals.land(aProposal({ author }));
      const { author: name, mail } = bench.newest('main');
      expect(name).toMatch(/^Řehoř +script +& 🚀$/);
      expect(mail).not.toMatch(/[<>\n]/);
    });

    test('refuses a key that can be no branch', async () => {
      for (const bad of ['', '../main', 'a b', '-x', 'x.lock', 'a\nb'])
        expect(await failureIn(bench.proposals.offer(aProposal({ key: bad })))).toMatchObject({
          code: 'bad-configuration',
        });
    });
  });
}
