import { releaseFileOf, releaseIdOf } from '../../domain/release.ts';
import type { Report, RuleInput } from './rule.ts';

/** A release file stands where its content says: reviewers go by the name, machines by the content. */
export function checkFileName({ file, release }: RuleInput, report: Report): void {
  const right = releaseFileOf(releaseIdOf(release));
  if (file === right) return;
  const { majorRelease, product, version, submission } = release;
  const [folder = '', base = ''] = file.split('/').slice(-2);
  const name = base.replace(/\.yaml$/, '');
  const say = (field: string, message: string) =>
    report([field], {
      rule: 'file-name',
      message,
      hint: `rename the file to ${right}, or correct the ${field}`,
    });
  if (folder !== majorRelease) {
    say('majorRelease', `majorRelease is ${majorRelease}, the file stands in ${folder}`);
  } else if (!name.startsWith(`${product}-`)) {
    say('product', `product is ${product}, the file is named ${name}`);
  } else if (name.slice(product.length + 1).replace(/\+.*$/, '') !== version) {
    say('version', `version is ${version}, the file is named ${name}`);
  } else {
    say('submission', `submission is ${submission}, the file is named ${name}`);
  }
}
