import { open, type Standing, shownBy, tests } from '../requirements/standing.ts';

const yaml = (...titles: readonly string[]) => tests('document/refused-yaml', ...titles);
const git = (...titles: readonly string[]) => tests('adapters/git/hostile-repository', ...titles);
const workflows = (...titles: readonly string[]) => tests('workflows/workflows', ...titles);

/** What comes by way of git, the code host, the tracker and the web. */
export const peopleAttacks: Readonly<Record<string, Standing>> = {
  30: shownBy(
    yaml(
      'Refused, because it is out of all proportion, and quickly:',
      'an alias',
      'a merge key',
      'an anchor',
    ),
  ),
  31: shownBy(yaml('a name given twice', 'a quoted name given twice')),
  32: shownBy(
    tests(
      'document/refused-yaml',
      'Words of YAML 1.1 are the text that they look like, and everything keeps its type.',
    ),
  ),
  33: shownBy(
    yaml('a bidirectional override', 'a zero-width space', 'a no-break space', 'an escape character'),
  ),
  34: shownBy(
    git(
      'Symbolic links, submodules and executable files show their modes, and a submodule has no blob.',
      'Neither hooks nor filters nor attributes of the release repository run anything in the mirror.',
      'Files with hostile names are told as they are, in the tree and in the commits.',
      'A replaced object does not change what is read.',
    ),
    tests('desired/check-tree', 'is refused.', 'releases itself must not be a link.'),
  ),
  35: shownBy(git('An operand that is no object name never reaches git.')),
  36: shownBy(
    workflows(
      'gives each job the right to read, and nothing else that is not written down here.',
      'runs no code of a repository where a job may do more than read.',
      'keeps no credentials in a checkout.',
      'runs on the machine that publishes, for main alone, and only where there is a host.',
    ),
  ),
  37: shownBy(
    workflows('puts no expression into a script, and nothing of the event anywhere.'),
    tests('report/github-annotations', 'a text for the log'),
  ),
  38: shownBy(
    workflows('pins each action to a commit that the table of the supply chain names with its tag.'),
  ),
  39: open('Who may edit which file is left to the code host.'),
  40: open('Approvals are left to the code host.'),
  41: shownBy(
    tests('story/branches.service', 'changes nothing, whatever it asks for, until it is merged.'),
    tests('adapters/rt/refusals.service', 'is no comment of ours, even when they quote one.'),
  ),
  42: shownBy(tests('reconcile/rewritten-history.service', 'a main that')),
  43: shownBy(
    tests(
      'plan/guards/hold-still',
      'is held as a whole when it ends one more, until its own line stands in the policy',
    ),
    tests(
      'plan/guards/removal',
      'that empties production is refused even for one package, and has a line of its own',
    ),
  ),
  44: shownBy(
    tests(
      'plan/make-plan',
      'cannot be shortened: a skipped stage is refused with the steps that are open, and changes nothing',
    ),
    tests(
      'story/branches.service',
      'A step that the table forbids changes nothing, and apply says which and why.',
    ),
  ),
  49: shownBy(
    tests(
      'http/stages',
      'gives no private byte to anybody who is not known.',
      'lists no folder, waits for no pipe, and reads nothing that a link brings from elsewhere.',
    ),
    tests(
      'deploy/nginx.service',
      'gives no private byte for any spelling of an address, without a token or with one for another folder',
    ),
  ),
  50: shownBy(
    tests('http/stages', 'is kept by no cache between, with or without a right to read.'),
    tests('deploy/nginx.service', 'asks Stagepost: a token or a session opens it, and nothing else does'),
  ),
  51: shownBy(
    tests(
      'http/inbox',
      'that nobody signed, or not this, or not now, leaves no trace',
      'is a hint when it is signed',
    ),
  ),
  52: shownBy(
    tests('http/inbox', 'that comes again is one message and one answer', 'is a hint when it is signed'),
  ),
  53: shownBy(
    tests('reconcile/spaced', 'A flood of hints is one call at once and one for each space'),
    tests('http/inbox', 'of more than 1 MiB is refused while it comes'),
  ),
  54: shownBy(
    tests('http/inbox', 'are in no answer and in no line of the log, whatever is asked'),
    tests('domain/failure', 'is clean in every text'),
    tests('adapters/rt/rest-client', 'goes into the header of every request and nowhere else.'),
    tests('desired/source-address', 'A password in an address is not repeated in what is shown.'),
  ),
  55: shownBy(
    tests(
      'adapters/rt/refusals.service',
      'when there are more than one page of them, long ones and odd ones.',
    ),
  ),
  56: open('No mail is written yet.'),
  57: shownBy(
    tests(
      'reconcile/mirror-tickets',
      'are set back when somebody changed them, once what was seen is no longer trusted.',
    ),
  ),
  58: shownBy(
    tests(
      'story/tickets.service',
      'of a fetch that fails is one comment with the file and what to do, however often it is tried.',
    ),
  ),
  59: shownBy(tests('attacks/patterns', 'No pattern of ours, in sources and schemas, takes long')),
  60: shownBy(
    yaml(
      'A file of more than 256 KiB is refused, and one of exactly that size is read.',
      'twenty thousand names',
    ),
  ),
  69: shownBy(tests('intake/take-in', 'is refused when its content was edited after the fetch')),
  70: shownBy(
    tests('http/api', 'is told of no release that was never public, by no address'),
    tests('http/server', 'tells a failure of its own by an id alone'),
    tests(
      'story/private-stage.service',
      'finds no private name and no private byte, wherever links lead and whatever is guessed.',
    ),
  ),
};
