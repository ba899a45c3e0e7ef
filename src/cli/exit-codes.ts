/** What the command says by its exit code: done or no changes, an error, changes pending (only when asked for). */
export const exitCodes = { done: 0, error: 1, pending: 2 } as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
