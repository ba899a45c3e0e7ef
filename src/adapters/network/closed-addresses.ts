import { BlockList, isIP } from 'node:net';

/** What an address is to somebody who fetches from strangers. */
export type Openness = 'open' | 'closed' | 'forbidden';

type Network = readonly [address: string, prefix: number];

// IANA special-purpose registries, RFC 6890. Nobody delivers releases from these, so that nobody can agree to them.
const forbiddenV4: readonly Network[] = [
  ['0.0.0.0', 8], // this network
  ['169.254.0.0', 16], // link-local, with the metadata services of most clouds
  ['192.0.0.0', 24], // protocol assignments
  ['192.0.2.0', 24], // documentation
  ['192.88.99.0', 24], // relays of 6to4
  ['198.18.0.0', 15], // benchmarks
  ['198.51.100.0', 24], // documentation
  ['203.0.113.0', 24], // documentation
  ['224.0.0.0', 4], // multicast
  ['240.0.0.0', 4], // reserved, and broadcast
  ['100.100.100.200', 32], // metadata of Alibaba Cloud, in shared space
  ['168.63.129.16', 32], // metadata of Azure, in public space
];

// Of IPv6, only global unicast is open. These are parts of it that lead elsewhere: into IPv4, or nowhere.
const forbiddenV6: readonly Network[] = [
  ['2001::', 23], // protocol assignments, with Teredo
  ['2001:db8::', 32], // documentation
  ['2002::', 16], // 6to4
  ['3fff::', 20], // documentation
  ['fd00:ec2::254', 128], // metadata of Amazon, in unique local space
];

const closedV4: readonly Network[] = [
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
];

const closedV6: readonly Network[] = [
  ['::1', 128],
  ['fc00::', 7],
];

const forbidden = listOf(forbiddenV4, forbiddenV6);
const closed = listOf(closedV4, closedV6);
const open = listOf([], [['2000::', 3]]);

/**
 * `open`: anybody may be there. `closed`: this machine and private networks. `forbidden`: what is no host of anybody,
 * metadata services, and every IPv6 address in which an IPv4 address hides (mapped, NAT64, 6to4, Teredo).
 */
export function opennessOf(address: string): Openness {
  const family = familyOf(address);
  if (family === undefined || forbidden[family].check(address, family)) return 'forbidden';
  if (closed[family].check(address, family)) return 'closed';
  return family === 'ipv4' || open.ipv6.check(address, family) ? 'open' : 'forbidden';
}

/** Whether an address lies in one of the networks, each written as `10.20.0.0/16`. */
export function liesIn(address: string, networks: readonly string[]): boolean {
  const family = familyOf(address);
  if (family === undefined) return false;
  const own = networks
    .map((network) => network.split('/'))
    .filter(([base = '']) => familyOf(base) === family);
  const list = new BlockList();
  for (const [base = '', prefix] of own) list.addSubnet(base, Number(prefix), family);
  return list.check(address, family);
}

function familyOf(address: string): 'ipv4' | 'ipv6' | undefined {
  // A zone after a percent sign chooses an interface of this machine.
  if (address.includes('%')) return undefined;
  const version = isIP(address);
  if (version === 0) return undefined;
  return version === 4 ? 'ipv4' : 'ipv6';
}

// One list for each family: a list of both would take a mapped address for the IPv4 address in it.
function listOf(v4: readonly Network[], v6: readonly Network[]) {
  const [ipv4, ipv6] = [new BlockList(), new BlockList()];
  for (const [address, prefix] of v4) ipv4.addSubnet(address, prefix, 'ipv4');
  for (const [address, prefix] of v6) ipv6.addSubnet(address, prefix, 'ipv6');
  return { ipv4, ipv6 };
}
