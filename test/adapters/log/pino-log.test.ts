import { expect, test } from 'vitest';
import { pinoLog } from '../../../src/adapters/log/pino-log.ts';

test('A log writes one line of JSON for each event, and never what is called a secret.', () => {
  const lines: string[] = [];
  const log = pinoLog((line) => lines.push(line));
  log.info('request', { request: 'r1', headers: { authorization: 'canary' } });
  log.warn('findings', { token: 'canary' });
  log.error('run failed', { release: 'umd-5/voms-4.2.0', text: 'two\nlines' });
  const told = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(told.map(({ level, event }) => `${level} ${event}`)).toEqual([
    'info request',
    'warn findings',
    'error run failed',
  ]);
  expect(told[2]).toMatchObject({ release: 'umd-5/voms-4.2.0', text: 'two\nlines' });
  expect(Object.keys(told[2] ?? {})).toContain('time');
  expect(lines.join('')).not.toContain('canary');
});
