import { cleanText, StagepostError } from '../../domain/failure.ts';
import type { Delivery } from '../../domain/mail.ts';
import type { SessionFailure } from './smtp-session.ts';

const mostCharacters = 300;

/** What a session came to, in our words. An answer of the server counts more than that its connection ended. */
export function deliveryOf(failed: SessionFailure | null): Delivery {
  if (failed === null) return { kind: 'accepted' };
  const sentence = sentenceOf(failed.error);
  const { code, isAboutMail } = answerOf(failed.error);
  if (code === null && isAboutMail && !failed.handedOver) return { kind: 'refused', sentence };
  if (code !== null && (failed.handedOver || isAboutMail))
    return { kind: code < 500 ? 'deferred' : 'refused', sentence };
  if (failed.handedOver) return { kind: 'unclear', sentence };
  return { kind: 'unreachable', sentence };
}

/** Why a session failed, in one line: what the server said, or what became of the connection. Never with a secret. */
export function sentenceOf(error: unknown): string {
  if (error instanceof StagepostError) return error.failure.message;
  const { response, message, command } = error as {
    response?: unknown;
    message?: unknown;
    command?: unknown;
  };
  const said =
    typeof response === 'string' ? `the server says: ${response}` : String(message ?? 'unknown error');
  const asked =
    typeof command === 'string' && command !== 'CONN' && command !== 'API' ? ` (to ${command})` : '';
  return `${cleanText(said).replace(/\s+/g, ' ').slice(0, mostCharacters)}${asked}`;
}

const tooLarge = 552;

/** The number by which the server said no, if it did; and whether this one mail is the matter, and not the server or we. */
function answerOf(error: unknown): { readonly code: number | null; readonly isAboutMail: boolean } {
  const { responseCode, command, code } = error as Readonly<
    Record<'responseCode' | 'command' | 'code', unknown>
  >;
  if (typeof responseCode === 'number' && responseCode >= 400 && responseCode < 600)
    return {
      code: responseCode,
      isAboutMail: command === 'RCPT TO' || command === 'DATA' || responseCode === tooLarge,
    };
  // The client itself found that it is too large for the server.
  return { code: null, isAboutMail: code === 'EMESSAGE' };
}
