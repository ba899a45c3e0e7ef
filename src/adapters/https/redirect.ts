import { StagepostError } from '../../domain/failure.ts';
import { plainHost, usualPorts } from '../../domain/source-address.ts';

/** One place that is asked by https. */
export interface Target {
  readonly host: string;
  readonly port: number;
  /** With the query, if any, as it goes over the line. */
  readonly path: string;
}

/** Where a redirect leads; whether its host is agreed is judged by who connects. Throws `address-refused`. */
export function followRedirect(from: Target, location: string | undefined): Target {
  const base = `https://${from.host}:${from.port}${from.path}`;
  if (location === undefined || !URL.canParse(location, base)) {
    throw refused(`${from.host} redirects to no address`);
  }
  const url = new URL(location, base);
  if (url.protocol !== 'https:')
    throw refused(`${from.host} redirects to ${url.protocol}//, away from https`);
  if (url.username !== '' || url.password !== '') {
    throw refused(`${from.host} redirects to an address with a user or a password`);
  }
  const host = plainHost(url.hostname);
  if (host === undefined) throw refused(`${from.host} redirects to no host`);
  const port = url.port === '' ? usualPorts.https : Number(url.port);
  return { host, port, path: url.pathname + url.search };
}

function refused(message: string): StagepostError {
  return new StagepostError({
    code: 'address-refused',
    message,
    hint: 'Ask the provider for the address at which its files are.',
    treatment: 'needs-person',
  });
}
