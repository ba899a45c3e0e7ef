import { type ArchiveMember, readArchive } from './read-archive.ts';

/** What a binary package is made of. */
export interface DebMembers {
  /** debian-binary, control and data, in this order. */
  readonly parts: readonly ArchiveMember[];
  /** Members such as `_gpgorigin`, which are of no concern to dpkg. */
  readonly others: readonly ArchiveMember[];
}

const control = /^control\.tar(?:\.(?:gz|xz|zst))?$/;
const data = /^data\.tar(?:\.(?:gz|xz|zst|bz2|lzma))?$/;
const wanted = ['debian-binary', 'control.tar', 'data.tar'];

/**
 * Reads the archive without dpkg. deb(5) lets readers pass over what they do not know; two readers could then see
 * two packages, so that nothing is taken but the three members in their order and, after them, signatures.
 */
export async function readDebMembers(path: string): Promise<DebMembers | readonly string[]> {
  const members = await readArchive(path);
  if (typeof members === 'string') return [members];
  const problems = [...twiceProblems(members), ...orderProblems(members)];
  if (problems.length > 0) return problems;
  return { parts: members.slice(0, wanted.length), others: members.slice(wanted.length) };
}

/** The name without the way in which it is packed: a control.tar.gz beside a control.tar.xz is a second one. */
function kindOf({ name }: ArchiveMember): string {
  if (control.test(name)) return 'control.tar';
  return data.test(name) ? 'data.tar' : name;
}

function twiceProblems(members: readonly ArchiveMember[]): readonly string[] {
  const groups = [...Map.groupBy(members, kindOf)].filter(([, group]) => group.length > 1);
  return groups.map(([kind, group]) => {
    const names = group.map(({ name }) => name).join(' and ');
    return `it has ${group.length} members ${kind}: ${names}`;
  });
}

function orderProblems(members: readonly ArchiveMember[]): readonly string[] {
  const kinds = members.map(kindOf);
  const strange = kinds.filter((kind) => !wanted.includes(kind) && !kind.startsWith('_'));
  const unknown = strange.map((kind) => `it has a member ${kind}, which no package has`);
  const inOrder = wanted.every((kind, at) => kinds[at] === kind);
  const list = members.map(({ name }) => name).join(', ');
  const order = `its members are ${list || 'none'}; they must begin with debian-binary, control.tar, data.tar`;
  return inOrder ? unknown : [...unknown, order];
}
