// Publishes one generation after the other, each with another version of the same package.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Generation } from '../../src/domain/generation.ts';
import { type Instant, instantOfMs, msOf } from '../../src/domain/instant.ts';
import type { Member } from '../../src/domain/member.ts';
import { publishGeneration } from '../../src/publish/publish-generation.ts';
import { addRelease, apt, type Bench, requestOf, yum } from '../publish/bench.ts';

export const repositories = { dnf: yum, apt } as const;
export type Client = keyof typeof repositories;

export interface Publisher {
  /** Makes the next generation live. */
  readonly publish: (client: Client) => Promise<void>;
  /** How often it has. */
  readonly switches: () => number;
  /** The version of the package in the generation with this root file; undefined when there never was one. */
  readonly versionOf: (rootDigest: string) => string | undefined;
  /** Folder of a repository. */
  readonly folderOf: (client: Client) => string;
}

/** The package that every generation has, each in one version. */
export const packageName = 'tool';

const rootFiles = { dnf: 'repodata/repomd.xml', apt: `dists/${apt.suite}/InRelease` } as const;

/** Fills the pool with that many releases for both formats; generations go round through them. */
export async function openPublisher(
  bench: Bench,
  wish: { readonly releases: number; readonly keepGenerations: number },
): Promise<Publisher> {
  const members = { dnf: await releasesFor(bench, 'dnf', wish), apt: await releasesFor(bench, 'apt', wish) };
  const latest = new Map<Client, Generation>();
  const versions = new Map<string, string>();
  let switches = 0;
  const folderOf = (client: Client) => join(bench.root.path, repositories[client].path);
  return {
    folderOf,
    switches: () => switches,
    versionOf: (digest) => versions.get(digest),
    publish: async (client) => {
      const before = latest.get(client);
      const at = (before?.number ?? 0) % wish.releases;
      const wanted = {
        members: members[client].slice(at, at + 1),
        keepGenerations: wish.keepGenerations,
        date: dateAfter(before),
        ...(before === undefined ? {} : { before }),
      };
      const request = requestOf(bench, repositories[client], wanted);
      const published = await publishGeneration(bench.deps, request);
      latest.set(client, published.generation);
      switches += 1;
      const root = published.rootFiles.get(rootFiles[client].split('/').at(-1) ?? '') ?? '';
      versions.set(createHash('sha256').update(root).digest('hex'), versionAt(at));
    },
  };
}

/** Digest of the root file that stands in a folder as clients see it. */
export async function digestOfFile(path: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(path))
    .digest('hex');
}

async function releasesFor(
  bench: Bench,
  client: Client,
  { releases }: { readonly releases: number },
): Promise<readonly Member[]> {
  const members: Member[] = [];
  for (let at = 0; at < releases; at += 1) {
    const release = `umd-5/tool-${client}-${versionAt(at)}`;
    const packages = [{ name: packageName, version: versionAt(at) }];
    members.push(await addRelease(bench, repositories[client], { release, packages }));
  }
  return members;
}

function versionAt(at: number): string {
  return `1.${at}.0`;
}

// Clients refuse metadata from the future, so the dates follow the clock and begin before it.
function dateAfter(before: Generation | undefined): Instant {
  const now = Math.floor(Date.now() / 1000) * 1000 - 60_000;
  return instantOfMs(before === undefined ? now : Math.max(now, msOf(before.date) + 1000));
}
