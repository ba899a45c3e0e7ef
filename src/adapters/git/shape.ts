/** Reads a value that must have a shape, or throws a {@link Misfit} that says where it has not. */
export type Shape<T> = (value: unknown, at: string) => T;

/** A value without the shape that was expected. */
export class Misfit extends Error {
  override readonly name = 'Misfit';
}

/** A text that `read` understands. */
export function textOf<T>(what: string, read: (text: string) => T | undefined): Shape<T> {
  return (value, at) => {
    const found = typeof value === 'string' ? read(value) : undefined;
    if (found === undefined) throw new Misfit(`${at}: expected ${what}`);
    return found;
  };
}

/** A whole number from `least` on. */
export function whole(least: number): Shape<number> {
  return (value, at) => {
    if (typeof value === 'number' && Number.isSafeInteger(value) && value >= least) return value;
    throw new Misfit(`${at}: expected a whole number from ${least} on`);
  };
}

/** One of some values. */
export function oneOf<const T extends string | number>(values: readonly T[]): Shape<T> {
  return (value, at) => {
    const found = values.find((one) => one === value);
    if (found === undefined) throw new Misfit(`${at}: expected ${values.join(' or ')}`);
    return found;
  };
}

/** Null, or something. */
export function nullable<T>(shape: Shape<T>): Shape<T | null> {
  return (value, at) => (value === null ? null : shape(value, at));
}

/** A list of any length. */
export function listOf<T>(shape: Shape<T>): Shape<readonly T[]> {
  return (value, at) => {
    if (!Array.isArray(value)) throw new Misfit(`${at}: expected a list`);
    return value.map((item, index) => shape(item, `${at}[${index}]`));
  };
}

/** An object with exactly these keys. */
export function objectOf<T extends object>(shapes: { readonly [K in keyof T]-?: Shape<T[K]> }): Shape<T> {
  const names = Object.keys(shapes) as (keyof T & string)[];
  return (value, at) => {
    const fields = entriesOf(value, at);
    const missing = names.filter((name) => !fields.has(name));
    const unknown = [...fields.keys()].filter((name) => !names.includes(name as keyof T & string));
    if (missing.length > 0) throw new Misfit(`${at}: without ${missing.join(', ')}`);
    if (unknown.length > 0) throw new Misfit(`${at}: with unknown ${unknown.join(', ')}`);
    return Object.fromEntries(
      names.map((name) => [name, shapes[name](fields.get(name), `${at}.${name}`)]),
    ) as T;
  };
}

type ShapesOf<T, Absent extends boolean> = {
  readonly [K in keyof T as undefined extends T[K]
    ? Absent extends true
      ? K
      : never
    : Absent extends true
      ? never
      : K]-?: Shape<Exclude<T[K], undefined>>;
};

/** An object with all of some keys, and any of those that may be absent. */
export function objectWith<T extends object>(
  required: ShapesOf<T, false>,
  optional: ShapesOf<T, true>,
): Shape<T> {
  return (value, at) => {
    const there = entriesOf(value, at);
    const given = Object.entries(optional).filter(([name]) => there.has(name));
    const shapes: object = { ...required, ...Object.fromEntries(given) };
    return objectOf<T>(shapes as Parameters<typeof objectOf<T>>[0])(value, at);
  };
}

/** An object whose keys and values are data. */
export function mapOf<K extends string, V>(key: Shape<K>, shape: Shape<V>): Shape<ReadonlyMap<K, V>> {
  return (value, at) =>
    new Map([...entriesOf(value, at)].map(([name, inner]) => [key(name, at), shape(inner, `${at}.${name}`)]));
}

function entriesOf(value: unknown, at: string): ReadonlyMap<string, unknown> {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    throw new Misfit(`${at}: expected an object`);
  }
  return new Map(Object.entries(value));
}
