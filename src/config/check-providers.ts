import type { ConfigDocument } from '../document/generated/config.ts';
import type { Located } from '../document/read-document.ts';
import type { Finding } from '../domain/finding.ts';
import { plainHost, splitHost } from '../domain/source-address.ts';
import { networkProblem } from './check-network.ts';

type Provider = ConfigDocument['providers'][string];
type Problem = { readonly message: string; readonly hint: string };

const highestPort = 65535;
const hostHint = 'write host or host:port, such as repo.emi.example.org or localhost:8730';

/** Hosts that no address can name, and networks to which nobody can agree. */
export function checkProviders(document: Located<ConfigDocument>): readonly Finding[] {
  return Object.entries(document.value.providers).flatMap(([key, provider]) => [
    ...checkAll(document, { key, provider, field: 'hosts' }, hostProblem),
    ...checkAll(document, { key, provider, field: 'networks' }, networkProblem),
  ]);
}

function checkAll(
  document: Located<ConfigDocument>,
  { key, provider, field }: { key: string; provider: Provider; field: 'hosts' | 'networks' },
  problemOf: (entry: string) => Problem | undefined,
): readonly Finding[] {
  return provider[field].flatMap((entry, index) => {
    const problem = problemOf(entry);
    const rule = field === 'hosts' ? 'provider-host' : 'provider-network';
    return problem === undefined
      ? []
      : [document.finding(['providers', key, field, index], 'value', { rule, ...problem })];
  });
}

function hostProblem(entry: string): Problem | undefined {
  const { name, port } = splitHost(entry);
  const plain = plainHost(name);
  if (plain === undefined) return { message: `${name} is not the name of a host`, hint: hostHint };
  if (plain !== name) return { message: `${name} is not written in its plain form`, hint: `write ${plain}` };
  if (port !== undefined && port > highestPort) return { message: `${port} is not a port`, hint: hostHint };
  return undefined;
}
