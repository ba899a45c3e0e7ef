import { canonicalJson, sha256Of } from '../../domain/digest.ts';
import { attestationFile, attestationsFolder } from '../../domain/generation.ts';
import type { PromotionStatement } from '../../formats/promotion-statement.ts';
import { type Brought, broughtBy } from '../attested.ts';
import { type AuditFacts, fileKey } from '../facts.ts';
import { type AuditFinding, generationFile, inRecord } from '../finding.ts';
import { type NewGeneration, newGenerations, newVisits, type Step, type StepCheck } from '../step.ts';

type Say = (message: string, expected: unknown, found: unknown) => AuditFinding;

/** Whoever came into a shared repository is attested, and each attestation says what git and the generation say. */
export const checkAttestations: StepCheck = (step, facts) =>
  newGenerations(step).flatMap((recorded) => [
    ...textsOf(step, recorded),
    ...keptOnes(step, recorded),
    ...broughtBy(recorded).flatMap((brought) => whatItSays(step, recorded, { brought, facts })),
  ]);

function sayOf({ after }: Step, key: string, name = 'generation.json'): Say {
  const at = { rule: 'attestation', file: generationFile(key, name) };
  return (message, expected, found) =>
    inRecord(after, at, { message, expected: textOf(expected), found: textOf(found) });
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : canonicalJson(value ?? null);
}

/** The record has the text of each that the generation names, and no other. */
function textsOf(step: Step, { key, generation, rootFiles }: NewGeneration): readonly AuditFinding[] {
  const named = new Map((generation.attestations ?? []).map((each) => [attestationFile(each), each.sha256]));
  const there = [...rootFiles.keys()].filter((name) => name.startsWith(`${attestationsFolder}/`));
  return [...new Set([...named.keys(), ...there])].flatMap((name) => {
    const text = rootFiles.get(name);
    const expected = named.get(name) ?? 'no such file';
    const found = text === undefined ? 'no such file' : sha256Of(text);
    if (expected === found) return [];
    return [sayOf(step, key, name)('it is not the attestation that its generation names', expected, found)];
  });
}

/** Who stays keeps its attestation, and who comes has a new one, from the first one on that was ever made. */
function keptOnes(step: Step, recorded: NewGeneration): readonly AuditFinding[] {
  const { key, generation, previous } = recorded;
  if (key.startsWith('unverified/') || previous?.number === generation.number) return [];
  const earlier = [...(step.before?.record.generations.values() ?? [])];
  const hasBegun = earlier.some((each) => each.generation.attestations !== undefined);
  const say = sayOf(step, key);
  return generation.members.flatMap(({ release }) => {
    const [then, now] = [previous, generation].map((each) =>
      each?.attestations?.find((attestation) => attestation.release === release),
    );
    const isNew = now !== undefined && now.since > (previous?.number ?? 0);
    if (previous?.members.some((member) => member.release === release) !== true)
      return isNew || (now === undefined && !hasBegun)
        ? []
        : [say(`${release} came without an attestation of it`, generation.number, now)];
    // An interrupted cycle may have published one generation between the two that are recorded.
    const mayHaveLeft = generation.number > previous.number + 1;
    return canonicalJson(then ?? null) === canonicalJson(now ?? null) || (isNew && mayHaveLeft)
      ? []
      : [say(`${release} stayed and has another attestation than before`, then, now)];
  });
}

function whatItSays(
  step: Step,
  recorded: NewGeneration,
  { brought, facts }: { readonly brought: Brought; readonly facts: AuditFacts },
): readonly AuditFinding[] {
  const { envelope, statement, file } = brought;
  if (envelope === null) return [];
  const say = sayOf(step, recorded.key, file);
  if (statement === null)
    return [say('it is no statement about a promotion', 'a statement', envelope.payload)];
  const all = [...ofGeneration(step, recorded, brought), ...ofMain(step, statement, facts)];
  return all
    .filter(([, expected, found]) => canonicalJson(expected ?? null) !== canonicalJson(found ?? null))
    .map(([what, expected, found]) => say(`it tells another ${what}`, expected, found));
}

type Told = readonly [what: string, expected: unknown, found: unknown];

function ofGeneration(
  { after }: Step,
  { key, generation }: NewGeneration,
  { statement, attestation }: Brought,
): readonly Told[] {
  const { release } = attestation;
  const member = generation.members.find((each) => each.release === release);
  const packages = after.inventories
    .get(release)
    ?.platforms.find(({ platform }) => platform === member?.platform)
    ?.packages.map(({ file, sha256 }) => ({ file, sha256 }));
  const root = generation.files.find(({ path }) => path === statement?.generation.metadata.path);
  const isRoot = /^(repodata\/repomd\.xml|dists\/[^/]+\/Release)$/.test(root?.path ?? '');
  return [
    ['release', release, statement?.promotion.release],
    ['repository', key, statement?.repository],
    ['list of packages', packages, statement?.packages],
    ['member', member?.digest, statement?.member],
    ['commit', generation.commit, statement?.reconciled],
    ['plan', generation.plan, statement?.plan],
    ['generation', generation.number, statement?.generation.number],
    ['generation before', generation.previous, statement?.generation.previous],
    ['metadata', isRoot ? root?.sha256 : 'the root file', statement?.generation.metadata.sha256],
    ['moment', generation.date, statement?.promotedAt],
  ];
}

/** What the release file of its commit asked for, and what was recorded with it. */
function ofMain(
  step: Step,
  { promotion, reconciled }: PromotionStatement,
  { main }: AuditFacts,
): readonly Told[] {
  const { release, from, to, route, reason, commit, blob, policy, gates } = promotion;
  const file = main.files.get(fileKey(commit, release)) ?? null;
  const workflow = file?.release.workflow;
  const visit = newVisits(step).find((each) => each.release === release && each.visit.state === to);
  // Packages may have been missing where the state said that they were, and came without a step.
  const without = from === to && visit === undefined;
  return [
    ['release file', file?.blob ?? 'one in main', blob],
    ['policy', main.policyBlobs.get(reconciled as never) ?? 'one in main', policy],
    ['state', without ? to : (workflow?.desiredState ?? 'one of its release file'), to],
    ['route', workflow?.emergency.route ?? 'that of its release file', route],
    ['verdict of a gate', [], gates.filter(({ verdict }) => verdict.kind !== 'pass')],
    ...(visit === undefined
      ? []
      : ([
          ['state before', visit.from?.state ?? null, from],
          ['commit of main', visit.visit.commit, commit],
          ['reason', visit.visit.reason, reason],
          ['list of approvals', approvalsOf(step.after, promotion), promotion.approvals],
        ] as const)),
  ];
}

function approvalsOf({ record }: Step['after'], { release, to, commit }: PromotionStatement['promotion']) {
  const all = [...record.approvals.values()];
  return (
    all.find((each) => each.release === release && each.to === to && each.commit === commit)?.votes ?? []
  );
}
