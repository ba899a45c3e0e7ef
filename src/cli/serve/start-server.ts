import type { ListenHost } from '../../config/host.ts';
import { isLoopback } from '../../config/read-listen.ts';
import { StagepostError } from '../../domain/failure.ts';
import { createServer, type ServerDeps } from '../../http/create-server.ts';

/** A server that listens. */
export interface RunningServer {
  /** Where it listens. */
  readonly address: string;
  /** Ends it within seconds, with what lasts; idempotent. */
  close(): Promise<void>;
}

/** Starts the server of a host; throws `bad-configuration` when it cannot listen there. */
export async function startServer(
  listen: ListenHost,
  deps: Omit<ServerDeps, 'hostNames'>,
): Promise<RunningServer> {
  const { address, port } = listen;
  const app = await createServer({ ...deps, hostNames: hostNamesOf(listen) });
  try {
    const listening = await app.listen({ host: address, port });
    return { address: listening, close: () => app.close() };
  } catch (error) {
    await app.close();
    throw cannotListen(listen, error);
  }
}

function hostNamesOf({ address, url }: ListenHost): readonly string[] {
  const own = address.includes(':') ? `[${address}]` : address;
  const named = url === null ? [] : [new URL(url).hostname];
  return [...(isLoopback(address) ? [own] : []), ...named];
}

function cannotListen({ address, port }: ListenHost, cause: unknown): StagepostError {
  const why = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
  return new StagepostError(
    {
      code: 'bad-configuration',
      message: `cannot listen at ${address} port ${port}: ${why}`,
      hint: 'set listen.address and listen.port of the host file to an address of this machine and a free port',
      treatment: 'needs-person',
    },
    { cause },
  );
}
