import type { ConfigDocument } from '../document/generated/config.ts';
import type { Located } from '../document/read-document.ts';
import type { CommitSha } from '../domain/desired-state.ts';
import type { Finding } from '../domain/finding.ts';
import type { Allowance, Allowed, Guards } from '../domain/guards.ts';
import type { ReleaseId } from '../domain/release.ts';
import type { RepositoryKey } from '../domain/repository.ts';

type Document = Located<ConfigDocument>;
type Entry = ConfigDocument['guards']['allow'][number];
type Field = Exclude<keyof Entry, 'guard' | 'reason'>;

const fieldsOf: Readonly<Record<Entry['guard'], readonly Field[]>> = {
  removal: ['repository', 'generation'],
  emptying: ['repository', 'generation'],
  'mass-change': ['commit'],
  'rewritten-history': ['commit'],
  downgrade: ['release'],
  freeze: ['release', 'state'],
};

const allFields: readonly Field[] = ['repository', 'generation', 'commit', 'release', 'state'];

/** The guards of a document without findings by {@link checkGuards}. */
export function guardsOf(document: Document): Guards {
  const { removal, maxTransitions, freeze, allow } = document.value.guards;
  return {
    removal,
    maxTransitions,
    freezes: freeze.map(({ majorRelease, reason }, index) => ({
      majorRelease: majorRelease ?? null,
      reason,
      at: document.locate(['guards', 'freeze', index], 'value'),
    })),
    allowances: allow.map((entry, index): Allowance => {
      return { ...allowedOf(entry), at: document.locate(['guards', 'allow', index], 'value') };
    }),
    allowAt: allowPlace(document),
  };
}

/** Entries that lack what their guard needs, or say more; and freezes of what is not there. */
export function checkGuards(document: Document): readonly Finding[] {
  const { freeze, allow } = document.value.guards;
  const known = Object.keys(document.value.majorReleases);
  const strangers = freeze.flatMap(({ majorRelease }, index) => {
    if (majorRelease === undefined || known.includes(majorRelease)) return [];
    const message = `there is no major release ${majorRelease} to freeze`;
    const hint = `known: ${known.join(', ')}`;
    const path = ['guards', 'freeze', index, 'majorRelease'];
    return [document.finding(path, 'value', { rule: 'guard-freeze', message, hint })];
  });
  return [...strangers, ...allow.flatMap((entry, index) => checkEntry(document, entry, index))];
}

function checkEntry(document: Document, entry: Entry, index: number): readonly Finding[] {
  const needed = fieldsOf[entry.guard];
  const hint = `an entry for ${entry.guard} names ${needed.join(' and ')}`;
  const at = ['guards', 'allow', index];
  const missing = needed
    .filter((field) => entry[field] === undefined)
    .map((field) =>
      document.finding(at, 'value', { rule: 'guard-allow', message: `${field} is missing`, hint }),
    );
  const extra = allFields
    .filter((field) => entry[field] !== undefined && !needed.includes(field))
    .map((field) => {
      const message = `${field} says nothing about ${entry.guard}`;
      return document.finding([...at, field], 'key', { rule: 'guard-allow', message, hint });
    });
  return [...missing, ...extra];
}

function allowedOf({ guard, repository, generation, commit, release, state }: Entry): Allowed {
  switch (guard) {
    case 'removal':
    case 'emptying':
      return { guard, repository: repository as RepositoryKey, generation: generation ?? 0 };
    case 'mass-change':
    case 'rewritten-history':
      return { guard, commit: commit as CommitSha };
    case 'downgrade':
      return { guard, release: release as ReleaseId };
    case 'freeze':
      return { guard, release: release as ReleaseId, state: state ?? 'Production' };
    default:
      return guard satisfies never;
  }
}

// A default that was filled in has no place of its own: its place is that of what it would stand below.
function allowPlace(document: Document): Guards['allowAt'] {
  const top = document.locate([], 'key');
  const guards = document.locate(['guards'], 'key');
  const allow = document.locate(['guards', 'allow'], 'key');
  const same = (a: typeof top, b: typeof top) => a.line === b.line && a.column === b.column;
  const { file } = top;
  if (document.value.guards.allow.length > 0) {
    const first = document.locate(['guards', 'allow', 0], 'value');
    return { has: first.line === allow.line ? 'list' : 'entries', file, line: allow.line };
  }
  if (!same(allow, guards)) return { has: 'allow', file, line: allow.line };
  if (same(guards, top)) return { has: 'nothing', file, line: top.line };
  const inside = ['removal', 'maxTransitions', 'freeze'].map((name) =>
    document.locate(['guards', name], 'key'),
  );
  const isOneLine = inside.some((place) => place.line === guards.line && !same(place, guards));
  return { has: isOneLine ? 'group' : 'guards', file, line: guards.line };
}
