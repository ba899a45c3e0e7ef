import { gitEnvironment } from './environment.ts';
import { gitOutput } from './run-git.ts';

const author = { name: 'Stagepost', email: 'stagepost@localhost' };

/** Makes a folder with files in it a git repository whose first commit on `main` holds them all. */
export async function startRepository(dir: string, message: string): Promise<void> {
  const env = gitEnvironment({
    GIT_AUTHOR_NAME: author.name,
    GIT_AUTHOR_EMAIL: author.email,
    GIT_COMMITTER_NAME: author.name,
    GIT_COMMITTER_EMAIL: author.email,
  });
  const place = { dir, env };
  const doing = `start a repository in ${dir}`;
  await gitOutput(place, ['init', '--quiet', '--initial-branch=main', '--template='], { doing });
  await gitOutput(place, ['add', '--all', '--', '.'], { doing });
  await gitOutput(place, ['commit', '--quiet', `--message=${message}`], { doing });
}
