import { describe, expect, test } from 'vitest';
import { requiredFields, transitions } from '../../src/domain/lifecycle.ts';
import { desirableStates } from '../../src/domain/release.ts';
import { valuesOfSchema } from './fields.ts';
import { pageAt, rowsOf } from './pages.ts';

const stateNames = ['Submitted', 'Deferred', 'Failed', ...desirableStates];
const page = (name: string) => pageAt(`docs/spec/${name}.md`).text;
const below = (name: string, heading: string) =>
  (page(name).split(`\n## ${heading}\n`)[1] ?? '').split('\n## ')[0] ?? '';
const rowOf = (text: string, name: string) =>
  rowsOf(text).find(([first]) => first === name || first === `\`${name}\``) ?? [];

describe('The states on the page about release files', () => {
  const table = below('release-yaml', 'States');
  const [head, ...rows] = rowsOf(table);

  test('are all that there are, each once.', () => {
    expect(head).toEqual(['State', 'Who can bring it about', 'Packages are in', 'It ends by']);
    expect(rows.map(([state = '']) => state).sort()).toEqual([...stateNames].sort());
  });

  test.each(rows)(
    '%s ends by the steps of the transition table and no other.',
    (state, _who, _where, end) => {
      const named = stateNames.filter(
        (name) => name !== state && new RegExp(`\\b${name}\\b`).test(end ?? ''),
      );
      const steps = transitions.filter(({ from }) => from === state).map(({ to }) => to as string);
      // Who asks for stage rollout while the slot is taken is Deferred, and what failed can be a rollback that is tried again.
      const waits = steps.includes('StageRollout') && state !== 'Deferred' ? ['Deferred'] : [];
      const again = state === 'Failed' ? ['StageRollout'] : [];
      expect(new Set(named)).toEqual(new Set([...steps, ...waits, ...again]));
    },
  );

  test('are brought about by desiredState exactly when they can stand there.', () => {
    const asked = rows.filter(([_state, who]) => who?.includes('`desiredState`')).map(([state]) => state);
    expect(new Set(asked)).toEqual(new Set(desirableStates));
  });

  test('are named beside every field that they require.', () => {
    for (const state of desirableStates) {
      for (const field of requiredFields(state, 'fast')) {
        const [, , meaning = ''] = rowOf(page('release-yaml'), field);
        expect(meaning, `${field} of ${state}`).toMatch(new RegExp(`required with [^;.]*\\b${state}\\b`));
      }
    }
  });
});

describe('Every value that a field may have', () => {
  // States have a table of their own, and the days of the week are told by the first and the last.
  const known = [...stateNames, 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

  test.each([
    ['stagepost-yaml', 'config'],
    ['host-yaml', 'host'],
    ['release-yaml', 'release'],
    ['report-yaml', 'report'],
  ])(
    'is named on docs/spec/%s.md, in the row of its field, of its group or of one with that name.',
    (name, schema) => {
      const fields = rowsOf(page(name));
      const missing = [...valuesOfSchema(schema)].flatMap(([path, values]) => {
        const own = path.split('.').at(-1) ?? '';
        const group = path.split('.').slice(0, -1).join('.');
        const named = [`\`${path}\``, `\`${group}\``];
        const row = fields
          .filter(([field = '']) => named.includes(field) || field.endsWith(`.${own}\``))
          .join(' ');
        const told = (value: string) => row.includes(`\`${value}\``) || row.includes(`"${value}"`);
        return values.flatMap((value) => (known.includes(value) || told(value) ? [] : [`${path}: ${value}`]));
      });
      expect(missing).toEqual([]);
    },
  );
});
