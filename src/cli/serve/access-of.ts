import { publishedFiles } from '../../adapters/files/published-files.ts';
import { readSecret } from '../../adapters/files/read-secret.ts';
import type { Composed } from '../../compose.ts';
import type { Host, ListenHost } from '../../config/host.ts';
import { pathOfUrl, servedStages } from '../../config/served-stages.ts';
import type { AccountMaker } from '../../http/account/account-routes.ts';
import type { AccessDeps } from '../../http/auth/identify.ts';
import type { ServerDeps } from '../../http/create-server.ts';

/** What people are known by. */
export function accessOf(
  { sessions, tokens, deps }: Pick<Composed, 'sessions' | 'tokens' | 'deps'>,
  { audience, operators, signIn }: ListenHost,
): AccessDeps {
  return { audience, operators, sessions, tokens, clock: deps.clock, roles: signIn?.roles ?? new Map() };
}

/** How people sign in; null where the host file does not say how. Throws when the secret is unusable. */
export async function signInOf(
  { url, signIn }: ListenHost,
  page: AccountMaker,
): Promise<ServerDeps['signIn']> {
  if (signIn === null) return null;
  const { secretFile, roles, ...own } = signIn;
  await readSecret(secretFile);
  const { openIdentityProvider } = await import('../../adapters/oidc/open-identity-provider.ts');
  const provider = openIdentityProvider({
    ...own,
    secret: () => readSecret(secretFile),
    returnAddress: `${url}/sign-in/done`,
  });
  return { provider, roles, page };
}

/** The stages that the server serves itself, and where the private one is, whoever serves it. */
export function treesOf(host: Pick<Host, 'listen' | 'stages'>): ServerDeps['trees'] {
  const stages = [...servedStages(host)].map(([stage, path]) => ({
    path,
    root: host.stages[stage].path,
    isPrivate: stage === 'unverified',
  }));
  return { stages, privatePath: pathOfUrl(host.stages.unverified.url), files: publishedFiles };
}
