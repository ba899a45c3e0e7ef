import type { IncomingMessage } from 'node:http';
import { Agent, request } from 'node:https';
import { isIP, isIPv6, type LookupFunction } from 'node:net';
import { StagepostError } from '../../domain/failure.ts';
import type { FileTransport, OpenedFile, Resumption, TransportSession } from '../../ports/file-transport.ts';
import { isRedirect, judgeAnswer } from './answer.ts';
import { followRedirect, type Target } from './redirect.ts';

type Server = Parameters<FileTransport['connect']>[0];

const mostRedirects = 3;
const mostSilenceMs = 20_000;

/**
 * Fetches by https from whom a certificate proves, and by no proxy. `authorities` (each in PEM) are asked for at the
 * first file, and nobody else is believed.
 */
export function httpsTransport(authorities: () => Promise<readonly string[]>): FileTransport {
  return {
    protocol: 'https',
    mostSessions: 4,
    connect: (server) => session(authorities, server),
  };
}

function session(authorities: () => Promise<readonly string[]>, server: Server): TransportSession {
  const { host, port } = server.address;
  const end = new AbortController();
  let agent: Agent | null = null;
  return {
    open: async (path, resumption) => {
      agent ??= makeAgent(await authorities());
      const encoded = path.split('/').map(encodeURIComponent).join('/');
      return openFile({ agent, server, resumption, end: end.signal }, { host, port, path: encoded });
    },
    close: () => {
      end.abort();
      agent?.destroy();
    },
  };
}

function makeAgent(authorities: readonly string[]): Agent {
  // The check is asked for outright, so that no variable of the environment switches it off.
  return new Agent({ keepAlive: true, maxSockets: 1, rejectUnauthorized: true, ca: [...authorities] });
}

interface Wish {
  readonly agent: Agent;
  readonly server: Server;
  readonly resumption: Resumption | null;
  readonly end: AbortSignal;
}

async function openFile(wish: Wish, first: Target): Promise<OpenedFile | null> {
  let target = first;
  for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
    const response = await ask(wish, target);
    if (!isRedirect(response)) {
      return judgeAnswer(response, `https://${target.host}${target.path}`, wish.resumption);
    }
    response.destroy();
    target = followRedirect(target, response.headers.location);
  }
  throw new StagepostError({
    code: 'provider-unreachable',
    message: `${first.host} redirects more than ${mostRedirects} times`,
    hint: 'Ask the provider for the address at which its files are.',
  });
}

async function ask(
  { agent, server, resumption, end }: Wish,
  { host, port, path }: Target,
): Promise<IncomingMessage> {
  const addresses = await server.find({ protocol: 'https', host, port });
  const name = host.replace(/^\[(.*)\]$/, '$1');
  return new Promise((resolve, reject) => {
    const asked = request({
      agent,
      host: name,
      port,
      path,
      lookup: lookupIn(addresses),
      ...(isIP(name) === 0 ? { servername: name } : {}),
      headers: headersOf(resumption),
      timeout: mostSilenceMs,
      signal: end,
    });
    asked.once('timeout', () => asked.destroy(new Error(`no answer for ${mostSilenceMs / 1000} s`)));
    asked.once('response', resolve);
    asked.on('error', (error) => reject(certificateFailure(error, name) ?? error));
    asked.end();
  });
}

function headersOf(resumption: Resumption | null) {
  const common = { accept: '*/*', 'accept-encoding': 'identity', 'user-agent': 'stagepost' };
  if (resumption === null) return common;
  return { ...common, range: `bytes=${resumption.from}-`, 'if-range': resumption.validator };
}

/** Answers with the addresses that were checked, whoever is asked for. */
function lookupIn(addresses: readonly [string, ...string[]]): LookupFunction {
  const all = addresses.map((address) => ({ address, family: isIPv6(address) ? 6 : 4 }));
  return (_name, options, answer) => {
    if (options.all) answer(null, all);
    else answer(null, addresses[0], isIPv6(addresses[0]) ? 6 : 4);
  };
}

// The words of OpenSSL and Node.js for a certificate that does not prove the name.
const certificateCodes = /^(CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|ERR_TLS_CERT|HOSTNAME_MISMATCH)/;

function certificateFailure(error: Error & { code?: unknown }, name: string): StagepostError | undefined {
  if (typeof error.code !== 'string' || !certificateCodes.test(error.code)) return undefined;
  return new StagepostError(
    {
      code: 'provider-unreachable',
      message: `the certificate of ${name} is not accepted: ${error.message}`,
      hint: 'The provider has to renew it; an authority of your own is named by https.caFile in the host file.',
    },
    { cause: error },
  );
}
