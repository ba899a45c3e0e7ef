import type { RepositoryFormat } from './major-release.ts';
import { namesOf, readRpmRelation } from './rpm-relation.ts';

/**
 * The names that a relation speaks of, such as `voms` and `myproxy` of `voms (>= 4.2) | myproxy`; none when it has not
 * the form of one. In Debian, a name for an architecture that is not the client's own keeps it, because it is another.
 */
export function namesIn(format: RepositoryFormat, text: string): readonly string[] {
  if (format === 'apt') return text.split('|').flatMap(debName);
  // Most relations are a name, or a name and a version, and there are many of them.
  const [, alone] = /^([^\s(]\S*)(?: (?:[<>]=?|=) \S+)?$/.exec(text) ?? [];
  if (alone !== undefined) return [alone];
  const relation = readRpmRelation(text);
  return relation === undefined ? [] : namesOf(relation);
}

/** A relation of Debian without what says that the client's own architecture, or any, will do: `python3:any`. */
export function withoutArchitecture(text: string, own: string): string {
  return text.replace(/:([a-z0-9-]+)(?=[\s|(]|$)/g, (whole, arch: string) =>
    ['any', 'native', own].includes(arch) ? '' : whole,
  );
}

// Debian Policy 7.1, and the architectures of multiarch behind a name.
function debName(alternative: string): readonly string[] {
  const [, name] =
    /^\s*([A-Za-z0-9][A-Za-z0-9+.-]*(?::[a-z0-9-]+)?)\s*(?:\([^()]*\)\s*)?$/.exec(alternative) ?? [];
  return name === undefined ? [] : [name];
}
