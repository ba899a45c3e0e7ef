import { describe, expect, test } from 'vitest';
import type { ClientView } from '../../src/domain/client-view.ts';
import type { PlatformKey } from '../../src/domain/release.ts';
import { clientNumbers, clientPackages } from '../../src/report/clients-as-markdown.ts';
import { clientLines } from '../../src/report/clients-as-text.ts';
import { voms } from '../builders/plan.ts';

const audience = {
  stage: 'production',
  majorRelease: 'umd-5',
  platform: 'el9/x86_64' as PlatformKey,
} as const;

function offered(name: string, version = '2-1') {
  return { name, arch: 'x86_64', version, size: 1024, release: voms };
}

type Known = Extract<ClientView, { readonly kind: 'known' }>;

const view: Known = {
  kind: 'known',
  ...audience,
  added: [offered('voms-api')],
  upgraded: [{ ...offered('voms'), from: '1-1' }],
  downgraded: [{ ...offered('canl', '0.9-1'), from: '1:1-1' }],
  removed: [offered('argus')],
  unchanged: 40,
  bytes: 2048,
  newRelations: [
    { package: 'voms.x86_64', kind: 'obsoletes', with: 'voms-old < 2' },
    { package: 'voms.x86_64', kind: 'epoch', with: '1' },
  ],
  unknownRelations: 1,
  installability: null,
};

const same: Known = {
  ...view,
  added: [],
  upgraded: [],
  downgraded: [],
  removed: [],
  bytes: 0,
  newRelations: [],
  unknownRelations: 0,
};
const unread: ClientView = { kind: 'cannot-tell', ...audience, reason: 'they | were not read' };

function many(count: number): ClientView {
  return { ...same, added: Array.from({ length: count }, (_none, at) => offered(`p${at}`)) };
}

describe('What clients will see, as text', () => {
  test('begins with numbers and lists first what somebody may miss.', () => {
    expect(clientLines([view])).toEqual([
      'production umd-5 el9/x86_64: 1 upgraded, 1 new, 1 downgraded, 1 removed, 40 unchanged; 2.0 KiB to download',
      '  v canl.x86_64      1:1-1 -> 0.9-1',
      '  - argus.x86_64     2-1',
      '  ^ voms.x86_64      1-1 -> 2-1',
      '  + voms-api.x86_64  2-1',
      '  voms.x86_64 obsoletes voms-old < 2 now',
      '  voms.x86_64 has the epoch 1 now',
      '  whoever has one of the 2 downgraded or removed keeps it',
      '  not known of 1 package: what is newly obsoleted or conflicted with',
    ]);
  });

  test('is one line where nothing changes, or nothing can be told.', () => {
    expect(clientLines([same])).toEqual(['production umd-5 el9/x86_64: the same 40 packages as before']);
    expect(clientLines([unread])).toEqual(['production umd-5 el9/x86_64: cannot tell: they | were not read']);
  });

  test('is cut visibly, with the number of what is left out.', () => {
    const lines = clientLines([many(1000)]);
    expect(lines).toHaveLength(14);
    expect(lines.at(-1)).toBe('  … and 988 more');
    expect(clientLines([many(12)])).toHaveLength(13);
    const long = { package: 'a.noarch', kind: 'conflicts', with: 'x'.repeat(5000) } as const;
    const [, line] = clientLines([{ ...same, newRelations: [long] }]);
    expect(line).toBe(`  a.noarch conflicts with ${'x'.repeat(160)}… now`);
    const relations = Array.from({ length: 50 }, () => ({ ...long, with: 'y' }));
    expect(clientLines([{ ...same, newRelations: relations }]).at(-1)).toBe('  … and 42 more');
  });
});

describe('What clients will see, as Markdown', () => {
  test('is a table of numbers, and lists that a reader opens.', () => {
    expect(clientNumbers([view, same, unread]).rows).toEqual([
      '| production umd-5 el9/x86\\_64 | 1 | 1 | 1 | 1 | 40 | 2.0 KiB |  |',
      '| production umd-5 el9/x86\\_64 | 0 | 0 | 0 | 0 | 40 | 0 B |  |',
      '| production umd-5 el9/x86\\_64 | cannot tell: they \\| were not read |  |  |  |  |  |  |',
    ]);
    const [list, ...more] = clientPackages([view, same, unread]).rows;
    expect(more).toEqual([]);
    expect(list?.split('\n')).toEqual([
      '<details><summary>production umd-5 el9/x86\\_64: 4 packages</summary>',
      '',
      '- voms.x86\\_64 obsoletes voms-old &lt; 2 now',
      '- voms.x86\\_64 has the epoch 1 now',
      '- whoever has one of the 2 downgraded or removed keeps it',
      '- not known of 1 package: what is newly obsoleted or conflicted with',
      '',
      '|  | package | from | to |',
      '| --- | --- | --- | --- |',
      '| downgraded | canl.x86\\_64 | 1:1-1 | 0.9-1 |',
      '| removed | argus.x86\\_64 | 2-1 |  |',
      '| upgraded | voms.x86\\_64 | 1-1 | 2-1 |',
      '| new | voms-api.x86\\_64 |  | 2-1 |',
      '',
      '</details>',
    ]);
  });

  test('is cut visibly, and ends as it began.', () => {
    const [list = ''] = clientPackages([many(1000)]).rows;
    expect(list).toContain('\n… and 800 more\n');
    expect(list.endsWith('\n</details>')).toBe(true);
  });
});
