import { normalize } from 'node:path/posix';
import type { HostDocument } from '../document/generated/host.ts';
import type { DocumentPath } from '../document/places.ts';
import { type Located, readDocument } from '../document/read-document.ts';
import type { Finding } from '../domain/finding.ts';
import { good, type Result, refused } from '../domain/result.ts';
import type { StageRoot } from '../ports/stage-roots.ts';
import type { Host } from './host.ts';
import { checkListen, listenOf } from './read-listen.ts';
import { checkMail, mailOf } from './read-mail.ts';

type Fields = Readonly<Record<string, unknown>>;

const variables: readonly {
  readonly name: string;
  readonly path: readonly [string] | readonly [string, string];
}[] = [
  { name: 'STAGEPOST_REPOSITORY', path: ['repository'] },
  { name: 'STAGEPOST_STATE', path: ['state'] },
  { name: 'STAGEPOST_SIGNING_HOME', path: ['signing', 'home'] },
  { name: 'STAGEPOST_SIGNING_KEY', path: ['signing', 'key'] },
];

/** Reads host.yaml; the environment overrides single fields, which are checked as if they stood in the file. */
export function readHost(
  file: string,
  bytes: Uint8Array,
  env: Readonly<Record<string, string | undefined>>,
): Result<Host> {
  const prepare = (value: unknown) => withEnvironment(value, env);
  const read = readDocument({ file, bytes, schema: 'host', prepare });
  if (!read.ok) return read;
  const findings = checkHost(read.value);
  return findings.length > 0 ? refused(findings) : good(hostOf(read.value.value));
}

function withEnvironment(value: unknown, env: Readonly<Record<string, string | undefined>>): unknown {
  return variables.reduce((changed: unknown, { name, path }) => {
    const given = env[name];
    return given === undefined || given === '' ? changed : override(changed, path, given);
  }, value);
}

function override(value: unknown, [field, inner]: readonly [string, string?], given: string): unknown {
  if (!isFields(value)) return value;
  const below = value[field];
  if (inner === undefined) return { ...value, [field]: given };
  return { ...value, [field]: { ...(isFields(below) ? below : {}), [inner]: given } };
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

interface Place {
  readonly what: 'folder' | 'file';
  readonly name: string;
  readonly path: string;
  readonly at: DocumentPath;
  /** Whether strangers can read what lies below it. */
  readonly isPublic: boolean;
}

function checkHost(document: Located<HostDocument>): readonly Finding[] {
  const places = placesOf(document.value);
  const unplain = places.filter(({ path }) => normalize(path) !== path && normalize(path) !== `${path}/`);
  const spelling = unplain.map(({ at, what, name, path }) =>
    document.finding(at, 'value', {
      rule: 'host-path',
      message: `the ${what} of ${name} is not written in its plain form`,
      hint: `write ${normalize(path)}`,
    }),
  );
  const credentials = hasPassword(document.value.repository) ? [passwordFinding(document)] : [];
  const listening = checkListen(document);
  return [
    ...spelling,
    ...credentials,
    ...listening,
    ...checkMail(document),
    ...places.flatMap((inner) => misplaced(document, inner, places)),
  ];
}

function placesOf({
  stages,
  state,
  signing,
  github,
  requestTracker,
  helpdesk,
  mail,
  listen,
}: HostDocument): readonly Place[] {
  const root = (name: string, key: keyof HostDocument['stages'], isPublic: boolean): Place => ({
    what: 'folder',
    name,
    path: stages[key].path,
    at: ['stages', key, 'path'],
    isPublic,
  });
  return [
    root('the unverified stage', 'unverified', false),
    root('the stage-rollout stage', 'stageRollout', true),
    root('the production stage', 'production', true),
    { what: 'folder', name: 'the state', path: state, at: ['state'], isPublic: false },
    { what: 'folder', name: 'the signing key', path: signing.home, at: ['signing', 'home'], isPublic: false },
    ...secretFile('the GitHub token', github?.tokenFile, ['github', 'tokenFile']),
    ...secretFile("the tracker's token", requestTracker?.tokenFile, ['requestTracker', 'tokenFile']),
    ...secretFile("the helpdesk's token", helpdesk?.tokenFile, ['helpdesk', 'tokenFile']),
    ...secretFile('the password for mail', mail?.secretFile, ['mail', 'secretFile']),
    ...listenSecrets.flatMap(([name, section]) =>
      secretFile(name, listen?.[section]?.secretFile, ['listen', section, 'secretFile']),
    ),
  ];
}

const listenSecrets = [
  ["the messages' secret", 'rolloutProgress'],
  ["the webhook's secret", 'githubWebhook'],
  ['the secret to sign in with', 'signIn'],
] as const;

function secretFile(name: string, path: string | undefined, at: DocumentPath): readonly Place[] {
  return path === undefined ? [] : [{ what: 'file', name, path, at, isPublic: false }];
}

// Stages never share a folder, and what is private never lies where strangers read. A stage inside the state is fine.
function misplaced(
  document: Located<HostDocument>,
  inner: Place,
  places: readonly Place[],
): readonly Finding[] {
  const isStage = ({ at }: Place) => at[0] === 'stages';
  const around = places.filter((outer) => outer !== inner && isInside(inner.path, outer.path));
  const wrong = around.filter((outer) => outer.isPublic || (isStage(outer) && isStage(inner)));
  return wrong.map((outer) =>
    document.finding(inner.at, 'value', {
      rule: 'host-folders',
      message: `the ${inner.what} of ${inner.name} (${inner.path}) lies inside the folder of ${outer.name} (${outer.path})`,
      hint:
        outer.isPublic && !inner.isPublic
          ? 'strangers could read it there; choose a folder outside'
          : 'choose a folder of its own',
    }),
  );
}

function isInside(inner: string, outer: string): boolean {
  const withSlash = (path: string) => (path.endsWith('/') ? path : `${path}/`);
  return withSlash(normalize(inner)).startsWith(withSlash(normalize(outer)));
}

function hasPassword(repository: string): boolean {
  return /^[a-z]+:\/\/[^/@:]*:[^/@]*@/.test(repository);
}

function passwordFinding(document: Located<HostDocument>): Finding {
  return document.finding(['repository'], 'value', {
    rule: 'host-password',
    message: 'repository holds a password',
    hint: 'give git a credential helper or an ssh key instead',
  });
}

function hostOf({
  stages,
  signing,
  https,
  github,
  requestTracker,
  helpdesk,
  mail,
  listen,
  ...rest
}: HostDocument): Host {
  const { repository, mainBranch, recordBranch, state } = rest;
  return {
    repository,
    mainBranch,
    recordBranch,
    state: withoutSlash(state),
    stages: {
      unverified: rootOf(stages.unverified),
      'stage-rollout': rootOf(stages.stageRollout),
      production: rootOf(stages.production),
    },
    signing: { home: withoutSlash(signing.home), key: signing.key },
    caFile: https?.caFile ?? null,
    github: github === undefined ? null : { ...github, apiUrl: withoutSlash(github.apiUrl) },
    requestTracker:
      requestTracker === undefined ? null : { ...requestTracker, url: withoutSlash(requestTracker.url) },
    helpdesk: helpdesk === undefined ? null : { ...helpdesk, url: withoutSlash(helpdesk.url) },
    mail: mail === undefined ? null : mailOf(mail),
    listen: listen === undefined ? null : listenOf(listen),
  };
}

function rootOf({ path, url }: StageRoot): StageRoot {
  return { path: withoutSlash(path), url: withoutSlash(url) };
}

function withoutSlash(text: string): string {
  return text.length > 1 && text.endsWith('/') ? text.slice(0, -1) : text;
}
