/** What is told by the rights of an entry. */
interface Rights {
  readonly kind: 'file' | 'folder' | 'link' | 'other';
  readonly rights: number;
  readonly isOurs: boolean;
}

/** How entries may be used: nobody changes the pool's own files, and of the others only we. */
export type RightsRule = 'kept for ever' | 'ours to change';

const writers = { 'kept for ever': 0o222, 'ours to change': 0o022 } as const;

/**
 * Says what is wrong with the rights of an entry: strangers may change it, or those who may read the root of the stage
 * may not read this. Undefined when all is well; links have no rights of their own.
 */
export function rightsProblem(entry: Rights, rule: RightsRule, root: number): string | undefined {
  if (entry.kind === 'link') return undefined;
  if (!entry.isOurs) return 'belongs to somebody else';
  const mended = soundRights(entry, rule, root);
  return mended === entry.rights ? undefined : `has the rights ${octal(entry.rights)}`;
}

/** The rights that an entry should have: those that it has, without strangers who write, with readers let in. */
export function soundRights(entry: Rights, rule: RightsRule, root: number): number {
  if (entry.kind === 'folder') return (entry.rights & ~0o022) | 0o700 | (root & 0o055);
  return (entry.rights & ~writers[rule] & ~0o111) | 0o400 | (root & 0o044);
}

function octal(rights: number): string {
  return `0${rights.toString(8).padStart(3, '0')}`;
}
