/** What is known of a file that is asked for. */
export interface Standing {
  readonly size: number;
  /** A strong one (RFC 9110, 8.8.1). */
  readonly etag: string;
  /** As in `Last-Modified`; null where a date says nothing, because two contents may have the same. */
  readonly modified: string | null;
}

/** What the headers of a request ask for. */
export type Conditions = Readonly<
  Partial<Record<'if-match' | 'if-none-match' | 'if-modified-since' | 'if-range' | 'range', string>>
>;

/** What is answered: all bytes or some, both ends counted, or none. */
export type Portion =
  | { readonly status: 200; readonly from: 0; readonly to: number }
  | { readonly status: 206; readonly from: number; readonly to: number }
  | { readonly status: 304 }
  | { readonly status: 412 }
  | { readonly status: 416 };

/** The part of a file that a request asks for, in the order of RFC 9110, 13.2.2. */
export function portionOf(asked: Conditions, file: Standing): Portion {
  const match = asked['if-match'];
  if (match !== undefined && !names(match, file.etag)) return { status: 412 };
  const none = asked['if-none-match'];
  if (none !== undefined) {
    if (names(none, file.etag)) return { status: 304 };
  } else if (isOlder(file, asked['if-modified-since'])) return { status: 304 };
  return ranged(asked, file);
}

function ranged({ range, 'if-range': only }: Conditions, file: Standing): Portion {
  const whole = { status: 200, from: 0, to: file.size - 1 } as const;
  if (range === undefined || (only !== undefined && only !== file.etag && only !== file.modified))
    return whole;
  const parts = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(range);
  // Several ranges, or something else than bytes, may be answered in full (RFC 9110, 14.2).
  if (parts === null) return whole;
  const [, first = '', last = ''] = parts;
  if (first === '' && last === '') return whole;
  const from = first === '' ? Math.max(file.size - Number(last), 0) : Number(first);
  const to = first === '' || last === '' ? file.size - 1 : Math.min(Number(last), file.size - 1);
  if (first !== '' && last !== '' && Number(last) < Number(first)) return whole;
  return from > to ? { status: 416 } : { status: 206, from, to };
}

function names(header: string, etag: string): boolean {
  const tags = header.split(',').map((each) => each.trim().replace(/^W\//, ''));
  return tags.includes('*') || tags.includes(etag);
}

function isOlder({ modified }: Standing, since: string | undefined): boolean {
  if (modified === null || since === undefined) return false;
  return Date.parse(modified) <= Date.parse(since);
}
