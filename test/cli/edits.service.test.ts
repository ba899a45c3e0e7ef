import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { makeRepository, scratchFolder } from '../adapters/git/git-fixture.ts';
import { policyText } from '../desired/release-files.ts';
import { heard } from './heard.ts';

const voms = 'releases/umd-5/voms-4.2.0.yaml';
const report = 'https://reports.example.org/voms';
const reviewer = ['-c', 'user.name=A reviewer', '-c', 'user.email=reviewer@example.org'];

/** A release file as somebody laid it out. */
function releaseText(state: string, more = ''): string {
  return `# Talk to the provider before you touch this.
product:   "voms"   # the server, not the clients
shortName: emi.voms
version: '4.2.0'
majorRelease: umd-5
provider: emi
platforms:
    - el9/x86_64      # since May
source: {protocol: rsync, url: rsync://repo.emi.example.org/umd5/voms/,
         checksumsDigest: "sha256:${'a'.repeat(64)}"}
links:
    releaseNotes: https://docs.example.org/notes
    changeLog: https://docs.example.org/changes
    documentation: [https://docs.example.org/docs]

desiredState: "${state}"   # the line that people change
${more}# The end.
`;
}

interface Clone {
  readonly dir: string;
  readonly git: (...args: readonly string[]) => string;
  /** Runs a command in the clone. */
  readonly run: (...args: readonly string[]) => ReturnType<typeof heard>;
  /** Lines that a commit takes and brings, of one file. */
  readonly changes: (branch: string) => readonly string[];
}

/** A clone of a user who has an identity, with one release that has come this far, one merge for each state. */
function aClone(states: readonly string[] = ['Unverified'], more = ''): Clone {
  const made = makeRepository(join(scratchFolder(), 'releases'));
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-C', made.dir, ...args], { encoding: 'utf8', stdio: 'pipe' });
  for (const state of states) made.commit({ 'stagepost.yaml': policyText, [voms]: releaseText(state, more) });
  git('config', 'user.name', 'Vera Verifier');
  git('config', 'user.email', 'vera@example.org');
  git('config', 'commit.gpgSign', 'false');
  return {
    dir: made.dir,
    git,
    run: (...args) => heard(args, { cwd: made.dir }),
    changes: (branch) =>
      git('diff', '--unified=0', `main...${branch}`)
        .split('\n')
        .filter((line) => /^[+-](?!\+\+|--)/.test(line)),
  };
}

describe('promote', () => {
  test('writes the next state on a branch of one commit, and touches no other byte.', async () => {
    const { run, git, changes } = aClone();
    const { code, out, err } = await run('promote', 'voms-4.2.0');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const branch = 'stagepost/promote-umd-5-voms-4.2.0';
    expect(changes(branch)).toEqual([
      '-desiredState: "Unverified"   # the line that people change',
      '+desiredState: "InVerification"   # the line that people change',
    ]);
    expect(git('log', '-1', '--format=%an <%ae>|%s|%P', branch).trim()).toBe(
      `Vera Verifier <vera@example.org>|voms 4.2.0: Unverified -> InVerification|${git('rev-parse', 'main').trim()}`,
    );
    expect(out).toContain(`next: git push --set-upstream origin ${branch}`);
    expect(out).toContain('+desiredState: "InVerification"');
    expect(git('status', '--porcelain', '--branch').trim()).toBe('## main');
    expect(git('worktree', 'list').trim().split('\n')).toHaveLength(1);
  });

  test('brings the report that stage rollout needs, and says what is missing without it.', async () => {
    const { run, changes, git } = aClone(['Unverified', 'InVerification']);
    const refused = await run('promote', 'umd-5/voms-4.2.0');
    expect(refused.code).toBe(1);
    expect(refused.err).toContain('desiredState StageRollout needs verificationReport, which is empty');
    expect(refused.err).toContain('--report URL');
    expect(git('branch', '--list', 'stagepost/*')).toBe('');
    expect((await run('promote', voms, '--report', report)).code).toBe(0);
    expect(changes('stagepost/promote-umd-5-voms-4.2.0')).toEqual([
      '-desiredState: "InVerification"   # the line that people change',
      '+desiredState: "StageRollout"   # the line that people change',
      `+verificationReport: ${report}`,
    ]);
  });

  test('asks the provider, and says what.', async () => {
    const { run, changes } = aClone(['Unverified', 'InVerification']);
    const { code } = await run('promote', voms, '--to', 'WaitingForResponse', '--reason', 'which key is it?');
    expect(code).toBe(0);
    expect(changes('stagepost/promote-umd-5-voms-4.2.0').slice(1)).toEqual([
      '+desiredState: "WaitingForResponse"   # the line that people change',
      '+reason: which key is it?',
    ]);
  });

  test('asks for production with outcome and report, and for another state than the next.', async () => {
    const far = ['Unverified', 'InVerification', 'StageRollout'];
    const { run, changes } = aClone(far, `verificationReport: ${report} # by Vera\n`);
    expect((await run('promote', 'voms-4.2.0', '--to', 'WaitingForResponse')).err).toContain(
      'StageRollout -> WaitingForResponse is not a step (R38)',
    );
    const { code } = await run('promote', 'voms-4.2.0', '--report', report, '--outcome', 'Warning');
    expect(code).toBe(0);
    expect(changes('stagepost/promote-umd-5-voms-4.2.0').slice(1)).toEqual([
      '+desiredState: "Production"   # the line that people change',
      '+outcome: Warning',
      `+stageRolloutReport: ${report}`,
    ]);
  });

  test.each([
    ['voms-4.2', 'did you mean umd-5/voms-4.2.0?'],
    ['umd-5/vmos-4.2.0', 'did you mean umd-5/voms-4.2.0?'],
    ['something-else-1.0.0', 'ls releases/*/'],
  ])('of %s, which is no release, names what is near.', async (name, hint) => {
    const { code, err } = await aClone().run('promote', name);
    expect(code).toBe(1);
    expect(err).toContain(`main has no release ${name}`);
    expect(err).toContain(hint);
  });

  test('refuses options that have no place with the state.', async () => {
    const { run } = aClone();
    expect((await run('promote', 'voms-4.2.0', '--report', report)).err).toContain(
      'InVerification comes with no report',
    );
    expect((await run('promote', 'voms-4.2.0', '--outcome', 'Success')).err).toContain('only Production');
  });

  test('refuses what is written so that it cannot be edited alone, with the line.', async () => {
    const { run } = aClone(['Unverified'], 'reason: &why later\n');
    const { code, err } = await run('promote', 'voms-4.2.0');
    expect(code).toBe(1);
    expect(err).toMatch(/^releases\/umd-5\/voms-4\.2\.0\.yaml:17:9: anchors \(&name\) are not allowed$/m);
  });
});

describe('giving up', () => {
  test.each([
    ['reject', ['Unverified', 'InVerification'], 'Rejected'],
    ['ignore', ['Unverified'], 'Ignored'],
    ['withhold', ['Unverified', 'InVerification', 'StageRollout'], 'NotPublished'],
  ])('%s of a release that is %j asks for %s with the reason', async (verb, states, wanted) => {
    const { run, changes } = aClone(
      states,
      'reason:   # none yet\nverificationReport: https://example.org/v\n',
    );
    const { code } = await run(verb, 'voms-4.2.0', '--reason', 'the daemon: does not start');
    expect(code).toBe(0);
    expect(changes(`stagepost/${verb}-umd-5-voms-4.2.0`)).toEqual([
      `-desiredState: "${states.at(-1)}"   # the line that people change`,
      '-reason:   # none yet',
      `+desiredState: "${wanted}"   # the line that people change`,
      '+reason: "the daemon: does not start"   # none yet',
    ]);
  });

  test('is refused where the table has no such step, with the sentence of the table.', async () => {
    const { run } = aClone(['Unverified', 'InVerification']);
    const { code, err } = await run('ignore', 'voms-4.2.0', '--reason', 'no');
    expect(code).toBe(1);
    expect(err).toContain('InVerification -> Ignored is not a step (R38)');
    expect(err).toContain('from InVerification it can go to WaitingForResponse, StageRollout, Rejected');
  });

  test('needs a reason that says something.', async () => {
    const { run } = aClone();
    expect((await run('reject', 'voms-4.2.0')).err).toContain(
      "required option '--reason <text>' not specified",
    );
    expect((await run('reject', 'voms-4.2.0', '--reason', ' ')).err).toContain(
      'needs reason, which is empty',
    );
  });
});

describe('rollback', () => {
  const all = ['Unverified', 'InVerification', 'StageRollout', 'Production'];
  const fields = `outcome: Success\nverificationReport: ${report}\nstageRolloutReport: ${report}\n`;

  test('asks for stage rollout with the reason where policy allows it, and promote does not.', async () => {
    const { run, changes, dir, git } = aClone(all, fields);
    const refused = await run('rollback', 'voms-4.2.0', '--reason', 'crashes');
    expect(refused.err).toContain('umd-5 allows no rollback (R58)');
    writeFileSync(join(dir, 'stagepost.yaml'), `${policyText}rollback: {allowed: true}\n`);
    git(...reviewer, 'commit', '--quiet', '--all', '--message', 'allow rollbacks');
    expect((await run('promote', 'voms-4.2.0', '--to', 'StageRollout')).err).toContain(
      'the release is in production',
    );
    expect((await run('rollback', 'voms-4.2.0', '--reason', ' ')).err).toContain('a rollback needs a reason');
    expect((await run('rollback', 'voms-4.2.0', '--reason', 'crashes')).code).toBe(0);
    expect(changes('stagepost/rollback-umd-5-voms-4.2.0')).toEqual([
      '-desiredState: "Production"   # the line that people change',
      '+desiredState: "StageRollout"   # the line that people change',
      '+reason: crashes',
    ]);
  });

  test('is for a release in production only.', async () => {
    const { err } = await aClone().run('rollback', 'voms-4.2.0', '--reason', 'crashes');
    expect(err).toContain('only a release in production is rolled back, and this one is Unverified');
  });
});

describe('withdraw', () => {
  test('says since when and why, once, for a release in production where policy allows it.', async () => {
    const all = ['Unverified', 'InVerification', 'StageRollout', 'Production'];
    const fields = `outcome: Success\nverificationReport: ${report}\nstageRolloutReport: ${report}\n`;
    const { run, changes, dir, git } = aClone(all, fields);
    const withdraw = () => run('withdraw', 'voms-4.2.0', '--reason', 'end of life');
    expect((await withdraw()).err).toContain('umd-5 allows no withdrawal');
    writeFileSync(join(dir, 'stagepost.yaml'), `${policyText}withdraw: {allowed: true}\n`);
    git(...reviewer, 'commit', '--quiet', '--all', '--message', 'allow withdrawals');
    expect((await withdraw()).code).toBe(0);
    const branch = 'stagepost/withdraw-umd-5-voms-4.2.0';
    const today = new Date().toISOString().slice(0, 10);
    expect(changes(branch)).toEqual(['+withdrawn:', `+    since: ${today}`, '+    reason: end of life']);
    git('merge', '--quiet', '--ff-only', branch);
    expect((await withdraw()).err).toContain('the release is withdrawn already');
  });

  test('is for a release in production only.', async () => {
    const { err } = await aClone().run('withdraw', 'voms-4.2.0', '--reason', 'end of life');
    expect(err).toContain('only a release in production is withdrawn, and this one is Unverified');
  });
});

describe('the clone', () => {
  test('with changes that are not committed is left alone, and so is a branch that is there.', async () => {
    const { run, git, dir } = aClone();
    writeFileSync(join(dir, voms), releaseText('Rejected'));
    const dirty = await run('promote', 'voms-4.2.0');
    expect(dirty.code).toBe(1);
    expect(dirty.err).toContain('the clone has changes that are not committed');
    expect(dirty.err).toContain(voms);
    git('checkout', '--quiet', '--', '.');
    expect((await run('promote', 'voms-4.2.0')).code).toBe(0);
    const taken = await run('promote', 'voms-4.2.0');
    expect(taken.err).toContain('there is a branch stagepost/promote-umd-5-voms-4.2.0 already');
    expect((await run('promote', 'voms-4.2.0', '--branch', 'mine')).code).toBe(0);
  });

  test('begins a merged branch anew, but not the one that somebody is on.', async () => {
    const { run, git, changes } = aClone();
    const branch = 'stagepost/promote-umd-5-voms-4.2.0';
    expect((await run('promote', 'voms-4.2.0')).code).toBe(0);
    git(...reviewer, 'merge', '--quiet', '--no-ff', '--message', 'Merge it', branch);
    git('switch', '--quiet', branch);
    const on = await run('promote', 'voms-4.2.0', '--report', report);
    expect(on.err).toContain(`there is a branch ${branch} already, and you are on it`);
    git('switch', '--quiet', 'main');
    expect((await run('promote', 'voms-4.2.0', '--report', report)).code).toBe(0);
    expect(changes(branch)[1]).toContain('desiredState: "StageRollout"');
    expect(git('log', '-1', '--format=%P', branch).trim()).toBe(git('rev-parse', 'main').trim());
  });

  test('runs its hooks: one that refuses leaves nothing behind, and its words are shown.', async () => {
    const { run, git, dir } = aClone();
    const hook = join(dir, '.git/hooks/commit-msg');
    execFileSync('mkdir', ['-p', join(dir, '.git/hooks')]);
    writeFileSync(hook, '#!/bin/sh\necho "no ticket in the message" >&2\nexit 1\n');
    chmodSync(hook, 0o755);
    const { code, err } = await run('promote', 'voms-4.2.0');
    expect(code).toBe(1);
    expect(err).toContain('no ticket in the message');
    expect(git('branch', '--list', 'stagepost/*')).toBe('');
    expect(git('worktree', 'list').trim().split('\n')).toHaveLength(1);
  });

  test('is pushed to origin when that is asked for, and JSON says what was done.', async () => {
    const { run, git, dir } = aClone();
    const origin = `${dir}-origin`;
    git('clone', '--quiet', '--bare', dir, origin);
    git('remote', 'add', 'origin', origin);
    git('fetch', '--quiet', 'origin');
    const { code, out } = await run('promote', 'voms-4.2.0', '--push', '--json');
    expect(code).toBe(0);
    const said = JSON.parse(out) as { readonly branch: string; readonly commit: string };
    expect(said).toMatchObject({ verb: 'promote', release: 'umd-5/voms-4.2.0', file: voms, pushed: true });
    expect(git('ls-remote', origin, `refs/heads/${said.branch}`)).toContain(said.commit);
    expect(existsSync(join(dir, '.git/worktrees'))).toBe(false);
  });

  test('whose main has gone apart from origin/main asks for one of the two.', async () => {
    const { run, git } = aClone();
    const commit = (message: string) => [
      ...reviewer,
      'commit',
      '--quiet',
      '--allow-empty',
      '--message',
      message,
    ];
    git('switch', '--quiet', '--detach');
    git(...commit('theirs'));
    git('update-ref', 'refs/remotes/origin/main', 'HEAD');
    git('switch', '--quiet', 'main');
    git(...commit('mine'));
    expect((await run('promote', 'voms-4.2.0')).err).toContain('main and origin/main have gone apart');
    const { code, out } = await run('promote', 'voms-4.2.0', '--base', 'origin/main');
    expect(code).toBe(0);
    expect(out).toContain('on origin/main ');
  });
});

describe('report', () => {
  const lip = 'releases/umd-5/voms-4.2.0.reports/lip.yaml';

  test('writes the file of a team, and later changes only what is new.', async () => {
    const { run, git, changes } = aClone();
    const accepted = await run('report', 'voms-4.2.0', '--team', 'lip', '--state', 'accepted');
    expect(accepted.code).toBe(0);
    const branch = 'stagepost/report-umd-5-voms-4.2.0-lip';
    const today = new Date().toISOString().slice(0, 10);
    expect(git('show', `${branch}:${lip}`)).toBe(
      `# yaml-language-server: $schema=../../../schemas/report.schema.json\nteam: lip\nstate: accepted\nacceptedAt: ${today}\n`,
    );
    git('merge', '--quiet', '--ff-only', branch);
    git('branch', '--quiet', '--delete', branch);
    const result = ['--result', 'Warning', '--date', today, '--link', report, '--comments', 'slow: but well'];
    expect((await run('report', 'voms-4.2.0', '--team', 'lip', ...result)).code).toBe(0);
    expect(changes(branch)).toEqual([
      '+result: Warning',
      `+date: ${today}`,
      `+link: ${report}`,
      '+comments: "slow: but well"',
    ]);
  });

  test.each([
    [['--team', 'lpi', '--state', 'accepted'], 'team lpi is not known'],
    [['--team', '../../../x', '--state', 'accepted'], 'must begin with a lower-case letter or digit'],
    [['--team', 'ifca', '--state', 'accepted'], 'does not concern the team ifca'],
    [
      ['--team', 'lip', '--state', 'declined', '--result', 'Success'],
      'result is Success, and state is declined',
    ],
    [['--team', 'lip', '--result', 'Success', '--date', '2026-02-30'], 'there is no day 2026-02-30'],
    [['--team', 'lip'], 'neither --state nor --result is given'],
  ])('%j is refused: %s', async (args, message) => {
    const { run, git } = aClone();
    const { code, err } = await run('report', 'voms-4.2.0', ...args);
    expect(code).toBe(1);
    expect(err).toContain(message);
    expect(git('branch', '--list', 'stagepost/*')).toBe('');
  });
});
