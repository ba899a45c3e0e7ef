// Words for the person at the terminal: on stderr, so that the output of a task stays clean.

/** A refusal whose message is all that the reader needs; anything else is a fault and shows its stack. */
export class BootstrapError extends Error {}

export function say(line) {
  process.stderr.write(`${line}\n`);
}

export function sayError(error) {
  say(error instanceof BootstrapError ? error.message : String(error?.stack ?? error));
}
