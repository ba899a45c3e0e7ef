import { execFileSync } from 'node:child_process';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aptUpdate, askDnf, installWithDnf } from '../../scripts/provider/clients.ts';
import type { Generation } from '../../src/domain/generation.ts';
import type { Member } from '../../src/domain/member.ts';
import type { Repository } from '../../src/domain/repository.ts';
import type { Published } from '../../src/publish/publish-deps.ts';
import { publishGeneration } from '../../src/publish/publish-generation.ts';
import { restoreGeneration } from '../../src/publish/restore-generation.ts';
import { anAdvisory } from '../builders/advisory.ts';
import { addRelease, apt, type Bench, closeBench, openBench, requestOf, yum } from './bench.ts';

const hostile = 'A <b>bold</b> & "quoted" ]]> text\nof two lines';
const told = [
  anAdvisory({ text: hostile }),
  anAdvisory({
    id: 'EGI-2026-15',
    type: 'bugfix',
    severity: null,
    cvss: null,
    cves: [],
    title: 'typing errors',
  }),
];

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => closeBench(bench));

function release(repository: Repository, version: string, advisories: typeof told = []): Promise<Member> {
  const packages = [{ name: 'voms', version }];
  return addRelease(bench, repository, {
    release: `umd-5/voms-${repository.format}-${version}`,
    packages,
    advisories,
  });
}

async function publish(
  repository: Repository,
  members: readonly Member[],
  before?: Generation,
): Promise<Published> {
  const wanted = before === undefined ? { members } : { members, before };
  return publishGeneration(bench.deps, requestOf(bench, repository, wanted));
}

const folderOf = ({ path }: Repository) => join(bench.root.path, path);
const clientFile = (repository: Repository, ending: string) =>
  readFile(join(folderOf(repository), `${repository.key.replaceAll('/', '-')}${ending}`), 'utf8');
const namesIn = ({ generation }: Published) =>
  generation.files.map(({ path }) => path.replace(/[0-9a-f]{64}/, '#')).sort();

// What the format asks of every record (its schema, "required", and the rules of its fields), in the words of nobody of ours.
const check = `
import json, re, sys
records = json.load(open(sys.argv[1], encoding="utf-8"))
moment = re.compile(r"^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ$")
assert isinstance(records, list) and records
for r in records:
    assert re.match(r"^\\d+\\.\\d+\\.\\d+$", r["schema_version"]) and r["id"]
    assert moment.match(r["modified"]) and moment.match(r["published"])
    assert all(re.match(r"^CVE-\\d{4}-\\d{4,}$", a) for a in r["aliases"])
    assert all(s["type"] in ("CVSS_V3", "CVSS_V4") and s["score"].startswith("CVSS:") for s in r["severity"])
    assert r["affected"] and isinstance(r["summary"], str) and isinstance(r["details"], str)
    for a in r["affected"]:
        assert re.match(r"^(Debian|Ubuntu|AlmaLinux|Rocky Linux|Red Hat)(:.+)?$", a["package"]["ecosystem"])
        for g in a["ranges"]:
            assert g["type"] == "ECOSYSTEM" and [list(e) for e in g["events"]] == [["introduced"], ["fixed"]]
    assert all(f["type"] == "WEB" and f["url"].startswith("http") for f in r["references"])
    print(r["id"], sorted({a["package"]["name"] + " " + a["ranges"][0]["events"][1]["fixed"] for a in r["affected"]}), json.dumps(r["details"]))
`;

function osvSeen(path: string): readonly string[] {
  return execFileSync('/usr/bin/python3', ['-c', check, path], { encoding: 'utf8' }).trim().split('\n');
}

describe.each([
  {
    repository: yum,
    file: 'repodata/osv.json',
    added: ['repodata/#-osv.json', 'repodata/#-updateinfo.xml.gz', 'repodata/osv.json'],
  },
  {
    repository: apt,
    file: 'dists/bookworm/osv.json',
    added: ['dists/bookworm/by-hash/SHA256/#', 'dists/bookworm/osv.json'],
  },
])('advisories in a $repository.format repository', ({ repository, file, added }) => {
  let old: Published;
  let advised: Published;
  beforeAll(async () => {
    const before = await release(repository, '4.1.0');
    old = await publish(repository, [before]);
    const members = [before, await release(repository, '4.2.0', told)];
    advised = await publish(repository, members, old.generation);
  });

  test('add files of their own, and none where no member has any', () => {
    const without = namesIn(old);
    expect(without.filter((name) => /osv|updateinfo/.test(name))).toEqual([]);
    expect(namesIn(advised).filter((name) => !without.includes(name))).toEqual(added);
  });

  test('are records in the OSV format with what the repository has', () => {
    const [first, second, ...others] = osvSeen(join(folderOf(repository), file));
    expect(first).toBe(
      `EGI-2026-14 ['voms 4.2.0${repository.format === 'yum' ? '-1' : ''}'] ${JSON.stringify(hostile)}`,
    );
    expect(second).toMatch(/^EGI-2026-15 /);
    expect(others).toEqual([]);
  });

  test('come back byte for byte when the repository is lost', async () => {
    await rm(folderOf(repository), { recursive: true });
    const common = {
      repository,
      root: bench.root,
      keepGenerations: 3,
      keepDays: 0,
      keys: new Map(),
      remove: [],
    };
    await restoreGeneration(bench.deps, { ...common, ...advised });
    for (const { path, sha256 } of advised.generation.files) {
      const found = await bench.deps.files.digest(join(folderOf(repository), 'generations/000002', path));
      expect([path, found.sha256]).toEqual([path, sha256]);
    }
  });

  test('go with the last member that has any', async () => {
    const before = await release(repository, '4.0.0');
    expect(namesIn(await publish(repository, [before], advised.generation))).toEqual(namesIn(old));
  });
});

describe('real clients', () => {
  test('dnf lists the advisories for what is installed, and shows their texts', async () => {
    const other = { ...yum, path: 'umd/dnf', key: 'production/umd-5/dnf' as Repository['key'] };
    const members = await Promise.all(
      ['1.0.0', '1.1.0'].map((version, at) => release(other, version, at === 0 ? [] : told)),
    );
    const { generation } = await publish(other, members.slice(0, 1));
    const wish = { workDir: join(bench.folder, 'dnf'), repo: await clientFile(other, '.repo') };
    await installWithDnf({ ...wish, packages: ['voms'] });
    await publish(other, members, generation);
    const list = await askDnf(wish, ['updateinfo', 'list']);
    expect(list).toMatch(/^EGI-2026-14 +Important\/Sec\. +voms-1\.1\.0-1\.noarch$/m);
    expect(list).toMatch(/^EGI-2026-15 +bugfix +voms-1\.1\.0-1\.noarch$/m);
    const info = await askDnf(wish, ['updateinfo', 'info', 'EGI-2026-14']);
    for (const part of ['CVE-2026-1235', 'Severity: Important', ...hostile.split('\n')])
      expect(info).toContain(part);
    expect(info).not.toContain('typing errors');
    expect(await askDnf(wish, ['upgrade', '--security'])).toMatch(/^ +voms +noarch +1\.1\.0-1 /m);
  });

  test('libsolv reads the advisories, and createrepo_c is not troubled by a kind of data that it does not know', async () => {
    const other = { ...yum, path: 'umd/solv', key: 'production/umd-5/solv' as Repository['key'] };
    await publish(other, [await release(other, '1.2.0', told)]);
    const solv = execFileSync('repo2solv', ['--', folderOf(other)], { stdio: 'pipe', maxBuffer: 10_000_000 });
    for (const part of ['EGI-2026-14', 'CVE-2026-1235', 'typing errors'])
      expect(solv.includes(part)).toBe(true);
    const output = join(bench.folder, 'merged');
    const plain = ['--no-database', '--omit-baseurl', '-r', `file://${folderOf(other)}`, '-o', output];
    execFileSync('mergerepo_c', plain, { stdio: 'pipe' });
    expect(await readdir(join(output, 'repodata'))).toContain('repomd.xml');
  });

  test('apt takes a repository that names the OSV file in its signed root text', async () => {
    const other = { ...apt, path: 'umd/apt', key: 'production/umd-5/apt' as Repository['key'] };
    await publish(other, [await release(other, '1.1.0', told)]);
    expect(await readFile(join(folderOf(other), 'dists/bookworm/InRelease'), 'utf8')).toMatch(/ osv\.json$/m);
    await aptUpdate({
      workDir: join(bench.folder, 'apt'),
      sources: await clientFile(other, '.sources'),
    });
  });
});
