import type { FastifyInstance } from 'fastify';

/** Takes what the forms of pages send, as an object of texts and, for a field that stands there more than once, lists. */
export function takeForms(app: FastifyInstance): void {
  const type = 'application/x-www-form-urlencoded';
  app.addContentTypeParser(type, { parseAs: 'string', bodyLimit: 16 * 1024 }, (_request, body, done) => {
    const fields = new URLSearchParams(String(body));
    const names = [...new Set(fields.keys())];
    done(null, Object.fromEntries(names.map((name) => [name, oneOrMore(fields.getAll(name))])));
  });
}

function oneOrMore(values: readonly string[]): string | readonly string[] {
  return values.length === 1 ? (values[0] ?? '') : values;
}

/** A field of a form that is one text; empty where there is none. */
export function textIn(body: unknown, name: string): string {
  const [value = ''] = textsIn(body, name);
  return value.trim();
}

/** Every text of a field. */
export function textsIn(body: unknown, name: string): readonly string[] {
  const fields = typeof body === 'object' && body !== null && !Buffer.isBuffer(body) ? body : {};
  const value: unknown = Object.hasOwn(fields, name) ? (fields as Record<string, unknown>)[name] : [];
  return [value].flat().filter((each) => typeof each === 'string');
}

/** Where a form or an address asks to go on: a place of this site, or its first page. */
export function placeToGo(to: unknown): string {
  return typeof to === 'string' && /^\/(?![/\\])[\x21-\x5b\x5d-\x7e]{0,1000}$/.test(to) ? to : '/';
}
