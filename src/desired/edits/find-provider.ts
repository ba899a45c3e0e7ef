import { StagepostError } from '../../domain/failure.ts';
import type { Policy, Provider } from '../../domain/policy.ts';
import { isAgreedHost, readSourceAddress, type SourceAddress } from '../../domain/source-address.ts';

/** An address of a release, with the provider whose it is. */
export interface Offered {
  readonly url: string;
  readonly protocol: SourceAddress['protocol'];
  readonly provider: Provider;
}

/** The provider with whom the host of an address is agreed (R7); nobody else's host is ever asked for anything. */
export function findProvider(policy: Policy, written: string, key?: string): Offered {
  const url = written.endsWith('/') ? written : `${written}/`;
  const address = readSourceAddress(url);
  if (address === undefined)
    throw unusable(
      `${written} is not an address of a release`,
      'write it like rsync://repo.emi.example.org/umd5/voms/4.2.0/',
    );
  const found = [...policy.providers.values()]
    .filter((provider) => isAgreedHost(address, provider))
    .filter((provider) => key === undefined || provider.key === key);
  const [provider, ...others] = found;
  const host = `${address.host}, port ${address.port},`;
  if (provider === undefined)
    throw unusable(
      `${host} is not a host agreed with ${key === undefined ? 'any provider' : `provider ${key}`}`,
      'a new host is added in stagepost.yaml',
    );
  if (others.length > 0)
    throw unusable(
      `${host} is agreed with ${found.map((each) => each.key).join(' and ')}`,
      'name one of them: --provider KEY',
    );
  return { url, protocol: address.protocol, provider };
}

/** The major release that was named; the only one where none was. */
export function majorFor({ majorReleases }: Policy, key?: string): string {
  const [only = '', ...others] = majorReleases.keys();
  if (key !== undefined) return key;
  if (others.length === 0) return only;
  throw unusable(
    'it is not said for which major release',
    `name one of ${[only, ...others].join(', ')}: --major KEY`,
  );
}

function unusable(message: string, hint: string): StagepostError {
  return new StagepostError({ code: 'bad-configuration', message, hint, treatment: 'needs-person' });
}
