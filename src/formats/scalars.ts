export function isSha256(text: string): boolean {
  return /^[0-9a-f]{64}$/.test(text);
}

/** A count of bytes, packages or seconds: decimal digits without leading zeros, exact as a JavaScript number. */
export function asCount(text: string): number | undefined {
  if (!/^(?:0|[1-9][0-9]{0,15})$/.test(text)) return undefined;
  const count = Number(text);
  return Number.isSafeInteger(count) ? count : undefined;
}

/** For text of strangers inside a message: bounded, and without line ends. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > 120 ? `${text.slice(0, 120)}…` : text);
}
