// What each task needs from the operating system. A need is a command, or a module of the system's Python.
const REPOSITORY_TOOLS = {
  rsync: 'rsync',
  createrepo_c: 'createrepo-c',
  'apt-ftparchive': 'apt-utils',
  gpg: 'gpg',
  'gpg-agent': 'gpg-agent',
  gpgv: 'gpgv',
  rpm: 'rpm',
  rpmbuild: 'rpm',
  rpmsign: 'rpm',
  dnf: 'dnf',
  'dpkg-deb': 'dpkg',
  git: 'git',
};

const SECOND_READERS = {
  repo2solv: 'libsolv-tools',
  dumpsolv: 'libsolv-tools',
  python3: 'python3',
  'python3 module solv': 'python3-solv',
  perl: 'perl',
  zcat: 'gzip',
};

/** Need -> Debian package, per task. */
export const needs = {
  quickstart: REPOSITORY_TOOLS,
  test: { ...REPOSITORY_TOOLS, ...SECOND_READERS },
  'test:quick': { git: 'git' },
  check: {},
  schemas: {},
  build: {},
};

export const taskNames = Object.keys(needs);

/** Whether the task promises to end with the line that counts tests. */
export function countsTests(task) {
  return ['test', 'test:quick', 'check'].includes(task);
}
