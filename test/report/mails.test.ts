import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { asMailAddress } from '../../src/domain/mail.ts';
import type { ReleaseId } from '../../src/domain/release.ts';
import type { MailPlaces } from '../../src/report/mails/mail-content.ts';
import { mailOf } from '../../src/report/mails/mail-of.ts';
import { aLetter, anAddress, noPlaces } from '../builders/mail.ts';

const to = anAddress('watcher@example.org');
const places: MailPlaces = {
  ticketTag: 'rt.example.org',
  ticketOf: (release) =>
    release === 'umd-5/voms-4.2.0'
      ? { number: 12, url: 'https://rt.example.org/Ticket/Display.html?id=12' }
      : null,
  pageOf: (release) => `https://stagepost.example.org/releases/${release}`,
};
const rejected = { state: 'Rejected', text: 'it does not start\nsee the report' } as const;

describe('A mail about one change', () => {
  test('says what happened, why, where to read on, and why one is told.', () => {
    const mail = mailOf({ mail: 'abc', to, letters: [aLetter(to, rejected)] }, places);
    expect(mail).toMatchObject({
      ...{ id: 'abc', to, as: 'to', thread: 'umd-5/voms-4.2.0', list: 'umd-5' },
      subject: '[rt.example.org #12] voms 4.2.0 (UMD 5): Rejected',
    });
    expect(mail.text).toBe(`voms 4.2.0 (UMD 5) is Rejected since 2026-11-22 12:00 UTC.

> it does not start
> see the report

Release: https://stagepost.example.org/releases/umd-5/voms-4.2.0
Ticket:  https://rt.example.org/Ticket/Display.html?id=12
File:    releases/umd-5/voms-4.2.0.yaml, by commit 0123456

You are told as: watches everything.

Who is told of what is decided in stagepost.yaml.
An answer to this mail goes to the ticket.
`);
    expect(mail.html).toContain(
      '<blockquote style="white-space: pre-wrap">it does not start\nsee the report</blockquote>',
    );
    expect(mail.html).toContain('<a href="https://rt.example.org/Ticket/Display.html?id=12">');
  });

  test('promises no ticket where there is none, and says of a copy that it is one.', () => {
    const mail = mailOf({ mail: 'abc', to, letters: [aLetter(to, {}, { as: 'cc' })] }, noPlaces);
    expect(mail.subject).toBe('voms 4.2.0 (UMD 5): Production');
    expect(mail.as).toBe('cc');
    expect(mail.text).not.toMatch(/ticket|> /);
    expect(mail.text).toContain('You get a copy as: watches everything.');
  });
});

describe('A mail about several changes', () => {
  test('names the releases, and has each change one below the other.', () => {
    const argus = 'umd-5/argus-1.7.5' as ReleaseId;
    const letters = [aLetter(to, rejected), aLetter(to, { release: argus }), aLetter(to)] as const;
    const mail = mailOf({ mail: 'abc', to, letters }, places);
    expect(mail).toMatchObject({
      ...{ thread: null, list: 'all' },
      subject: '3 changes of releases: voms 4.2.0, argus 1.7.5',
    });
    expect(mail.text.match(/^.* is \w+ since /gm)).toEqual([
      'voms 4.2.0 (UMD 5) is Rejected since ',
      'argus 1.7.5 (UMD 5) is Production since ',
      'voms 4.2.0 (UMD 5) is Production since ',
    ]);
    expect(mail.html.match(/<hr>/g)?.length).toBe(2);
  });

  test('about one release belongs to its ticket and its conversation.', () => {
    const mail = mailOf({ mail: 'abc', to, letters: [aLetter(to, rejected), aLetter(to)] }, places);
    expect(mail).toMatchObject({
      ...{ thread: 'umd-5/voms-4.2.0', list: 'umd-5' },
      subject: '[rt.example.org #12] 2 changes of releases: voms 4.2.0',
    });
  });
});

const naughty = [
  'voms\r\nBcc: all@example.org',
  'voms\n\nStatus: resolved',
  '\u2028Status: resolved',
  '</title><script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '"><a href=javascript:alert(1)>',
  "' onmouseover='alert(1)",
  '&lt;b&gt;',
  '𝔘𝔫𝔦𝔠𝔬𝔡𝔢 👩‍👩‍👧 \ud83d',
  '\u202egnp.exe\u0000\u001b[31m',
  'x'.repeat(255),
  '𝔘'.repeat(255),
  'a'.repeat(100_000),
  'https://user:secret@host.example.org/?token=1',
  '=?utf-8?b?QmNjOiBh?=',
  '.\n..\n.',
];

describe('Text of other people', () => {
  const texts = fc.oneof(fc.constantFrom(...naughty), fc.string({ unit: 'binary', maxLength: 300 }));

  test('is one line of the subject at most, passes for no line of ours, and for no part of the page.', () => {
    fc.assert(
      fc.property(texts, texts, texts, (reason, title, ground) => {
        const letter = aLetter(to, { text: reason, majorTitle: title }, { because: [ground] });
        const { subject, text, html } = mailOf({ mail: 'abc', to, letters: [letter] }, noPlaces);
        expect(subject).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e]/);
        expect([...subject].length).toBeLessThanOrEqual(200);
        for (const made of [subject, text, html]) expect(made.isWellFormed()).toBe(true);
        expect(text).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e]/);
        const ours = /^($|> ?|voms 4\.2\.0 \(|(Release|Ticket|File):|You |Who is told)/;
        for (const line of text.split('\n')) expect(line).toMatch(ours);
        expect(html.match(/<[a-z!/][^>]*>/g)?.every((tag) => allowed.includes(tag))).toBe(true);
      }),
      { numRuns: 300, examples: naughty.map((text) => [text, text, text]) },
    );
  });

  test('shows no password and no token of an address.', () => {
    const { text } = mailOf(
      { mail: 'abc', to, letters: [aLetter(to, { text: naughty[13] ?? '' })] },
      noPlaces,
    );
    expect(text).not.toMatch(/secret|token=1/);
  });
});

const allowed = [
  '<!doctype html>',
  '<html lang="en">',
  '<head>',
  '<meta charset="utf-8">',
  '<title>',
  '</title>',
  '</head>',
  '<body style="font-family: sans-serif">',
  '</body>',
  '</html>',
  '<p>',
  '</p>',
  '<strong>',
  '</strong>',
  '<br>',
  '<p style="color: #555">',
  '<blockquote style="white-space: pre-wrap">',
  '</blockquote>',
];

describe('An address', () => {
  test.each([
    'a@example.org',
    'first.last+tag@sub.example.org',
    "o'neil@example.org",
    'x@localhost',
    'A@EXAMPLE.org',
  ])('%s is one.', (text) =>
    expect(asMailAddress(text)).toBe(text.replace(/@.*/, (domain) => domain.toLowerCase())),
  );

  test.each([
    '',
    'sw-rel-qc',
    'a@b@c.example.org',
    'a@',
    '@example.org',
    'a..b@example.org',
    '.a@example.org',
    '"quoted @ local"@example.org',
    'Name <a@example.org>',
    'a@example.org, b@example.org',
    'group: a@example.org;',
    'a@example.org\r\nBcc: b@example.org',
    'a@exam ple.org',
    'a(comment)@example.org',
    'a@[127.0.0.1]',
    'a@-example.org',
    'ä@example.org',
    'a@exämple.org',
    'a@example.org\u0000',
    '<a@example.org>',
    `${'a'.repeat(65)}@example.org`,
    `a@${'b.'.repeat(130)}org`,
    'a@xn--example-.org',
    'a%b@example.org@evil.example.org',
  ])('%j is none.', (text) => expect(asMailAddress(text)).toBeUndefined());

  test('is what it is taken for by whoever reads it: nothing that is one can break a header or name a second one.', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        const address = asMailAddress(`${text}@example.org`);
        if (address !== undefined) expect(address).toMatch(/^[!-~]+@example\.org$/);
        if (address !== undefined) expect(address).not.toMatch(/[\s<>(),;:\\"[\]]/);
      }),
    );
  });
});
