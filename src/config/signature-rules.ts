import type { ConfigDocument } from '../document/generated/config.ts';
import type { Located } from '../document/read-document.ts';
import type { Finding } from '../domain/finding.ts';
import { nothingSigned, type SignatureRules } from '../domain/signature.ts';

type ProviderDocument = ConfigDocument['providers'][string];

/** With keys every RPM must be signed, DEBs need not, and the manifest is looked at if it is signed. */
const withKeys: SignatureRules = { rpm: 'required', deb: 'ignored', checksums: 'when-present' };

/** What a provider has to sign; what it does not say depends on whether it has keys. */
export function signatureRulesOf({ keys, signatures }: ProviderDocument): SignatureRules {
  const usual = keys.length === 0 ? nothingSigned : withKeys;
  return {
    rpm: signatures.rpm ?? usual.rpm,
    deb: signatures.deb ?? usual.deb,
    checksums: signatures.checksums ?? usual.checksums,
  };
}

/** Signatures that nobody could check. */
export function checkSignatureRules(document: Located<ConfigDocument>): readonly Finding[] {
  return Object.entries(document.value.providers).flatMap(([key, provider]) => {
    if (provider.keys.length > 0) return [];
    const wanted = Object.entries(provider.signatures).filter(([, rule]) => rule !== 'ignored');
    return wanted.map(([what, rule]) =>
      document.finding(['providers', key, 'signatures', what], 'value', {
        rule: 'signatures-without-keys',
        message: `signatures of ${what} are ${rule}, and provider ${key} has no keys`,
        hint: 'add its public keys to keys, or write ignored',
      }),
    );
  });
}
