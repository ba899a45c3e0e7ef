import type { ReleaseSource } from './release.ts';

/** An address from which files of a provider are fetched, taken apart so that nothing of it is used unseen. */
export interface SourceAddress {
  readonly protocol: ReleaseSource['protocol'];
  /** In plain form: a name in lower case, an IPv4 address of four numbers, or an IPv6 address in brackets. */
  readonly host: string;
  readonly port: number;
  /** Begins with a slash. */
  readonly path: string;
}

/** The ports that are meant when an address names none: those that IANA has for these protocols. */
export const usualPorts = { rsync: 873, https: 443, ftp: 21 } as const satisfies Record<
  ReleaseSource['protocol'],
  number
>;

const address = /^(rsync|https|ftp):\/\/([a-z0-9.-]+|\[[0-9a-f:.]+\])(?::([1-9][0-9]{0,4}))?(\/.*)$/;
const label = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
const highestPort = 65535;

/**
 * Takes an address apart; undefined for every other text, and for one with a user, a host that is not in plain form,
 * or a port that cannot be. The path is not judged.
 */
export function readSourceAddress(url: string): SourceAddress | undefined {
  const [, protocol, host = '', port, path = '/'] = address.exec(url) ?? [];
  if (protocol !== 'rsync' && protocol !== 'https' && protocol !== 'ftp') return undefined;
  const number = port === undefined ? usualPorts[protocol] : Number(port);
  if (plainHost(host) !== host || number > highestPort) return undefined;
  return { protocol, host, port: number, path };
}

/**
 * The plain form of a host, as the URL standard has it: `127.1`, `0x7f.1` and `2130706433` are all `127.0.0.1`, and
 * `[::ffff:127.0.0.1]` is `[::ffff:7f00:1]`. Undefined for what names no host.
 */
export function plainHost(host: string): string | undefined {
  const whole = `https://${host}/`;
  if (/[\s/?#@\\]/.test(host) || !URL.canParse(whole)) return undefined;
  const { hostname, port } = new URL(whole);
  const named = hostname.startsWith('[') || hostname.split('.').every((part) => label.test(part));
  return named && port === '' && hostname.length <= 253 ? hostname : undefined;
}

/** Where a provider's files may come from (R7), as administrators decide it in stagepost.yaml. */
export interface AgreedHosts {
  /** Each as `host` or `host:port`; an address of a closed network that stands here is agreed to. */
  readonly hosts: readonly string[];
  /** Closed networks, as `10.20.0.0/16`, into which names among the hosts may lead. */
  readonly networks: readonly string[];
}

/** Whether host and port are agreed; compared as text, and never looked up. */
export function isAgreedHost(
  { protocol, host, port }: Pick<SourceAddress, 'protocol' | 'host' | 'port'>,
  { hosts }: AgreedHosts,
): boolean {
  return hosts.some((entry) => {
    const { name, port: agreed } = splitHost(entry);
    return name === host && (agreed ?? usualPorts[protocol]) === port;
  });
}

/** An agreed host taken apart; no port where the usual one is meant. */
export function splitHost(entry: string): { readonly name: string; readonly port: number | undefined } {
  const [, name = entry, port] = /^(.*?)(?::([0-9]+))?$/.exec(entry) ?? [];
  return entry.endsWith(']')
    ? { name: entry, port: undefined }
    : { name, port: port === undefined ? undefined : Number(port) };
}
