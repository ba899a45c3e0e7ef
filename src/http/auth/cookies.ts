// `__Host-`: a browser takes such a cookie from this very host alone and over TLS, so that no neighbour can plant one.
export const sessionCookie = '__Host-stagepost';
export const attemptCookie = '__Host-stagepost-attempt';

const usual = 'Path=/; Secure; HttpOnly; SameSite=Lax';

/** A header that gives a cookie to a browser for so many seconds. */
export function cookieHeader(name: string, value: string, seconds: number): string {
  return `${name}=${value}; Max-Age=${seconds}; ${usual}`;
}

/** A header that takes it back. */
export function noCookieHeader(name: string): string {
  return cookieHeader(name, '', 0);
}
