import type { DesiredState } from '../domain/desired-state.ts';
import { isEndState } from '../domain/lifecycle.ts';
import type { HeldBack } from '../domain/plan.ts';
import type { ReconcilerRecord } from '../domain/record.ts';
import type { ReleaseId } from '../domain/release.ts';
import { type Verdict, worstFirst } from '../domain/verdict.ts';
import { type Course, idOf, plannedState } from './course.ts';

/** Every release that does not get what it asks for, with its verdict, in order of id. */
export function heldBack(
  desired: DesiredState,
  record: ReconcilerRecord,
  courses: readonly Course[],
): readonly HeldBack[] {
  const held = [...courses.flatMap(heldCourse), ...unreadable(desired, record), ...missing(desired, record)];
  return held.sort((a, b) => (a.release < b.release ? -1 : 1));
}

/** Releases that the plan knows only from the record: their packages stay wherever they are. */
export function untouchableReleases(
  desired: DesiredState,
  record: ReconcilerRecord,
  courses: readonly Course[],
): ReadonlySet<ReleaseId> {
  const charted = new Set(courses.map(idOf));
  const known = [...record.releases.keys(), ...desired.unreadable.map((release) => release.id)];
  return new Set(known.filter((id) => !charted.has(id)));
}

function heldCourse(course: Course): readonly HeldBack[] {
  const [worst, ...others] = worstFirst(course.gates);
  if (worst === undefined || worst.verdict.kind === 'pass') return [];
  const edit = course.walk.refusal?.edit ?? course.walk.step?.edit ?? course.desired.edits[0];
  return [
    {
      release: idOf(course),
      state: plannedState(course).state,
      desired: edit.desiredState,
      verdict: worst.verdict,
      gates: [worst, ...others],
      earliest: course.earliest,
      at: edit.at,
    },
  ];
}

function unreadable(desired: DesiredState, record: ReconcilerRecord): readonly HeldBack[] {
  return desired.unreadable.map(({ id, findings }) => {
    const first = findings[0];
    return {
      release: id,
      state: record.releases.get(id)?.observed.state ?? 'Submitted',
      desired: null,
      ...heldBy('file', {
        kind: 'blocked',
        sentence: `its file has a mistake: ${first?.message ?? 'unknown'}`,
        hint: first?.hint ?? '',
        cites: 'R38',
      }),
      at: first === undefined ? null : { file: first.file, line: first.line, column: first.column },
    };
  });
}

// A missing file is never an order to delete: git must say where the release should go.
function missing(desired: DesiredState, record: ReconcilerRecord): readonly HeldBack[] {
  const present = new Set([
    ...desired.releases.map(({ release }) => release.id),
    ...desired.unreadable.map(({ id }) => id),
  ]);
  return [...record.releases.values()].flatMap(({ release, observed }) => {
    const gone = !present.has(release) && (observed.state === 'Production' || !isEndState(observed.state));
    if (!gone) return [];
    const held = heldBy('file', {
      kind: 'blocked',
      sentence: 'its file is gone from main; its packages stay where they are',
      hint: `restore releases/${release}.yaml; a release ends by its desiredState, not by deleting its file`,
      cites: 'R38',
    });
    return [{ release, state: observed.state, desired: null, ...held, at: null }];
  });
}

/** What holds a release for which no step could be judged. */
export function heldBy(gate: string, verdict: Verdict): Pick<HeldBack, 'verdict' | 'gates' | 'earliest'> {
  return { verdict, gates: [{ gate, verdict }], earliest: null };
}
