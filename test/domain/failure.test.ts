import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanText, failure, failureOf, StagepostError } from '../../src/domain/failure.ts';

describe('a text that is shown', () => {
  test.each([
    ['https://ada:secret@host.example.org/x', 'https://host.example.org/x'],
    ['fetching rsync://token@host/umd5/ failed', 'fetching rsync://host/umd5/ failed'],
    ['https://host/x?token=secret&b=1 failed', 'https://host/x failed'],
    ['git+ssh://git:pw@host/x', 'git+ssh://host/x'],
    ['two https://a:b@one/ and https://c:d@two/?e=f', 'two https://one/ and https://two/'],
  ])('has lost the credentials and queries of %s', (text, clean) => {
    expect(cleanText(text)).toBe(clean);
  });

  test.each([
    'mail ada@example.org about it',
    'is voms 4.2.0 there?',
    'releases/umd-5/voms-4.2.0+2.yaml:1:1',
  ])('is otherwise as it was: %s', (text) => {
    expect(cleanText(text)).toBe(text);
  });

  test.each([
    ['an escape sequence', 'a\u001b[31mb', 'a?[31mb'],
    ['a bell', 'a\u0007', 'a?'],
    ['a carriage return', 'good\rbad', 'good?bad'],
    ['a change of direction', 'rpm\u202Egnp.a', 'rpm?gnp.a'],
    ['something invisible', 'vo\u200Bms', 'vo?ms'],
    ['a control character of eight bits', 'a\u009b31m', 'a?31m'],
  ])('cannot draw on the terminal with %s', (_what, text, clean) => {
    expect(cleanText(text)).toBe(clean);
  });

  test('keeps line ends and tabs', () => {
    expect(cleanText('a\n\tb')).toBe('a\n\tb');
  });

  test('is clean after once', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(cleanText(cleanText(text))).toBe(cleanText(text));
      }),
    );
  });
});

describe('a failure', () => {
  test('is one line, is tried again, and has no advice, where nothing else is said', () => {
    expect(failure({ code: 'git-failed', message: 'no\nanswer' })).toEqual({
      code: 'git-failed',
      message: 'no answer',
      hint: '',
      treatment: 'retry',
      details: [],
    });
  });

  test('is clean in every text', () => {
    const secret = 'https://ada:secret@host/';
    const made = failure({ code: 'git-failed', message: secret, hint: secret, details: [secret] });
    expect(JSON.stringify(made)).not.toContain('secret');
  });

  test('travels in our exception, with what caused it', () => {
    const cause = new Error('inner');
    const error = new StagepostError({ code: 'pool-damaged', message: 'a file is gone' }, { cause });
    expect(failureOf(error)).toBe(error.failure);
    expect([error.message, error.cause]).toEqual(['a file is gone', cause]);
  });

  test('of anything else that was thrown may be tried again and asks for a report', () => {
    expect(failureOf(new TypeError('x is not a function'))).toMatchObject({
      code: 'command-failed',
      message: 'x is not a function',
      treatment: 'retry',
      hint: expect.stringContaining('report'),
    });
    expect(failureOf(new TypeError('x')).details[0]).toContain('failure.test.ts');
    expect(failureOf('just a text').message).toBe('just a text');
    expect(failureOf(undefined).message).toBe('undefined');
  });
});
