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

// A reader such as head(1) may go before we have said all; that is no failure of ours.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit();
    throw error;
  });

/** The terminal of this process. */
export const terminal: Io = {
  out: (text) => process.stdout.write(`${text}\n`),
  err: (text) => process.stderr.write(`${text}\n`),
  watched: process.stderr.isTTY === true,
  env: process.env,
  cwd: process.cwd(),
};
