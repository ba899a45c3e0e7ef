import type { ChangingCall } from '../../src/ports/around.ts';

const mostOperands = 7;

/**
 * A name for a call that is the same in every run from the same beginning: port, method, and the operands that say
 * where. What is named by chance becomes a star.
 */
export function callName({ port, method, args }: ChangingCall, work: string): string {
  const [command] = args;
  const operands =
    port === 'process' ? operandsOf(command as { program: string; args: readonly string[] }) : args;
  const shown = operands
    .filter((operand) => typeof operand === 'string' && isShort(operand))
    .map((operand) => plain(String(operand), work));
  return [`${port}.${method}`, ...shown].join(' ');
}

function operandsOf({ program, args }: { program: string; args: readonly string[] }): readonly string[] {
  const telling = args.filter(
    (arg) => !/^(?:-o|APT::.*|--(?:homedir|batch|no-tty|pinentry-mode|loopback))$/.test(arg),
  );
  return [program, ...telling.slice(-mostOperands)];
}

function isShort(text: string): boolean {
  return text.length < 300 && !text.includes('\n');
}

/** A text without the names, digests, instants and ports that chance or time chose. */
export function plain(text: string, work: string): string {
  return text
    .replaceAll(work, '')
    .replace(/(?<=(?:scratch|glances)\/\S*)-[A-Za-z0-9]{6}(?=\/|\s|$)/g, '-*')
    .replace(/\b[0-9A-Fa-f]{40,64}\b/g, '*')
    .replace(/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g, '*')
    .replace(/127\.0\.0\.1:\d+/g, '*');
}

/** Gives every call its name and how many of that name there were: `changes.write /www/… [2]`. */
export function makeCounter(work: string): (call: ChangingCall) => string {
  const seen = new Map<string, number>();
  return (call) => {
    const name = callName(call, work);
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return `${name} [${count}]`;
  };
}
