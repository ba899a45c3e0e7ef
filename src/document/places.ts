/** Names from the top of a document down to a value; numbers count the items of a list from 0. */
export type DocumentPath = readonly (string | number)[];

/** Where a value stands in its text, as offsets; an empty value stands where its name does. */
export interface Place {
  readonly key: number;
  readonly value: number;
  /** A scalar as it was written; empty for anything else. */
  readonly raw: string;
}

export type Places = ReadonlyMap<string, Place>;

/** A path as a JSON pointer (RFC 6901), which is how places are filed. */
export function pointerOf(path: DocumentPath): string {
  return path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

export function pathOf(pointer: string): readonly string[] {
  const steps = pointer.split('/').slice(1);
  return steps.map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** The offset of a value or of its name; where a field is missing, that of the name it should stand below. */
export function offsetOf(places: Places, path: DocumentPath, which: 'key' | 'value'): number {
  const place = places.get(pointerOf(path));
  if (place !== undefined) return place[which];
  return path.length === 0 ? 0 : offsetOf(places, path.slice(0, -1), 'key');
}
