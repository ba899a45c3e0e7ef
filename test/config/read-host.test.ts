import { describe, expect, test } from 'vitest';
import { readHost } from '../../src/config/read-host.ts';
import { servedStages } from '../../src/config/served-stages.ts';

const fingerprint = '0123456789ABCDEF0123456789ABCDEF01234567';

const sound = `schemaVersion: 1
repository: /srv/releases.git
stages:
  unverified: {path: /srv/private, url: https://repo.example.org/private}
  stageRollout: {path: /srv/public/testing, url: https://repo.example.org/testing}
  production: {path: /srv/public/production, url: "https://repo.example.org/production/"}
signing:
  home: /var/lib/stagepost-signing
  key: ${fingerprint}
`;

function read(text: string, env: Readonly<Record<string, string>> = {}) {
  return readHost('host.yaml', new TextEncoder().encode(text), env);
}

function problems(text: string, env?: Readonly<Record<string, string>>): readonly string[] {
  const result = read(text, env);
  const findings = result.ok ? [] : result.findings;
  return findings.map(({ line, column, rule, message }) => `${line}:${column} ${rule}: ${message}`);
}

function spoiled(part: string, replacement: string): string {
  if (!sound.includes(part)) throw new Error(`the text does not hold ${part}`);
  return sound.replace(part, () => replacement);
}

describe('A mail server', () => {
  const mail = (fields: string) => problems(`${sound}mail: {${fields}}\n`);

  test('beyond this machine is not spoken to in the open.', () => {
    expect(mail('server: smtp.example.org, from: a@example.org, encryption: none')).toEqual([
      expect.stringMatching(/^10:\d+ mail-encryption: mail to smtp\.example\.org would not be encrypted$/),
    ]);
  });

  test('is logged in to with name and password or with neither.', () => {
    const both = 'server: smtp.example.org, from: a@example.org';
    expect(mail(`${both}, user: stagepost`)).toEqual([
      expect.stringContaining('mail-login: a login needs secretFile as well'),
    ]);
    expect(mail(`${both}, secretFile: /etc/stagepost/mail-secret`)).toEqual([
      expect.stringContaining('mail-login: a login needs user as well'),
    ]);
  });

  test('gets plain addresses, and its password lies where nobody reads it.', () => {
    const found = mail(
      'server: smtp.example.org, from: "a..b@example.org", replyTo: "\\"x\\"@example.org", user: u, secretFile: /srv/public/production/x',
    );
    expect(found.map((line) => line.replace(/^[\d:]+ /, '').slice(0, 46))).toEqual([
      'mail-address: from is not a plain mail address',
      'mail-address: replyTo is not a plain mail addr',
      'host-folders: the file of the password for mai',
    ]);
  });
});

describe('A sound host file', () => {
  test('becomes a host with its defaults, without slashes at the ends.', () => {
    expect(read(sound)).toEqual({
      ok: true,
      value: {
        repository: '/srv/releases.git',
        mainBranch: 'main',
        recordBranch: 'stagepost-record',
        state: '/var/lib/stagepost',
        stages: {
          unverified: { path: '/srv/private', url: 'https://repo.example.org/private' },
          'stage-rollout': { path: '/srv/public/testing', url: 'https://repo.example.org/testing' },
          production: { path: '/srv/public/production', url: 'https://repo.example.org/production' },
        },
        signing: { home: '/var/lib/stagepost-signing', key: fingerprint },
        caFile: null,
        github: null,
        requestTracker: null,
        mail: null,
        helpdesk: null,
        listen: null,
      },
    });
  });

  test('may listen, at this machine alone and to the public unless told otherwise.', () => {
    expect(read(`${sound}listen: {}\n`)).toMatchObject({
      ok: true,
      value: {
        listen: {
          address: '127.0.0.1',
          port: 8321,
          url: null,
          audience: 'public',
          operators: [],
          signIn: null,
          rolloutProgressSecret: null,
          githubWebhookSecret: null,
        },
      },
    });
    const operators = `operators: [{name: on-call, tokenDigest: "sha256:${'a'.repeat(64)}"}]`;
    const listen = `listen: {address: 0.0.0.0, url: "https://stagepost.example.org/", ${operators}}\n`;
    expect(read(`${sound}${listen}`)).toMatchObject({
      ok: true,
      value: {
        listen: {
          url: 'https://stagepost.example.org',
          operators: [{ name: 'on-call', tokenDigest: 'a'.repeat(64) }],
        },
      },
    });
  });

  test('may say by which server mail goes; the port follows from the encryption, and answers come back to the sender.', () => {
    const mail = (more: string) => {
      const result = read(`${sound}mail: {server: smtp.example.org, from: stagepost@Example.org${more}}\n`);
      return result.ok ? result.value.mail : result.findings;
    };
    expect(mail('')).toEqual({
      ...{ server: 'smtp.example.org', port: 587, encryption: 'starttls', login: null, ticketTag: null },
      ...{ from: 'stagepost@example.org', replyTo: 'stagepost@example.org' },
    });
    expect(mail(', encryption: implicit')).toMatchObject({ port: 465 });
    const login = { user: 'stagepost', secretFile: '/etc/stagepost/mail-secret' };
    const more = ', user: stagepost, secretFile: /etc/stagepost/mail-secret, port: 2525';
    const tracker = ', replyTo: sw-rel@rt.example.org, ticketTag: rt.example.org';
    expect(mail(more + tracker)).toMatchObject({
      ...{ login, port: 2525, replyTo: 'sw-rel@rt.example.org', ticketTag: 'rt.example.org' },
    });
    for (const server of ['localhost', '127.0.0.1', '"::1"'])
      expect(read(`${sound}mail: {server: ${server}, encryption: none, from: a@example.org}\n`).ok).toBe(
        true,
      );
  });

  test('may say how people sign in; the rest has defaults.', () => {
    const roles = 'roles: {verification: {claim: groups, values: [sw-rel]}}';
    const signIn = `signIn: {issuer: "https://sso.example.org/", clientId: us, secretFile: /etc/secret, ${roles}}`;
    expect(read(`${sound}listen: {url: "https://stagepost.example.org", ${signIn}}\n`)).toMatchObject({
      ok: true,
      value: {
        listen: {
          signIn: {
            issuer: 'https://sso.example.org/',
            clientId: 'us',
            secretFile: '/etc/secret',
            scopes: ['profile', 'email'],
            roles: new Map([['verification', { claim: 'groups', values: ['sw-rel'], may: ['read'] }]]),
          },
        },
      },
    });
  });

  test('has the server serve the stages whose address begins with its own.', () => {
    const served = (text: string) => {
      const result = read(text);
      return result.ok ? [...servedStages(result.value)] : result.findings;
    };
    expect(served(sound)).toEqual([]);
    expect(served(`${sound}listen: {}\n`)).toEqual([]);
    expect(served(`${sound}listen: {url: "https://stagepost.example.org"}\n`)).toEqual([]);
    expect(served(`${sound}listen: {url: "https://repo.example.org/"}\n`)).toEqual([
      ['unverified', '/private'],
      ['stage-rollout', '/testing'],
      ['production', '/production'],
    ]);
    const local = spoiled('https://repo.example.org/private', 'http://127.0.0.1:8321/private');
    expect(served(`${local}listen: {}\n`)).toEqual([['unverified', '/private']]);
    expect(served(`${local}listen: {port: 8322}\n`)).toEqual([]);
  });

  test('may name a repository at GitHub and a queue of a tracker; the rest has defaults.', () => {
    const github = 'github: {owner: umd, repository: releases, tokenFile: /etc/stagepost/github-token}\n';
    const tracker = 'requestTracker: {url: "https://rt.example.org/", tokenFile: /etc/stagepost/rt-token}\n';
    expect(read(`${sound}${github}${tracker}`)).toMatchObject({
      ok: true,
      value: {
        github: {
          apiUrl: 'https://api.github.com',
          owner: 'umd',
          repository: 'releases',
          tokenFile: '/etc/stagepost/github-token',
        },
        requestTracker: {
          url: 'https://rt.example.org',
          queue: 'sw-rel',
          tokenFile: '/etc/stagepost/rt-token',
        },
      },
    });
  });

  test.each([
    'https://github.example.org/api/v3/',
    'https://github.example.org:8443',
    'http://localhost:8080/api',
    'http://127.0.0.1:8080',
    'http://[::1]',
  ])('may ask GitHub at %s', (apiUrl) => {
    expect(problems(sound + github({ apiUrl }))).toEqual([]);
  });

  test('may publish below its own state.', () => {
    expect(problems(`${spoiled('/srv/private', '/srv/state/private')}state: /srv/state\n`)).toEqual([]);
  });

  test.each([
    'https://github.example.org/umd/releases.git',
    'ssh://git@host.example.org/releases.git',
    'git@host.example.org:umd/releases.git',
    'file:///srv/releases.git',
  ])('may name the release repository as %s', (repository) => {
    expect(problems(spoiled('/srv/releases.git', repository))).toEqual([]);
  });
});

describe('The environment', () => {
  test('overrides single fields.', () => {
    const env = {
      STAGEPOST_REPOSITORY: '/other/releases.git',
      STAGEPOST_STATE: '/other/state',
      STAGEPOST_SIGNING_HOME: '/other/home',
      STAGEPOST_SIGNING_KEY: fingerprint.toLowerCase(),
    };
    expect(read(sound, env)).toMatchObject({
      value: {
        repository: '/other/releases.git',
        state: '/other/state',
        signing: { home: '/other/home', key: fingerprint.toLowerCase() },
      },
    });
  });

  test('can give what the file leaves out.', () => {
    expect(
      problems(sound.slice(0, sound.indexOf('signing:')), {
        STAGEPOST_SIGNING_HOME: '/h',
        STAGEPOST_SIGNING_KEY: fingerprint,
      }),
    ).toEqual([]);
  });

  test('is checked like the file, and an empty variable is none.', () => {
    expect(problems(sound, { STAGEPOST_STATE: 'state' })).toEqual([
      '1:1 wrong-form: state is "state", it must be an absolute path',
    ]);
    expect(problems(sound, { STAGEPOST_STATE: '' })).toEqual([]);
  });
});

describe('Refused is', () => {
  const cases: readonly (readonly [string, string, string, string])[] = [
    [
      'a relative root',
      '/srv/private,',
      'private,',
      '4:22 wrong-form: path is "private", it must be an absolute path',
    ],
    [
      'an unverified root below a public one',
      '/srv/private,',
      '/srv/public/production/private,',
      '4:22 host-folders: the folder of the unverified stage (/srv/public/production/private) lies inside the folder of the production stage (/srv/public/production)',
    ],
    [
      'a public root inside the unverified one',
      '/srv/public/testing,',
      '/srv/private/testing,',
      '5:24 host-folders: the folder of the stage-rollout stage (/srv/private/testing) lies inside the folder of the unverified stage (/srv/private)',
    ],
    [
      'a key that strangers could read',
      '/var/lib/stagepost-signing',
      '/srv/public/testing/key',
      '8:9 host-folders: the folder of the signing key (/srv/public/testing/key) lies inside the folder of the stage-rollout stage (/srv/public/testing)',
    ],
    [
      'a path with dots',
      '/srv/private,',
      '/srv/public/../private,',
      '4:22 host-path: the folder of the unverified stage is not written in its plain form',
    ],
    [
      'an address that starts a program',
      '/srv/releases.git',
      'ext::sh -c id',
      '2:13 wrong-form: repository is "ext::sh -c id", it must be an absolute path, or an address such as https://host/name.git, ssh://host/name.git or git@host:name.git',
    ],
    [
      'a password',
      '/srv/releases.git',
      'https://ada:secret@host/x.git',
      '2:13 host-password: repository holds a password',
    ],
    [
      'the short name of a key',
      fingerprint,
      '89ABCDEF01234567',
      '9:8 wrong-form: key is "89ABCDEF01234567", it must be a whole fingerprint of 40 or 64 hexadecimal digits, as `gpg --list-keys --with-colons` prints it',
    ],
  ];

  test.each(cases)('%s.', (_title, part, replacement, expected) => {
    expect(problems(spoiled(part, replacement))).toEqual([expected]);
  });

  test('one folder for two stages, once for each of them.', () => {
    const found = problems(spoiled('/srv/public/testing,', '/srv/public/production,'));
    expect(found.map((problem) => problem.split(':').slice(0, 2).join(':'))).toEqual([
      '5:24 host-folders',
      '6:22 host-folders',
    ]);
  });

  test('a state below a public root.', () => {
    expect(problems(`${sound}state: /srv/public/production/state\n`)).toEqual([
      '10:8 host-folders: the folder of the state (/srv/public/production/state) lies inside the folder of the production stage (/srv/public/production)',
    ]);
  });

  test.each([
    'http://github.example.org',
    'http://localhost.example.org',
    'http://127.0.0.1.example.org/',
    'https://ada@github.example.org',
    'https://github.example.org?token=x',
    'https://github.example.org/#x',
    'ftp://github.example.org',
    'https://-x',
  ])('a token sent to %s.', (apiUrl) => {
    const mend =
      'it must be an https address without user, query or fragment; http only to this machine itself';
    expect(problems(sound + github({ apiUrl }))).toEqual([
      expect.stringMatching(new RegExp(`^11:11 wrong-form: apiUrl is .* ${mend}$`)),
    ]);
  });

  test.each([
    ['owner', '../umd', 'it must be the name of a user or an organisation'],
    ['repository', '..', 'it must be the name of a repository, without its owner'],
    ['repository', 'umd/releases', 'it must be the name of a repository, without its owner'],
    ['tokenFile', 'token', 'it must be an absolute path'],
  ])('the %s %s of GitHub.', (field, value, mend) => {
    expect(problems(sound + github({ [field]: value }))).toEqual([
      expect.stringContaining(`wrong-form: ${field} is "${value}", ${mend}`),
    ]);
  });

  test('a queue that would end the search for it.', () => {
    const section = `requestTracker:\n  url: https://rt.example.org\n  queue: "a' OR 'b"\n  tokenFile: /t\n`;
    expect(problems(`${sound}${section}`)).toEqual([
      `12:10 wrong-form: queue is "a' OR 'b", it must be the name of a queue: letters, digits, spaces, dots, dashes and underscores`,
    ]);
  });

  test('a server that others reach under a name that is not told.', () => {
    expect(problems(`${sound}listen: {address: 192.0.2.7}\n`)).toEqual([
      '10:19 listen-url: the server listens at 192.0.2.7, and listen.url does not say under which name it is reached',
    ]);
  });

  test('a sign-in whose cookie others could hear.', () => {
    const signIn = 'signIn: {issuer: "https://sso.example.org", clientId: us, secretFile: /etc/secret}';
    const found = ['10:18 sign-in-url: signing in needs listen.url, with https'];
    expect(problems(`${sound}listen: {${signIn}}\n`)).toEqual(found);
    for (const [url, expected] of [
      ['http://stagepost.example.org', 1],
      ['http://localhost:8321', 0],
      ['http://127.0.0.1:8321', 0],
    ] as const)
      expect([url, problems(`${sound}listen: {url: "${url}", ${signIn}}\n`).length]).toEqual([url, expected]);
  });

  test('a stage that could not be told from the pages of the server, or from another stage.', () => {
    const listen = 'listen: {url: "https://repo.example.org"}\n';
    const rules = (text: string) => problems(`${text}${listen}`).map((each) => each.split(' ')[1]);
    for (const path of ['', '/', '/releases', '/repositories/production', '/api/x', '/a%20b', '/.well-known'])
      expect([path, rules(spoiled('example.org/testing', `example.org${path}`))]).toEqual([
        path,
        ['listen-stage:'],
      ]);
    for (const path of ['/private', '/private/testing'])
      expect(rules(spoiled('example.org/testing', `example.org${path}`))).toEqual([
        'listen-stage:',
        'listen-stage:',
      ]);
  });

  test('operators who could not be told apart.', () => {
    const operator = (name: string, digit: string) =>
      `{name: ${name}, tokenDigest: "sha256:${digit.repeat(64)}"}`;
    const all = [operator('a', '1'), operator('a', '2'), operator('b', '1')].join(', ');
    expect(
      problems(`${sound}listen: {operators: [${all}]}\n`).map((each) => each.replace(/^\S+ /, '')),
    ).toEqual([
      'listen-operators: another operator has the same name',
      'listen-operators: another operator has the same tokenDigest',
    ]);
  });

  test('secrets of messages that strangers could read.', () => {
    const file = '{secretFile: /srv/public/testing/secret}';
    const listen = `listen: {rolloutProgress: ${file}, githubWebhook: ${file}}\n`;
    expect(problems(`${sound}${listen}`).map((each) => each.replace(/ lies.*/, ''))).toEqual([
      "10:40 host-folders: the file of the messages' secret (/srv/public/testing/secret)",
      "10:97 host-folders: the file of the webhook's secret (/srv/public/testing/secret)",
    ]);
  });

  test('tokens that strangers could read.', () => {
    const tracker =
      'requestTracker: {url: https://rt.example.org, tokenFile: /srv/public/production/rt-token}\n';
    expect(problems(`${sound}${github({ tokenFile: '/srv/public/testing/token' })}${tracker}`)).toEqual([
      '14:14 host-folders: the file of the GitHub token (/srv/public/testing/token) lies inside the folder of the stage-rollout stage (/srv/public/testing)',
      "15:58 host-folders: the file of the tracker's token (/srv/public/production/rt-token) lies inside the folder of the production stage (/srv/public/production)",
    ]);
  });
});

function github(fields: Readonly<Record<string, string>>): string {
  const all = {
    apiUrl: 'https://api.github.com',
    owner: 'umd',
    repository: 'releases',
    tokenFile: '/etc/stagepost/github-token',
    ...fields,
  };
  const lines = Object.entries(all).map(([name, value]) => `  ${name}: ${value}\n`);
  return `github:\n${lines.join('')}`;
}
