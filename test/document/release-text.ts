/** A release file that is fine in every respect; the tests spoil one line of it. */
export const releaseText = `product: voms
shortName: emi.voms
version: 4.2.0
majorRelease: umd-5
provider: emi
platforms: [el9/x86_64, debian-12/amd64]
source:
  protocol: rsync
  url: rsync://repo.emi.example.org/umd5/voms/4.2.0/
  checksumsDigest: sha256:${'4402'.repeat(16)}
links:
  releaseNotes: https://docs.example.org/notes
  changeLog: https://docs.example.org/changes
  documentation: [https://docs.example.org/voms]
desiredState: Unverified
`;

/** The text with one part replaced; fails when the part is not there. */
export function spoiled(part: string, replacement: string, text = releaseText): string {
  if (!text.includes(part)) throw new Error(`the text does not hold ${part}`);
  return text.replace(part, () => replacement);
}

export function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
