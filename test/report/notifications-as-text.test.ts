import { describe, expect, test } from 'vitest';
import { notificationOf } from '../../src/plan/notifications/notification-of.ts';
import {
  type NotificationPreview,
  previewAsText,
  toldLines,
} from '../../src/report/notifications-as-text.ts';
import { planAsMarkdown } from '../../src/report/plan-as-markdown.ts';
import { planAsText } from '../../src/report/plan-as-text.ts';
import { aPlan, voms } from '../builders/plan.ts';
import { noon } from '../builders/release.ts';
import { accepted, factsOf } from '../plan/notifications/facts.ts';

const rollout = notificationOf(factsOf('StageRollout', { reports: [accepted('lip')] }));
const waiting = notificationOf(factsOf('WaitingForResponse'));
const file = 'releases/umd-5/voms-4.2.0.yaml';

describe('a plan', () => {
  test('has one line for each state: lists by name, persons by their number, and a reason that is missing', () => {
    expect(toldLines([rollout, waiting])).toEqual([
      'voms 4.2.0, StageRollout        to sw-rel-sr, early-adopters-emi, all@lip.example.org; cc sw-rel-admin, 2 persons',
      'voms 4.2.0, WaitingForResponse  to 1 person; cc sw-rel-admin, 1 person; it must say why, and no reason is given',
    ]);
    expect(toldLines([{ ...rollout, recipients: [] }])).toEqual(['voms 4.2.0, StageRollout  nobody']);
    expect(toldLines([])).toEqual([]);
  });

  test('says it as text and as summary', () => {
    const plan = aPlan([], { notifications: [rollout] });
    expect(planAsText(plan)).toContain(`\n  would be told\n    ${toldLines([rollout])[0]}`);
    const summary = planAsMarkdown({ findings: [], plan, actual: null }, 10_000);
    expect(summary).toContain('#### Would be told\n\n- voms 4.2.0, StageRollout to sw-rel-sr');
  });
});

describe('a preview', () => {
  const preview: NotificationPreview = {
    schemaVersion: 1,
    by: 'unknown',
    release: voms,
    file,
    present: { ...waiting, since: noon, isSupposed: false, mail: null },
    planned: [rollout],
  };

  test('names every recipient with its grounds, what is missing, and those of the next state', () => {
    expect(previewAsText(preview).split('\n')).toEqual([
      'voms 4.2.0 is WaitingForResponse since 2026-11-22 12:00 UTC. Would be told of it:',
      '  to  repo@emi.example.org  person  contact of the provider EMI',
      '  cc  leader@example.org    person  watches everything',
      '  cc  sw-rel-admin          list    administrators',
      `  and must be told why, but there is no reason: add it to ${file}`,
      '',
      'Whether that is by ticket or by mail is a matter of the host: see --host.',
      '',
      'When it enters StageRollout, as main asks, would be told:',
      '  to  sw-rel-sr             list    the staged-rollout managers',
      '  to  early-adopters-emi    list    early adopters of emi',
      '  to  all@lip.example.org   list    lip accepted the release',
      '  cc  leader@example.org    person  watches everything',
      '  cc  head@lip.example.org  person  contact of lip, which accepted the release',
      '  cc  sw-rel-admin          list    administrators',
    ]);
  });

  test('shows the mail as its first reader gets it, and by what people are told', () => {
    const mail = { to: 'a@example.org', subject: 'voms 4.2.0', text: 'one\n\ntwo\n', html: '' };
    const present = { ...waiting, since: noon, isSupposed: true, mail };
    const lines = previewAsText({ ...preview, by: 'mail', planned: [], present }).split('\n');
    expect(lines[0]).toBe('If voms 4.2.0 were WaitingForResponse, would be told of it:');
    expect(lines.slice(5)).toEqual([
      '',
      'The mail:',
      '  | To: a@example.org',
      '  | Subject: voms 4.2.0',
      '  |',
      '  | one',
      '  |',
      '  | two',
      '',
      'This host tells those with a mail address by mail. Nobody tells sw-rel-admin: that is no mail address.',
    ]);
  });

  test('of a release in no state says so', () => {
    expect(previewAsText({ ...preview, present: null, planned: [] })).toBe(
      'voms 4.2.0 is in no state yet, and nobody would be told.',
    );
  });
});
