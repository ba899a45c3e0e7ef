/** Where long work says what it is doing; a listener must not fail. */
export interface Progress {
  /** One short line, such as `fetching 41 files of voms 4.2.0`. */
  step(line: string): void;
}

/** For callers that want to hear nothing. */
export const silent: Progress = { step: () => undefined };
