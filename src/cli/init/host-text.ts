import { join } from 'node:path';
import type { InitOptions } from './init-options.ts';

/** The first host file, commented; `key` is the fingerprint of the signing key. */
export function hostText(options: InitOptions, key: string): string {
  const { repository, state, publish, url } = options;
  return `# The facts of this machine. What people decide stands in ${join(repository, 'stagepost.yaml')}.
schemaVersion: 1
repository: ${quoted(repository)}      # the release repository: a path, or an https or ssh address
mainBranch: main
recordBranch: stagepost-record
state: ${quoted(state)}                # pool, scratch and ledger; on the same file system as the stages
stages:
  unverified:                          # private: never serve it without a login
    path: ${quoted(join(publish, 'private', 'unverified'))}
    url: ${quoted(`${url}/private/unverified`)}
  stageRollout:
    path: ${quoted(join(publish, 'public', 'stage-rollout'))}
    url: ${quoted(`${url}/public/stage-rollout`)}
  production:
    path: ${quoted(join(publish, 'public', 'production'))}
    url: ${quoted(`${url}/public/production`)}
signing:
  home: ${quoted(join(state, 'gnupg'))}    # a GNUPGHOME of its own
  key: ${key}

# Certificate authorities of your own, beside the usual ones, for providers that deliver by https.
# https: {caFile: /etc/stagepost/providers-ca.pem}
# Where people see what became of a merged commit: a token that may write commit statuses, alone in a file.
# github: {owner: example-organisation, repository: releases, tokenFile: /etc/stagepost/github-token}
# A ticket for each release.
# requestTracker: {url: https://rt.example.org, queue: sw-rel, tokenFile: /etc/stagepost/rt-token}
# A mail server by which people are told of releases; the password alone in a file.
# mail: {server: smtp.example.org, user: stagepost, secretFile: /etc/stagepost/mail-secret, from: stagepost@example.org}
# Where \`stagepost serve\` answers by HTTP; without address and port at 127.0.0.1:8321.
# listen: {audience: public}
`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
