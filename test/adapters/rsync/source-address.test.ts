import { describe, expect, test } from 'vitest';
import { readSourceAddress } from '../../../src/adapters/rsync/source-address.ts';

describe('an rsync address', () => {
  test('is taken apart into its module and the folder in it', () => {
    expect(readSourceAddress('rsync://repo.emi.example.org:8873/umd5/voms/4.2.0/')).toEqual({
      module: 'rsync://repo.emi.example.org:8873/umd5/',
      folder: 'voms/4.2.0/',
    });
    expect(readSourceAddress('rsync://[2001:db8::1]/m/')).toEqual({
      module: 'rsync://[2001:db8::1]/m/',
      folder: '',
    });
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
    'rsync://h:123456/m/',
    'rsync://h/m/\n/',
    'rsync://h\u0000/m/',
    'h::m/',
    '-e/',
  ])('is not %j', (url) => {
    expect(readSourceAddress(url)).toBeUndefined();
  });
});
