import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type GitFixture, makeRepository, scratchFolder } from '../adapters/git/git-fixture.ts';
import { endAgent, pgpKeyPair, signWithSsh, sshKeyPair } from '../adapters/git/signing-keys.ts';
import { policyText, releaseFile, voms } from '../desired/release-files.ts';
import { heard } from './heard.ts';

const asked = releaseFile();

/** A clone with roles, in which a provider's new release waits to be fetched; two have to sign where two are needed. */
interface Clone extends GitFixture {
  /** Makes a person the one who commits and approves there; nobody signs with null. */
  readonly as: (person: string | null) => void;
  readonly keyOf: (person: string) => string;
  /** Commits on the branch of the proposal. */
  readonly commit: (files: Record<string, string>) => ReturnType<GitFixture['commit']>;
  readonly run: (...args: string[]) => ReturnType<typeof heard>;
  /** What the gate says once the branch is merged; `fetch` where it lets the step through. */
  readonly merged: () => Promise<string>;
}

function rolesOf(keyOf: (person: string) => string, verification: readonly string[]): string {
  const people = ['ada', 'bob', 'carol'].map((key) => `  ${key}: {name: ${key}, keys: ["${keyOf(key)}"]}`);
  return `people:
${people.join('\n')}
roles:
  verification: {title: Verification, members: [${verification.join(', ')}]}
  stage-rollout: {title: Rollout, members: [carol, ada]}
  release-manager: {title: Release manager, members: [carol]}
`;
}

function aClone({ quorum = 1, more = '' }: { quorum?: number; more?: string } = {}): Clone {
  const folder = scratchFolder();
  const made = makeRepository(path.join(folder, 'releases'));
  const keyOf = (person: string) => sshKeyPair(folder, person).line;
  const rule = `approvals: [{from: [Submitted], roles: [verification], quorum: ${quorum}}]\n`;
  made.commit({ 'stagepost.yaml': policyText + rolesOf(keyOf, ['ada', 'bob']) + rule + more });
  made.git(['config', 'user.name', 'Somebody']);
  made.git(['config', 'user.email', 'somebody@example.org']);
  made.git(['switch', '--quiet', '--create', 'proposal']);
  return {
    ...made,
    keyOf,
    as: (person) => {
      const settings =
        person === null ? ['-c', 'commit.gpgSign=false'] : signWithSsh(sshKeyPair(folder, person).file);
      for (const setting of settings.filter((each) => each !== '-c'))
        made.git(['config', setting.slice(0, setting.indexOf('=')), setting.slice(setting.indexOf('=') + 1)]);
    },
    run: (...args) => heard(args, { cwd: made.dir }),
    merged: async () => {
      made.git(['switch', '--quiet', 'main']);
      made.git(['-c', 'commit.gpgSign=false', 'merge', '--quiet', '--no-ff', '-m', 'merge', 'proposal']);
      return gateOf(made.dir);
    },
  };
}

async function gateOf(dir: string): Promise<string> {
  const said = await heard(['plan', '--from-record', '--json'], { cwd: dir });
  const plan = JSON.parse(said.out) as {
    actions: { kind: string }[];
    heldBack: { gates: { gate: string; verdict: { kind: string; sentence: string } }[] }[];
  };
  if (plan.actions.some(({ kind }) => kind === 'fetch-release')) return 'fetch';
  const gate = plan.heldBack[0]?.gates.find((each) => each.gate === 'approvals');
  return `${gate?.verdict.kind}: ${gate?.verdict.sentence.replace(/[0-9a-f]{12}/g, '…')}`;
}

const nobody = 'needs-approval: verification 0 of 1; ada or bob can approve it';

describe('a step that a role has to sign', () => {
  test('is let through by the signature of its author, if that is one of the role.', async () => {
    const clone = aClone();
    clone.as('ada');
    clone.commit({ [voms]: asked });
    expect(await clone.merged()).toBe('fetch');
  });

  test('is held without a signature, and let through by an approval that comes later.', async () => {
    const clone = aClone();
    clone.as(null);
    clone.commit({ [voms]: asked });
    expect(await clone.merged()).toBe(nobody);
    clone.git(['switch', '--quiet', '--create', 'late']);
    clone.as('bob');
    const said = await clone.run('approve', 'voms-4.2.0');
    expect([said.err, said.out]).toEqual([
      '',
      expect.stringContaining(
        'voms 4.2.0: Submitted -> Unverified approved by bob (verification), signed with SHA256:',
      ),
    ]);
    clone.git(['switch', '--quiet', 'main']);
    clone.git(['-c', 'commit.gpgSign=false', 'merge', '--quiet', '--no-ff', '-m', 'merge', 'late']);
    expect(await gateOf(clone.dir)).toBe('fetch');
  });

  test('is held where the key is nobody’s, or that of somebody without the role.', async () => {
    const strange = aClone();
    strange.as('mallory');
    strange.commit({ [voms]: asked });
    expect(await strange.merged()).toMatch(/; the edit … is signed with the key SHA256:\S+, which nobody/);
    const other = aClone();
    other.as('carol');
    other.commit({ [voms]: asked });
    expect(await other.merged()).toBe(
      `${nobody}; the edit … of carol does not count: it is not for this role`,
    );
  });

  test('is held where the key of OpenPGP has ended.', async () => {
    const folder = scratchFolder();
    const key = pgpKeyPair(folder, 'grace', 'a day');
    onTestFinished(() => endAgent(key));
    const clone = aClone();
    const people = '  grace: {name: grace, keys: [keys/grace.asc]}\nroles:\n';
    const policy = clone
      .git(['show', 'main:stagepost.yaml'])
      .replace('roles:\n', people)
      .replace('[ada, bob]', '[ada, bob, grace]');
    clone.git(['switch', '--quiet', 'main']);
    clone.as(null);
    clone.commit({ 'stagepost.yaml': `${policy}\n`, 'keys/grace.asc': key.armored });
    clone.git(['branch', '--quiet', '--force', 'proposal', 'main']);
    clone.git(['switch', '--quiet', 'proposal']);
    clone.write({ [voms]: asked });
    clone.git(['add', '--all']);
    clone.git([...key.settings, '-c', 'gpg.format=openpgp', 'commit', '--quiet', '-m', 'a change']);
    expect(await clone.merged()).toMatch(
      /; the edit … of grace is signed with a key that ended on 2020-01-02$/,
    );
  });

  test('is held where the file was changed after the approval.', async () => {
    const clone = aClone();
    clone.as(null);
    clone.commit({ [voms]: asked });
    clone.as('bob');
    expect((await clone.run('approve', 'voms-4.2.0')).err).toBe('');
    clone.as(null);
    clone.commit({ [voms]: `${asked}tickets: {rt: 7}\n` });
    expect(await clone.merged()).toBe(
      `${nobody}; the approval … of bob is of another text of the file, which was changed`,
    );
  });

  test('is held where one person signs twice for two, and let through by a second one.', async () => {
    const clone = aClone({ quorum: 2 });
    clone.as('ada');
    clone.commit({ [voms]: asked });
    expect((await clone.run('approve', 'voms-4.2.0')).err).toBe('');
    expect(await clone.merged()).toBe('needs-approval: verification 1 of 2 (ada); bob can approve it');
    const other = aClone({ quorum: 2 });
    other.as('ada');
    other.commit({ [voms]: asked });
    other.as('bob');
    expect((await other.run('approve', 'voms-4.2.0')).err).toBe('');
    expect(await other.merged()).toBe('fetch');
  });

  test('is held where the approver comes with the same merge.', async () => {
    const clone = aClone();
    const policy = clone.git(['show', 'main:stagepost.yaml']);
    clone.as('carol');
    clone.commit({ 'stagepost.yaml': `${policy.replace('[ada, bob]', '[ada, bob, carol]')}\n` });
    clone.commit({ [voms]: asked });
    expect(await clone.merged()).toBe(
      `${nobody}; the edit … of carol does not count: it is not for this role`,
    );
  });
});

describe('stagepost approve', () => {
  test.each<[string, string | null, string]>([
    ['a key that nobody has', 'mallory', 'which nobody in stagepost.yaml has'],
    ['somebody without the role', 'carol', 'carol may not approve Submitted -> Unverified'],
  ])('refuses %s, and leaves the branch where it is.', async (_who, person, sentence) => {
    const clone = aClone();
    clone.as(null);
    const tip = clone.commit({ [voms]: asked });
    clone.as(person);
    const said = await clone.run('approve', 'voms-4.2.0');
    expect([said.code, said.err]).toEqual([1, expect.stringContaining(sentence)]);
    expect(clone.git(['rev-parse', 'proposal'])).toBe(tip);
  });

  test('refuses main, and a release that asks for nothing.', async () => {
    const clone = aClone();
    clone.as('ada');
    clone.git(['switch', '--quiet', 'main']);
    clone.commit({ [voms]: asked });
    expect((await clone.run('approve', 'voms-4.2.0')).err).toContain('does not go to main by itself');
    expect((await clone.run('approve', 'voms-4.2.0', '--to', 'Unverified')).err).toContain(
      'both --from and --to',
    );
    clone.git(['switch', '--quiet', '--create', 'late']);
    const said = await clone.run('approve', 'voms-4.2.0', '--json');
    expect(JSON.parse(said.out)).toMatchObject({
      release: 'umd-5/voms-4.2.0',
      from: 'Submitted',
      to: 'Unverified',
      person: 'ada',
      role: 'verification',
      branch: 'late',
      pushed: false,
    });
  });
});
