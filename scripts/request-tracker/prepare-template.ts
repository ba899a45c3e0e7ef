import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { runTool } from '../provider/run-tool.ts';
import { deployFolder, projectFolder, rtEnvironment } from './run-rt.ts';
import { siteConfig } from './site-config.ts';

const cache = join(projectFolder, '.cache');
const testUsers = join(projectFolder, 'scripts/request-tracker/test-users.pl');

/** As docs/operate/request-tracker.md says it to an administrator, and then people. */
const datafiles = [
  ...['initialdata.pl', 'scrips.pl', 'mail.pl'].map((name) => join(deployFolder, name)),
  testUsers,
];

/** Holds the version of RT; a template of another one may have another database schema. */
const version = '/usr/share/request-tracker5/lib/RT/Generated.pm';

/** RT's set-up program prints its errors and may still end well. */
const complaint = /\[(?:error|critical|alert|emergency)\]|could not|couldn't|syntax error/i;

/** A folder with a database and tokens, made once for the same data; copy it, never start RT in it. */
export async function prepareTemplate(): Promise<string> {
  const template = join(cache, `rt-template-${await digestOfData()}`);
  if (await exists(template)) return template;
  await mkdir(cache, { recursive: true });
  const draft = await mkdtemp(join(cache, 'rt-draft-'));
  try {
    await fillTemplate(draft);
    await rename(draft, template).catch(async (error: unknown) => {
      // Somebody else was quicker, with the same data.
      if (!(await exists(template))) throw error;
    });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return template;
}

/** Copies what an instance starts from. */
export async function copyTemplate(template: string, dir: string): Promise<void> {
  await cp(join(template, 'rt.sqlite'), join(dir, 'rt.sqlite'), { errorOnExist: true, force: false });
  await cp(join(template, 'tokens'), join(dir, 'tokens'), { recursive: true });
}

async function fillTemplate(dir: string): Promise<void> {
  await mkdir(join(dir, 'tokens'), { mode: 0o700 });
  await writeFile(join(dir, 'RT_SiteConfig.pm'), siteConfig({ dir, port: 1 }));
  await setUp(dir, ['--action', 'init', '--skip-create']);
  for (const datafile of datafiles) await setUp(dir, ['--action', 'insert', '--datafile', datafile]);
  const database = new Database(join(dir, 'rt.sqlite'));
  // Stays set in the file: readers and the one writer do not wait for each other.
  database.pragma('journal_mode = WAL');
  database.close();
}

async function setUp(dir: string, args: readonly string[]): Promise<void> {
  const { log } = await runTool({
    program: 'rt-setup-database-5',
    args,
    home: dir,
    env: rtEnvironment(dir),
  });
  if (complaint.test(log)) throw new Error(`rt-setup-database-5 ${args.join(' ')} complained:\n${log}`);
}

async function digestOfData(): Promise<string> {
  const hash = createHash('sha256').update(siteConfig({ dir: '', port: 1 }));
  const deployed = await readdir(deployFolder, { recursive: true, withFileTypes: true });
  const files = deployed
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  for (const file of [version, testUsers, ...files.toSorted()])
    hash.update(await readFile(file)).update('\0');
  return hash.digest('hex').slice(0, 16);
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
