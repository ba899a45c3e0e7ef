import type { HostDocument } from '../document/generated/host.ts';
import type { Located } from '../document/read-document.ts';
import type { Sha256 } from '../domain/digest.ts';
import type { Finding } from '../domain/finding.ts';
import type { ListenHost } from './host.ts';
import { checkServedStages } from './served-stages.ts';

type ListenDocument = NonNullable<HostDocument['listen']>;

/** What is wrong with the section `listen` that its schema cannot say. */
export function checkListen(document: Located<HostDocument>): readonly Finding[] {
  const { listen } = document.value;
  if (listen === undefined) return [];
  return [
    ...unknownUrl(document, listen),
    ...openSignIn(document, listen),
    ...doubledOperators(document, listen),
    ...checkServedStages(document),
  ];
}

// A request is answered only at a name that is known, so that no foreign page can reach it by a name of its own.
function unknownUrl(document: Located<HostDocument>, { address, url }: ListenDocument): readonly Finding[] {
  if (url !== undefined || isLoopback(address)) return [];
  return [
    document.finding(['listen', 'address'], 'value', {
      rule: 'listen-url',
      message: `the server listens at ${address}, and listen.url does not say under which name it is reached`,
      hint: 'add url, such as https://stagepost.example.org, or listen at 127.0.0.1',
    }),
  ];
}

// Whoever hears a cookie is signed in, and the identity provider has to know where to lead people back.
function openSignIn(document: Located<HostDocument>, { url, signIn }: ListenDocument): readonly Finding[] {
  if (signIn === undefined) return [];
  if (url !== undefined && (url.startsWith('https:') || isLoopback(new URL(url).hostname))) return [];
  return [
    document.finding(['listen', 'signIn'], 'value', {
      rule: 'sign-in-url',
      message: 'signing in needs listen.url, with https',
      hint: 'add url, such as https://stagepost.example.org; http does for this machine itself',
    }),
  ];
}

function doubledOperators(
  document: Located<HostDocument>,
  { operators }: ListenDocument,
): readonly Finding[] {
  return operators.flatMap(({ name, tokenDigest }, index) => {
    const before = operators.slice(0, index);
    const field = before.some((other) => other.name === name)
      ? 'name'
      : before.some((other) => other.tokenDigest === tokenDigest)
        ? 'tokenDigest'
        : null;
    if (field === null) return [];
    return [
      document.finding(['listen', 'operators', index, field], 'value', {
        rule: 'listen-operators',
        message: `another operator has the same ${field}`,
        hint: 'give each a name and a token of its own, so that the audit says who it was',
      }),
    ];
  });
}

/** Whether only this machine reaches an address or a name. */
export function isLoopback(address: string): boolean {
  return ['::1', '[::1]', 'localhost'].includes(address) || /^127\./.test(address);
}

/** The section as the server takes it. */
export function listenOf({ address, port, url, audience, ...rest }: ListenDocument): ListenHost {
  return {
    address,
    port,
    url: url?.replace(/\/$/, '') ?? null,
    audience,
    operators: rest.operators.map(({ name, tokenDigest }) => ({
      name,
      tokenDigest: tokenDigest.slice('sha256:'.length) as Sha256,
    })),
    signIn: signInOf(rest.signIn),
    rolloutProgressSecret: rest.rolloutProgress?.secretFile ?? null,
    githubWebhookSecret: rest.githubWebhook?.secretFile ?? null,
  };
}

function signInOf(section: ListenDocument['signIn']): ListenHost['signIn'] {
  return section === undefined ? null : { ...section, roles: new Map(Object.entries(section.roles)) };
}
