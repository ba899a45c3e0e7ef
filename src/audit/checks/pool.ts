import { canonicalJson } from '../../domain/digest.ts';
import type { PooledPackage } from '../../domain/member.ts';
import { pinsOf } from '../../domain/release.ts';
import { type AuditFacts, fileKey, type PoolFacts } from '../facts.ts';
import type { AuditFinding } from '../finding.ts';

/** What is published came from what main pinned: pool, inventory and the provider's own manifest say the same. */
export function checkPool(facts: AuditFacts): readonly AuditFinding[] {
  const last = facts.steps.at(-1);
  if (facts.host === null || last === undefined) return [];
  const members = [...last.record.generations.values()].flatMap(({ generation }) => generation.members);
  return [...new Map(members.map((member) => [member.digest, member])).values()].flatMap((member) => {
    const { release, platform, digest } = member;
    const file = `${release}/members/${platform}/member.json`;
    const pooled = facts.host?.pool.get(release);
    const manifest = pooled?.manifests.get(digest) ?? 'not there';
    if (typeof manifest === 'string')
      return [
        said(file, {
          message: 'the manifest of a member is not in the pool',
          expected: digest,
          found: manifest,
        }),
      ];
    const recorded = last.inventories.get(release)?.platforms.find((each) => each.platform === platform);
    const findings = (recorded?.packages ?? []).filter((each) => !manifest.some((one) => isSame(one, each)));
    return [
      ...findings.map((each) =>
        said(file, {
          message: `the inventory has another ${each.file} than the signed member`,
          expected: manifest.find((one) => one.file === each.file)?.sha256 ?? 'no such package',
          found: each.sha256,
        }),
      ),
      ...(recorded?.packages.length === manifest.length
        ? []
        : [
            said(file, {
              message: 'the inventory has not all of its packages',
              expected: `${manifest.length}`,
              found: `${recorded?.packages.length ?? 0}`,
            }),
          ]),
      ...(pooled === undefined
        ? []
        : [...pins(facts, release, pooled), ...relations(facts, release, pooled)]),
    ];
  });
}

// What an inventory tells beside that of a package's relations is not in the member.
function isSame(pooled: PooledPackage, recorded: PooledPackage): boolean {
  const names = Object.keys(pooled) as (keyof PooledPackage)[];
  return names.every((name) => canonicalJson(pooled[name]) === canonicalJson(recorded[name]));
}

function said(file: string, text: Pick<AuditFinding, 'message' | 'expected' | 'found'>): AuditFinding {
  return { rule: 'pool', where: 'pool', commit: null, file, ...text };
}

function pins(
  { main, steps }: AuditFacts,
  release: Parameters<typeof fileKey>[1],
  { documents, promised }: PoolFacts,
): readonly AuditFinding[] {
  const visits = steps.at(-1)?.record.releases.get(release)?.visits ?? [];
  const file = visits.flatMap(({ commit }) => main.files.get(fileKey(commit, release)) ?? [])[0];
  if (file === undefined) return [];
  const there = new Set<string>(documents.values());
  const missing = pinsOf(file.release.content.source).filter((digest) => !there.has(digest));
  const packages =
    steps
      .at(-1)
      ?.inventories.get(release)
      ?.platforms.flatMap((each) => each.packages) ?? [];
  const foreign = promised === null ? [] : packages.filter(({ sha256 }) => !promised.has(sha256));
  return [
    ...missing.map((digest) =>
      said(release, {
        message: 'what main pins is not in the pool',
        expected: digest,
        found: 'no such document',
      }),
    ),
    ...foreign.map((each) =>
      said(`${release}/${each.file}`, {
        message: 'the provider did not promise it',
        expected: 'a line of its manifest',
        found: each.sha256,
      }),
    ),
  ];
}

/** What the inventory tells of relations, and of what was left out, is in the files of the pool. */
function relations(
  { steps }: AuditFacts,
  release: Parameters<typeof fileKey>[1],
  { inventory }: PoolFacts,
): readonly AuditFinding[] {
  const recorded = steps.at(-1)?.inventories.get(release);
  if (recorded === undefined) return [];
  if (inventory === null)
    return [said(release, { message: 'it cannot be read', expected: 'its packages', found: 'nothing' })];
  const packages = inventory.platforms.flatMap((each) => each.packages);
  const told = recorded.platforms
    .flatMap((each) => each.packages)
    .filter((each) => each.relations !== undefined);
  const otherwise = told.filter(
    (each) => !packages.some((one) => canonicalJson(one) === canonicalJson(each)),
  );
  const left = [recorded.leftOut, inventory.leftOut].map((each) => canonicalJson(each ?? []));
  return [
    ...otherwise.map((each) =>
      said(`${release}/${each.file}`, {
        message: 'the inventory tells other relations of it',
        expected: canonicalJson(packages.find(({ file }) => file === each.file)?.relations ?? null),
        found: canonicalJson(each.relations ?? null),
      }),
    ),
    ...(left[0] === left[1]
      ? []
      : [
          said(`${release}/release.json`, {
            message: 'the inventory tells of other files that were left out',
            expected: String(left[1]),
            found: String(left[0]),
          }),
        ]),
  ];
}
