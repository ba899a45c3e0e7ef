import type { HeldBack } from '../../domain/plan.ts';
import type { CheckMark } from '../../domain/pull-request-check.ts';
import { type Annotation, findingAnnotations, heldAnnotations } from '../github-annotations.ts';
import type { CheckFacts } from './check-facts.ts';
import { inLine, inLines } from './in-line.ts';

const ranks: readonly CheckMark['kind'][] = ['error', 'warning', 'notice'];
const mostMessage = 2000;

/** What has to be mended, then what was wrong before, then notes; what is held back has lists of its own. */
export function checkMarks({ failure, findings, older, refused, plan }: CheckFacts): readonly CheckMark[] {
  const none = { heldBack: [], heldRepositories: [] };
  const files = new Set(findings.map(({ file }) => file));
  const marks: readonly Annotation[] = [
    ...(failure === null
      ? []
      : [
          {
            kind: 'error' as const,
            title: 'this cannot be checked',
            message: [failure.message, failure.hint, ...failure.details.slice(0, 20)]
              .filter(Boolean)
              .join('\n'),
            at: null,
          },
        ]),
    ...findingAnnotations(findings),
    ...heldAnnotations(
      { ...none, notes: plan?.notes ?? [] },
      refused.filter((held) => !isTold(held, files)),
    ),
    ...findingAnnotations(older).map((each) => ({
      ...each,
      kind: 'warning' as const,
      title: `${each.title} (was there before)`,
    })),
  ];
  return [...marks].sort((a, b) => ranks.indexOf(a.kind) - ranks.indexOf(b.kind)).map(fitting);
}

// That a release is refused because of its file says no more than what is wrong with the file.
function isTold({ gates, at }: HeldBack, files: ReadonlySet<string>): boolean {
  return gates[0].gate === 'file' && at !== null && files.has(at.file);
}

function fitting({ kind, title, message, at }: Annotation): CheckMark {
  return {
    kind,
    title: inLine(title, 250),
    message: inLines(message, mostMessage),
    at: at === null ? null : { file: inLine(at.file), line: at.line, column: at.column },
  };
}
