import { StagepostError } from '../../domain/failure.ts';

/** Git, or a repository of it, did not do what was asked; the next cycle tries again. */
export function gitFailed(
  message: string,
  more: { readonly hint?: string; readonly stderr?: string; readonly cause?: unknown } = {},
): StagepostError {
  const details = (more.stderr ?? '').split('\n').filter((line) => line.trim() !== '');
  return new StagepostError(
    {
      code: 'git-failed',
      message,
      hint: more.hint ?? 'See the last lines of git; it is tried again by itself.',
      details: details.slice(-10),
    },
    { cause: more.cause },
  );
}

/** Git was ended on purpose. */
export function gitStopped(doing: string): StagepostError {
  return new StagepostError({ code: 'stopped', message: `git was to ${doing} and was ended, as was asked` });
}

/** Another reconciler has written to the record branch: this one must end. */
export function recordSuperseded(
  branch: string,
  expected: string | null,
  found: string | null,
): StagepostError {
  return new StagepostError({
    code: 'record-superseded',
    message: `another reconciler has written to branch ${branch}`,
    hint: 'Only one reconciler may run; find the other one before starting this one again.',
    treatment: 'fatal',
    details: [`expected ${expected ?? 'no branch'}`, `found ${found ?? 'no branch'}`],
  });
}
