// What each task needs from the operating system. A need is a command, the path of a file, or a
// module of the system's Python.
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
  flock: 'util-linux',
  testsolv: 'libsolv-tools',
  'dose-debcheck': 'dose-distcheck',
  git: 'git',
  'ssh-keygen': 'openssh-client',
};

const SECOND_READERS = {
  repo2solv: 'libsolv-tools',
  dumpsolv: 'libsolv-tools',
  installcheck: 'libsolv-tools',
  python3: 'python3',
  'python3 module solv': 'python3-solv',
  perl: 'perl',
  '/usr/share/perl5/Dpkg/Version.pm': 'libdpkg-perl',
  openssl: 'openssl',
  zcat: 'gzip',
  ar: 'binutils',
};

// What stands around the daemon.
const SERVICE = { nginx: 'nginx-light', 'systemd-analyze': 'systemd', 'systemd-notify': 'systemd' };

// What makes packages of the program, and what judges them.
const PACKAGING = {
  'dpkg-deb': 'dpkg',
  rpmbuild: 'rpm',
  strip: 'binutils',
  tar: 'tar',
  git: 'git',
};
const PACKAGE_JUDGES = {
  lintian: 'lintian',
  rpmlint: 'rpmlint',
  'systemd-nspawn': 'systemd-container',
  nsenter: 'util-linux',
};

// Clients of another day.
const CLOCKS = { faketime: 'faketime' };
const FAULTS = { unshare: 'util-linux', mount: 'mount' };

// A tracker for the tests and for the quickstart with one. The last two keep Debian from setting up a database and a mail server for it.
const TRACKER = {
  '/usr/share/request-tracker5/libexec/rt-server': 'request-tracker5',
  'rt-setup-database-5': 'request-tracker5',
  '/usr/share/doc/rt5-db-sqlite/copyright': 'rt5-db-sqlite',
  '/usr/share/perl5/Starlet.pm': 'rt5-standalone',
  '/usr/share/dbconfig-common': 'dbconfig-no-thanks',
  '/usr/sbin/sendmail': 'msmtp-mta',
};

// Pages are looked at as readers do.
const BROWSER = { chromium: 'chromium' };

/** Need -> Debian package, for a task with its arguments. */
export function needsOf(task, args) {
  return task === 'quickstart' && args.includes('--with-rt')
    ? { ...needs.quickstart, ...TRACKER }
    : needs[task];
}

const needs = {
  quickstart: REPOSITORY_TOOLS,
  test: {
    ...REPOSITORY_TOOLS,
    ...SECOND_READERS,
    ...CLOCKS,
    ...FAULTS,
    ...TRACKER,
    ...SERVICE,
    ...BROWSER,
    ...PACKAGING,
    ...PACKAGE_JUDGES,
  },
  faults: { ...REPOSITORY_TOOLS, ...FAULTS },
  'test:quick': { git: 'git' },
  'two-reconcilers': REPOSITORY_TOOLS,
  drift: REPOSITORY_TOOLS,
  audit: REPOSITORY_TOOLS,
  attacks: { ...REPOSITORY_TOOLS, ...SECOND_READERS, ...TRACKER },
  soak: REPOSITORY_TOOLS,
  figures: REPOSITORY_TOOLS,
  tickets: TRACKER,
  versions: { rpm: 'rpm', dpkg: 'dpkg', perl: 'perl', '/usr/share/perl5/Dpkg/Version.pm': 'libdpkg-perl' },
  check: {},
  schemas: {},
  build: {},
  package: PACKAGING,
  install: {},
};

export const taskNames = Object.keys(needs);

/** Whether the task promises to end with the line that counts tests. */
export function countsTests(task) {
  return [
    'test',
    'test:quick',
    'check',
    'drift',
    'audit',
    'attacks',
    'soak',
    'versions',
    'faults',
    'figures',
  ].includes(task);
}
