import { plainHost } from '../domain/source-address.ts';

// RFC 1918, RFC 6598 and this machine; RFC 4193 and the loopback address.
const closedV4 = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', '127.0.0.0/8'];
const uniqueLocal = /^f[cd][0-9a-f]{2}:/;
const hint = `write a network inside of ${closedV4.join(', ')} or fc00::/7; public addresses need no leave`;

/** What keeps a network from being agreed to; only what is closed can be opened, and never more than that. */
export function networkProblem(
  network: string,
): { readonly message: string; readonly hint: string } | undefined {
  const [base = '', prefix = ''] = network.split('/');
  const bits = Number(prefix);
  const inside = base.includes(':') ? isClosedV6(base, bits) : isClosedV4(base, bits);
  return inside ? undefined : { message: `${network} is not a closed network`, hint };
}

function isClosedV4(base: string, bits: number): boolean {
  if (!/^[0-9.]+$/.test(base) || plainHost(base) !== base || bits > 32) return false;
  return closedV4.some((range) => {
    const [start = '', length = ''] = range.split('/');
    const size = 2 ** (32 - Number(length));
    const offset = numberOf(base) - numberOf(start);
    return bits >= Number(length) && offset >= 0 && offset < size;
  });
}

function numberOf(address: string): number {
  return address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
}

function isClosedV6(base: string, bits: number): boolean {
  if (plainHost(`[${base}]`) !== `[${base}]` || bits > 128) return false;
  return base === '::1' ? bits === 128 : uniqueLocal.test(base) && bits >= 7;
}
