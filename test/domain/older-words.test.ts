import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type OlderField, olderWords, readOlderWord } from '../../src/domain/older-words.ts';

const law = readFileSync(join(import.meta.dirname, '../../docs/requirements.md'), 'utf8');

describe('The older words', () => {
  test.each([
    ['status', 'Certified', 'Submitted', null],
    ['status', 'Verified', 'InVerification', null],
    ['status', 'Rolling-out', 'StageRollout', null],
    ['status', 'Grace-period', 'StageRollout', null],
    ['status', 'done', null, null],
    ['status', 'Accepted', 'Production', null],
    ['outcome', 'Success', 'Production', 'Success'],
    ['outcome', 'Warning', 'Production', 'Warning'],
    ['outcome', 'Reject', 'Rejected', null],
    ['action', 'MoveToUnverified', 'Unverified', null],
    ['action', 'MoveToStageRollOut', 'StageRollout', null],
    ['action', 'MoveToProduction', 'Production', null],
    ['repository status', 'Unverified', 'Unverified', null],
    ['repository status', 'Stage-Rollout', 'StageRollout', null],
    ['repository status', 'Production', 'Production', null],
    ['repository status', 'Failed', 'Failed', null],
  ] as const)('of the field %s: %s says %s, %s.', (field, word, state, outcome) => {
    expect(readOlderWord(field, word)).toEqual({ state, outcome });
    expect(readOlderWord(field, word.toUpperCase().replace('-', '_'))).toEqual({ state, outcome });
  });

  test('are those of the law, each.', () => {
    const rows = law.slice(law.indexOf('| Older or other word |'), law.indexOf('## Transitions'));
    const named = Object.values(olderWords).flatMap((words) => Object.keys(words));
    expect(named.filter((word) => !rows.includes(word))).toEqual([]);
  });

  test.each<[OlderField, string]>([
    ['status', 'MoveToProduction'],
    ['action', 'done'],
    ['outcome', ''],
  ])('have no other word in %s: "%s".', (field, word) => {
    expect(readOlderWord(field, word)).toBeUndefined();
  });
});
