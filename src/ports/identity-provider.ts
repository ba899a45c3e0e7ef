/** One attempt to sign in; the browser that began it keeps these, so that no other can end it. */
export interface SignInAttempt {
  readonly state: string;
  readonly nonce: string;
  /** What only the beginner knows of the code challenge (RFC 7636). */
  readonly verifier: string;
}

/** What the provider says of somebody; `sub` is always a text. */
export type Claims = Readonly<Record<string, unknown>> & { readonly sub: string };

/** Somebody else who knows people, by the code flow of OpenID Connect. */
export interface IdentityProvider {
  /** Makes an attempt, and the address where the person goes on. Throws `sign-in-unreachable`. */
  begin(): Promise<{ readonly attempt: SignInAttempt; readonly address: string }>;
  /**
   * Takes what came back, as the query of the address to which the browser was led. Throws `sign-in-refused` unless
   * everything fits the attempt, and `sign-in-unreachable`.
   */
  finish(query: string, attempt: SignInAttempt): Promise<Claims>;
}
