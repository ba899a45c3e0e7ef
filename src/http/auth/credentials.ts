/** What a request brings to say who asks. */
export type Credentials =
  | { readonly kind: 'none' }
  /** The text in our cookie. */
  | { readonly kind: 'cookie'; readonly secret: string }
  | { readonly kind: 'bearer'; readonly secret: string }
  /** The password alone: clients of packages want to send a name as well, and any does. */
  | { readonly kind: 'basic'; readonly secret: string };

const tokenForm = /^Bearer ([\x21-\x7e]{1,1000})$/i;
const passwordForm = /^Basic ([A-Za-z0-9+/]{1,3000}={0,2})$/i;

/** The credentials of a request; a header that says who asks counts before a cookie, which browsers send by themselves. */
export function credentialsOf(
  headers: { readonly authorization?: string | undefined; readonly cookie?: string | undefined },
  cookieName: string,
): Credentials {
  const { authorization } = headers;
  if (authorization !== undefined) return ofHeader(authorization);
  const secret = cookieOf(headers.cookie, cookieName);
  return secret === undefined ? { kind: 'none' } : { kind: 'cookie', secret };
}

function ofHeader(authorization: string): Credentials {
  const token = tokenForm.exec(authorization)?.[1];
  if (token !== undefined) return { kind: 'bearer', secret: token };
  const pair = Buffer.from(passwordForm.exec(authorization)?.[1] ?? '', 'base64').toString('utf8');
  const colon = pair.indexOf(':');
  return colon === -1 ? { kind: 'none' } : { kind: 'basic', secret: pair.slice(colon + 1) };
}

/** A cookie of a request; undefined where it brings none of that name, or two. */
export function cookieOf(header: string | undefined, name: string): string | undefined {
  const found = (header ?? '').split(';').flatMap((each) => {
    const [key = '', ...value] = each.trim().split('=');
    return key === name ? [value.join('=')] : [];
  });
  return found.length === 1 && /^[A-Za-z0-9._~-]{1,4000}$/.test(found[0] ?? '') ? found[0] : undefined;
}
