import type { InstallQuestion, SolvablePackage } from '../../src/domain/installability.ts';
import type { RepositoryFormat } from '../../src/domain/major-release.ts';
import { aPackage, noRelations } from './packages.ts';

type Relations = Partial<Omit<SolvablePackage, 'name' | 'epoch' | 'version' | 'release'>>;

/** A package from `name version` that says of others what is given. */
export function aSolvable(text: string, relations: Relations = {}): SolvablePackage {
  const { name, epoch, version, release, arch } = aPackage(text, 'nobody');
  const { recommends: _none, ...rest } = noRelations;
  return { name, epoch, version, release, arch, ...rest, ...relations };
}

/** A question about all of these packages, for clients of an ordinary machine. */
export function aQuestion(
  format: RepositoryFormat,
  judged: readonly SolvablePackage[],
  beside: readonly SolvablePackage[] = [],
): InstallQuestion {
  const everywhere = format === 'yum' ? 'noarch' : 'all';
  const fitting = (all: readonly SolvablePackage[]) =>
    all.map((each) => (each.arch === 'noarch' ? { ...each, arch: everywhere } : each));
  return {
    format,
    arch: format === 'yum' ? 'x86_64' : 'amd64',
    judged: fitting(judged),
    beside: fitting(beside),
  };
}
