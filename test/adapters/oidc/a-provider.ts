// A real identity provider on this machine, with people who are whoever they say.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
// It brings no types.
// @ts-expect-error
import Provider from 'oidc-provider';

/** People by the name that they type, with the groups that the provider knows them to be in. */
export type Groups = Readonly<Record<string, readonly string[]>>;

export const clientId = 'stagepost';
export const clientSecret = 'a-secret-of-the-client-0123456789';

export interface RunningProvider {
  readonly issuer: string;
  /** Puts people into other groups. */
  readonly regroup: (groups: Groups) => void;
  readonly stop: () => Promise<void>;
}

/** Starts one that leads people back to one address and no other. */
export async function startProvider(returnAddress: string, people: Groups): Promise<RunningProvider> {
  let groups = people;
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uris: [returnAddress],
        response_types: ['code'],
        grant_types: ['authorization_code'],
      },
    ],
    claims: { openid: ['sub'], profile: ['preferred_username'], groups: ['groups'] },
    pkce: { required: () => true },
    findAccount: (_context: unknown, id: string) => ({
      accountId: id,
      claims: () => ({ sub: id, preferred_username: `${id} at home`, groups: groups[id] ?? [] }),
    }),
    cookies: { keys: ['one key of the provider'] },
    features: { devInteractions: { enabled: true } },
    ttl: { Session: 3600, Grant: 3600, Interaction: 600, AccessToken: 600, IdToken: 600 },
  });
  server.on('request', provider.callback());
  return {
    issuer,
    regroup: (next) => {
      groups = next;
    },
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** A browser without a window: it keeps cookies, and goes on as it is led until it would leave for an address. */
export function aBrowser() {
  const jars = new Map<string, Map<string, string>>();
  async function ask(address: string, form?: Readonly<Record<string, string>>): Promise<Response> {
    const { origin } = new URL(address);
    const jar = jars.get(origin) ?? new Map<string, string>();
    jars.set(origin, jar);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(address, {
      redirect: 'manual',
      headers: { cookie },
      ...(form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) }),
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '' || /max-age=0/i.test(line)) jar.delete(name);
      else jar.set(name, value);
    }
    return answer;
  }
  /** Signs in at a provider, from where it was led to; the answer is the address to which that leads back. */
  async function passProvider(start: string, person: string, issuer: string): Promise<string> {
    let address = start;
    for (let step = 0; step < 20; step += 1) {
      if (!address.startsWith(issuer)) return address;
      const answer = await ask(address);
      const next = answer.headers.get('location');
      if (next !== null) {
        address = new URL(next, address).href;
        continue;
      }
      const page = await answer.text();
      const action = /<form[^>]*action="([^"]+)"/.exec(page)?.[1] ?? '';
      const prompt = /name="prompt" value="(\w+)"/.exec(page)?.[1] ?? '';
      const led = await ask(new URL(action, address).href, { prompt, login: person, password: 'any' });
      address = new URL(led.headers.get('location') ?? '', address).href;
    }
    throw new Error(`the provider leads nowhere from ${start}`);
  }
  return { ask, passProvider };
}
