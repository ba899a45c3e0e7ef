import { describe, expect, test } from 'vitest';
import { checkRsync } from '../../../src/adapters/rsync/version.ts';
import { fakeRunner } from '../../fakes/process-runner.ts';
import { failureIn } from '../failure-code.ts';

const said = (version: string) => ({ stdout: `rsync  version ${version}  protocol version 32\nCopyright` });

describe('the check of rsync', () => {
  test.each(['3.5.0', '3.10.1', '4.0.0', 'v3.5.0'])(
    'takes version %s, which can be confined',
    async (version) => {
      const runner = fakeRunner({ rsync: said(version) });
      expect(await checkRsync(runner, [])).toEqual({ version: version.replace('v', ''), confines: true });
    },
  );

  test.each(['3.4.4', '3.2.7', '2.6.9', '3.4.99pre5'])(
    'refuses version %s and says how to mend it',
    async (version) => {
      const failure = await failureIn(checkRsync(fakeRunner({ rsync: said(version) }), []));
      expect(failure).toMatchObject({ code: 'tool-refused', treatment: 'needs-person' });
      expect(failure.hint).toBe('Install rsync 3.5.0 or later.');
    },
  );

  test('takes an older version whose package revision policy accepts', async () => {
    const runner = fakeRunner({ rsync: said('3.2.7'), 'dpkg-query': { stdout: '3.2.7-1+deb12u2' } });
    expect(await checkRsync(runner, ['3.2.7-1+deb12u2'])).toEqual({ version: '3.2.7', confines: false });
  });

  test('asks rpm where there is no dpkg', async () => {
    const runner = fakeRunner({ rsync: said('3.2.5'), rpm: { stdout: '3.2.5-3.el9_7.2' } });
    expect((await checkRsync(runner, ['3.2.5-3.el9_7.2'])).confines).toBe(false);
  });

  test('refuses a revision that is not listed, and names it', async () => {
    const runner = fakeRunner({ rsync: said('3.2.7'), 'dpkg-query': { stdout: '3.2.7-1' } });
    const failure = await failureIn(checkRsync(runner, ['3.2.7-1+deb12u2']));
    expect(failure.hint).toContain('add 3.2.7-1 to rsync.accept');
  });

  test('refuses an rsync that does not say its version', async () => {
    const runner = fakeRunner({ rsync: { stdout: 'openrsync: protocol version 29' }, rpm: { stdout: 'x' } });
    expect((await failureIn(checkRsync(runner, ['x']))).code).toBe('tool-refused');
  });
});
