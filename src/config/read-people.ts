import { didYouMean } from '../document/closest-name.ts';
import type { ConfigDocument } from '../document/generated/config.ts';
import type { Located } from '../document/read-document.ts';
import type { ApprovalPolicy, Person } from '../domain/approval-policy.ts';
import type { Finding } from '../domain/finding.ts';
import type { PublicKey } from '../domain/public-key.ts';
import { complaintAbout, type KeyReader, textOf } from './read-keys.ts';

type Document = Located<ConfigDocument>;

export interface ReadPeople {
  readonly people: ReadonlyMap<string, Person>;
  readonly findings: readonly Finding[];
}

/** People with their keys, and what is wrong with those; key files are asked for by their path in the same tree. */
export async function readPeople(document: Document, readKey: KeyReader): Promise<ReadPeople> {
  const people = new Map<string, Person>();
  const findings: Finding[] = [];
  for (const [key, { name, keys }] of Object.entries(document.value.people)) {
    const sshKeys = keys.filter((text) => !isPath(text));
    const pgpKeys: PublicKey[] = [];
    for (const [index, text] of keys.entries()) {
      const read = isPath(text) ? await readKey(text) : null;
      const complaint = isPath(text) ? complaintAbout(text, read, 'this person') : complaintAboutSsh(text);
      if (complaint !== undefined)
        findings.push(document.finding(['people', key, 'keys', index], 'value', complaint));
      else if (read !== null) pgpKeys.push({ file: text, armored: textOf(read) });
    }
    people.set(key, { key, name, sshKeys: sshKeys.map(withoutComment), pgpKeys });
  }
  return { people, findings: [...findings, ...checkShared(document)] };
}

/** The approvals of a document without findings. */
export function approvalsOf({ value }: Document, people: ReadonlyMap<string, Person>): ApprovalPolicy {
  return {
    people,
    roles: new Map(Object.entries(value.roles).map(([key, role]) => [key, { key, ...role }])),
    rules: value.approvals.map(({ from, to, roles, quorum }) => ({
      from: from ?? null,
      to: to ?? null,
      roles,
      quorum,
    })),
  };
}

function isPath(text: string): boolean {
  return !text.includes(' ');
}

function withoutComment(line: string): string {
  return line.split(' ', 2).join(' ');
}

// RFC 4253, 6.6: what is encoded begins with the name of its algorithm, and each part with its length.
function complaintAboutSsh(line: string) {
  const [algorithm = '', encoded = ''] = line.split(' ');
  const [name, ...parts] = partsOf(Buffer.from(encoded, 'base64')) ?? [];
  if (name?.toString('latin1') === algorithm && parts.length > 0) return undefined;
  const message = `this is not a whole public key of ${algorithm}`;
  return { rule: 'ssh-key', message, hint: 'copy the line of the .pub file, which ssh-keygen -l -f reads' };
}

function partsOf(bytes: Buffer): readonly Buffer[] | undefined {
  const parts: Buffer[] = [];
  for (let at = 0; at < bytes.length; ) {
    const end = at + 4 > bytes.length ? Number.POSITIVE_INFINITY : at + 4 + bytes.readUInt32BE(at);
    if (end > bytes.length) return undefined;
    parts.push(bytes.subarray(at + 4, end));
    at = end;
  }
  return parts;
}

// A signature says which key made it, and that has to be one person's.
function checkShared(document: Document): readonly Finding[] {
  const owners = new Map<string, string>();
  return Object.entries(document.value.people).flatMap(([key, { keys }]) =>
    keys.flatMap((text, index) => {
      const plain = withoutComment(text);
      const owner = owners.get(plain);
      if (owner === undefined) owners.set(plain, key);
      if (owner === undefined) return [];
      const message = `${owner} has the same key`;
      const hint = 'a key belongs to one person, and stands there once';
      return [
        document.finding(['people', key, 'keys', index], 'value', { rule: 'shared-key', message, hint }),
      ];
    }),
  );
}

/** Names in roles and approvals that nobody and nothing has. */
export function checkRoles(document: Document): readonly Finding[] {
  const { people, roles, approvals } = document.value;
  const members = Object.entries(roles).flatMap(([key, role]) =>
    role.members.map((name, index) => ({ name, at: ['roles', key, 'members', index] })),
  );
  const named = approvals.flatMap((rule, entry) =>
    rule.roles.map((name, index) => ({ name, at: ['approvals', entry, 'roles', index] })),
  );
  return [
    ...members.flatMap((each) => unknown(document, each, { kind: 'person', known: Object.keys(people) })),
    ...named.flatMap((each) => unknown(document, each, { kind: 'role', known: Object.keys(roles) })),
  ];
}

function unknown(
  document: Document,
  { name, at }: { readonly name: string; readonly at: readonly (string | number)[] },
  { kind, known }: { readonly kind: 'person' | 'role'; readonly known: readonly string[] },
): readonly Finding[] {
  if (known.includes(name)) return [];
  const where = kind === 'person' ? 'people' : 'roles';
  const list = known.length === 0 ? `${where} is empty` : `known: ${known.join(', ')}`;
  const message = `there is no ${kind} ${name}`;
  const hint = `${didYouMean(name, known)} ${list}`.trim();
  return [document.finding(at, 'value', { rule: `unknown-${kind}`, message, hint })];
}
