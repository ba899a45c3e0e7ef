import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Finding } from '../../src/domain/finding.ts';
import type { HeldBack } from '../../src/domain/plan.ts';
import type { RepositoryKey } from '../../src/domain/repository.ts';
import {
  annotationsAsText,
  findingAnnotations,
  heldAnnotations,
  inertText,
} from '../../src/report/github-annotations.ts';
import { argus, heldBy, voms } from '../builders/plan.ts';
import { noon } from '../builders/release.ts';

function aFinding(parts: Partial<Finding> = {}): Finding {
  return {
    file: 'releases/umd-5/voms-4.2.0.yaml',
    line: 9,
    column: 20,
    rule: 'wrong-type',
    message: 'checksumsDigest is a number, it must be text',
    hint: 'quote it',
    excerpt: '  checksumsDigest: 4402340958',
    ...parts,
  };
}

function held(parts: Partial<HeldBack> = {}): HeldBack {
  return {
    release: voms,
    state: 'Unverified',
    desired: 'StageRollout',
    ...heldBy({
      kind: 'blocked',
      sentence: 'Unverified -> StageRollout is not a step',
      hint: 'from Unverified it can go to InVerification',
      cites: 'R38',
    }),
    at: { file: 'releases/umd-5/voms-4.2.0.yaml', line: 14, column: 15 },
    ...parts,
  };
}

describe('annotations', () => {
  test('A finding is an error at its line, with its rule as title and its mend on a second line.', () => {
    expect(annotationsAsText(findingAnnotations([aFinding()]))).toBe(
      '::error file=releases/umd-5/voms-4.2.0.yaml,line=9,col=20,title=wrong-type::' +
        'checksumsDigest is a number, it must be text%0Aquote it',
    );
  });

  test('Findings come in the order of their places.', () => {
    const lines = findingAnnotations([aFinding({ line: 12 }), aFinding({ line: 3 })]).map(
      ({ at }) => at?.line,
    );
    expect(lines).toEqual([3, 12]);
  });

  test('What would end a property or a message is escaped.', () => {
    const finding = aFinding({
      file: 'releases/a,b:c%.yaml',
      rule: 'a\r\nb,c:d',
      message: '100 % of: this, \r\n::error::that',
      hint: '',
    });
    expect(annotationsAsText(findingAnnotations([finding]))).toBe(
      '::error file=releases/a%2Cb%3Ac%25.yaml,line=9,col=20,title=a%0D%0Ab%2Cc%3Ad::' +
        '100 %25 of: this, %0D%0A::error::that',
    );
  });

  test('What draws on the log or turns its letters around is shown as a question mark.', () => {
    const [line] = annotationsAsText(
      findingAnnotations([aFinding({ message: 'a\u001b[31mb\u202ec\u0000', hint: '' })]),
    ).split('\n');
    expect(line?.split('::')[2]).toBe('a?[31mb?c?');
  });

  test('A refused step is an error, one that waits is a notice, and one that asks for somebody is a warning.', () => {
    const plan = {
      heldBack: [
        held(),
        held({
          release: argus,
          state: 'Deferred',
          verdict: { kind: 'wait-for', sentence: 'the slot is taken by voms 4.2.0', whom: voms },
        }),
        held({
          state: 'Failed',
          desired: null,
          at: null,
          verdict: { kind: 'wait-until', sentence: 'it is tried again', until: noon },
        }),
        held({ verdict: { kind: 'needs-approval', sentence: 'the direct way', role: 'administrators' } }),
      ],
      heldRepositories: [
        {
          repository: 'production/umd-5/el9/x86_64/base' as RepositoryKey,
          why: 'cannot-tell' as const,
          sentence: 'it cannot be read',
          hint: '',
        },
        {
          repository: 'production/umd-5/el9/x86_64/updates' as RepositoryKey,
          why: 'guarded' as const,
          sentence: 'it would lose much',
          hint: 'let it through',
        },
      ],
      notes: [{ sentence: 'an entry is spent', at: { file: 'stagepost.yaml', line: 9, column: 7 } }],
    };
    expect(annotationsAsText(heldAnnotations(plan)).split('\n')).toEqual([
      '::error file=releases/umd-5/voms-4.2.0.yaml,line=14,col=15,title=voms 4.2.0 is Unverified%2C wants StageRollout::Unverified -> StageRollout is not a step (R38)%0Afrom Unverified it can go to InVerification',
      '::error title=production/umd-5/el9/x86_64/updates is left alone%2C because a guard refuses the change::it would lose much%0Alet it through',
      '::warning file=releases/umd-5/voms-4.2.0.yaml,line=14,col=15,title=voms 4.2.0 is Unverified%2C wants StageRollout::the direct way; needs approval by administrators',
      '::warning title=production/umd-5/el9/x86_64/base is left alone%2C because it cannot be judged::it cannot be read',
      '::notice file=releases/umd-5/voms-4.2.0.yaml,line=14,col=15,title=argus 1.7.5 is Deferred%2C wants StageRollout::the slot is taken by voms 4.2.0',
      '::notice title=voms 4.2.0 is Failed::it is tried again at 2026-11-22 12:00 UTC',
      '::notice file=stagepost.yaml,line=9,col=7,title=note::an entry is spent',
    ]);
  });

  test('Ten of a kind are shown, and the last line says how many more there are.', () => {
    const findings = Array.from({ length: 13 }, (_, at) => aFinding({ line: at + 1 }));
    const waiting = Array.from({ length: 11 }, () =>
      held({ verdict: { kind: 'wait-for', sentence: 'the slot is taken', whom: voms } }),
    );
    const annotations = [
      ...findingAnnotations(findings),
      ...heldAnnotations({ heldBack: waiting, heldRepositories: [], notes: [] }),
    ];
    const lines = annotationsAsText(annotations).split('\n');
    expect(lines.filter((line) => line.startsWith('::error '))).toHaveLength(10);
    expect(lines.filter((line) => line.startsWith('::notice '))).toHaveLength(10);
    expect(lines.at(-1)).toBe('… and 3 errors, 1 notice more; the job summary has them all.');
    expect(lines).toHaveLength(21);
  });

  test('Nothing to say is an empty text.', () => {
    expect(annotationsAsText([])).toBe('');
  });

  test('Whatever a finding says, it stays on one line and comes back as it was.', () => {
    const hostile = fc.string({
      unit: fc.constantFrom('%', '\r', '\n', ':', ',', '=', '%25', 'a', '::', '##['),
    });
    fc.assert(
      fc.property(hostile, hostile, hostile, (file, rule, message) => {
        const text = annotationsAsText(findingAnnotations([aFinding({ file, rule, message, hint: '' })]));
        const found = /^::error file=([^,:]*),line=9,col=20,title=([^,:]*)::([^\r\n]*)$/.exec(text);
        expect(found?.slice(1).map(asTheRunnerReads)).toEqual([file, rule, message]);
      }),
    );
  });
});

// As the runner does: the percent sign last, so that what was escaped twice is turned back once.
function asTheRunnerReads(text: string): string {
  return text
    .replaceAll('%0D', '\r')
    .replaceAll('%0A', '\n')
    .replaceAll('%3A', ':')
    .replaceAll('%2C', ',')
    .replaceAll('%25', '%');
}

describe('a text for the log', () => {
  test('In a text nothing is a command for the runner, in either form and behind any line end.', () => {
    expect(inertText('a ::b\n  ::stop-commands::x\r::error::y\r\nz ##[add-mask]a ##[error]b')).toBe(
      'a ::b\n  : :stop-commands::x\n: :error::y\nz ## [add-mask]a ## [error]b',
    );
  });

  test('A text without commands stays as it is.', () => {
    const text = 'releases/x.yaml:9:20: wrong\n    9 |   a: b ## c\n';
    expect(inertText(text)).toBe(text);
  });
});
