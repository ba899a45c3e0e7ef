import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { StagepostError } from '../../domain/failure.ts';
import { type AgreedHosts, isAgreedHost } from '../../domain/source-address.ts';
import type { HostFinder } from '../../ports/host-finder.ts';
import { liesIn, opennessOf } from './closed-addresses.ts';

/** Answers with every address of a name; rejects when there is none. */
export type Resolve = (name: string) => Promise<readonly string[]>;

const mostSeconds = 20;
const loopback = ['127.0.0.0/8', '::1/128'];

/** Finds hosts by the resolver of this machine, hosts file included, unless another one is given. */
export function openHostFinder({ resolve = askSystem }: { readonly resolve?: Resolve } = {}): HostFinder {
  return { find: (server, agreed, stop) => find((name) => askInTime(resolve, name, stop), server, agreed) };
}

async function askSystem(name: string): Promise<readonly string[]> {
  const found = await lookup(name, { all: true, order: 'verbatim' });
  return found.map(({ address }) => address);
}

async function find(
  resolve: Resolve,
  server: Parameters<HostFinder['find']>[0],
  agreed: AgreedHosts,
): ReturnType<HostFinder['find']> {
  const { host, port } = server;
  if (!isAgreedHost(server, agreed)) {
    const hint = 'A new host of a provider is added to its hosts in stagepost.yaml.';
    throw refused(`${host}, port ${port}, is not a host agreed with the provider`, hint);
  }
  const literal = host.replace(/^\[(.*)\]$/, '$1');
  const isLiteral = isIP(literal) !== 0;
  const addresses = isLiteral ? [literal] : await resolve(host);
  const [first, ...others] = addresses;
  if (first === undefined) throw unknownHost(host, 'it has no address');
  for (const address of addresses)
    checkAddress(address, host, isLiteral ? [only(literal)] : leadsTo(host, agreed));
  return [first, ...others];
}

// An address that stands among the agreed hosts is agreed to, and nothing beside it.
function only(address: string): string {
  return `${address}/${address.includes(':') ? 128 : 32}`;
}

/** Closed networks into which a name may lead; this machine has a name of its own. */
function leadsTo(host: string, { networks }: AgreedHosts): readonly string[] {
  return host === 'localhost' ? loopback : networks;
}

function checkAddress(address: string, host: string, allowed: readonly string[]): void {
  const openness = opennessOf(address);
  if (openness === 'open') return;
  const where = address === host ? host : `${host} leads to ${address}, which`;
  if (openness === 'forbidden') {
    throw refused(
      `${where} is an address from which nothing is fetched`,
      'Ask the provider for another host.',
    );
  }
  if (liesIn(address, allowed)) return;
  throw refused(
    `${where} lies in a closed network to which nobody agreed`,
    'When the provider really is there, add the network to its networks in stagepost.yaml.',
  );
}

async function askInTime(
  resolve: Resolve,
  host: string,
  stop: AbortSignal | undefined,
): Promise<readonly string[]> {
  const silence = Promise.withResolvers<never>();
  const stopped = () =>
    silence.reject(new StagepostError({ code: 'stopped', message: 'the fetch was ended, as was asked' }));
  const tooLate = () => silence.reject(unknownHost(host, `no answer within ${mostSeconds} s`));
  const timer = setTimeout(tooLate, mostSeconds * 1000);
  stop?.addEventListener('abort', stopped, { once: true });
  if (stop?.aborted) stopped();
  try {
    return await Promise.race([silence.promise, resolve(host)]);
  } catch (error) {
    throw error instanceof StagepostError ? error : unknownHost(host, reasonOf(error));
  } finally {
    clearTimeout(timer);
    stop?.removeEventListener('abort', stopped);
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}

function unknownHost(host: string, why: string): StagepostError {
  return new StagepostError({
    code: 'provider-unreachable',
    message: `cannot find the address of ${host}: ${why}`,
    hint: 'It is tried again; look whether the name and the resolver of this machine are right.',
  });
}

function refused(message: string, hint: string): StagepostError {
  return new StagepostError({ code: 'address-refused', message, hint, treatment: 'needs-person' });
}
