import type { AgreedHosts, SourceAddress } from '../domain/source-address.ts';

/** Finds the machines behind the hosts of providers, and no others. */
export interface HostFinder {
  /**
   * The addresses of an agreed host, in order of preference, each checked; at least one. The name is looked up once:
   * who connects uses one of these and asks nobody again, because the second answer may be another one.
   * Throws `address-refused` for a host that is not agreed and for one that leads to a closed address to which nobody
   * agreed, whatever its other addresses are; `provider-unreachable` when the name has no address; `stopped` when
   * `stop` is aborted while the answer is awaited.
   */
  find(
    server: Pick<SourceAddress, 'protocol' | 'host' | 'port'>,
    agreed: AgreedHosts,
    stop?: AbortSignal,
  ): Promise<readonly [string, ...string[]]>;
}
