import { StagepostError } from '../../domain/failure.ts';

const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/**
 * The address of RT without a slash at its end. The token goes with every request, so it must be https, or lead to
 * this machine.
 */
export function baseAddress(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const problem = url === undefined ? 'it is none' : problemOf(url);
  if (url !== undefined && problem === undefined)
    return `${url.origin}${url.pathname}`.replace(/(?<!\/)\/+$/, '');
  throw new StagepostError({
    code: 'bad-configuration',
    message: `the address of Request Tracker cannot be used: ${problem}`,
    hint: 'Write it as people open it, such as https://rt.example.org or https://example.org/rt.',
    treatment: 'needs-person',
  });
}

function problemOf(url: URL): string | undefined {
  if (url.username !== '' || url.password !== '') return 'it carries a user name or a password';
  if (url.search !== '' || url.hash !== '') return 'it carries a query or a fragment';
  if (url.protocol === 'https:') return undefined;
  if (url.protocol !== 'http:') return `${url.protocol} is neither https: nor http:`;
  return loopback.test(url.hostname)
    ? undefined
    : 'http: is for this machine alone; everything else is https:';
}
