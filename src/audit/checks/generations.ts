import { sha256Of } from '../../domain/digest.ts';
import { attestationFile, type Generation, generationDigest } from '../../domain/generation.ts';
import { plusSeconds } from '../../domain/instant.ts';
import { type AuditFinding, generationFile, inRecord } from '../finding.ts';
import { type NewGeneration, newGenerations, type Step, type StepCheck, wasFound } from '../step.ts';

const toleratedSeconds = 3600;

type Say = (message: string, expected: unknown, found: unknown) => AuditFinding;

/** Each generation follows the one before it: number, date, and the digest of the whole of it. */
export const checkGenerations: StepCheck = (step, { main }) =>
  newGenerations(step).flatMap((recorded) => {
    const say = sayOf(step, recorded);
    return [
      ...(recorded.generation.number === recorded.previous?.number
        ? [
            say(
              'the same generation was recorded otherwise',
              digestOf(recorded.previous),
              digestOf(recorded.generation),
            ),
          ]
        : chain(step, recorded, say)),
      ...origin(step, recorded, { say, has: (commit) => main.commits.has(commit as never) }),
      ...rootFiles(step, recorded),
    ];
  });

/** Only the private repository of a release goes, as a whole. */
export const checkRetired: StepCheck = ({ before, after }) =>
  [...(before?.record.generations.values() ?? [])]
    .filter(({ generation: { repository } }) => !after.record.generations.has(repository))
    .filter(({ generation: { repository } }) => !repository.startsWith('unverified/'))
    .map(({ generation }) =>
      inRecord(
        after,
        { rule: 'generation-chain', file: generationFile(generation.repository) },
        {
          message: 'a shared repository vanished',
          expected: `generation ${generation.number}`,
          found: 'none',
        },
      ),
    );

function sayOf({ after }: Step, { key }: NewGeneration): Say {
  const at = { rule: 'generation-chain', file: generationFile(key) };
  return (message, expected, found) =>
    inRecord(after, at, { message, expected: String(expected), found: String(found) });
}

function digestOf(generation: Generation | null): string {
  return generation === null ? 'null' : generationDigest(generation);
}

function chain(step: Step, { key, generation, previous }: NewGeneration, say: Say): readonly AuditFinding[] {
  const least = (previous?.number ?? 0) + 1;
  const findings: AuditFinding[] = [];
  // What an interrupted cycle published may have been followed in the very cycle that found it.
  const follows = generation.number === least;
  const jumps = generation.number === least + 1 && wasFound(step.after, key, least);
  if (!follows && !jumps) findings.push(say('its number does not follow', least, generation.number));
  if (follows && generation.previous !== (previous === null ? null : generationDigest(previous)))
    findings.push(say('it does not name the generation before it', digestOf(previous), generation.previous));
  if (previous !== null && generation.date <= previous.date)
    findings.push(say('it is not later than the one before', `after ${previous.date}`, generation.date));
  const latest = plusSeconds(step.after.committedAt, toleratedSeconds);
  if (generation.date > latest)
    findings.push(say('it is dated after it was written down', `until ${latest}`, generation.date));
  return findings;
}

/** By which plan, for which commit of main, and from which record it was made. */
function origin(
  { after, earlier }: Step,
  { key, generation }: NewGeneration,
  { say, has }: { readonly say: Say; readonly has: (commit: string) => boolean },
): readonly AuditFinding[] {
  const findings: AuditFinding[] = [];
  const found = wasFound(after, key, generation.number) || resumed({ after, earlier }, generation.plan);
  const plan = /^Plan: (.*)$/m.exec(after.message)?.[1];
  if (!has(generation.commit))
    findings.push(
      say('it was made for a commit that main does not have', `main with ${generation.commit}`, 'not there'),
    );
  if (!found && generation.commit !== after.record.commit)
    findings.push(say('it was made for another commit of main', after.record.commit, generation.commit));
  if (!found && generation.plan !== plan)
    findings.push(say('it was made by another plan than its commit names', generation.plan, plan));
  const { record } = generation;
  const known = record === null ? earlier.length === 0 : earlier.some(({ commit }) => commit === record);
  if (record !== undefined && !known && !(found && record === null))
    findings.push(
      say(
        'the record before it was written anew: the commit that it was planned from is gone',
        record,
        'not there',
      ),
    );
  return findings;
}

// What an interrupted cycle had begun is finished beside what it had published, still as its plan said.
function resumed({ after, earlier }: Pick<Step, 'after' | 'earlier'>, plan: string): boolean {
  return [...earlier.slice(-1), after].some((step) =>
    [...step.record.generations].some(
      ([key, { generation }]) => generation.plan === plan && wasFound(step, key, generation.number),
    ),
  );
}

/** The signed root files are those whose digests the generation names. */
function rootFiles(
  { after }: Step,
  { key, generation, rootFiles: files }: NewGeneration,
): readonly AuditFinding[] {
  const nameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1);
  const isRoot = (path: string) => /(^|\/)(repomd\.xml(\.asc)?|Release|InRelease|Release\.gpg)$/.test(path);
  const named = new Map(
    generation.files.filter(({ path }) => isRoot(path)).map(({ path, sha256 }) => [nameOf(path), sha256]),
  );
  const names = new Set([...named.keys(), ...files.keys()]);
  names.delete('generation.json.asc');
  for (const attestation of generation.attestations ?? []) names.delete(attestationFile(attestation));
  return [...names].flatMap((name) => {
    const text = files.get(name);
    const expected = named.get(name) ?? 'no such file';
    const found = text === undefined ? 'no such file' : sha256Of(text);
    if (expected === found) return [];
    const at = { rule: 'root-file', file: generationFile(key, name) };
    return [inRecord(after, at, { message: 'it is not the root file of its generation', expected, found })];
  });
}
