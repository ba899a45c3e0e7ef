import { parse } from 'yaml';

/** What happens next in a scenario. */
export type Step =
  /** Begins where nothing is published; a scenario without it begins with empty repositories for clients. */
  | { readonly kind: 'from scratch' }
  /** One pull request is merged: what each named release file then says, or null where it was deleted. */
  | { readonly kind: 'merge'; readonly edits: ReadonlyMap<string, Fields | null> }
  /** One pull request is merged: report files by release and team. */
  | { readonly kind: 'reports'; readonly of: ReadonlyMap<string, Readonly<Record<string, Fields>>> }
  /** These actions fail in the next apply. */
  | { readonly kind: 'fails'; readonly actions: readonly string[] }
  | { readonly kind: 'later'; readonly text: string; readonly seconds: number }
  /** Published trees are gone from the disk; null stands for all of them. */
  | { readonly kind: 'lost'; readonly repository: string | null }
  /** The packages of a release that is not fetched yet, each as `name version`. */
  | { readonly kind: 'packages'; readonly of: ReadonlyMap<string, readonly string[]> }
  | { readonly kind: 'lost record' }
  /** stagepost.yaml says this, too. */
  | { readonly kind: 'policy'; readonly text: string }
  /** The line that the last plan printed for a refusal of this guard is written where it says. */
  | { readonly kind: 'let through'; readonly guard: string }
  | { readonly kind: 'plan' }
  | { readonly kind: 'apply' };

/** Fields of a release file by name. */
export type Fields = Readonly<Record<string, unknown>>;

/** Reads steps.yaml; a step that it does not know is a mistake of the scenario. */
export function readSteps(text: string): readonly Step[] {
  const steps: unknown = parse(text);
  if (!Array.isArray(steps)) throw new Error('steps.yaml is a list of steps');
  return steps.map(readStep);
}

function readStep(step: unknown): Step {
  if (step === 'apply' || step === 'plan' || step === 'from scratch') return { kind: step };
  const [[word, value] = [], ...more] = Object.entries(step as object);
  if (more.length > 0) throw new Error(`one thing a step: ${JSON.stringify(step)}`);
  switch (word) {
    case 'merge':
      return { kind: 'merge', edits: new Map(Object.entries(value).map(readEdit)) };
    case 'reports':
      return { kind: 'reports', of: new Map(Object.entries(value)) };
    case 'fails':
      return { kind: 'fails', actions: [value].flat() };
    case 'later':
      return { kind: 'later', text: value, seconds: secondsOf(value) };
    case 'packages':
      return { kind: 'packages', of: new Map(Object.entries(value)) };
    case 'policy':
      return { kind: 'policy', text: value };
    case 'let through':
      return { kind: 'let through', guard: value };
    case 'lost':
      if (value === 'the record') return { kind: 'lost record' };
      return { kind: 'lost', repository: value === 'everything' ? null : value };
    default:
      throw new Error(`unknown step: ${JSON.stringify(step)}`);
  }
}

function readEdit([name, wish]: [string, unknown]): readonly [string, Fields | null] {
  if (wish === 'deleted') return [name, null];
  return [name, typeof wish === 'string' ? { desiredState: wish } : (wish as Fields)];
}

function secondsOf(text: string): number {
  const [, count, unit] = /^(\d+) (min|h|d)$/.exec(text) ?? [];
  if (count === undefined) throw new Error(`no length of time: ${text}`);
  return Number(count) * (unit === 'min' ? 60 : unit === 'h' ? 3600 : 86_400);
}
