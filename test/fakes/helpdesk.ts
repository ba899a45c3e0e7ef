import { StagepostError } from '../../src/domain/failure.ts';
import type { HelpdeskArticle } from '../../src/domain/helpdesk.ts';
import type { Helpdesk } from '../../src/ports/helpdesk.ts';

/** A helpdesk in memory, open for tests to look at and to change. */
export interface FakeHelpdesk extends Helpdesk {
  readonly tickets: Map<number, { readonly articles: HelpdeskArticle[]; closed: boolean }>;
  readonly faults: {
    /** Does not answer. */
    down: boolean;
    /** Does the next write, and then says that it failed. */
    failsAfterWrite: boolean;
  };
}

export function fakeHelpdesk(): FakeHelpdesk {
  const tickets: FakeHelpdesk['tickets'] = new Map();
  const faults = { down: false, failsAfterWrite: false };
  return {
    tickets,
    faults,
    problems: async () => (faults.down ? ['The fake helpdesk is down. Start it again.'] : []),
    find: async (number) => {
      checkUp(faults);
      const ticket = tickets.get(number);
      return ticket === undefined
        ? null
        : { number, articles: new Set(ticket.articles.map(({ key }) => key)) };
    },
    tell: async (number, article) => {
      checkUp(faults);
      const ticket = tickets.get(number);
      if (ticket === undefined)
        throw new StagepostError({ code: 'helpdesk-refused', message: `there is no ticket ${number}` });
      ticket.articles.push(article);
      ticket.closed ||= article.closes;
      if (!faults.failsAfterWrite) return;
      faults.failsAfterWrite = false;
      throw unreachable('answered with status 500');
    },
    urlOf: (number) => `https://helpdesk.test/${number}`,
  };
}

function checkUp({ down }: FakeHelpdesk['faults']): void {
  if (down) throw unreachable('no answer');
}

function unreachable(message: string): StagepostError {
  return new StagepostError({ code: 'helpdesk-unreachable', message });
}
