import { describe, expect, test } from 'vitest';
import { failureIn } from '../adapters/failure-code.ts';
import { helpdeskContract } from '../contracts/helpdesk.ts';
import { fakeHelpdesk } from './helpdesk.ts';

helpdeskContract('The fake', async () => {
  const helpdesk = fakeHelpdesk();
  let last = 0;
  return {
    helpdesk,
    ask: () => {
      helpdesk.tickets.set(++last, { articles: [], closed: false });
      return last;
    },
    seen: (number) => {
      const { articles, closed } = helpdesk.tickets.get(number) ?? { articles: [], closed: false };
      return { texts: articles.map(({ text }) => text), closed };
    },
  };
});

describe('the fake helpdesk', () => {
  test('fails as it is told to, before or after a write.', async () => {
    const helpdesk = fakeHelpdesk();
    helpdesk.tickets.set(1, { articles: [], closed: false });
    helpdesk.faults.failsAfterWrite = true;
    const told = helpdesk.tell(1, { key: 'one', text: 'x', closes: false });
    expect((await failureIn(told)).code).toBe('helpdesk-unreachable');
    expect((await helpdesk.find(1))?.articles).toEqual(new Set(['one']));
    helpdesk.faults.down = true;
    expect((await failureIn(helpdesk.find(1))).code).toBe('helpdesk-unreachable');
    expect(await helpdesk.problems('2026-11-22T12:00:00Z' as never)).not.toEqual([]);
  });
});
