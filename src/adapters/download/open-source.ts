import { StagepostError } from '../../domain/failure.ts';
import { readSourceAddress, type SourceAddress } from '../../domain/source-address.ts';
import type { FileTransport, TransportSession } from '../../ports/file-transport.ts';
import type { Files } from '../../ports/files.ts';
import type { HostFinder } from '../../ports/host-finder.ts';
import type { ReceiveFile } from '../../ports/incoming-file.ts';
import type { FetchRequest, ReleaseSourceReader } from '../../ports/release-source.ts';
import { type Deadline, makeDeadline } from './deadline.ts';
import { fetchFile } from './fetch-file.ts';

/** What fetching file by file needs. */
export interface DownloadDeps {
  readonly transport: FileTransport;
  readonly hosts: HostFinder;
  readonly files: Pick<Files, 'list'>;
  readonly receive: ReceiveFile;
  /** Rest after a connection broke, doubled while that happens again; a fifth of a second where it is not given. */
  readonly firstPauseMs?: number;
}

const component = /^[A-Za-z0-9][A-Za-z0-9._+~^:-]{0,254}$/;

/**
 * Fetches the files of a release one by one by a transport that does so: https or ftp. Everything that keeps a
 * server within its limits is here; the transports only speak.
 */
export function openDownloads(deps: DownloadDeps): ReleaseSourceReader {
  return { fetch: (request) => fetchAll(deps, request) };
}

async function fetchAll(deps: DownloadDeps, request: FetchRequest): Promise<void> {
  const address = checkRequest(deps.transport, request);
  if (((await deps.files.list(request.into)) ?? []).length > 0) throw refused(`${request.into} is not empty`);
  const deadline = makeDeadline(request);
  const find = findOnce(deps.hosts, request, deadline.signal);
  const connect = () => deps.transport.connect({ address, find });
  const shared = { deps, request, address, connect, deadline, server: { answered: false } };
  const waiting = [...request.files];
  const workers = Math.min(deps.transport.mostSessions, waiting.length);
  await Promise.all(Array.from({ length: workers }, () => fetchWaiting(waiting, shared)));
  deadline.finish();
}

interface Shared {
  readonly deps: DownloadDeps;
  readonly request: FetchRequest;
  readonly address: SourceAddress;
  readonly connect: () => TransportSession;
  readonly deadline: Deadline;
  readonly server: { answered: boolean };
}

/** Takes names from those that wait until there are none, in one conversation after the other. Never throws. */
async function fetchWaiting(waiting: string[], shared: Shared): Promise<void> {
  const { deps, request, address, connect, deadline, server } = shared;
  const { signal } = deadline;
  let session = connect();
  const end = () => session.close();
  const reconnect = () => {
    end();
    session = connect();
    return session;
  };
  signal.addEventListener('abort', end, { once: true });
  try {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
      signal.throwIfAborted();
      const path = address.path + name;
      const { receive, firstPauseMs = 200 } = deps;
      const current = () => session;
      await fetchFile(receive, { request, server, name, path, current, reconnect, signal, firstPauseMs });
    }
  } catch (error) {
    // One failure ends the request: the others have nothing to finish.
    deadline.fail(error);
  } finally {
    signal.removeEventListener('abort', end);
    end();
  }
}

function checkRequest(transport: FileTransport, { url, folder, files }: FetchRequest): SourceAddress {
  const address = readSourceAddress(url + folder);
  const parts = address?.path.slice(1, -1).split('/') ?? [];
  const isFolder = address?.path.endsWith('/') && parts.every((part) => component.test(part));
  if (address?.protocol !== transport.protocol || !isFolder) {
    throw refused(`${url}${folder} is not an address of ${transport.protocol}`);
  }
  const strange = files.find((name) => !component.test(name));
  if (strange !== undefined) throw refused(`${JSON.stringify(strange)} is not a name that is fetched`);
  return address;
}

// A name has one answer for the whole request, however often connections break: that is the one that was checked.
function findOnce(hosts: HostFinder, { agreed }: FetchRequest, signal: AbortSignal) {
  const found = new Map<string, ReturnType<HostFinder['find']>>();
  return (server: Parameters<HostFinder['find']>[0]) => {
    const key = `${server.host} ${server.port}`;
    const answer = found.get(key) ?? hosts.find(server, agreed, signal);
    found.set(key, answer);
    return answer;
  };
}

function refused(message: string): StagepostError {
  return new StagepostError({ code: 'tool-refused', message, treatment: 'needs-person' });
}
