/** One answer of `git cat-file --batch`. */
export type BatchAnswer =
  | { readonly kind: 'blob'; readonly id: string; readonly content: Uint8Array }
  | { readonly kind: 'too-large'; readonly id: string; readonly size: number }
  | { readonly kind: 'not-a-blob'; readonly id: string; readonly what: string };

type Waiting =
  | { readonly for: 'header' }
  | { readonly for: 'content'; readonly id: string; readonly size: number; readonly wanted: boolean };

/** Cuts the output of `git cat-file --batch` into answers; of a blob that is too large nothing is kept. */
export function makeAnswerReader(
  maxBytes: number,
  onAnswer: (answer: BatchAnswer) => void,
): (chunk: Uint8Array) => void {
  let rest: Buffer = Buffer.alloc(0);
  let waiting: Waiting = { for: 'header' };
  let toSkip = 0;

  function step(): boolean {
    return waiting.for === 'header' ? readHeader() : readContent(waiting);
  }

  function readHeader(): boolean {
    const end = rest.indexOf(10);
    if (end < 0) return false;
    const [id = '', what = '', size = '0'] = rest.subarray(0, end).toString().split(' ');
    rest = rest.subarray(end + 1);
    if (what === 'missing' || what === 'ambiguous') {
      onAnswer({ kind: 'not-a-blob', id, what });
      return true;
    }
    const bytes = Number(size);
    const wanted = what === 'blob' && bytes <= maxBytes;
    if (what !== 'blob') onAnswer({ kind: 'not-a-blob', id, what });
    else if (!wanted) onAnswer({ kind: 'too-large', id, size: bytes });
    waiting = { for: 'content', id, size: bytes, wanted };
    // The content is followed by one newline.
    toSkip = wanted ? 0 : bytes + 1;
    return true;
  }

  function readContent(expected: Waiting & { for: 'content' }): boolean {
    if (!expected.wanted) return skip();
    if (rest.length <= expected.size) return false;
    const content = new Uint8Array(rest.subarray(0, expected.size));
    rest = rest.subarray(expected.size + 1);
    waiting = { for: 'header' };
    onAnswer({ kind: 'blob', id: expected.id, content });
    return true;
  }

  function skip(): boolean {
    const now = Math.min(toSkip, rest.length);
    rest = rest.subarray(now);
    toSkip -= now;
    if (toSkip === 0) waiting = { for: 'header' };
    return toSkip === 0;
  }

  return (chunk) => {
    rest = rest.length === 0 ? Buffer.from(chunk) : Buffer.concat([rest, chunk]);
    while (step());
  };
}
