import { mailerContract } from '../contracts/mailer.ts';
import { fakeMailer } from './mailer.ts';

mailerContract('The fake', async () => {
  const mailer = fakeMailer();
  return {
    mailer,
    arrived: () => mailer.arrived.map(({ to, id, subject }) => ({ to, id, subject })),
    fault: (to, fault) => mailer.faults.set(to, fault),
    goDown: async () => {
      mailer.down = true;
    },
  };
});
