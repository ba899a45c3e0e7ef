/** An address taken apart; undefined when it is none. */
export function parseAddress(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}

/** Whether an address carries a user name or a password, which everybody who reads the file would learn. */
export function hasCredentials({ username, password }: URL): boolean {
  return username !== '' || password !== '';
}
