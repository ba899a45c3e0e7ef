import { allowanceFor, allowHint, type Freeze, type Guards } from '../../domain/guards.ts';
import type { MajorRelease } from '../../domain/major-release.ts';
import type { Verdict } from '../../domain/verdict.ts';
import { type Course, idOf } from '../course.ts';
import type { Refusals } from './hold.ts';

/** The freeze that a major release is under; undefined when packages may move. */
export function freezeOf(guards: Guards, major: Pick<MajorRelease, 'key'>): Freeze | undefined {
  return guards.freezes.find(({ majorRelease }) => majorRelease === null || majorRelease === major.key);
}

/** The releases that would fetch or move packages during a freeze. */
export function refuseFrozen(courses: readonly Course[], guards: Guards): Refusals {
  const refused = courses.flatMap((course) => {
    const verdict = verdictOn(course, guards);
    return verdict === null ? [] : [[idOf(course), verdict] as const];
  });
  return new Map(refused);
}

function verdictOn({ decision, walk, major, desired }: Course, guards: Guards): Verdict | null {
  const freeze = freezeOf(guards, major);
  if (freeze === undefined || decision.kind === 'nothing' || walk.step === null) return null;
  const wanted = {
    guard: 'freeze',
    release: desired.release.id,
    state: walk.step.transition.to,
  } as const;
  if (allowanceFor(guards, wanted) !== undefined) return null;
  const what = freeze.majorRelease === null ? 'everything' : freeze.majorRelease;
  return {
    kind: 'blocked',
    sentence: `${what} is frozen at ${freeze.at.file}:${freeze.at.line}: ${freeze.reason}`,
    hint: `no package moves until that entry is gone; ${allowHint(guards, wanted)}`,
    cites: 'guards.freeze',
  };
}
