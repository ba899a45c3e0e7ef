import type { CommitSha } from '../../src/domain/desired-state.ts';
import { sha256Of } from '../../src/domain/digest.ts';
import { StagepostError } from '../../src/domain/failure.ts';
import type { Proposal, ProposalStanding, Proposals } from '../../src/ports/proposals.ts';

type Files = ReadonlyMap<string, string>;

interface FakeCommit {
  readonly commit: CommitSha;
  readonly files: Files;
  readonly by: Proposal | null;
}

/** A release repository in memory that proposals are written into; whoever holds it can change it as others would. */
export interface FakeProposals extends Proposals {
  /** Main along first parent, oldest first. */
  readonly main: FakeCommit[];
  readonly branches: Map<string, FakeCommit>;
  /** Somebody commits to main. */
  commit(file: string, text: string): CommitSha;
  merge(branch: string): void;
  /** Called before each push to main. */
  beforePush: () => void;
  closed: boolean;
}

export function fakeProposals(start: Readonly<Record<string, string>>): FakeProposals {
  const main: FakeCommit[] = [];
  const branches = new Map<string, FakeCommit>();
  const head = () => main.at(-1) as FakeCommit;
  const filesAt = (commit: CommitSha) => main.find((each) => each.commit === commit)?.files ?? new Map();

  function make(files: Files, by: Proposal | null): FakeCommit {
    const name = JSON.stringify([main.length, branches.size, [...files], by?.key]);
    return { commit: sha256Of(name).slice(0, 40) as CommitSha, files, by };
  }

  function onMain(key: string): Extract<ProposalStanding, { kind: 'on-main' }> | null {
    const found = main.findLast(({ by }) => by?.key === key);
    return found === undefined ? null : { kind: 'on-main', commit: found.commit, position: main.length };
  }

  function isMoved({ base, files, assumes }: Proposal): boolean {
    return [...files.keys(), ...assumes].some((path) => filesAt(base).get(path) !== head().files.get(path));
  }

  const fake: FakeProposals = {
    main,
    branches,
    closed: false,
    beforePush: () => undefined,
    commit: (file, text) => {
      main.push(make(new Map([...head().files, [file, text]]), null));
      return head().commit;
    },
    merge: (branch) => {
      const side = branches.get(branch);
      if (side === undefined) throw new Error(`there is no branch ${branch}`);
      main.push({ ...side, files: new Map([...head().files, ...(side.by?.files ?? [])]) });
      branches.delete(branch);
    },
    land: async (proposal) => {
      checkKey(proposal.key);
      const there = onMain(proposal.key);
      if (there !== null) return there;
      fake.beforePush();
      if (isMoved(proposal)) return { kind: 'moved' };
      if (fake.closed) throw new StagepostError({ code: 'git-failed', message: 'main takes nothing' });
      main.push(make(new Map([...head().files, ...proposal.files]), proposal));
      return onMain(proposal.key) as Extract<ProposalStanding, { kind: 'on-main' }>;
    },
    offer: async (proposal) => {
      const branch = checkKey(proposal.key);
      const there = onMain(proposal.key);
      if (there !== null) return there;
      if (branches.has(branch)) return { kind: 'offered', branch };
      if (isMoved(proposal)) return { kind: 'moved' };
      branches.set(branch, make(new Map([...head().files, ...proposal.files]), proposal));
      return { kind: 'offered', branch };
    },
    find: async (key) => {
      const branch = checkKey(key);
      return onMain(key) ?? (branches.has(branch) ? { kind: 'offered', branch } : { kind: 'none' });
    },
  };
  main.push(make(new Map(Object.entries(start)), null));
  return fake;
}

function checkKey(key: string): string {
  if (/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(key) && !key.endsWith('.lock')) return `stagepost/${key}`;
  throw new StagepostError({ code: 'bad-configuration', message: `"${key}" cannot be the name of a branch` });
}
