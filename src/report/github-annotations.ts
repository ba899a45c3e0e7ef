import { compareFindings, type Finding, type Location } from '../domain/finding.ts';
import type { HeldBack, HeldRepository, Plan } from '../domain/plan.ts';
import { releaseTitle } from '../domain/release.ts';
import type { Verdict } from '../domain/verdict.ts';
import { counted } from './names.ts';
import { verdictLines } from './verdict-as-text.ts';

/** One mark at a line of a file, as GitHub shows it beside a change. */
export interface Annotation {
  readonly kind: AnnotationKind;
  readonly title: string;
  readonly message: string;
  /** Null when there is no line to show it at. */
  readonly at: Location | null;
}

export type AnnotationKind = 'error' | 'warning' | 'notice';

// GitHub shows ten of each kind for one step, and drops the others without a word.
const mostOfAKind = 10;
const kinds = ['error', 'warning', 'notice'] as const satisfies readonly AnnotationKind[];

/** An error for each finding, in the order of their places. */
export function findingAnnotations(findings: readonly Finding[]): readonly Annotation[] {
  return [...findings].sort(compareFindings).map((finding) => ({
    kind: 'error',
    title: finding.rule,
    message: finding.hint === '' ? finding.message : `${finding.message}\n${finding.hint}`,
    at: finding,
  }));
}

/**
 * One annotation for each release and each repository that a plan leaves as it is, and for each note. Where it is known
 * what a branch asks for that is refused, only that is an error, at its place; what was there before is a warning.
 */
export function heldAnnotations(
  plan: Pick<Plan, 'heldBack' | 'heldRepositories' | 'notes'>,
  refused: readonly HeldBack[] | null = null,
): readonly Annotation[] {
  const notes = plan.notes.map(({ sentence, at }) => ({
    kind: 'notice' as const,
    title: 'note',
    message: sentence,
    at,
  }));
  const all = [
    ...plan.heldBack
      .filter((held) => !refused?.some(({ release }) => release === held.release))
      .map(heldAnnotation),
    ...plan.heldRepositories.map(repositoryAnnotation),
  ];
  if (refused === null) return [...all, ...notes];
  const older = all.map((each) => (each.kind === 'error' ? { ...each, kind: 'warning' as const } : each));
  return [...refused.map(heldAnnotation), ...older, ...notes];
}

function repositoryAnnotation({ repository, why, sentence, hint }: HeldRepository): Annotation {
  return {
    kind: why === 'guarded' ? 'error' : 'warning',
    title: `${repository} is left alone, because ${why === 'guarded' ? 'a guard refuses the change' : 'it cannot be judged'}`,
    message: hint === '' ? sentence : `${sentence}\n${hint}`,
    at: null,
  };
}

/** Workflow commands, ten of each kind at most, and a last line that says how many more there are; empty for none. */
export function annotationsAsText(annotations: readonly Annotation[]): string {
  const groups = kinds.map((kind) => annotations.filter((annotation) => annotation.kind === kind));
  const shown = groups.flatMap((group) => group.slice(0, mostOfAKind).map(commandOf));
  const more = groups.flatMap((group, at) =>
    group.length > mostOfAKind ? [counted(group.length - mostOfAKind, kinds[at] ?? '')] : [],
  );
  const last = more.length === 0 ? [] : [`… and ${more.join(', ')} more; the job summary has them all.`];
  return [...shown, ...last].join('\n');
}

/**
 * A text for the log of a workflow in which nothing is taken for a command. The runner knows two forms: `::name` at
 * the start of a line, and `##[name]` anywhere in it.
 */
export function inertText(text: string): string {
  return text
    .split(/\r\n|\r|\n/)
    .map((line) => line.replaceAll('##[', '## [').replace(/^(\s*)::/, '$1: :'))
    .join('\n');
}

function heldAnnotation({ release, state, desired, verdict, at }: HeldBack): Annotation {
  const wish = desired === null || desired === state ? state : `${state}, wants ${desired}`;
  return {
    kind: kindOf(verdict),
    title: `${releaseTitle(release)} is ${wish}`,
    message: verdictLines(verdict).join('\n'),
    at,
  };
}

function kindOf(verdict: Verdict): AnnotationKind {
  switch (verdict.kind) {
    case 'blocked':
      return 'error';
    case 'needs-approval':
    case 'cannot-tell':
      return 'warning';
    case 'pass':
    case 'wait-until':
    case 'wait-for':
      return 'notice';
    default:
      return verdict satisfies never;
  }
}

function commandOf({ kind, title, message, at }: Annotation): string {
  const place: readonly (readonly [string, string])[] =
    at === null
      ? []
      : [
          ['file', at.file],
          ['line', String(at.line)],
          ['col', String(at.column)],
        ];
  const properties = [...place, ['title', title] as const].map(
    ([name, value]) => `${name}=${escapedProperty(value)}`,
  );
  return `::${kind} ${properties.join(',')}::${escapedMessage(message)}`;
}

// The runner turns exactly these back: three in a message, and the two separators in a property as well.
function escapedMessage(text: string): string {
  return visible(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapedProperty(text: string): string {
  return escapedMessage(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

// What remains invisible would draw on the log or reorder its letters.
function visible(text: string): string {
  return text.replace(
    /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069]/g,
    '?',
  );
}
