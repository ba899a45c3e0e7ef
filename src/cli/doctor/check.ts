import { failureOf } from '../../domain/failure.ts';

/** One thing that was looked at, and how it is mended when it is not well. */
export type Check =
  | { readonly kind: 'ok'; readonly subject: string; readonly found: string }
  | {
      readonly kind: 'warning' | 'bad';
      readonly subject: string;
      readonly found: string;
      readonly mend: string;
    };

/** A look that answers with a few words when all is well, and throws when it is not. */
export async function look(subject: string, work: () => Promise<string>): Promise<Check> {
  try {
    return { kind: 'ok', subject, found: await work() };
  } catch (error) {
    const { message, hint } = failureOf(error);
    return { kind: 'bad', subject, found: message, mend: hint };
  }
}

/** What another system says against its use, one check for each sentence. */
export async function lookAtProblems(
  subject: string,
  problems: () => Promise<readonly string[]>,
): Promise<readonly Check[]> {
  const checked = await look(subject, async () => {
    const found = await problems();
    return found.join('\n');
  });
  if (checked.kind !== 'ok' || checked.found === '') return [checked.found === '' ? well(subject) : checked];
  return checked.found.split('\n').map((found) => ({ kind: 'bad', subject, found, mend: '' }));
}

function well(subject: string): Check {
  return { kind: 'ok', subject, found: 'answers, and has what is needed' };
}
