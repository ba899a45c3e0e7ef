/** One file that was opened, whatever happens to its name meanwhile. */
export interface PublishedFile {
  readonly size: number;
  /** When its bytes changed last, in milliseconds since 1970. */
  readonly modifiedAt: number;
  /** Differs for every two contents that stood under the name, in one word of letters, digits and dashes. */
  readonly stamp: string;
  /** Its bytes from one position to another, both counted; closes the file at its end or when it is destroyed. */
  read(from: number, to: number): NodeJS.ReadableStream;
  /** Closes it unread; idempotent. */
  close(): Promise<void>;
}

/** Reading published trees for strangers. */
export interface PublishedFiles {
  /**
   * Opens a file below a folder, following links as long as what they lead to lies in that folder; null for everything
   * else: nothing, a folder, a pipe, or a file elsewhere.
   */
  open(folder: string, path: string): Promise<PublishedFile | null>;
}
