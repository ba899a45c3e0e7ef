import { expect, test } from 'vitest';
import { sha256Of } from '../../src/domain/digest.ts';
import { StagepostError } from '../../src/domain/failure.ts';
import { type MirrorItem, mirrorEach } from '../../src/reconcile/mirror-each.ts';
import { noon } from '../builders/release.ts';
import { fakeClock } from '../fakes/clock.ts';
import { fakeLedger } from '../fakes/ledger.ts';

const hour = 3600;

function aMirror() {
  const clock = fakeClock(noon);
  const deps = { ledger: fakeLedger(), clock };
  const made: string[] = [];
  const item = (key: string, make: () => Promise<readonly string[]> = async () => []): MirrorItem => ({
    key,
    subject: `ticket of ${key}`,
    digest: sha256Of(key),
    trustedSeconds: hour,
    make: () => {
      made.push(key);
      return make();
    },
  });
  return { clock, made, item, round: (items: readonly MirrorItem[]) => mirrorEach(deps, 'tickets', items) };
}

const down = async () => {
  throw new StagepostError({ code: 'tracker-unreachable', message: 'no answer' });
};

test('What was seen to be right is not looked at again before its time, but then it is.', async () => {
  const { clock, made, item, round } = aMirror();
  await round([item('a')]);
  await round([item('a')]);
  expect(made).toEqual(['a']);
  clock.advance(hour + 1);
  await round([item('a')]);
  expect(made).toEqual(['a', 'a']);
});

test('Something new to say is said at once.', async () => {
  const { made, item, round } = aMirror();
  await round([item('a')]);
  await round([{ ...item('a'), digest: sha256Of('other') }]);
  expect(made).toEqual(['a', 'a']);
});

test('A mirror that cannot be reached is asked once, and everything waits for the next round.', async () => {
  const { made, item, round } = aMirror();
  expect(await round([item('a'), item('b', down), item('c')])).toEqual([
    { subject: 'tickets', sentence: 'no answer; 2 wait for it' },
  ]);
  expect(made).toEqual(['a', 'b']);
  expect(await round([item('a'), item('b'), item('c')])).toEqual([]);
  expect(made).toEqual(['a', 'b', 'b', 'c']);
});

test('A refusal is noted, stops nothing, and is tried again.', async () => {
  const { made, item, round } = aMirror();
  const refuses = async () => ['Permission Denied', 'really'];
  expect(await round([item('a', refuses), item('b')])).toEqual([
    { subject: 'ticket of a', sentence: 'Permission Denied; really' },
  ]);
  await round([item('a'), item('b')]);
  expect(made).toEqual(['a', 'b', 'a']);
});

test('What a clock that was wrong has seen in the future is looked at again.', async () => {
  const { clock, made, item, round } = aMirror();
  clock.advance(10 * 365 * 24 * hour);
  await round([item('a')]);
  clock.set(noon);
  await round([item('a')]);
  expect(made).toEqual(['a', 'a']);
});

test('A slow mirror has its time in each round, and then the next cycle begins; what was refused comes last.', async () => {
  const { clock, made, item, round } = aMirror();
  const slow = async () => {
    clock.advance(100);
    return [];
  };
  const no = async () => {
    clock.advance(100);
    return ['no'];
  };
  const items = [item('a', no), item('b', slow), item('c', slow), item('d', slow)];
  expect(await round(items)).toEqual([
    { subject: 'ticket of a', sentence: 'no' },
    { subject: 'tickets', sentence: 'it is slow; 2 wait for the next run' },
  ]);
  expect(await round(items)).toEqual([
    { subject: 'tickets', sentence: 'it is slow; 1 wait for the next run' },
  ]);
  expect(await round(items)).toEqual([{ subject: 'ticket of a', sentence: 'no' }]);
  expect(made).toEqual(['a', 'b', 'c', 'd', 'a']);
});
