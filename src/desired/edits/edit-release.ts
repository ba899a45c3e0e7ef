import { editYaml, type YamlEdit } from '../../document/edit/edit-yaml.ts';
import type { YamlValue } from '../../document/edit/write-value.ts';
import type { ReleaseDocument } from '../../document/generated/release.ts';
import { type Located, readDocument } from '../../document/read-document.ts';
import { fieldsOf } from '../../document/schemas.ts';
import { type SourceText, sourceText } from '../../document/source-text.ts';
import type { Day } from '../../domain/day.ts';
import type { Finding } from '../../domain/finding.ts';
import { judge, type ObservedState, type RequiredField, type Transition } from '../../domain/lifecycle.ts';
import type { Policy } from '../../domain/policy.ts';
import type { DesirableState } from '../../domain/release.ts';
import { good, type Result, refused } from '../../domain/result.ts';
import { deniesOutcome } from '../../domain/rollout-outcome.ts';
import { checkRelease } from '../check-release.ts';
import { routeOf } from '../release-of.ts';
import { withCanonicalState } from '../state-spelling.ts';
import type { Objection } from './expected-state.ts';

/** A release file as it stands, and where its release is. */
export interface ReleaseFile {
  readonly file: string;
  readonly bytes: Uint8Array;
  /** By the record and the edits that are not settled yet. */
  readonly observed: ObservedState;
  readonly policy: Policy;
  /** What else than the table stands against a transition; nothing when it is not given. */
  readonly objection?: (transition: Transition) => ReturnType<Objection<never>>;
}

/** The state that is wanted, with the fields that are to justify it. */
export interface ReleaseWish {
  readonly to: DesirableState;
  readonly fields: { readonly [field in RequiredField]?: string };
  /** Marks the release as an emergency as well. */
  readonly emergency?: true;
}

const order = fieldsOf('release');

/** The file that asks for another state, or everything that table, rules and schema have against it (R38, R51). */
export function editRelease(release: ReleaseFile, { to, fields, ...more }: ReleaseWish): Result<Uint8Array> {
  const read = readRelease(release.file, release.bytes);
  if (!read.ok) return read;
  const forbidden = againstStep(release, read.value, to);
  if (forbidden !== null) return refused([forbidden]);
  // What was written for an earlier promotion would contradict the end.
  const isDenied = deniesOutcome(to) && (read.value.value.outcome ?? null) !== null;
  const wanted = { desiredState: to, ...(isDenied ? { outcome: undefined } : {}), ...fields, ...more };
  return setFields(release, wanted, () => askedAlready(read.value, release.observed));
}

/** The file that asks for the packages to leave production while the state stays, or all that stands against it (R58). */
export function withdrawRelease(
  release: ReleaseFile,
  withdrawn: { readonly since: Day; readonly reason: string },
): Result<Uint8Array> {
  const read = readRelease(release.file, release.bytes);
  if (!read.ok) return read;
  const { state } = release.observed;
  const say = (message: string, hint: string) =>
    read.value.finding(['desiredState'], 'value', { rule: 'withdrawn', message, hint });
  if (state !== 'Production')
    return refused([
      say(`only a release in production is withdrawn, and this one is ${state}`, 'end it in another way'),
    ]);
  if (read.value.value.withdrawn)
    return refused([say('the release is withdrawn already', 'remove withdrawn to bring it back')]);
  return setFields(release, { withdrawn }, () => say('nothing would change', ''));
}

/** The file with these fields set, and without those that are undefined, if it then is as schema and rules say. */
function setFields(
  { file, bytes, policy }: ReleaseFile,
  fields: Readonly<Record<string, YamlValue | undefined>>,
  unchanged: () => Finding,
): Result<Uint8Array> {
  const edits = Object.entries(fields).map(([name, value]) => ({ path: [name] as const, value, order }));
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  const edited = editAll(sourceText(file, text), edits);
  if (!edited.ok) return edited;
  if (edited.value.text === text) return refused([unchanged()]);
  const written = new TextEncoder().encode(edited.value.text);
  const after = readRelease(file, written);
  if (!after.ok) return after;
  const findings = checkRelease(file, after.value, policy);
  return findings.length > 0 ? refused(findings) : good(written);
}

/** One edit after the other; the first that cannot be made ends it. */
export function editAll(source: SourceText, edits: readonly YamlEdit[]): Result<SourceText> {
  return edits.reduce<Result<SourceText>>(
    (before, edit) => (before.ok ? editYaml(before.value, edit) : before),
    good(source),
  );
}

function readRelease(file: string, bytes: Uint8Array): Result<Located<ReleaseDocument>> {
  return readDocument({ file, bytes, schema: 'release', prepare: withCanonicalState });
}

function againstStep(
  { observed, objection }: ReleaseFile,
  document: Located<ReleaseDocument>,
  to: DesirableState,
): Finding | null {
  const say = (message: string, hint: string) =>
    document.finding(['desiredState'], 'value', { rule: 'transition', message, hint });
  const judgement = judge(observed, to, routeOf(document.value));
  if (judgement.kind === 'refuse') return say(`${judgement.sentence} (${judgement.cites})`, judgement.hint);
  if (judgement.kind === 'keep') return say(`the release is ${to} already`, 'there is nothing to ask for');
  const why = objection?.(judgement.transition) ?? null;
  if (why !== null) return say(`${why.sentence} (${why.cites})`, why.hint);
  const isWaiting = observed.state === 'Deferred' || observed.state === 'Failed';
  return isWaiting && document.value.desiredState === to ? askedAlready(document, observed) : null;
}

function askedAlready(document: Located<ReleaseDocument>, { state }: ObservedState): Finding {
  const message = `${document.value.desiredState ?? 'nothing'} is asked for already, and the release is ${state}`;
  const hint = 'stagepost explain says why';
  return document.finding(['desiredState'], 'value', { rule: 'transition', message, hint });
}
