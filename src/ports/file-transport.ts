import type { SourceAddress } from '../domain/source-address.ts';

/** A file that a server has begun to send. */
export interface OpenedFile {
  /** Where in the file the body begins: at 0, or where it was asked to go on. */
  readonly from: number;
  /** Bytes of the whole file, when the server says it. */
  readonly size: number | null;
  /** By what the same content is known again; null when the server says nothing that can be relied on. */
  readonly validator: string | null;
  /** Ends where the server says that the file ends; throws when the connection breaks before. */
  readonly body: AsyncIterable<Uint8Array>;
  /** Ends the transfer where it is; idempotent. */
  abandon(): void;
}

/** Where to go on with a file that came in part, if it still is the same. */
export interface Resumption {
  readonly from: number;
  readonly validator: string;
}

/** One conversation with a server, which connects when the first file is opened. */
export interface TransportSession {
  /**
   * Asks for a file by its path, which begins with a slash and holds checked names; null when the server has none.
   * Throws a failure for what a second try will not change, and any other error for a connection that broke.
   */
  open(path: string, resumption: Resumption | null): Promise<OpenedFile | null>;
  /** Ends everything that is under way; idempotent. */
  close(): void;
}

/** How files are fetched from a server, one at a time in each session. */
export interface FileTransport {
  readonly protocol: SourceAddress['protocol'];
  /** Sessions with one server that may be open at once. */
  readonly mostSessions: number;
  connect(server: {
    readonly address: SourceAddress;
    /** Addresses to which a host may be connected; no other place is ever asked for them. */
    readonly find: (
      host: Pick<SourceAddress, 'protocol' | 'host' | 'port'>,
    ) => Promise<readonly [string, ...string[]]>;
  }): TransportSession;
}
