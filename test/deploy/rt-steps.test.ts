import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { stepsFile, stepsModule, ticketSteps } from '../../scripts/generate-rt-steps.ts';
import { shippedRules } from '../../src/domain/approval-policy.ts';
import { transitions } from '../../src/domain/lifecycle.ts';

const root = join(import.meta.dirname, '../..');
const steps = ticketSteps();
const pairs = steps.map(({ from, to }) => `${from} -> ${to}`);

describe('The steps that Request Tracker knows', () => {
  test('are those of the transition table; after a change run: node scripts/generate-rt-steps.ts', () => {
    expect(readFileSync(join(root, stepsFile), 'utf8')).toBe(stepsModule());
  });

  test('are every row of the table that is no rollback, and what failed may be asked for again.', () => {
    const rows = transitions.filter((row) => !('on' in row && row.on === 'rollback'));
    const retried = rows
      .filter(({ from, effect }) => effect !== 'mark' && from !== 'Failed')
      .map(({ to }) => `Failed -> ${to}`);
    expect(new Set(pairs)).toEqual(new Set([...rows.map(({ from, to }) => `${from} -> ${to}`), ...retried]));
    expect(pairs.filter((pair) => pair.startsWith('Production'))).toEqual([]);
  });

  test('are for emergencies only where the table has a route for them.', () => {
    const direct = transitions.filter((row) => 'route' in row).map(({ from, to }) => `${from} -> ${to}`);
    const emergencies = steps.filter(({ emergency }) => emergency).map(({ from, to }) => `${from} -> ${to}`);
    expect(emergencies.toSorted()).toEqual(direct.toSorted());
  });

  test('belong to roles that the group table of RT_SiteConfig.d knows.', () => {
    const config = readFileSync(join(root, 'deploy/rt/RT_SiteConfig.d/stagepost.pm'), 'utf8');
    const known = [...config.matchAll(/^ {8}'([\w-]+)' +=> \['sw-rel-/gm)].map(([, role]) => role);
    expect(new Set(known)).toEqual(new Set(shippedRules.flatMap(({ roles }) => roles)));
    for (const { roles } of steps) expect(known).toEqual(expect.arrayContaining([...roles]));
    expect(steps.every(({ roles }) => roles.length > 0)).toBe(true);
  });
});
