import { describe, expect, test } from 'vitest';
import { moduleAt, readModuleAddress } from '../../../src/adapters/rsync/source-address.ts';

describe('an rsync address', () => {
  test('is taken apart into its host, its module and the folder in it', () => {
    expect(readModuleAddress('rsync://repo.emi.example.org:8873/umd5/voms/4.2.0/')).toMatchObject({
      host: 'repo.emi.example.org',
      port: 8873,
      module: 'umd5',
      folder: 'voms/4.2.0/',
    });
    expect(readModuleAddress('rsync://[2001:db8::1]/m/')).toMatchObject({
      host: '[2001:db8::1]',
      port: 873,
      module: 'm',
      folder: '',
    });
  });

  test('becomes one with an address in the place of the host', () => {
    const address = readModuleAddress('rsync://repo.emi.example.org/umd5/voms/');
    if (address === undefined) throw new Error('this is an address');
    expect(moduleAt(address, '192.0.2.7')).toBe('rsync://192.0.2.7:873/umd5/');
    expect(moduleAt(address, '2001:db8::7')).toBe('rsync://[2001:db8::7]:873/umd5/');
  });

  test.each([
    'https://h/m/',
    'rsync://h/m',
    'rsync://h/',
    'rsync:///m/',
    'rsync://-e sh/m/',
    'rsync://-x/m/',
    'rsync://user@h/m/',
    'rsync://user:secret@h/m/',
    'rsync://h/../m/',
    'rsync://h/m/../../etc/',
    'rsync://h/m//x/',
    'rsync://h/m/-rf/',
    'rsync://h/m/%2e%2e/',
    'rsync://h/m/a b/',
    'rsync://h/m/a?b/',
    'rsync://h/m/*/',
    'rsync://h:/m/',
    'rsync://H/m/',
    'rsync://127.1/m/',
    'rsync://h./m/',
    'rsync://h:123456/m/',
    'rsync://h/m/\n/',
    'rsync://h\u0000/m/',
    'h::m/',
    '-e/',
  ])('is not %j', (url) => {
    expect(readModuleAddress(url)).toBeUndefined();
  });
});
