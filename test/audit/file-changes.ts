// Changes of one file of the record or of main, each of which says something that was not so.
import type { Dice } from '../drift/mutations.ts';
import type { Change } from './git-edits.ts';

type Json = { [key: string]: unknown };

function json(change: (value: Json, dice: Dice) => void): (dice: Dice) => Change {
  return (dice) => (text) => {
    const value = JSON.parse(text);
    change(value, dice);
    const canonical = !text.includes('\n ');
    return canonical ? `${JSON.stringify(value)}\n` : `${JSON.stringify(value, null, 2)}\n`;
  };
}

function list(value: unknown): Json[] {
  return value as Json[];
}

function one(value: unknown, dice: Dice): Json {
  const all = list(value);
  return all[dice(all.length)] ?? {};
}

const otherDigest = (digest: unknown) => {
  const text = String(digest);
  return `${text.slice(0, -1)}${text.endsWith('0') ? '1' : '0'}`;
};

const flip: (dice: Dice) => Change = (dice) => (text) => {
  const at = dice(text.length);
  const other = text[at] === 'x' ? 'y' : 'x';
  return `${text.slice(0, at)}${other}${text.slice(at + 1)}`;
};

const releases: Readonly<Record<string, (dice: Dice) => Change>> = {
  'a visit with another state': json(({ visits }, dice) => {
    const visit = one(visits, dice);
    visit.state = visit.state === 'Unverified' ? 'InVerification' : 'Unverified';
  }),
  'a visit entered earlier': json(({ visits }, dice) => {
    const visit = one(visits, dice);
    visit.entered = new Date(Date.parse(String(visit.entered)) - 1000 * (1 + dice(9999)))
      .toISOString()
      .replace('.000Z', 'Z');
  }),
  'a visit entered later': json(({ visits }, dice) => {
    const visit = one(visits, dice);
    visit.entered = new Date(Date.parse(String(visit.entered)) + 1000 * (1 + dice(9999)))
      .toISOString()
      .replace('.000Z', 'Z');
  }),
  'a visit with another reason': json(({ visits }, dice) => {
    one(visits, dice).reason = 'somebody said so';
  }),
  'a visit by another commit': json(({ visits }, dice) => {
    const visit = one(visits, dice);
    visit.commit = otherDigest(visit.commit);
  }),
  'a visit removed': json((value, dice) => {
    const visits = list(value.visits);
    if (visits.length > 1) visits.splice(dice(visits.length), 1);
    else value.release = 'umd-5/other-1.0.0';
  }),
  'a visit made up': json((value) => {
    const visits = list(value.visits);
    const last = visits.at(-1) ?? {};
    visits.push({ ...last, state: 'Production' });
    value.observed = { state: 'Production' };
  }),
  'another state now': json((value) => {
    const observed = value.observed as Json;
    value.observed = { state: observed.state === 'Production' ? 'Rejected' : 'Production' };
  }),
  'another spelling': () => (text) => text.replace('{\n', '{\n\n'),
  'not there any more': () => () => null,
};

const approvals: Readonly<Record<string, (dice: Dice) => Change>> = {
  'another person who signed': json(({ votes }, dice) => {
    one(votes, dice).person = 'mallory';
  }),
  'another role': json(({ votes }, dice) => {
    one(votes, dice).role = 'admin';
  }),
  'another key': json(({ votes }, dice) => {
    one(votes, dice).signedWith = 'SHA256:AAAA';
  }),
  'another commit that was signed': json(({ votes }, dice) => {
    const vote = one(votes, dice);
    vote.commit = otherDigest(vote.commit);
  }),
  'a vote made up': json(({ votes }) => {
    const all = list(votes);
    all.push({ ...all[0], person: 'mallory' });
  }),
  'a vote removed': json(({ votes }) => {
    list(votes).pop();
  }),
  'more who were needed': json((value) => {
    value.needed = Number(value.needed) + 1;
  }),
  'another text': json((value) => {
    value.text = otherDigest(value.text);
  }),
  'another content': json((value) => {
    value.content = otherDigest(value.content);
  }),
  'other roles in force': json((value) => {
    value.policy = otherDigest(value.policy);
  }),
  'another commit before it': json((value) => {
    value.base = otherDigest(value.base);
  }),
  'the approval removed': () => () => null,
};

const inventories: Readonly<Record<string, (dice: Dice) => Change>> = {
  'the digest of a package': json(({ platforms }, dice) => {
    const found = one(one(platforms, dice).packages, dice);
    found.sha256 = otherDigest(found.sha256);
  }),
  'the size of a package': json(({ platforms }, dice) => {
    const found = one(one(platforms, dice).packages, dice);
    found.size = Number(found.size) + 1;
  }),
  'the version of a package': json(({ platforms }, dice) => {
    one(one(platforms, dice).packages, dice).version = '99';
  }),
  'the digest of a member': json(({ platforms }, dice) => {
    const found = one(platforms, dice);
    found.digest = otherDigest(found.digest);
  }),
  'the digest of the content': json((value) => {
    value.content = otherDigest(value.content);
  }),
  'a package left out': json(({ platforms }, dice) => {
    list(one(platforms, dice).packages).pop();
  }),
  'the inventory removed': () => () => null,
};

const generations: Readonly<Record<string, (dice: Dice) => Change>> = {
  'another number': json((value) => {
    value.number = Number(value.number) + 1;
  }),
  'another date': json((value) => {
    value.date = '2026-01-01T00:00:00Z';
  }),
  'another plan': json((value) => {
    value.plan = otherDigest(value.plan);
  }),
  'another commit': json((value) => {
    value.commit = otherDigest(value.commit);
  }),
  'another generation before it': json((value) => {
    value.previous = value.previous === null ? '0'.repeat(64) : null;
  }),
  'another record before it': json((value) => {
    value.record = value.record === null ? '0'.repeat(40) : null;
  }),
  'other members': json((value, dice) => {
    const members = list(value.members);
    if (members.length > 0) members.splice(dice(members.length), 1);
    else
      members.push({
        digest: '0'.repeat(64),
        packages: 1,
        platform: 'el9/x86_64',
        release: 'umd-5/evil-1.0.0',
      });
  }),
  'the digest of a file': json(({ files }, dice) => {
    const file = one(files, dice);
    file.sha256 = otherDigest(file.sha256);
  }),
  'a byte of generation.json': flip,
};

const heads: Readonly<Record<string, (dice: Dice) => Change>> = {
  'another commit of main': json((value) => {
    value.commit = otherDigest(value.commit);
  }),
  'edits that are not settled': json((value) => {
    value.behind = { 'umd-5/voms-4.2.0': null };
  }),
};

const rootFiles: Readonly<Record<string, (dice: Dice) => Change>> = {
  'a byte of a root file': flip,
  'a line after a root file': () => (text) => `${text}\n`,
  'a root file removed': () => () => null,
};

/** Changes of the statement of an attestation, which is encoded again as the reconciler would. */
function statement(change: (text: string) => string): (dice: Dice) => Change {
  return () => (line) => {
    const { payloadType, payload, signatures } = JSON.parse(line);
    const text = change(Buffer.from(payload, 'base64').toString('utf8'));
    return `${JSON.stringify({ payloadType, payload: Buffer.from(text).toString('base64'), signatures })}\n`;
  };
}

const attestations: Readonly<Record<string, (dice: Dice) => Change>> = {
  'a byte of an attestation': flip,
  'a line after an attestation': () => (text) => `${text}${text}`,
  'an attestation removed': () => () => null,
  'another package attested': statement((text) =>
    text.replace(/("subject":.*?"sha256":")[0-9a-f]{4}/, '$10000'),
  ),
  'another step attested': statement((text) => text.replace('"route":"normal"', '"route":"direct"')),
  'another commit attested': statement((text) => text.replace(/"gitCommit":"..../, '"gitCommit":"0000')),
};

/** Changes of main that rewrite what the record pins. */
export const mainChanges: Readonly<Record<string, (dice: Dice) => Change>> = {
  'another digest pinned': () => (text) => text.replace(/sha256:[0-9a-f]{64}/, `sha256:${'0'.repeat(64)}`),
  'another state asked for': () => (text) =>
    text.replace(/^desiredState: .*$/m, 'desiredState: WaitingForResponse'),
  'another provider': () => (text) => text.replace(/^provider: .*$/m, 'provider: other'),
  'a comment': () => (text) => `${text}# approved\n`,
};

/** The changes that fit a file of the record. */
export function changesOf(path: string): Readonly<Record<string, (dice: Dice) => Change>> {
  if (path === 'record.json') return heads;
  if (path.startsWith('releases/')) return releases;
  if (path.startsWith('approvals/')) return approvals;
  if (path.startsWith('inventory/')) return inventories;
  if (path.endsWith('.intoto.jsonl')) return attestations;
  return path.endsWith('/generation.json') ? generations : rootFiles;
}
