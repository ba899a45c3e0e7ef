import type { HostDocument } from '../document/generated/host.ts';
import type { Located } from '../document/read-document.ts';
import type { Finding } from '../domain/finding.ts';
import type { Stage } from '../domain/major-release.ts';
import type { Host } from './host.ts';

/** First parts of the addresses of the server's own pages. */
const ownNames = [
  ...['account', 'api', 'assets', 'auth', 'figures', 'healthz', 'metrics', 'readyz', 'releases'],
  ...['repositories', 'sign-in', 'sign-out', 'webhooks'],
];

/**
 * The paths below which the server itself serves stages: those whose address begins with that of the server. A stage
 * whose address is elsewhere is served by another program.
 */
export function servedStages({
  listen,
  stages,
}: Pick<Host, 'listen' | 'stages'>): ReadonlyMap<Stage, string> {
  if (listen === null) return new Map();
  const entries = Object.entries(stages) as [Stage, { readonly url: string }][];
  return new Map(
    entries.flatMap(([stage, { url }]) => {
      const path = pathBelow(originOf(listen), url);
      return path === null ? [] : [[stage, path] as const];
    }),
  );
}

/** The path of an address, without a slash at its end. */
export function pathOfUrl(url: string): string {
  return URL.canParse(url) ? new URL(url).pathname.replace(/\/$/, '') : '';
}

interface Place {
  readonly address: string;
  readonly port: number;
  readonly url?: string | null;
}

function originOf({ address, port, url }: Place): string {
  if (typeof url === 'string') return new URL(url).origin;
  return new URL(`http://${address.includes(':') ? `[${address}]` : address}:${port}`).origin;
}

function pathBelow(origin: string, url: string): string | null {
  return URL.canParse(url) && new URL(url).origin === origin ? pathOfUrl(url) : null;
}

/** Stages that could not be told from pages of the server, or from each other. */
export function checkServedStages(document: Located<HostDocument>): readonly Finding[] {
  const { listen, stages } = document.value;
  if (listen === undefined) return [];
  const served = Object.entries(stages).flatMap(([key, { url }]) => {
    const path = pathBelow(originOf(listen), url);
    return path === null ? [] : [{ key, path }];
  });
  return served.flatMap(({ key, path }) => {
    const others = served
      .filter((other) => other.key !== key && other.path !== '')
      .map((other) => other.path);
    const why = objection(path, others);
    if (why === null) return [];
    return [
      document.finding(['stages', key, 'url'], 'value', {
        rule: 'listen-stage',
        message: `the server would serve this stage itself, and ${why}`,
        hint: 'give it a path of its own, such as /public/production, or another name',
      }),
    ];
  });
}

function objection(path: string, others: readonly string[]): string | null {
  const [, first = ''] = path.split('/');
  if (ownNames.includes(first) || first === '') return 'has pages of its own there';
  if (!/^(?:\/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)+$/.test(path)) return 'serves plain paths only';
  const isNested = others.some((other) => `${other}/`.startsWith(`${path}/`) || path.startsWith(`${other}/`));
  return isNested ? 'another stage is at the same path' : null;
}
