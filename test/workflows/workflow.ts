// Workflow files as data: those of this repository, and those that a new release repository gets.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { startingFiles } from '../../src/cli/init/starting-files.ts';

export const projectRoot = fileURLToPath(new URL('../..', import.meta.url));

export interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly run?: string;
  readonly shell?: string;
  readonly if?: string;
  readonly env?: Readonly<Record<string, string>>;
}

export interface Job {
  readonly if?: string;
  readonly needs?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly 'runs-on': unknown;
  readonly 'timeout-minutes'?: number;
  readonly env?: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}

export interface Workflow {
  readonly name: string;
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly concurrency?: { readonly group: string; readonly 'cancel-in-progress': unknown };
  readonly defaults?: { readonly run: { readonly shell: string } };
  readonly jobs: Readonly<Record<string, Job>>;
}

export interface WorkflowFile {
  /** Where it stands, for people. */
  readonly place: string;
  readonly text: string;
  readonly workflow: Workflow;
}

/** The workflows of this repository. */
export function ownWorkflows(): readonly WorkflowFile[] {
  const folder = join(projectRoot, '.github/workflows');
  const names = readdirSync(folder).filter((name) => /\.ya?ml$/.test(name));
  return names.map((name) => asFile(`.github/workflows/${name}`, readFileSync(join(folder, name), 'utf8')));
}

/** The workflows that `stagepost init` writes. */
export function startingWorkflows(): readonly WorkflowFile[] {
  const files = startingFiles({
    repository: '/srv/releases',
    hostFile: '/etc/stagepost/host.yaml',
    state: '/var/lib/stagepost',
    publish: '/srv/stagepost',
    url: 'https://repo.example.org',
    title: 'Example',
    major: 'example-1',
    platforms: new Map([['el9/x86_64', 'yum']]),
    provider: 'example',
    providerHosts: ['repo.example.org'],
    providerKeys: new Map(),
  });
  return [...files]
    .filter(([path]) => path.startsWith('.github/workflows/'))
    .map(([path, text]) => asFile(`init: ${path}`, text));
}

function asFile(place: string, text: string): WorkflowFile {
  return { place, text, workflow: parse(text) as Workflow };
}
