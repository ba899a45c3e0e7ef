import type { Command } from 'commander';
import { StagepostError } from '../../domain/failure.ts';
import type { StoredLetter } from '../../domain/mail.ts';
import type { Outbox } from '../../ports/outbox.ts';
import { lettersAsText } from '../../report/letters-as-text.ts';
import { counted } from '../../report/names.ts';
import type { CommandContext } from '../command-context.ts';
import { exitCodes } from '../exit-codes.ts';
import { type HostOptions, onHost, withHostOption, withHostOptions } from '../host-options.ts';

/** `stagepost notifications outbox`, `retry` and `drop`: mail that waits, and what a person does about mail that was refused. */
export function addOutbox(group: Command, { io, finish }: CommandContext): void {
  withHostOptions(group.command('outbox'))
    .description('show the mail that waits, and the mail that is held and why')
    .action(async (options: HostOptions) => {
      const found = await onHost(io, options, ({ deps }) => deps.outbox.open());
      io.out(options.json === true ? JSON.stringify(found, null, 2) : lettersAsText(found));
      finish(exitCodes.done);
    });
  const changes = [
    ['retry', 'send what is held for an address once more, with the next cycle', again],
    ['drop', 'take out what is held for an address, so that it is not sent', drop],
  ] as const;
  for (const [name, description, change] of changes)
    withHostOption(group.command(name))
      .description(description)
      .argument('<address>', 'as the outbox names it')
      .action(async (address: string, options: HostOptions) => {
        io.out(await onHost(io, options, ({ deps }) => change(deps.outbox, address, deps.clock.now())));
        finish(exitCodes.done);
      });
}

async function again(outbox: Outbox, address: string, now: StoredLetter['queuedAt']): Promise<string> {
  const letters = await heldFor(outbox, address);
  const tries = { attempts: 0, doubts: 0, mail: null, sentence: null };
  await outbox.restand(letters, { ...tries, kind: 'waiting', dueAt: now });
  return `${counted(letters.length, 'letter')} to ${address} will be sent with the next cycle`;
}

async function drop(outbox: Outbox, address: string): Promise<string> {
  const letters = await heldFor(outbox, address);
  await outbox.drop(letters);
  return `${counted(letters.length, 'letter')} to ${address} will not be sent`;
}

async function heldFor(outbox: Outbox, address: string): Promise<readonly StoredLetter[]> {
  const found = (await outbox.open()).filter(
    ({ to, standing }) => to === address && standing.kind === 'held',
  );
  if (found.length > 0) return found;
  throw new StagepostError({
    code: 'bad-configuration',
    message: `nothing is held for ${address}`,
    hint: '`stagepost notifications outbox` shows what is',
    treatment: 'needs-person',
  });
}
