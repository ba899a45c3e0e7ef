import { type Sha256, sha256Of } from '../../domain/digest.ts';
import type { SolvablePackage } from '../../domain/installability.ts';
import type { SystemRepository } from '../../domain/operating-system.ts';
import type { PackageRelations } from '../../domain/relations.ts';
import { archOf, type PlatformKey } from '../../domain/release.ts';
import { relationsOfStanza } from '../../formats/deb-relations.ts';
import { rpmRelations } from '../../formats/rpm-relations.ts';
import type { SourceReading } from '../fetch-promised.ts';
import { packageOf, readAptMetadata } from '../read-apt-source.ts';
import { readYumMetadata } from '../read-yum-source.ts';
import { counted, refuse } from '../refuse.ts';

/** All packages of a repository, and its root file. */
export interface Offered {
  /** Path of the root file below the repository. */
  readonly file: string;
  readonly sha256: Sha256;
  readonly packages: readonly SolvablePackage[];
}

type Place = Pick<SystemRepository, 'suite' | 'components'> & { readonly platform: PlatformKey };

/** Reads a yum repository. A package of which it cannot be told what it says of others makes the whole unreadable. */
export async function readSystemYum(reading: SourceReading): Promise<Offered> {
  const { root, primary, found } = await readYumMetadata(reading, null);
  const relations = rpmRelations(primary);
  const usable = found.filter(({ arch }) => arch !== 'src' && arch !== 'nosrc');
  const unread = usable.filter(({ sha256 }) => !relations.has(sha256)).map(({ location }) => location);
  if (unread.length > 0) {
    const count = counted(unread.length, 'package');
    throw refuse('content-refused', `the relations of ${count} have a form that is not read`, unread);
  }
  const packages = usable.flatMap((each) => {
    const said = relations.get(each.sha256);
    return said === undefined ? [] : [solvable(each, said)];
  });
  return { file: `repodata/${root.name}`, sha256: sha256Of(root.bytes), packages };
}

/** Reads an apt repository; what is for other architectures is no part of it. */
export async function readSystemApt(reading: SourceReading, place: Place): Promise<Offered> {
  const { root, stanzas } = await readAptMetadata(reading, { ...place, digest: null });
  const own = [archOf(place.platform), 'all'];
  const fitting = stanzas.filter(({ architecture }) => own.includes(architecture));
  const packages = fitting.map((stanza) => {
    const { epoch, said } = packageOf(stanza);
    return solvable({ epoch, ...said }, relationsOfStanza(stanza.fields));
  });
  const folder = place.suite === null ? '' : `dists/${place.suite}/`;
  return { file: `${folder}${root.name}`, sha256: sha256Of(root.bytes), packages };
}

/** A package without what no solver is told. */
export function solvable(
  { name, epoch, version, release, arch }: Omit<SolvablePackage, keyof PackageRelations>,
  { provides, requires, conflicts, obsoletes, files }: Omit<PackageRelations, 'recommends'>,
): SolvablePackage {
  return { name, epoch, version, release, arch, provides, requires, conflicts, obsoletes, files };
}
