const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const isoForm = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.\d+)?Z$/;
const rfcForm = /^(\w{3}), (\d{1,2}) (\w{3}) (\d{4}) (\d{2}:\d{2}:\d{2}) (?:UTC|GMT|\+0000)$/;

/** The date form of a Release file: RFC 2822 in UTC, by that name, as the Debian archive writes it. Throws on no date. */
export function writeRfc2822(iso: string): string {
  const whole = isoForm.exec(iso)?.[1];
  const written = whole === undefined ? undefined : utcText(whole);
  if (written === undefined)
    throw new Error(`${JSON.stringify(iso)} is not a date such as 2026-11-22T09:41:00Z`);
  return written;
}

/** The ISO 8601 form in whole seconds, or undefined for anything that apt would not take as this very date. */
export function readRfc2822(text: string): string | undefined {
  const [, , day = '', monthName = '', year = '', time = ''] = rfcForm.exec(text) ?? [];
  const month = months.indexOf(monthName) + 1;
  if (month === 0) return undefined;
  const whole = `${year}-${String(month).padStart(2, '0')}-${day.padStart(2, '0')}T${time}`;
  const again = utcText(whole);
  const sameWeekday = again?.slice(0, 3) === text.slice(0, 3);
  return sameWeekday ? `${whole}Z` : undefined;
}

function utcText(whole: string): string | undefined {
  const ms = Date.parse(`${whole}Z`);
  if (Number.isNaN(ms)) return undefined;
  const date = new Date(ms);
  // Date.parse takes 30 February for 2 March.
  if (date.toISOString().slice(0, 19) !== whole) return undefined;
  return date.toUTCString().replace('GMT', 'UTC');
}
