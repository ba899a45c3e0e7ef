import type { NewRelation } from '../../domain/client-view.ts';
import type { PooledPackage } from '../../domain/member.ts';
import { relatedName } from '../../domain/relations.ts';
import { nameAndArch, type Offer } from '../guards/shelf.ts';

interface Comer {
  /** What clients were offered before; null for a new package. */
  readonly old: Offer | null;
  readonly next: Offer;
}

const told = ['obsoletes', 'conflicts'] as const;

/** Names that a package obsoletes or conflicts with since now, and an epoch that it did not have. */
export function newRelations({ old, next }: Comer): readonly NewRelation[] {
  const name = nameAndArch(next.found);
  const epoch = epochOf(next.found);
  const epochs =
    epoch === epochOf(old?.found) ? [] : [{ package: name, kind: 'epoch', with: epoch } as const];
  if (relationsAreUnknown({ old, next })) return epochs;
  const relations = told.flatMap((kind) => {
    const known = new Set((old?.found.relations?.[kind] ?? []).map(relatedName));
    const fresh = (next.found.relations?.[kind] ?? []).filter((each) => !known.has(relatedName(each)));
    return [...new Set(fresh)].map((each) => ({ package: name, kind, with: each }));
  });
  return [...epochs, ...relations];
}

/** Whether it was not written down what the package says of others, now or before. */
export function relationsAreUnknown({ old, next }: Comer): boolean {
  return [old, next].some((offer) => offer !== null && offer.found.relations === undefined);
}

function epochOf(found: PooledPackage | undefined): string {
  return BigInt(found?.epoch || '0').toString();
}
