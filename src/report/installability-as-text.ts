import type { ClientView } from '../domain/client-view.ts';
import type { InstallabilityChange } from '../domain/installability.ts';
import { counted } from './names.ts';

/** What can be installed, in a few words: `all 120 installable`, `118 of 120 installable, before 117 of 117`. */
export function installableInShort(view: ClientView): string {
  if (view.kind === 'cannot-tell' || view.installability === null) return '';
  const change = view.installability;
  if (change.kind === 'cannot-tell') return 'cannot tell what is installable';
  const { before, after } = change;
  const now = after.installable === after.of ? `all ${after.of}` : `${after.installable} of ${after.of}`;
  const isSame = before.of === after.of && before.installable === after.installable;
  const then = isSame || before.of === 0 ? '' : `, before ${before.installable} of ${before.of}`;
  return `${now} installable${then}`;
}

/** What has to be said beside the numbers, one line each: first who is newly broken, with the reason. */
export function installableRemarks(change: InstallabilityChange | null): readonly string[] {
  if (change === null) return [];
  if (change.kind === 'cannot-tell') return [`not known whether packages can be installed: ${change.reason}`];
  const { broken, mended, outside, untold } = change;
  return [
    ...broken.map((each) => `cannot be installed: ${each.package} ${each.version}: ${each.reason}`),
    ...mended.map((each) => `can be installed now: ${each.package} ${each.version}`),
    ...(outside === 0
      ? []
      : [`${outside === 1 ? '1 dependency is' : `${outside} dependencies are`} outside and not looked at`]),
    ...(untold === 0 ? [] : [`not known of ${counted(untold, 'package')}: what it takes to install them`]),
  ];
}
