import { beforeAll, describe, expect, test } from 'vitest';
import type { HelpdeskArticle } from '../../src/domain/helpdesk.ts';
import type { Helpdesk } from '../../src/ports/helpdesk.ts';
import { failureIn } from '../adapters/failure-code.ts';
import { noon } from '../builders/release.ts';

/** A helpdesk under test. */
export interface HelpdeskBench {
  readonly helpdesk: Helpdesk;
  /** A new ticket of a provider; answers with its number. */
  readonly ask: () => number;
  /** What the provider reads there, in order, and whether the ticket is closed. */
  readonly seen: (number: number) => { readonly texts: readonly string[]; readonly closed: boolean };
}

function article(key: string, more: Partial<HelpdeskArticle> = {}): HelpdeskArticle {
  return { key, text: `It is so: ${key}.`, closes: false, ...more };
}

/** What every helpdesk promises. */
export function helpdeskContract(title: string, open: () => Promise<HelpdeskBench>): void {
  describe(`${title} as a helpdesk`, () => {
    let bench: HelpdeskBench;
    beforeAll(async () => {
      bench = await open();
    });

    test('Nothing keeps it from being used.', async () => {
      expect(await bench.helpdesk.problems(noon)).toEqual([]);
    });

    test('A ticket that is not there is null, and cannot be told anything.', async () => {
      expect(await bench.helpdesk.find(99_999)).toBeNull();
      const failure = await failureIn(bench.helpdesk.tell(99_999, article('one')));
      expect(failure.code).toBe('helpdesk-refused');
    });

    test('An article is found again by its key, and read by the provider.', async () => {
      const number = bench.ask();
      expect(await bench.helpdesk.find(number)).toEqual({ number, articles: new Set() });
      await bench.helpdesk.tell(number, article('one'));
      await bench.helpdesk.tell(number, article('two'));
      expect(await bench.helpdesk.find(number)).toEqual({ number, articles: new Set(['one', 'two']) });
      const { texts, closed } = bench.seen(number);
      expect(texts.map((text) => text.split('\n')[0])).toEqual(['It is so: one.', 'It is so: two.']);
      expect(closed).toBe(false);
    });

    test('The article that closes it is there when it is closed.', async () => {
      const number = bench.ask();
      await bench.helpdesk.tell(number, article('end', { closes: true }));
      expect(bench.seen(number)).toMatchObject({ texts: [expect.stringContaining('end')], closed: true });
      expect((await bench.helpdesk.find(number))?.articles).toEqual(new Set(['end']));
    });
  });
}
