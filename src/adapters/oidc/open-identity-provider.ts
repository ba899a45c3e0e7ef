import * as client from 'openid-client';
import { StagepostError } from '../../domain/failure.ts';
import type { Secret } from '../../domain/secret.ts';
import type { Claims, IdentityProvider, SignInAttempt } from '../../ports/identity-provider.ts';

/** How this program is known to an identity provider. */
export interface IdentityClient {
  readonly issuer: string;
  readonly clientId: string;
  /** Read anew for each use. */
  readonly secret: () => Promise<Secret>;
  /** Beside openid. */
  readonly scopes: readonly string[];
  /** Where people are led back to. */
  readonly returnAddress: string;
}

const timeoutSeconds = 10;
const knownForMs = 3600 * 1000;

/** An identity provider; it is not asked for anything before somebody signs in. */
export function openIdentityProvider(own: IdentityClient): IdentityProvider {
  const find = remembered(() => discover(own));
  return {
    begin: async () => {
      const configuration = await configured(own, find);
      const attempt = {
        state: client.randomState(),
        nonce: client.randomNonce(),
        verifier: client.randomPKCECodeVerifier(),
      };
      const address = client.buildAuthorizationUrl(configuration, {
        redirect_uri: own.returnAddress,
        scope: ['openid', ...own.scopes].join(' '),
        state: attempt.state,
        nonce: attempt.nonce,
        code_challenge: await client.calculatePKCECodeChallenge(attempt.verifier),
        code_challenge_method: 'S256',
      });
      return { attempt, address: address.href };
    },
    finish: async (query, attempt) => {
      const configuration = await configured(own, find);
      try {
        return await claimsOf(configuration, { query, attempt, returnAddress: own.returnAddress });
      } catch (error) {
        throw isSilence(error) ? unreachable(own, error) : refused(error);
      }
    },
  };
}

async function claimsOf(
  configuration: client.Configuration,
  came: { readonly query: string; readonly attempt: SignInAttempt; readonly returnAddress: string },
): Promise<Claims> {
  const { state, nonce, verifier } = came.attempt;
  const tokens = await client.authorizationCodeGrant(
    configuration,
    new URL(`${came.returnAddress}?${came.query}`),
    {
      expectedState: state,
      expectedNonce: nonce,
      pkceCodeVerifier: verifier,
      idTokenExpected: true,
    },
  );
  const own = tokens.claims();
  if (own === undefined) throw new Error('there is no ID token');
  // Groups often stand here alone; whoever answers must speak of the same person.
  const hasMore = configuration.serverMetadata().userinfo_endpoint !== undefined;
  const more = hasMore ? await client.fetchUserInfo(configuration, tokens.access_token, own.sub) : {};
  return { ...own, ...more, sub: own.sub };
}

async function discover({ issuer, clientId }: IdentityClient): Promise<client.ServerMetadata> {
  const found = await client.discovery(new URL(issuer), clientId, undefined, undefined, {
    timeout: timeoutSeconds,
    ...(isInsecure(issuer) ? { execute: [client.allowInsecureRequests] } : {}),
  });
  return found.serverMetadata();
}

// The secret may be another one by now, and what the provider says of itself seldom is.
async function configured(
  own: IdentityClient,
  find: () => Promise<client.ServerMetadata>,
): Promise<client.Configuration> {
  const secret = await own.secret();
  let metadata: client.ServerMetadata;
  try {
    metadata = await find();
  } catch (error) {
    throw unreachable(own, error);
  }
  const configuration = new client.Configuration(
    metadata,
    own.clientId,
    undefined,
    client.ClientSecretBasic(secret.reveal()),
  );
  configuration.timeout = timeoutSeconds;
  if (isInsecure(own.issuer)) client.allowInsecureRequests(configuration);
  return configuration;
}

// The host file takes http for this machine alone.
function isInsecure(issuer: string): boolean {
  return issuer.startsWith('http:');
}

function remembered<T>(find: () => Promise<T>): () => Promise<T> {
  let last: { readonly at: number; readonly found: Promise<T> } | undefined;
  return () => {
    const now = performance.now();
    if (last === undefined || now > last.at + knownForMs) {
      const asked = { at: now, found: find() };
      last = asked;
      asked.found.catch(() => {
        if (last === asked) last = undefined;
      });
    }
    return last.found;
  };
}

// Nothing came back, or nothing of use; what was said against the person is another thing.
function isSilence(error: unknown): boolean {
  const code = (error as { readonly code?: unknown } | null)?.code;
  return error instanceof TypeError || code === 'OAUTH_TIMEOUT' || code === 'OAUTH_RESPONSE_IS_NOT_CONFORM';
}

function refused(cause: unknown): StagepostError {
  return new StagepostError(
    {
      code: 'sign-in-refused',
      message: `the answer of the identity provider was not taken: ${reasonOf(cause)}`,
      hint: 'begin anew at /sign-in, in the same browser, within ten minutes',
      treatment: 'needs-person',
    },
    { cause },
  );
}

function unreachable({ issuer }: IdentityClient, cause: unknown): StagepostError {
  return new StagepostError(
    {
      code: 'sign-in-unreachable',
      message: `the identity provider ${issuer} does not answer as one: ${reasonOf(cause)}`,
      hint: 'compare listen.signIn.issuer of the host file with what it calls itself in /.well-known/openid-configuration',
      treatment: 'retry',
    },
    { cause },
  );
}

// Codes of libraries and of the provider, never what was sent: that would hold codes and tokens.
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const { code, error: said } = error as Error & { readonly code?: unknown; readonly error?: unknown };
  return [error.message, code, said].filter((part) => typeof part === 'string').join(', ');
}
