/** The terminal, as commands see it; tests give their own. */
export interface Io {
  /** Answers: what was asked for. */
  out(text: string): void;
  /** Everything else: progress, problems, hints. */
  err(text: string): void;
  /** Whether a person is watching standard error. */
  readonly watched: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
}

/** The terminal of this process. */
export const terminal: Io = {
  out: (text) => process.stdout.write(`${text}\n`),
  err: (text) => process.stderr.write(`${text}\n`),
  watched: process.stderr.isTTY === true,
  env: process.env,
  cwd: process.cwd(),
};
