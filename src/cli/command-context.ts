import type { Command } from 'commander';
import type { ExitCode } from './exit-codes.ts';
import type { Io } from './io.ts';

/** What every command gets. */
export interface CommandContext {
  readonly io: Io;
  readonly finish: (code: ExitCode) => void;
}

/** Adds one command to the program. */
export type AddCommand = (program: Command, context: CommandContext) => void;
