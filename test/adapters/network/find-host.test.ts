import { describe, expect, test } from 'vitest';
import { opennessOf } from '../../../src/adapters/network/closed-addresses.ts';
import { openHostFinder } from '../../../src/adapters/network/find-host.ts';
import { failureIn } from '../failure-code.ts';

const repo = { protocol: 'https', host: 'repo.example.org', port: 443 } as const;
const agreed = { hosts: ['repo.example.org'], networks: [] };

function finder(...answers: readonly (readonly string[])[]) {
  const asked: string[] = [];
  const resolve = async (name: string) => {
    asked.push(name);
    return answers[asked.length - 1] ?? [];
  };
  return { asked, ...openHostFinder({ resolve }) };
}

const open = [
  '1.1.1.1',
  '8.8.8.8',
  '9.255.255.255',
  '11.0.0.0',
  '100.63.255.255',
  '100.128.0.0',
  '126.255.255.255',
  '128.0.0.0',
  '169.253.255.255',
  '172.15.255.255',
  '172.32.0.0',
  '192.167.255.255',
  '223.255.255.255',
  '2000::1',
  '2606:4700:4700::1111',
  '2a00:1450:4001:800::200e',
];

const closed = [
  '10.0.0.0',
  '10.255.255.255',
  '100.64.0.1',
  '100.127.255.255',
  '127.0.0.1',
  '127.0.0.53',
  '127.255.255.255',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.0.1',
  '192.168.255.255',
  '::1',
  '0:0:0:0:0:0:0:1',
  'fc00::1',
  'fd12:3456:789a::1',
  'fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
];

const forbidden = [
  '0.0.0.0',
  '0.1.2.3',
  '100.100.100.200',
  '168.63.129.16',
  '169.254.0.1',
  '169.254.169.254',
  '169.254.170.2',
  '192.0.0.192',
  '192.0.2.1',
  '192.88.99.1',
  '198.18.0.1',
  '198.19.255.255',
  '198.51.100.1',
  '203.0.113.1',
  '224.0.0.1',
  '239.255.255.255',
  '240.0.0.1',
  '255.255.255.255',
  '::',
  '::127.0.0.1',
  '::ffff:127.0.0.1',
  '::ffff:7f00:1',
  '::ffff:8.8.8.8',
  '::ffff:169.254.169.254',
  '::ffff:0:10.0.0.1',
  '64:ff9b::7f00:1',
  '64:ff9b::10.0.0.1',
  '64:ff9b:1::a00:1',
  '100::1',
  '2001::1',
  '2001:0:4136:e378:8000:63bf:3fff:fdd2',
  '2001:10::1',
  '2001:db8::1',
  '2002:7f00:1::1',
  '2002:a00:1::1',
  '3fff::1',
  '4000::1',
  '5f00::1',
  'fd00:ec2::254',
  'fe80::1',
  'fe80::1%eth0',
  '2606:4700::1%lo',
  'febf::1',
  'fec0::1',
  'ff02::1',
  'ff0e::1',
  '127.1',
  '0x7f.0.0.1',
  '0177.0.0.1',
  '2130706433',
  'localhost',
  '',
];

describe('An address', () => {
  test.each(open)('%s is open.', (address) => expect(opennessOf(address)).toBe('open'));
  test.each(closed)('%s is closed.', (address) => expect(opennessOf(address)).toBe('closed'));
  test.each(forbidden)('%j is forbidden.', (address) => expect(opennessOf(address)).toBe('forbidden'));
});

describe('A host is found', () => {
  test('with all of its addresses, in the order of the answer.', async () => {
    const found = await finder(['2606:4700:4700::1111', '1.1.1.1']).find(repo, agreed);
    expect(found).toEqual(['2606:4700:4700::1111', '1.1.1.1']);
  });

  test('without a question when it is an address.', async () => {
    const { asked, find } = finder();
    const hosts = ['8.8.8.8', '[2606:4700:4700::1111]'];
    expect(await find({ ...repo, host: '8.8.8.8' }, { hosts, networks: [] })).toEqual(['8.8.8.8']);
    expect(await find({ ...repo, host: '[2606:4700:4700::1111]' }, { hosts, networks: [] })).toEqual([
      '2606:4700:4700::1111',
    ]);
    expect(asked).toEqual([]);
  });

  test.each(['127.0.0.1', '10.1.2.3', '[::1]', '[fd12::1]'])(
    'at the closed address %s when that stands among the agreed hosts.',
    async (host) => {
      expect(await finder().find({ ...repo, host }, { hosts: [host], networks: [] })).toHaveLength(1);
    },
  );

  test('in a closed network to which people agreed.', async () => {
    const networks = ['10.20.0.0/16', 'fd12::/16'];
    const found = await finder(['10.20.255.1', 'fd12:1::1', '1.1.1.1']).find(repo, { ...agreed, networks });
    expect(found).toHaveLength(3);
  });

  test('at this machine under the name localhost.', async () => {
    const found = await finder(['::1', '127.0.0.1']).find(
      { ...repo, host: 'localhost' },
      { hosts: ['localhost'], networks: [] },
    );
    expect(found).toEqual(['::1', '127.0.0.1']);
  });
});

describe('A host is refused', () => {
  const refused = { code: 'address-refused', treatment: 'needs-person' };

  test.each([...closed, ...forbidden])('when one of its addresses is %j.', async (address) => {
    expect(await failureIn(finder(['1.1.1.1', address]).find(repo, agreed))).toMatchObject(refused);
  });

  test.each(forbidden)('when it leads to %j, whatever networks are agreed.', async (address) => {
    const networks = ['0.0.0.0/0', '::/0'];
    expect(await failureIn(finder([address]).find(repo, { ...agreed, networks }))).toMatchObject(refused);
  });

  test.each(['169.254.169.254', '0.0.0.0', '[::ffff:7f00:1]', '[64:ff9b::7f00:1]', '[fe80::1]'])(
    'when it is %s, though it stands among the agreed hosts.',
    async (host) => {
      expect(
        await failureIn(finder().find({ ...repo, host }, { hosts: [host], networks: [] })),
      ).toMatchObject(refused);
    },
  );

  test('when it is closed and outside of the agreed networks, or in one of the other family.', async () => {
    const networks = ['10.20.0.0/16', 'fd12::/16'];
    for (const address of ['10.21.0.1', '127.0.0.1', 'fd13::1', '::1']) {
      expect(await failureIn(finder([address]).find(repo, { ...agreed, networks }))).toMatchObject(refused);
    }
  });

  test('when localhost leads to another machine of the neighbourhood.', async () => {
    const server = { ...repo, host: 'localhost' };
    const failure = await failureIn(
      finder(['192.168.0.7']).find(server, { hosts: ['localhost'], networks: [] }),
    );
    expect(failure).toMatchObject(refused);
  });

  test('when nobody agreed to it, before anybody is asked for its address.', async () => {
    const { asked, find } = finder(['1.1.1.1']);
    for (const server of [
      { ...repo, host: 'evil.example.org' },
      { ...repo, port: 8443 },
    ]) {
      expect(await failureIn(find(server, agreed))).toMatchObject(refused);
    }
    expect(asked).toEqual([]);
  });
});

test('A name without an address is a provider that cannot be reached, and is tried again.', async () => {
  const unreachable = { code: 'provider-unreachable', treatment: 'retry' };
  expect(await failureIn(finder([]).find(repo, agreed))).toMatchObject(unreachable);
  const { find } = openHostFinder();
  const nowhere = { ...repo, host: 'nowhere.invalid' };
  expect(await failureIn(find(nowhere, { hosts: ['nowhere.invalid'], networks: [] }))).toMatchObject(
    unreachable,
  );
});

test('Nobody waits for an answer that does not come when the fetch is to end.', async () => {
  const { find } = openHostFinder({ resolve: () => new Promise(() => undefined) });
  const controller = new AbortController();
  const work = find(repo, agreed, controller.signal);
  controller.abort();
  expect((await failureIn(work)).code).toBe('stopped');
  expect((await failureIn(find(repo, agreed, AbortSignal.abort()))).code).toBe('stopped');
});
