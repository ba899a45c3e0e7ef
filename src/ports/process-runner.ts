/** A command as data: never a shell, always with limits. */
export interface Command {
  readonly program: string;
  /** Fixed options first, `--`, then operands. */
  readonly args: readonly string[];
  readonly cwd?: string;
  /** Added to the cleaned environment (PATH, LC_ALL=C.UTF-8, TZ=UTC and a HOME of no content). */
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: Uint8Array | string;
  readonly timeoutSeconds: number;
  /** Standard output beyond this is a failure, not a truncation. */
  readonly maxOutputBytes: number;
  /** Words on standard error at which the command has failed, whether it goes on or not: it is ended there. */
  readonly failsAt?: string;
  /** Ends the command when it is aborted; the run then throws a failure `stopped`. */
  readonly stop?: AbortSignal;
}

/** What a command answered. An exit code other than 0 is an answer, too; the caller judges it. */
export interface CommandResult {
  readonly exitCode: number;
  readonly stdout: Uint8Array;
  /** Cleaned of control characters, at most 64 KiB. */
  readonly stderr: string;
}

/** Runs outside programs. */
export interface ProcessRunner {
  /**
   * Runs a command to its end. Throws a failure `tool-missing` when the program cannot be started,
   * `command-timed-out` when it was ended after its time, `command-wrote-too-much` when it wrote more than it may, and
   * `command-failed` when it died by a signal, or was ended at the words of `failsAt`.
   */
  run(command: Command): Promise<CommandResult>;
}
