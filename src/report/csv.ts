/** What may stand in a cell; null is an empty one. */
export type Cell = string | number | boolean | null;

/** Rows as comma-separated values (RFC 4180), with a line feed as the end of each line. */
export function csv(header: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return [header, ...rows].map((row) => row.map(cellOf).join(',')).join('\n');
}

// Text is other people's: what a spreadsheet would take for a formula begins with an apostrophe.
function cellOf(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell !== 'string') return String(cell);
  const text = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
