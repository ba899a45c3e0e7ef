import { parseHTML } from 'linkedom';
import { describe, expect, test } from 'vitest';
import { renderRepositories } from '../../src/dashboard/repository/repositories-page.ts';
import { renderRepository } from '../../src/dashboard/repository/repository-page.ts';
import type { ClientReading } from '../../src/domain/client-reading.ts';
import { plusSeconds } from '../../src/domain/instant.ts';
import { known, unknown } from '../../src/domain/observation.ts';
import type { RepositoryKey } from '../../src/domain/repository.ts';
import { repositoriesView } from '../../src/report/views/repositories-view.ts';
import { type RepositoryFacts, repositoryView } from '../../src/report/views/repository-view.ts';
import type { Snapshot } from '../../src/report/views/snapshot.ts';
import { noon } from '../builders/release.ts';
import { repositoryFactsOf, truthOf } from './sample-facts.ts';
import { aChrome } from './sample-pages.ts';
import { told, twelve } from './worlds.ts';

const sample = told(twelve);
const updates = 'production/umd-5/el9/x86_64/updates' as RepositoryKey;

function pageOf(snapshot: Snapshot, facts: Partial<RepositoryFacts> = {}): Document {
  const view = repositoryView(snapshot, { ...repositoryFactsOf(updates, snapshot), ...facts }, 'member');
  if (view === null) throw new Error('the sample has this repository');
  return parseHTML(renderRepository(view, aChrome())).document;
}

function textOf(document: Document, part: string): string {
  return document.querySelector(`[aria-labelledby="${part}"]`)?.textContent ?? '';
}

function readingsOf(snapshot: Snapshot, key: RepositoryKey): readonly ClientReading[] {
  const seen = truthOf(snapshot).get(key);
  return seen?.kind === 'known' ? seen.value : [];
}

describe('the page of a repository', () => {
  test('says whether it is as git asks, which generation that is, and what is in it', () => {
    const page = pageOf(sample);
    expect(page.querySelector('.lede')?.textContent).toBe(' As git asks. 2 packages of 1 release.');
    expect(page.querySelector('.facts')?.textContent).toContain('2, dated 2026-10-12 12:00 UTC');
    expect(textOf(page, 'members')).toContain('bdii 5.2.26');
    expect(textOf(page, 'generations')).toContain('+ bdii 5.2.26');
  });

  test('shows what each kind of client read, and says where that is not the live generation', () => {
    const page = pageOf(sample);
    expect(textOf(page, 'truth')).toContain('Client truth: 1 of 2 read generation 2');
    expect(textOf(page, 'truth')).toContain(
      'well signed, but generation 1 of 2026-10-12 10:53 UTC, 1 h 6 min older than generation 2; a cache had kept it for 13 min',
    );
  });

  test('does not make up what clients read', () => {
    const unread = 'Client truth: unknownWhat clients are given here is not known: ';
    expect(textOf(pageOf(sample, { truth: new Map() }), 'truth')).toBe(
      `${unread}nobody has looked since this process began.`,
    );
    const failed = new Map([[updates, unknown('gpgv is missing')]]);
    expect(textOf(pageOf(sample, { truth: failed }), 'truth')).toBe(`${unread}gpgv is missing.`);
    const [reading] = readingsOf(sample, updates);
    if (reading === undefined) throw new Error('the sample has been read');
    const before = { ...reading, expected: { ...reading.expected, number: 1 } };
    expect(textOf(pageOf(sample, { truth: new Map([[updates, known([before])]]) }), 'truth')).toBe(
      `${unread}nobody has looked since generation 2 was published.`,
    );
  });

  test.each([
    [
      { kind: 'wrong', reason: 'the signature of repomd.xml is not good' },
      'wrong',
      'refused by clients: the sig',
    ],
    [{ kind: 'unreachable', reason: 'ECONNREFUSED' }, 'unreachable', 'not reached: ECONNREFUSED'],
    [
      { kind: 'ended', generation: 2, validUntil: noon },
      'over',
      'refused by clients: Valid-Until was 2026-11-2',
    ],
    [{ kind: 'newer', date: noon }, 'newer', 'later than what is recorded'],
  ] as const)('says what is wrong there: %o', (found, word, sentence) => {
    const [reading] = readingsOf(sample, updates);
    if (reading === undefined) throw new Error('the sample has been read');
    const page = pageOf(sample, { truth: new Map([[updates, known([{ ...reading, found }])]]) });
    expect(textOf(page, 'truth')).toContain(word);
    expect(textOf(page, 'truth')).toContain(sentence);
  });

  test('tells unknown earlier generations from none', () => {
    const page = pageOf(sample, { generations: unknown('the record has not been read') });
    expect(textOf(page, 'generations')).toContain(
      'Earlier ones are not known: the record has not been read.',
    );
  });

  test('says when it was compared whole and since when every byte was read', () => {
    const readSince = (daysAgo: number) => {
      const since = new Map([[updates, plusSeconds(noon, -86_400 * daysAgo)]]);
      return textOf(pageOf({ ...sample, actual: { ...sample.actual, readSince: since } }), 'drift');
    };
    expect(readSince(3)).toContain('Compared whole2026-11-22 12:00 UTC, 2 min ago: every name');
    expect(readSince(3)).toContain('Read byte by byteevery file since 2026-11-19 12:00 UTC, 3 d ago');
    expect(readSince(3)).not.toContain('the oldest are due');
    expect(readSince(9)).toContain('9 d ago; the oldest are due');
    expect(textOf(pageOf(sample), 'drift')).toContain('not known: no file was read here yet');
  });

  test('lists what is not as it was published', () => {
    const seen = sample.actual.repositories.get(updates);
    if (seen?.kind !== 'known' || seen.value.state !== 'published') throw new Error('it is published');
    const drifted = known({ ...seen.value, damage: ['repodata/repomd.xml: 12 bytes instead of 9'] });
    const repositories = new Map(sample.actual.repositories).set(updates, drifted);
    const page = pageOf({ ...sample, actual: { ...sample.actual, repositories } });
    expect(page.querySelector('.lede')?.textContent).toContain('Drifted: is not as it was published');
    expect(textOf(page, 'drift')).toContain('repodata/repomd.xml: 12 bytes instead of 9');
  });

  test('says so where it cannot be seen', () => {
    const repositories = new Map(sample.actual.repositories).set(updates, unknown('the disk is away'));
    const page = pageOf({ ...sample, actual: { ...sample.actual, repositories } });
    expect(page.querySelector('.lede')?.textContent).toContain('Unknown: cannot be seen: the disk is away');
    expect(textOf(page, 'drift')).toContain('unknown: cannot be seen');
  });

  test('does not exist for the public where it is private', () => {
    const key = 'unverified/umd-5/arc-7.0.1/el9/x86_64' as RepositoryKey;
    const facts = repositoryFactsOf(key, sample);
    expect(repositoryView(sample, facts, 'public')).toBe(null);
    expect(repositoryView(sample, facts, 'member')?.repository.title).toBe(
      'unverified umd-5/arc-7.0.1 el9/x86_64',
    );
  });
});

describe('the page of all repositories', () => {
  test('lists the shared ones of each major release with their generations', () => {
    const { document } = parseHTML(renderRepositories(repositoriesView(sample, 'public'), aChrome()));
    expect(document.querySelector('h1')?.textContent).toBe('9 repositories');
    const row = [...document.querySelectorAll('tbody tr')].find((each) =>
      each.textContent?.startsWith('stage-rollout umd-5 el9/x86_64'),
    );
    expect([...(row?.children ?? [])].map(({ textContent }) => textContent?.trim())).toEqual([
      'stage-rollout umd-5 el9/x86_64',
      'As git asks',
      '4',
      '1',
      '2',
    ]);
  });
});
