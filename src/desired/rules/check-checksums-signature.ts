import type { Report, RuleInput } from './rule.ts';

/** A signature of the manifest can be checked, and is a file of its own. */
export function checkChecksumsSignature({ release, policy }: RuleInput, report: Report): void {
  const { checksums, checksumsSignature, releaseXml } = release.source;
  if (checksumsSignature === undefined) return;
  const at = ['source', 'checksumsSignature'];
  if ([checksums, releaseXml].includes(checksumsSignature)) {
    const message = `${checksumsSignature} cannot be a signature as well`;
    report(at, { rule: 'checksums-signature', message, hint: 'name the file that holds the signature' });
  }
  const provider = policy?.providers.get(release.provider);
  if (provider === undefined || provider.keys.length > 0) return;
  const message = `provider ${provider.key} has no keys, so that nobody could check the signature`;
  report(at, {
    rule: 'checksums-signature',
    message,
    hint: 'add its keys in stagepost.yaml, or remove this line',
  });
}
