import { readFileSync } from 'node:fs';

// Clock ticks of Linux are the same on every machine that Node runs on.
const ticksPerSecond = 100;

/** Seconds of CPU that a process has used, with those of its children, ended or not. */
export function cpuSeconds(pid: number): number {
  const own = statOf(pid);
  return own.ticks / ticksPerSecond + own.children.reduce((sum, child) => sum + cpuOfChild(child), 0);
}

function cpuOfChild(pid: number): number {
  try {
    return cpuSeconds(pid);
  } catch {
    // It has ended since, and counts for its parent at the next look.
    return 0;
  }
}

function statOf(pid: number): { readonly ticks: number; readonly children: readonly number[] } {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  // utime, stime, cutime, cstime; the first field here is the third of proc(5).
  const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
  return { ticks, children: children === '' ? [] : children.split(' ').map(Number) };
}

/** The one process that another one has started; the command finds Node and gets out of the way. */
export function childOf(pid: number): number {
  const [child] = statOf(pid).children;
  if (child === undefined) throw new Error(`process ${pid} has started no other`);
  return child;
}

/** What a process has in memory, in MiB: now, and at most so far. */
export function memoryOf(pid: number): { readonly now: number; readonly peak: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const field = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1]) / 1024;
  return { now: field('VmRSS'), peak: field('VmHWM') };
}
