import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Person } from '../../domain/approval-policy.ts';
import type { CommitSha } from '../../domain/desired-state.ts';
import type { CommitSignature, CommitSignatures } from '../../ports/commit-signatures.ts';
import { gitFailed } from './git-failure.ts';
import { operand } from './object-name.ts';
import { type Keyholder, makePgpHome } from './pgp-home.ts';
import { pgpSignature } from './pgp-signature.ts';
import { type GitPlace, gitOutput, runGit } from './run-git.ts';
import { allowedSigners, sshSignature } from './ssh-signature.ts';

/** Where signatures are checked, and below which folder keys may stand for a while. */
export interface SignaturePlace {
  readonly place: GitPlace;
  /** Absolute path; what a killed process leaves there is named `tmp_…`. */
  readonly aside: string;
}

type Format = 'ssh' | 'openpgp';

// Neither the repository nor the user has a say in what checks a signature, and what is good enough.
const programs = ['gpg.program=gpg', 'gpg.openpgp.program=gpg', 'gpg.ssh.program=ssh-keygen'];
const fixed = [...programs, 'gpg.minTrustLevel=undefined'];

/** Who signed commits, as git, ssh-keygen and gpg say of the keys of these people and of no others. */
export function openCommitSignatures({ place, aside }: SignaturePlace): CommitSignatures {
  return {
    signers: async (commits, people) => {
      const formats: (Format | 'other' | null)[] = [];
      for (const commit of commits) formats.push(await formatOf(place, commit));
      if (formats.every((format) => format === null)) return commits.map(() => ({ kind: 'unsigned' }));
      const keys = await mkdtemp(path.join(aside, 'tmp_keys-'));
      try {
        const check = await openCheck(place, keys, { people, pgp: formats.includes('openpgp') });
        const found: CommitSignature[] = [];
        for (const [index, commit] of commits.entries())
          found.push(await check(commit, formats[index] ?? null));
        return found;
      } finally {
        await rm(keys, { recursive: true, force: true });
      }
    },
  };
}

type Check = (commit: CommitSha, format: Format | 'other' | null) => Promise<CommitSignature>;

async function openCheck(
  place: GitPlace,
  keys: string,
  { people, pgp }: { readonly people: readonly Person[]; readonly pgp: boolean },
): Promise<Check> {
  const signers = path.join(keys, 'allowed_signers');
  await writeFile(signers, allowedSigners(people));
  const holders: ReadonlyMap<string, Keyholder> = pgp ? await makePgpHome(keys, people) : new Map();
  const revoked = path.join(keys, 'revoked');
  await writeFile(revoked, '');
  const files = [`gpg.ssh.allowedSignersFile=${signers}`, `gpg.ssh.revocationFile=${revoked}`];
  const settings = [...fixed, ...files].flatMap((each) => ['-c', each]);
  return async (commit, format) => {
    if (format === null) return { kind: 'unsigned' };
    if (format === 'other')
      return { kind: 'refused', sentence: 'is signed in another way than by OpenSSH or OpenPGP' };
    const args = [...settings, 'verify-commit', '--raw', operand(commit)];
    const { exitCode, stderr } = await runGit(place, args, { env: { GNUPGHOME: keys } });
    const said = format === 'ssh' ? sshSignature(stderr, people) : pgpSignature(stderr, holders);
    if (said === undefined) throw gitFailed(`the signature of ${commit} cannot be checked`, { stderr });
    if (format === 'ssh' && said.kind === 'good' && exitCode !== 0)
      throw gitFailed(`git refuses the signature of ${commit} that ssh-keygen calls good`, { stderr });
    return said;
  };
}

// gitformat-signature(5): a header with the whole signature, its further lines indented.
async function formatOf(place: GitPlace, commit: CommitSha): Promise<Format | 'other' | null> {
  const doing = `read commit ${commit}`;
  const text = (await gitOutput(place, ['cat-file', 'commit', operand(commit)], { doing })).toString(
    'latin1',
  );
  const headers = text.slice(0, text.indexOf('\n\n') + 1);
  const header = commit.length === 64 ? 'gpgsig-sha256' : 'gpgsig';
  const found = new RegExp(`^${header} -----BEGIN (.+)-----$`, 'm').exec(headers)?.[1];
  if (found === undefined) return null;
  if (found === 'SSH SIGNATURE') return 'ssh';
  return found === 'PGP SIGNATURE' ? 'openpgp' : 'other';
}
