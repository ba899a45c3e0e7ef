/** A file that is being received; it stands under its name from the beginning, and is worth nothing before `keep`. */
export interface IncomingFile {
  /** Adds to the end of what is there. */
  write(chunk: Uint8Array): Promise<void>;
  /** Throws away what is there, because the sender begins again. */
  startOver(): Promise<void>;
  /** Closes the file; its content survives a power cut. */
  keep(): Promise<void>;
  /** Closes and removes the file; does nothing once it is kept or removed. */
  discard(): Promise<void>;
}

/** Makes a new file for its owner to write; throws `file-system` when there is anything of that name already. */
export type ReceiveFile = (path: string) => Promise<IncomingFile>;
