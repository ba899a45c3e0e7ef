import { describe, expect, test } from 'vitest';
import type { ReleaseId } from '../../src/domain/release.ts';
import { makeMetrics } from '../../src/metrics/make-metrics.ts';
import {
  answered,
  argus,
  aTeam,
  commitOf,
  countedOf,
  day,
  facts,
  inRollout,
  moment,
  told,
  visits,
  voms,
  written,
} from './facts.ts';

const lip = aTeam('lip', ['NGI_PT', day('01-01')], ['NGI_IBERGRID', day('11-01')]);
const cesga = aTeam('cesga', ['NGI_ES', day('01-01')]);
const bifi = aTeam('bifi', ['NGI_ES', day('01-01')]);
const teams = new Map([lip, cesga, bifi]);

describe('M.REPO-1 counts the first arrival in Submitted:', () => {
  test.each([
    ['the last second of a month belongs to it', '10-31 23:59:59', ['2026-10 delivered: 1']],
    ['the first second of a month belongs to it', '11-01 00:00:00', ['2026-11 delivered: 1']],
  ])('%s.', (_, arrival, expected) => {
    expect(countedOf(facts([[voms, visits(`${arrival} Submitted`)]]), 'M.REPO-1')).toEqual(expected);
  });

  test('what failed before it was fetched was delivered, once.', () => {
    const failed = visits('10-05 09:00 Submitted', '10-05 09:01 Failed', '11-05 09:00 Unverified');
    expect(countedOf(facts([[voms, failed]]), 'M.REPO-1')).toEqual(['2026-10 delivered: 1']);
  });

  test('a resubmission is a delivery of its own, and is told apart.', () => {
    const second = `${voms}+2` as ReleaseId;
    const given = facts([
      [voms, visits('10-05 09:00 Submitted', '10-06 09:00 Rejected')],
      [second, visits('11-05 09:00 Submitted')],
    ]);
    expect(countedOf(given, 'M.REPO-1')).toEqual([
      '2026-10 delivered: 1',
      '2026-11 delivered: 1',
      '2026-11 resubmitted: 1',
    ]);
  });
});

describe('M.REPO-2 counts the decision that a release passed verification:', () => {
  const verified = ['10-20 09:00 Submitted', '10-20 09:10 Unverified', '10-21 09:00 InVerification'];

  test('in the month of the decision, although the slot became free in the next one.', () => {
    const given = facts([[voms, visits(...verified, '10-30 09:00 Deferred', '11-10 09:00 StageRollout')]]);
    expect(countedOf(given, 'M.REPO-2')).toEqual(['2026-10 verified: 1']);
  });

  test('a release whose move failed first was decided about before.', () => {
    const given = facts([[voms, visits(...verified, '10-30 09:00 Failed', '11-01 09:00 StageRollout')]]);
    expect(countedOf(given, 'M.REPO-2')).toEqual(['2026-10 verified: 1']);
  });

  test.each([
    ['the merge counts, and not when it was carried out', '10-31 23:50', '2026-10 verified: 1'],
    [
      'a merge that is dated after it was carried out counts as carried out',
      '12-24 09:00',
      '2026-11 verified: 1',
    ],
    [
      'a merge that is dated before the release arrived counts as its arrival',
      '03-01 09:00',
      '2026-10 verified: 1',
    ],
  ])('%s.', (_, merged, expected) => {
    const entry = '11-01 00:05 StageRollout';
    const given = facts([[voms, visits(...verified, entry)]], {
      merged: new Map([[commitOf(entry), moment(merged)]]),
    });
    expect(countedOf(given, 'M.REPO-2')).toEqual([expected]);
  });

  test('who waited for the provider passed as well, and only once.', () => {
    const late = visits(...verified, '10-22 09:00 WaitingForResponse', '10-30 09:00 StageRollout');
    const back = visits('10-31 09:00 Production', '11-05 09:00 StageRollout', '11-06 09:00 Production');
    expect(countedOf(facts([[voms, [...late, ...back]]]), 'M.REPO-2')).toEqual(['2026-10 verified: 1']);
  });

  test('who is still Deferred, or was rejected there, has not passed.', () => {
    const waiting = visits(...verified, '10-30 09:00 Deferred');
    const rejected = visits(...verified, '10-30 09:00 Deferred', '11-02 09:00 Rejected');
    expect(
      countedOf(
        facts([
          [voms, waiting],
          [argus, rejected],
        ]),
        'M.REPO-2',
      ),
    ).toEqual([]);
  });

  test('an emergency that went directly to production is counted apart, and passed no stage rollout.', () => {
    const given = facts([
      [voms, visits('11-05 09:00 Submitted', '11-05 09:10 Unverified', '11-05 10:00 Production')],
    ]);
    expect(countedOf(given, 'M.REPO-2')).toEqual(['2026-11 direct: 1']);
    for (const metric of ['M.REPO-3', 'M.SA1.3-1', 'M.SA1.3-2', 'M.SA1.3-4', 'M.SA1.3-5'])
      expect(countedOf(given, metric)).toEqual([]);
  });
});

describe('M.REPO-3 counts the way from stage rollout to production:', () => {
  test('once, in the month in which production was reached.', () => {
    const given = facts([[voms, inRollout('10-05', '10-10', '11-01 00:00 Production')]]);
    expect(countedOf(given, 'M.REPO-3')).toEqual(['2026-11 accepted: 1']);
  });

  test('a rollback, and the second acceptance after it, are told apart and take nothing away.', () => {
    const more = [
      '10-20 09:00 Production',
      '11-02 09:00 Deferred',
      '11-03 09:00 StageRollout',
      '12-01 09:00 Production',
    ];
    const given = facts([[voms, inRollout('10-05', '10-10', ...more)]]);
    expect(countedOf(given, 'M.REPO-3')).toEqual([
      '2026-10 accepted: 1',
      '2026-11 rolled-back: 1',
      '2026-12 again: 1',
    ]);
    expect(countedOf(given, 'M.SA1.3-2')).toEqual(['2026-10 success: 1']);
    expect(countedOf(given, 'M.SA1.3-4')).toEqual([`2026-10 rollout: 1, ${(10 * 24 - 3) * 3600} in all`]);
  });

  test('a rollback that was called off while it waited for the slot is none.', () => {
    const more = ['10-20 09:00 Production', '11-02 09:00 Deferred', '11-03 09:00 Production'];
    const given = facts([[voms, inRollout('10-05', '10-10', ...more)]]);
    expect(countedOf(given, 'M.REPO-3')).toEqual(['2026-10 accepted: 1']);
  });

  test('a release that is rejected after its rollback was accepted, and was rejected.', () => {
    const more = ['10-20 09:00 Production', '11-02 09:00 StageRollout', '11-03 09:00 Rejected'];
    const given = facts([[voms, inRollout('10-05', '10-10', ...more)]]);
    expect(countedOf(given, 'M.REPO-3')).toEqual(['2026-10 accepted: 1', '2026-11 rolled-back: 1']);
    expect(countedOf(given, 'M.SA1.3-2')).toEqual(['2026-10 success: 1']);
    expect(countedOf(given, 'M.SA1.3-3')).toEqual(['2026-11 rejected: 1']);
  });
});

describe('M.SA1.3-1 counts the teams that reported on a release:', () => {
  const ended = [voms, inRollout('10-05', '10-10', '10-20 09:00 Production')] as const;

  test('in the month in which its stage rollout ended, with those apart that accepted and said nothing.', () => {
    const reports = [
      answered(voms, 'lip', { written: '10-12', result: 'Success', date: day('10-12') }),
      answered(voms, 'cesga', { written: '10-12' }),
      answered(voms, 'bifi', { written: '10-12', state: 'declined' }),
    ];
    expect(countedOf(facts([ended], { reports, teams }), 'M.SA1.3-1')).toEqual([
      '2026-10 reported: 1, 1 in all',
      '2026-10 silent: 1, 1 in all',
    ]);
  });

  test('a release without a report is one with none.', () => {
    expect(countedOf(facts([ended]), 'M.SA1.3-1')).toEqual(['2026-10 reported: 1, 0 in all']);
  });

  test('a report that comes after the end changes nothing in the month that is over.', () => {
    const reports = [answered(voms, 'lip', { written: '10-12' })];
    const late = answered(voms, 'lip', {
      written: '11-04',
      position: 2,
      result: 'Success',
      date: day('11-04'),
    });
    const before = ['2026-10 reported: 1, 0 in all', '2026-10 silent: 1, 1 in all'];
    expect(countedOf(facts([ended], { reports, teams }), 'M.SA1.3-1')).toEqual(before);
    expect(countedOf(facts([ended], { reports: [...reports, late], teams }), 'M.SA1.3-1')).toEqual([
      ...before,
      '2026-11 late: 1, 1 in all',
    ]);
  });

  test('a stage rollout that lasts belongs to no month yet, and says whom it waits for.', () => {
    const reports = [
      answered(voms, 'lip', { written: '10-12', result: 'Success', date: day('10-12') }),
      answered(voms, 'cesga', { written: '10-12' }),
    ];
    const metrics = makeMetrics(
      facts([[voms, inRollout('10-05', '10-10')]], { reports, teams }),
      moment('10-20 09:00'),
    );
    expect(told(metrics, 'M.SA1.3-1')).toEqual([]);
    expect(metrics.running).toEqual([
      { release: voms, since: moment('10-10 12:00'), reported: ['lip'], expected: ['cesga'] },
    ]);
  });
});

describe('M.SA1.3-2 and -3 count how stage rollouts ended:', () => {
  test.each([
    ['Success', ['2026-11 success: 1']],
    ['Warning', ['2026-11 success: 1', '2026-11 warning: 1']],
  ] as const)('in production with %s.', (outcome, expected) => {
    const end = '11-05 09:00 Production';
    const given = facts([[voms, inRollout('10-05', '10-10', end)]], {
      written: [written(voms, { position: 4, commit: commitOf(end) }, { outcome })],
    });
    expect(countedOf(given, 'M.SA1.3-2')).toEqual(expected);
    expect(countedOf(given, 'M.SA1.3-3')).toEqual([]);
  });

  test('a later edit of the outcome is told as a correction and changes no figure.', () => {
    const end = '11-05 09:00 Production';
    const first = written(voms, { position: 4, commit: commitOf(end) }, { outcome: 'Success' });
    const later = written(voms, { position: 9, committedAt: moment('12-01 09:00') }, { outcome: 'Warning' });
    const given = facts([[voms, inRollout('10-05', '10-10', end)]], { written: [later, first] });
    expect(countedOf(given, 'M.SA1.3-2')).toEqual(['2026-11 success: 1']);
    const metrics = makeMetrics(given, moment('12-31 00:00'));
    expect(metrics.corrections).toMatchObject([
      {
        at: moment('12-01 09:00'),
        release: voms,
        team: null,
        field: 'outcome',
        from: 'Success',
        to: 'Warning',
      },
    ]);
    expect(makeMetrics(given, moment('11-30 00:00')).corrections).toEqual([]);
  });

  test.each([
    ['rejected', ['11-05 09:00 Rejected'], ['2026-11 rejected: 1']],
    ['rejected on the way out', ['11-04 09:00 Failed', '11-05 09:00 Rejected'], ['2026-11 rejected: 1']],
    ['passed and not published', ['11-05 09:00 NotPublished'], ['2026-11 withheld: 1']],
    ['given up after a failure', ['11-04 09:00 Failed', '11-05 09:00 Ignored'], ['2026-11 ignored: 1']],
  ])('%s.', (_, end, expected) => {
    const given = facts([[voms, inRollout('10-05', '10-10', ...end)]]);
    expect(countedOf(given, 'M.SA1.3-3')).toEqual(expected);
    expect(countedOf(given, 'M.SA1.3-2')).toEqual([]);
  });

  test('a rejection before stage rollout, or on the way into it, is none of them.', () => {
    const early = ['10-05 09:00 Submitted', '10-05 09:10 Unverified', '10-06 09:00 InVerification'];
    const given = facts([
      [voms, visits(...early, '10-07 09:00 Rejected')],
      [argus, visits(...early, '10-07 09:00 Failed', '10-08 09:00 Rejected')],
    ]);
    expect(countedOf(given, 'M.SA1.3-3')).toEqual([]);
  });
});

describe('M.SA1.3-4 measures from stage rollout to acceptance:', () => {
  test('without the time as Deferred, which is told apart.', () => {
    const early = ['10-05 09:00 Submitted', '10-05 09:10 Unverified', '10-06 09:00 InVerification'];
    const rest = ['10-08 09:00 Deferred', '10-10 09:00 StageRollout', '10-10 10:00 Production'];
    expect(countedOf(facts([[voms, visits(...early, ...rest)]]), 'M.SA1.3-4')).toEqual([
      '2026-10 rollout: 1, 3600 in all',
      '2026-10 deferred: 1, 172800 in all',
    ]);
  });

  test('with the time in which the move to production failed.', () => {
    const given = facts([
      [voms, inRollout('10-05', '10-10', '10-10 12:30 Failed', '10-10 13:00 Production')],
    ]);
    expect(countedOf(given, 'M.SA1.3-4')).toEqual(['2026-10 rollout: 1, 3600 in all']);
  });
});

describe('M.SA1.3-5 measures from acceptance to the publication of the consolidated report:', () => {
  const end = '10-20 09:00 Production';
  const release = [voms, inRollout('10-05', '10-10', end)] as const;
  const dated = (stageRolloutReportDate: string | null, position = 4) =>
    written(
      voms,
      { position, commit: position === 4 ? commitOf(end) : commitOf('later') },
      { stageRolloutReportDate },
    );

  test.each([
    ['after it, in the month of the report', '2026-11-02', ['2026-11 published: 1, 13 in all']],
    ['on the same day', '2026-10-20', ['2026-10 published: 1, 0 in all']],
    ['before it, in the month of acceptance', '2026-09-30', ['2026-10 published: 1, -20 in all']],
  ])('%s.', (_, date, expected) => {
    expect(countedOf(facts([release], { written: [dated(date)] }), 'M.SA1.3-5')).toEqual(expected);
  });

  test('a day that is written later counts as written; changed again, it is a correction.', () => {
    const all = [dated(null), dated('2026-10-22', 7), dated('2026-10-25', 8)];
    const metrics = makeMetrics(facts([release], { written: all }), moment('12-31 00:00'));
    expect(told(metrics, 'M.SA1.3-5')).toEqual(['2026-10 published: 1, 2 in all']);
    expect(metrics.corrections).toMatchObject([{ field: 'stageRolloutReportDate', to: '2026-10-25' }]);
  });

  test.each([
    ['is not written', null],
    ['is still to come', '2027-01-01'],
    ['is none', '2026-02-30'],
  ])('it is undefined while the day %s.', (_, date) => {
    const metrics = makeMetrics(facts([release], { written: [dated(date)] }), moment('12-31 00:00'));
    expect(told(metrics, 'M.SA1.3-5')).toEqual([]);
    expect(metrics.undated).toEqual([voms]);
  });
});

describe('M.SA1.3-6 and -7 count what teams and infrastructures took part in:', () => {
  test('each team by the day of its report, whenever that was committed.', () => {
    const reports = [
      answered(voms, 'lip', { written: '11-03', result: 'Success', date: day('10-31') }),
      answered(argus, 'lip', { written: '11-03', result: 'Reject', date: day('11-01') }),
    ];
    expect(countedOf(facts([], { reports, teams }), 'M.SA1.3-6')).toEqual([
      '2026-10 reported lip: 1',
      '2026-11 reported lip: 1',
    ]);
  });

  test('a team that accepted and had said nothing when stage rollout ended is told apart.', () => {
    const reports = [answered(voms, 'lip', { written: '10-12' })];
    const given = facts([[voms, inRollout('10-05', '10-10', '10-20 09:00 Rejected')]], { reports, teams });
    expect(countedOf(given, 'M.SA1.3-6')).toEqual(['2026-10 silent lip: 1']);
    expect(countedOf(given, 'M.SA1.3-7')).toEqual([]);
  });

  test('two teams of one infrastructure on one release are two in the sum, and one release.', () => {
    const by = (team: string) =>
      answered(voms, team, { written: '10-12', result: 'Success', date: day('10-12') });
    const given = facts([], { reports: [by('cesga'), by('bifi')], teams });
    expect(countedOf(given, 'M.SA1.3-7')).toEqual(['2026-10 reported NGI_ES: 2 (1)']);
  });

  test('a team that changed counts for the infrastructure of the day of its report.', () => {
    const reports = [
      answered(voms, 'lip', { written: '11-03', result: 'Success', date: day('10-31') }),
      answered(argus, 'lip', { written: '11-03', result: 'Success', date: day('11-01') }),
    ];
    expect(countedOf(facts([], { reports, teams }), 'M.SA1.3-7')).toEqual([
      '2026-10 reported NGI_PT: 1',
      '2026-11 reported NGI_IBERGRID: 1',
    ]);
  });

  test('the first report counts; changing its result or day afterwards is a correction.', () => {
    const reports = [
      answered(voms, 'lip', { written: '10-12', result: 'Success', date: day('10-12') }),
      answered(voms, 'lip', { written: '11-12', position: 2, result: 'Reject', date: day('11-11') }),
    ];
    const metrics = makeMetrics(facts([], { reports, teams }), moment('12-31 00:00'));
    expect(told(metrics, 'M.SA1.3-6')).toEqual(['2026-10 reported lip: 1']);
    expect(metrics.corrections.map(({ team, field, from, to }) => [team, field, from, to])).toEqual([
      ['lip', 'result', 'Success', 'Reject'],
      ['lip', 'date', '2026-10-12', '2026-11-11'],
    ]);
  });
});

describe('The months', () => {
  test('begin with the first delivery and end now, empty ones too; one alone shows what is its own.', () => {
    const given = facts([[voms, inRollout('09-05', '09-10', '11-20 09:00 Production')]]);
    const all = makeMetrics(given, moment('12-03 00:00'));
    expect(all.months.map(({ month }) => month)).toEqual(['2026-09', '2026-10', '2026-11', '2026-12']);
    expect(all.months[1]?.figures).toEqual([]);
    const november = makeMetrics(given, moment('12-03 00:00'), all.months[2]?.month);
    expect(november.months).toEqual([all.months[2]]);
    expect(november.undated).toEqual([voms]);
  });

  test('at an earlier moment are as they were then.', () => {
    const given = facts([[voms, inRollout('10-05', '10-10', '11-20 09:00 Production')]]);
    const then = makeMetrics(given, moment('11-20 08:59'));
    expect(then.running.map(({ release }) => release)).toEqual([voms]);
    expect(told(then, 'M.REPO-3')).toEqual([]);
  });
});
