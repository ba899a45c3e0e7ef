import type { ConfigDocument } from '../document/generated/config.ts';
import type { DocumentPath } from '../document/places.ts';
import type { Located } from '../document/read-document.ts';
import type { Finding } from '../domain/finding.ts';
import type { GatePolicy, WeeklyHours } from '../domain/gates.ts';
import { isDate, zoneOf } from '../domain/local-time.ts';

type Document = Located<ConfigDocument>;
type Hours = ConfigDocument['gates']['windows'][number];

/** The gates of a document without findings by {@link checkGates}. */
export function gatesOf(document: Document): GatePolicy {
  const { timeZone, requiredLinks, freezes, exempt, soak, limits, earlyAdopters, installability } =
    document.value.gates;
  return {
    timeZone,
    requiredLinks,
    windows: hoursOf(document, 'windows'),
    closed: hoursOf(document, 'closed'),
    freezes: freezes.map(({ from, to, majorRelease, reason }, index) => ({
      from,
      to,
      majorRelease: majorRelease ?? null,
      reason,
      at: document.locate(['gates', 'freezes', index], 'value'),
    })),
    exempt,
    limits,
    earlyAdopters,
    installability,
    soak: {
      ...soak,
      exceptions: soak.exceptions.map(({ majorRelease, type, minDays }) => ({
        majorRelease: majorRelease ?? null,
        type: type ?? null,
        minDays,
      })),
    },
  };
}

/** A zone that there is not, dates that no month has or that are the wrong way round, and unknown major releases. */
export function checkGates(document: Document): readonly Finding[] {
  return [...checkZone(document), ...checkFreezes(document), ...checkMajors(document)];
}

function hoursOf(document: Document, list: 'windows' | 'closed'): readonly WeeklyHours[] {
  return document.value.gates[list].map(
    ({ days, from, to, majorRelease, reason }: Hours, index): WeeklyHours => ({
      days,
      from: minutesOf(from),
      to: minutesOf(to),
      majorRelease: majorRelease ?? null,
      reason: reason ?? null,
      at: document.locate(['gates', list, index], 'value'),
    }),
  );
}

function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}

function checkZone(document: Document): readonly Finding[] {
  const { timeZone } = document.value.gates;
  if (zoneOf(timeZone) !== undefined) return [];
  const message = `there is no time zone ${timeZone}`;
  const hint = 'give the name of the IANA database, such as Europe/Amsterdam or UTC';
  return [document.finding(['gates', 'timeZone'], 'value', { rule: 'gate-time-zone', message, hint })];
}

function checkFreezes(document: Document): readonly Finding[] {
  return document.value.gates.freezes.flatMap((freeze, index) => {
    const wrong = (['from', 'to'] as const).flatMap((end) => {
      if (isDate(freeze[end])) return [];
      const message = `there is no day ${freeze[end]}`;
      const hint = 'write year, month and day, such as 2026-12-18';
      return [finding(document, ['gates', 'freezes', index, end], { message, hint })];
    });
    if (wrong.length > 0 || freeze.from <= freeze.to) return wrong;
    const message = `the freeze ends on ${freeze.to}, before it begins`;
    const hint = `it begins on ${freeze.from}; both days are part of it`;
    return [finding(document, ['gates', 'freezes', index, 'to'], { message, hint })];
  });
}

function checkMajors(document: Document): readonly Finding[] {
  const { windows, closed, freezes, soak, installability } = document.value.gates;
  const known = Object.keys(document.value.majorReleases);
  const lists = [
    ...[windows, closed, freezes].map((list, at) => ({
      path: ['gates', ['windows', 'closed', 'freezes'][at] ?? ''],
      list,
    })),
    { path: ['gates', 'soak', 'exceptions'], list: soak.exceptions },
    { path: ['gates', 'installability', 'exceptions'], list: installability.exceptions },
  ];
  return lists.flatMap(({ path, list }) =>
    list.flatMap(({ majorRelease }, index) => {
      if (majorRelease === undefined || known.includes(majorRelease)) return [];
      const message = `there is no major release ${majorRelease}`;
      const hint = `known: ${known.join(', ')}`;
      return [finding(document, [...path, index, 'majorRelease'], { message, hint })];
    }),
  );
}

function finding(
  document: Document,
  path: DocumentPath,
  { message, hint }: { readonly message: string; readonly hint: string },
): Finding {
  return document.finding(path, 'value', { rule: 'gates', message, hint });
}
