import { join } from 'node:path';
import { openDebTools } from './adapters/apt/deb-tools.ts';
import { systemClock } from './adapters/clock/system-clock.ts';
import { openDose } from './adapters/dose/open-dose.ts';
import { openDownloads } from './adapters/download/open-source.ts';
import { localFileChanges } from './adapters/files/change-files.ts';
import { openPool } from './adapters/files/pool.ts';
import { localFiles } from './adapters/files/read-files.ts';
import { receiveFile } from './adapters/files/receive-file.ts';
import { sweepLeftOvers } from './adapters/files/sweep-scratch.ts';
import { ftpTransport } from './adapters/ftp/ftp-transport.ts';
import { openMirror } from './adapters/git/open-mirror.ts';
import { closeSigner } from './adapters/gpg/gpg-command.ts';
import { gpgSigner } from './adapters/gpg/gpg-signer.ts';
import { providerKeyrings } from './adapters/gpg/provider-keyring.ts';
import { sweepLocks } from './adapters/gpg/sweep-locks.ts';
import { httpsTransport } from './adapters/https/https-transport.ts';
import { readAuthorities } from './adapters/https/read-authorities.ts';
import { readPublished } from './adapters/https/read-published.ts';
import { openLibsolv } from './adapters/libsolv/open-libsolv.ts';
import { openTreeLock } from './adapters/lock/lock-tree.ts';
import { openHostFinder } from './adapters/network/find-host.ts';
import { afterGrace } from './adapters/process/after-grace.ts';
import { endOrphans } from './adapters/process/end-orphans.ts';
import { processRunner } from './adapters/process/run-command.ts';
import { runForHost } from './adapters/process/run-for-host.ts';
import { openRpmTools } from './adapters/rpm/rpm-tools.ts';
import { openRsyncSource } from './adapters/rsync/fetch.ts';
import { openPackageMover } from './adapters/rsync/link-packages.ts';
import { makeFetches } from './apply/fetches.ts';
import { closeAll, type Opened } from './compose/close-all.ts';
import { openMail } from './compose/open-mail.ts';
import { openMirrors } from './compose/open-mirrors.ts';
import { openRequests, type RequestPorts } from './compose/open-requests.ts';
import type { Host } from './config/host.ts';
import { loadHost } from './config/load-host.ts';
import { readPolicy } from './config/read-policy.ts';
import type { IntakeDeps } from './intake/take-in.ts';
import { takeLock } from './ledger/lock.ts';
import { openLedger } from './ledger/open-ledger.ts';
import { type Around, surrounded } from './ports/around.ts';
import type { FileTransport } from './ports/file-transport.ts';
import type { FileChanges } from './ports/files.ts';
import type { ReceiveFile } from './ports/incoming-file.ts';
import type { OperationLog } from './ports/operations.ts';
import type { ProcessRunner } from './ports/process-runner.ts';
import type { Progress } from './ports/progress.ts';
import type { PublicFiles } from './ports/public-files.ts';
import type { RecordHistory } from './ports/record-history.ts';
import type { Sessions } from './ports/sessions.ts';
import type { Tokens } from './ports/tokens.ts';
import { offeredBy } from './publish/offered-by.ts';
import type { CycleDeps } from './reconcile/cycle-deps.ts';

/** A host with everything built and handed over. */
export interface Composed {
  readonly host: Host;
  readonly deps: CycleDeps;
  readonly operations: OperationLog;
  /** What is published, read as strangers read it. */
  readonly publicFiles: PublicFiles;
  /** The record of earlier moments. */
  readonly past: RecordHistory;
  readonly sessions: Sessions;
  readonly tokens: Tokens;
  /** By what edits come into git that people ask for elsewhere. */
  readonly requests: RequestPorts;
  /** What people should know about the opening, one sentence each. */
  readonly notes: readonly string[];
  /** Gives everything free; idempotent. */
  close(): Promise<void>;
}

/** Builds the adapters of a host and hands them over; the only place that knows which adapter is behind which port. */
export async function compose(options: {
  readonly file: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly progress: Progress;
  /**
   * Whether this process is going to change things: it is then the only one that may, until it is closed, and what
   * killed ones left is removed. Throws `lock-held` when another one is at work.
   */
  readonly exclusive: boolean;
  /** Ends what is at work when it is aborted. */
  readonly stop?: AbortSignal;
  /** Stands around everything that changes something outside this process; nothing does when absent. */
  readonly around?: Around;
}): Promise<Composed> {
  const host = await loadHost(localFiles, options);
  const opened: Opened[] = [];
  const close = () => closeAll(opened);
  try {
    return { ...(await open(host, options, opened)), host, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function open(
  host: Host,
  options: Omit<Parameters<typeof compose>[0], 'file' | 'env'>,
  opened: Opened[],
): Promise<Omit<Composed, 'host' | 'close'>> {
  const { around, exclusive } = options;
  // Those that only look may be at work beside a start, which ends what is marked.
  const mark: Readonly<Record<string, string>> = exclusive ? { STAGEPOST_STATE: host.state } : {};
  const late = options.stop === undefined ? {} : { stop: afterGrace(options.stop) };
  const watched = surrounded(around, processRunner, { port: 'process', methods: ['run'] });
  const changes = surrounded(around, localFileChanges, { port: 'changes', methods: changingMethods });
  const opening = surrounded(around, { takeLock, openLedger }, { port: 'ledger', methods: openingMethods });
  if (exclusive) {
    const lock = await opening.takeLock(join(host.state, 'lock.sqlite'));
    opened.push(() => lock.release());
    await endOrphans(mark);
    await sweepLeftOvers(changes, host.state);
    await sweepLocks(localFiles, changes, host.signing.home);
  }
  opened.push(() => closeSigner(runForHost(watched, { mark }), host.signing.home));
  const own = await opening.openLedger(join(host.state, 'ledger.sqlite'));
  const { ledger, inbox, outbox, operations, sessions, tokens, notes } = own;
  opened.push(() => ledger.close());
  const use = { sole: exclusive, mark, ...late, ...(around === undefined ? {} : { around }) };
  const mirror = await openMirror({
    ...host,
    ...use,
    dir: join(host.state, 'mirror.git'),
    clock: systemClock,
  });
  opened.push(() => mirror.close());
  const runner = runForHost(watched, { mark, ...late });
  const scratch = join(host.state, exclusive ? 'scratch' : 'glances');
  return {
    ...{ notes, operations, sessions, tokens },
    past: mirror.past,
    requests: await openRequests(host, { ...options, ...mirror, runner, changes, scratch }),
    publicFiles: readPublished({ authorities: () => readAuthorities(localFiles, host.caFile), ...options }),
    deps: {
      ...publishing(host, { ...options, changes, runner, scratch }),
      history: mirror.history,
      cache: new Map(),
      reportCache: new Map(),
      packages: new Map(),
      answers: new Map(),
      readPolicy,
      records: mirror.records,
      signatures: mirror.signatures,
      ledger: surrounded(around, ledger, { port: 'ledger', methods: ledgerMethods }),
      inbox,
      outbox: surrounded(around, outbox, { port: 'outbox', methods: outboxMethods }),
      mirrors: await openMirrors(host, around),
      mail: openMail(host, localFiles, { ...late, ...(around === undefined ? {} : { around }) }),
      fetches: makeFetches(),
      clock: systemClock,
    },
  };
}

const changingMethods = [
  'makeFolder',
  'write',
  'link',
  'rename',
  'switchLink',
  'remove',
  'setRights',
  'setModified',
  'removeEmptyFolder',
  'makeScratch',
] as const;

const openingMethods = ['takeLock', 'openLedger'] as const;
const ledgerMethods = [
  'noteAttempts',
  'forgetAttempts',
  'noteMirrored',
  'noteSeenFiles',
  'noteTicketNumber',
] as const;

const outboxMethods = ['begin', 'queue', 'restand', 'drop', 'forget'] as const;

const incomingMethods = ['write', 'startOver', 'keep', 'discard'] as const;

/** How providers are asked, by protocol. */
export function sourcesOf(
  { caFile }: Pick<Host, 'caFile'>,
  { runner, around }: { readonly runner: ProcessRunner; readonly around?: Around },
): IntakeDeps['sources'] {
  const hosts = openHostFinder();
  const port = 'incoming';
  const { open } = surrounded(around, { open: receiveFile }, { port, methods: ['open'] });
  const receive: ReceiveFile = async (path) =>
    surrounded(around, await open(path), { port, methods: incomingMethods });
  const download = (transport: FileTransport) =>
    openDownloads({ transport, hosts, receive, files: localFiles });
  return {
    rsync: openRsyncSource({ runner, hosts }),
    https: download(httpsTransport(() => readAuthorities(localFiles, caFile))),
    ftp: download(ftpTransport),
  };
}

/** What reads, fetches and publishes packages. */
function publishing(
  host: Host,
  options: {
    readonly changes: FileChanges;
    readonly runner: ProcessRunner;
    readonly scratch: string;
    readonly progress: Progress;
    readonly stop?: AbortSignal;
    readonly around?: Around;
  },
) {
  const { changes, runner, scratch } = options;
  const stop = options.stop === undefined ? {} : { stop: options.stop };
  const local = { runner, files: localFiles, changes };
  const pool = surrounded(options.around, openPool({ root: join(host.state, 'pool'), scratch, changes }), {
    port: 'pool',
    methods: ['admit'],
  });
  const signer = gpgSigner({ runner, scratch, home: host.signing.home, key: host.signing.key });
  const shared = { ...local, pool, signer, progress: options.progress, clock: systemClock, ...stop };
  return {
    ...shared,
    roots: host.stages,
    state: host.state,
    offered: offeredBy(signer, host.stages),
    solvers: { yum: openLibsolv({ ...local, scratch }), apt: openDose(runner) },
    publish: { ...shared, mover: openPackageMover(local), lock: openTreeLock() },
    intake: {
      ...shared,
      sources: sourcesOf(host, options),
      keyrings: providerKeyrings({ ...local, clock: systemClock, scratch }),
      tools: { yum: openRpmTools({ ...local, scratch }), apt: openDebTools({ ...local, scratch }) },
    },
  };
}
