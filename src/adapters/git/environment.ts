// What git may take from the environment of the process: how to find programs, the network and ssh's agent.
const inherited = [
  'PATH',
  'HOME',
  'TMPDIR',
  'SSH_AUTH_SOCK',
  'http_proxy',
  'https_proxy',
  'HTTPS_PROXY',
  'ALL_PROXY',
  'all_proxy',
  'no_proxy',
  'NO_PROXY',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
];

const hardened = {
  LC_ALL: 'C.UTF-8',
  TZ: 'UTC',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_ATTR_NOSYSTEM: '1',
  GIT_TERMINAL_PROMPT: '0',
  GIT_ALLOW_PROTOCOL: 'file:https:ssh',
  // A replaced object would show another history than the one that people signed off.
  GIT_NO_REPLACE_OBJECTS: '1',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_LITERAL_PATHSPECS: '1',
};

/** The whole environment of every git process: nothing from outside but what is listed, and no setting of the host. */
export function gitEnvironment(extra: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return { ...inheritedValues(), ...hardened, ...extra };
}

/**
 * The environment in which git looks for the repository of a folder. It reads the user's own settings, because
 * `safe.directory` there says which folders of other users are trusted.
 */
export function discoveryEnvironment(): Readonly<Record<string, string>> {
  const { GIT_CONFIG_GLOBAL: _global, GIT_CONFIG_NOSYSTEM: _system, ...rest } = gitEnvironment({});
  return rest;
}

/** Settings that win over those of the repository itself. */
export const fixedSettings: readonly string[] = [
  'core.hooksPath=/dev/null',
  'core.fsmonitor=false',
  'protocol.ext.allow=never',
  'transfer.fsckObjects=true',
  'log.showRoot=true',
  'i18n.logOutputEncoding=UTF-8',
];

function inheritedValues(): Readonly<Record<string, string>> {
  const values: Record<string, string> = {};
  for (const name of inherited) {
    const value = process.env[name];
    if (value !== undefined) values[name] = value;
  }
  return values;
}
