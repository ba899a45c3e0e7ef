import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { stepsModule } from '../../scripts/generate-rt-steps.ts';
import { fileFields, ownFields, releaseField, spellings } from '../../src/adapters/rt/spelling.ts';
import { desirableStates } from '../../src/domain/release.ts';

const data = readFileSync(new URL('../../deploy/rt/initialdata.pl', import.meta.url), 'utf8');
const lifecycle = readFileSync(new URL('../../deploy/rt/RT_SiteConfig.d/sw-rel.pm', import.meta.url), 'utf8');

/** The texts in the first parentheses after `start`. */
function listAfter(start: string, text = data): readonly string[] {
  const at = text.indexOf(start);
  const inside = at < 0 ? '' : text.slice(text.indexOf('(', at) + 1, text.indexOf(')', at));
  return [...inside.matchAll(/'([^']*)'/g)].map(([, word = '']) => word);
}

/** Names of the custom fields, in order. */
const fields = [...data.matchAll(/^ {4}(?:choice|text|field)\(\s*'([^']+)'/gm)].map(([, name]) => name);

describe('What Request Tracker is given knows the words of the program:', () => {
  test('RolloutProgress has every state of the program and no other.', () => {
    const { choices, toOurs } = spellings.rolloutProgress;
    expect(data).toContain('my @rollout_progress     = @RT::Extension::Stagepost::Steps::STATES;');
    const words = listAfter('our @STATES', stepsModule());
    expect(new Set(words)).toEqual(new Set(choices));
    expect(new Set(words.map(toOurs))).toEqual(
      new Set([...desirableStates, 'Submitted', 'Deferred', 'Failed']),
    );
    expect(words).toHaveLength(11);
  });

  test.each([
    ['my @communication_status', spellings.communicationStatus.choices],
    ['my @release_type', spellings.releaseType.choices],
    ['my @emergency_release', spellings.emergencyRelease.choices],
    ['my @sync_protocol', ['rsync', 'https', 'ftp']],
  ])('%s has the same words.', (start, choices) => {
    expect(new Set(listAfter(start))).toEqual(new Set(choices));
  });

  test('Every field that is written is made.', () => {
    const written = Object.values(spellings).map(({ field }) => field);
    const custom = written.filter((field) => !ownFields.includes(field));
    const files = Object.values(fileFields).map(({ field }) => field);
    expect(new Set(fields)).toEqual(new Set([...custom, ...files, releaseField]));
    expect(fields).toHaveLength(13);
  });

  test('Only the release system may write the id of a release.', () => {
    const writers = new Map(
      [...data.matchAll(/^ {4}'([\w-]+)' +=> \[qw\(([^)]*)\)\]/gm)].map(([, name, groups]) => [name, groups]),
    );
    expect(new Set(writers.keys())).toEqual(new Set(fields));
    expect(writers.get(releaseField)).toBe('sw-rel-repo');
    for (const groups of writers.values()) expect(groups?.split(' ')).toContain('sw-rel-repo');
  });

  test('The lifecycle has every status of the program, and one to delete.', () => {
    const known = ['initial', 'active', 'inactive'].flatMap((kind) => statuses(kind));
    expect(new Set(known)).toEqual(new Set([...(spellings.status.choices ?? []), 'deleted']));
  });
});

function statuses(kind: string): readonly string[] {
  const line = lifecycle.split('\n').find((each) => each.trim().startsWith(`${kind} `)) ?? '';
  return [...line.matchAll(/'([^']*)'/g)].map(([, word = '']) => word);
}
