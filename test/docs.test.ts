import { existsSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseDocument } from 'yaml';
import { filesToInventories, filesToRecord } from '../src/adapters/git/files-to-record.ts';
import { readDocument } from '../src/document/read-document.ts';
import type { SchemaName } from '../src/document/schemas.ts';
import type { CommitSha } from '../src/domain/desired-state.ts';
import { canonicalJson } from '../src/domain/digest.ts';
import { readStatement } from '../src/formats/promotion-statement.ts';
import { commandsOf, namedCommands, wholeHelpOf } from './docs/commands.ts';
import { fieldsOfPage, fieldsOfSchema, pathsOfJson } from './docs/fields.ts';
import { anchorsOf, type Block, blocksOf, pageAt, projectRoot, readPages, rowsOf } from './docs/pages.ts';
import { findingsOf, policyIn } from './docs/read-example.ts';

const pages = readPages();
const spec = (name: string) => pageAt(`docs/spec/${name}.md`);
const wholeFiles = pages.flatMap(blocksOf).filter((block) => block.file !== undefined);

const kinds = [
  ['stagepost-yaml', 'config'],
  ['host-yaml', 'host'],
  ['release-yaml', 'release'],
  ['report-yaml', 'report'],
] as const;

/** A YAML text without one of its fields. */
function without(text: string, path: string): string {
  const document = parseDocument(text);
  document.deleteIn(path.split('.'));
  return document.toString();
}

/** What a document becomes, or what is wrong with it. */
function read(schema: SchemaName, text: string): unknown {
  const answer = readDocument({ file: 'shown.yaml', bytes: Buffer.from(text), schema });
  return answer.ok ? answer.value.value : answer.findings;
}

function inside(value: unknown, name: string): unknown {
  return (value as Readonly<Record<string, unknown>>)[name];
}

/** The part of a page below a heading of the second level. */
function sectionOf(text: string, heading: string): string {
  const [, below = ''] = text.split(`\n## ${heading}\n`);
  return below.split('\n## ')[0] ?? '';
}

describe('Examples', () => {
  const yaml = wholeFiles.filter((block) => block.language === 'yaml');

  test('There are some of every kind of file.', () => {
    const kinds = [
      'stagepost.yaml',
      'host.yaml',
      'releases/umd-5/voms-4.2.0.yaml',
      'lip.yaml',
      'record.json',
    ];
    const names = wholeFiles.map(({ file = '' }) => file);
    for (const kind of kinds) expect(names.some((name) => name.endsWith(kind))).toBe(true);
    expect(yaml.map(({ page }) => page)).toContain('README.md');
  });

  test('Every YAML example that is a whole file is one that the program takes.', async () => {
    const first = blocksOf(spec('stagepost-yaml')).find(({ file }) => file === 'stagepost.yaml');
    const policy = await policyIn(first as Block);
    for (const block of yaml) {
      const findings = await findingsOf(block, policy);
      const said = findings.map(({ line, message }) => `${block.page} ${block.file}:${line}: ${message}`);
      expect(said).toEqual([]);
    }
  });

  test('The files of the record that are shown are read as a record.', () => {
    const shown = blocksOf(spec('record')).filter(({ language }) => language === 'json');
    const inventory = shown.find(({ file }) => file?.startsWith('inventory/'));
    const files = new Map(shown.map(({ file = '', text }) => [file, text]));
    const record = filesToRecord('1'.repeat(40) as CommitSha, files);
    expect([...record.releases].map(([, { observed }]) => observed.state)).toEqual([
      'Failed',
      'Deferred',
      'Production',
    ]);
    expect(record.generations.size).toBe(1);
    expect(record.systems.size).toBe(1);
    expect(filesToInventories(new Map([[inventory?.file ?? '', inventory?.text ?? '']])).size).toBe(1);
  });
});

describe('Fields', () => {
  test.each(kinds)(
    'docs/spec/%s.md documents the fields and defaults of the schema, in its order.',
    (page, schema) => {
      const documented = fieldsOfPage(sectionOf(spec(page).text, 'Fields'));
      expect(documented).toEqual(fieldsOfSchema(schema));
    },
  );

  describe.each(kinds)('Of docs/spec/%s.md', (page, schema) => {
    const whole = blocksOf(spec(page)).find(({ file }) => file !== undefined)?.text ?? '';
    const plain = fieldsOfPage(sectionOf(spec(page).text, 'Fields')).filter(({ path }) => !/[*[]/.test(path));

    // What the first example has no place for stands in a piece of its own.
    function withGroup(text: string, path: string): string {
      const [group = ''] = path.split('.');
      const pieces = blocksOf(spec(page)).filter(({ file }) => file === undefined);
      const piece = pieces.find((block) => block.text.startsWith(`${group}:`));
      return parseDocument(text).has(group) || piece === undefined ? text : `${text}\n${piece.text}`;
    }

    test('a field that the page calls required is missed when it is left out', () => {
      for (const { path } of plain.filter(({ without }) => without === 'required')) {
        const findings = read(schema, without(withGroup(whole, path), path));
        const name = path.split('.').at(-1);
        expect(findings, path).toMatchObject([{ rule: 'missing-field' }]);
        expect(findings, path).toMatchObject([{ message: expect.stringMatching(`^${name} is missing`) }]);
      }
    });

    test('a default that the page names is what the program fills in', () => {
      for (const { path, without: told } of plain.filter((field) => field.without.startsWith('`'))) {
        const filled = path.split('.').reduce(inside, read(schema, without(whole, path)));
        const expected = JSON.parse(told.slice(1, -1)) as unknown;
        // The defaults inside an empty group are documented one by one.
        if (told !== '`{}`') expect(filled, path).toEqual(expected);
      }
    });
  });

  test('The page about the record documents every field that its examples hold, and no other.', () => {
    const { text } = spec('record');
    for (const heading of [
      'record.json',
      'releases/…json',
      'inventory/…json',
      'operating-systems/…json',
      'repositories/…/generation.json',
    ]) {
      const section = sectionOf(text, heading);
      const shown = blocksOf({ path: 'record', text: section }).flatMap((block) =>
        pathsOfJson(JSON.parse(block.text), ['behind']),
      );
      const documented = fieldsOfPage(section).map(({ path }) => path);
      const groups = documented.filter((path) => documented.some((other) => other.startsWith(`${path}.`)));
      expect(new Set(shown)).toEqual(new Set(documented.filter((path) => !groups.includes(path))));
    }
  });
});

test('The page about attestations shows a statement that is read, and documents every field of it.', () => {
  const { text } = spec('attestation');
  const shown = JSON.parse(
    blocksOf(spec('attestation')).find(({ language }) => language === 'json')?.text ?? '',
  );
  expect(readStatement(canonicalJson(shown)).ok).toBe(true);
  const documented = fieldsOfPage(sectionOf(text, 'The statement')).map(({ path }) => path);
  const groups = documented.filter((path) => documented.some((other) => other.startsWith(`${path}.`)));
  expect(new Set(pathsOfJson(shown, []))).toEqual(
    new Set(documented.filter((path) => !groups.includes(path))),
  );
});

describe('Links', () => {
  const links = pages.flatMap((page) =>
    [...page.text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => ({ page, target })),
  );
  const relative = links.filter(({ target }) => !/^[a-z]+:/.test(target));

  test('There are some.', () => {
    expect(relative.length).toBeGreaterThan(20);
  });

  test('Every link inside the project leads to a file, and to a heading of it.', () => {
    const broken = relative.filter(({ page, target }) => {
      const [path = '', anchor] = target.split('#');
      const file = path === '' ? page.path : normalize(join(dirname(page.path), path));
      if (!existsSync(join(projectRoot, file))) return true;
      return anchor !== undefined && !anchorsOf(pageAt(file)).has(anchor);
    });
    expect(broken.map(({ page, target }) => `${page.path}: ${target}`)).toEqual([]);
  });
});

describe('Commands', () => {
  // The law speaks of commands that are still to come.
  const told = pages.filter(({ path }) => path !== 'docs/requirements.md');
  const named = told.flatMap((page) =>
    namedCommands(page.text).map((command) => ({ ...command, page: page.path })),
  );

  test('README.md tells of every command that the program has.', async () => {
    const own = [...(await commandsOf())].filter((name) => name !== 'help');
    expect(own.length).toBeGreaterThanOrEqual(5);
    const told = new Set(named.filter(({ page }) => page === 'README.md').map(({ name }) => name));
    expect(own.filter((name) => !told.has(name))).toEqual([]);
  });

  test('Every command and option that a page names is in the help.', async () => {
    const commands = await commandsOf();
    for (const { page, name, option } of named) {
      expect(commands, `${page} names stagepost ${name}`).toContain(name);
      const help = option === '' ? '' : await wholeHelpOf(name);
      expect(help, `${page} names stagepost ${name} ${option}`).toContain(option);
    }
  });
});

test('The doorway table of ARCHITECTURE.md is the one that the tidy test enforces.', () => {
  const [, below = ''] = pageAt('ARCHITECTURE.md').text.split('<!-- doorways -->\n');
  const [, ...rows] = rowsOf(below.split('\n\n')[0] ?? '');
  const names = (cell: string) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);
  const told = rows.map(([room = '', allowed = '']) => [names(room)[0], names(allowed)]);
  const source = pageAt('test/tidy/doorways.ts').text;
  const [, table = ''] = /const DOORWAYS[^{]*\{\n(.*?)^\};$/ms.exec(source) ?? [];
  const enforced = [...table.matchAll(/^ {2}(\w+): \[([^\]]*)\],$/gm)].map(([, room, allowed = '']) => [
    room,
    [...allowed.matchAll(/'([^']+)'/g)].map(([, name = '']) => name),
  ]);
  expect(enforced.length).toBe(table.trim().split('\n').length);
  expect(told).toEqual(enforced);
});
