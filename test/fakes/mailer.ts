import type { Mail } from '../../src/domain/mail.ts';
import type { Mailer } from '../../src/ports/mailer.ts';
import type { ServerFault } from '../contracts/mailer.ts';

/** A mail server in memory. */
export interface FakeMailer extends Mailer {
  readonly arrived: Mail[];
  /** By recipient; each is done once but `no-such-user`. */
  readonly faults: Map<string, ServerFault>;
  down: boolean;
}

/** Starts one that is up and has taken nothing. */
export function fakeMailer(): FakeMailer {
  const arrived: Mail[] = [];
  const faults = new Map<string, ServerFault>();
  const mailer: FakeMailer = {
    arrived,
    faults,
    down: false,
    problems: async () => (mailer.down ? ['mail server: it does not answer'] : []),
    send: async (mail) => {
      const fault = faults.get(mail.to);
      if (mailer.down) return { kind: 'unreachable', sentence: 'it does not answer' };
      if (fault !== 'no-such-user') faults.delete(mail.to);
      if (fault === 'greylist') return { kind: 'deferred', sentence: 'the server says: 451 come back later' };
      if (fault === 'no-such-user')
        return { kind: 'refused', sentence: 'the server says: 550 no such user here' };
      arrived.push(mail);
      return fault === 'lost-after-data'
        ? { kind: 'unclear', sentence: 'the server closed the connection' }
        : { kind: 'accepted' };
    },
  };
  return mailer;
}
