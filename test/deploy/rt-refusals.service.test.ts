import { describe, expect, test } from 'vitest';
import { realTracker } from '../adapters/rt/real-tracker.ts';
import { visit } from './rt-pages.ts';

const rt = realTracker();

const offered = { 'Sync-URL': 'rsync://repo.example.org/x/', AssociatedMajorRelease: 'umd-5' };

type Fields = Readonly<Record<string, unknown>>;

function create(user: string, fields: Fields): Promise<{ readonly id?: string; readonly message?: string }> {
  const body = { Queue: 'sw-rel', Subject: 'a release', CustomFields: { ...offered, ...fields } };
  return rt.ask(user, { method: 'POST', path: '/ticket', body }) as ReturnType<typeof create>;
}

const write = (user: string, ticket: number, fields: Fields) =>
  rt.ask(user, { method: 'PUT', path: `/ticket/${ticket}`, body: { CustomFields: fields } });
const move = (user: string, ticket: number, state: string) => write(user, ticket, { RolloutProgress: state });

/** A ticket that Stagepost has brought to a state. */
async function ticketIn(state: string, fields: Fields = {}): Promise<number> {
  const ticket = Number((await create('petr', fields)).id);
  if (state !== 'Submitted')
    expect(await move('stagepost', ticket, state)).toEqual([`RolloutProgress Submitted changed to ${state}`]);
  return ticket;
}

/** The custom fields of a ticket as somebody sees them; empty text where one has no value, of a file its name. */
async function fieldsSeen(user: string, ticket: number): Promise<ReadonlyMap<string, string>> {
  const { CustomFields } = (await rt.ask(user, { path: `/ticket/${ticket}` })) as {
    readonly CustomFields: readonly {
      readonly name: string;
      readonly values: readonly (string | { readonly filename: string } | undefined)[];
    }[];
  };
  const shown = CustomFields.map(({ name, values: [value = ''] }) => {
    return [name, typeof value === 'string' ? value : value.filename] as const;
  });
  return new Map(shown);
}

const stateOf = async (ticket: number) => (await fieldsSeen('root', ticket)).get('RolloutProgress');

describe('A change of RolloutProgress that is no step of the workflow', () => {
  test('is refused by REST 2.0 with a sentence that says what is possible.', async () => {
    const ticket = await ticketIn('StageRollout');
    expect(await move('rosa', ticket, 'Unverified')).toEqual([
      'RolloutProgress: StageRollout -> Unverified is not a step; from StageRollout it can go to Production, Rejected, Not published',
    ]);
    expect(await stateOf(ticket)).toBe('StageRollout');
  });

  test('is refused on the page with the same sentence.', async () => {
    const ticket = await ticketIn('Production');
    const rosa = await visit(rt.url(), 'rosa');
    expect(await rosa.choose(ticket, 'RolloutProgress', 'Rejected')).toContain(
      'RolloutProgress: Production -> Rejected is not a step; Production is final; new content comes as a new version or submission',
    );
    expect(await stateOf(ticket)).toBe('Production');
  });

  test('is none when a ticket is made: every release begins as Submitted, whatever it says (R24).', async () => {
    const begun = async (user: string, fields: Fields) => stateOf(Number((await create(user, fields)).id));
    expect(await begun('petr', { RolloutProgress: 'Production' })).toBe('Submitted');
    expect(await begun('root', { RolloutProgress: 'production' })).toBe('Submitted');
    expect(await begun('petr', { RolloutProgress: 'Nonsense' })).toBe('Submitted');
    expect(await begun('petr', { RolloutProgress: 'Submitted' })).toBe('Submitted');
    expect(await begun('petr', {})).toBe('Submitted');
    const alice = await visit(rt.url(), 'alice');
    const page = await alice.make({ ...offered, RolloutProgress: 'Production' });
    const [, made = ''] = /Ticket (\d+) created in queue/.exec(page) ?? [];
    expect(await stateOf(Number(made))).toBe('Submitted');
  });

  test('is refused to everybody, also in other letters, and where it comes about by itself.', async () => {
    const ticket = await ticketIn('InVerification');
    const byItself = (state: string) => [
      `RolloutProgress: ${state} cannot be asked for; it comes about by itself`,
    ];
    expect(await move('root', ticket, 'Deferred')).toEqual(byItself('Deferred'));
    expect(await move('quentin', ticket, 'failed')).toEqual(byItself('Failed'));
    expect(await move('alice', ticket, 'submitted')).toEqual(byItself('Submitted'));
    expect(await move('quentin', ticket, 'Nonsense')).toEqual(['Invalid value for custom field']);
    expect(await stateOf(ticket)).toBe('InVerification');
  });

  test('is refused where only an emergency may take it, until it is one.', async () => {
    const ticket = await ticketIn('Unverified');
    expect(await move('paula', ticket, 'Production')).toEqual([
      'RolloutProgress: Unverified -> Production is for emergencies only, and EmergencyRelease is No',
    ]);
    await write('petr', ticket, { EmergencyRelease: 'Yes' });
    expect(await move('paula', ticket, 'Production')).toEqual([
      'RolloutProgress Unverified changed to Production',
    ]);
  });
});

describe('A step of the workflow', () => {
  test('is taken from members of the groups whose step it is, and from nobody else.', async () => {
    const ticket = await ticketIn('InVerification');
    const only =
      'RolloutProgress: InVerification -> StageRollout can only be asked for by members of sw-rel-qc';
    for (const user of ['rosa', 'alice', 'paula', 'root'])
      expect(await move(user, ticket, 'StageRollout')).toEqual([only]);
    expect(await move('petr', ticket, 'StageRollout')).toEqual([only]);
    expect(await move('quentin', ticket, 'StageRollout')).toEqual([
      'RolloutProgress InVerification changed to StageRollout',
    ]);
    expect(await move('quentin', ticket, 'Not published')).toEqual([
      'RolloutProgress: StageRollout -> Not published can only be asked for by members of sw-rel-admin, sw-rel-sr',
    ]);
    expect(await move('rosa', ticket, 'Not published')).toEqual([
      'RolloutProgress StageRollout changed to Not published',
    ]);
  });

  test('is taken on the page.', async () => {
    const ticket = await ticketIn('Unverified');
    const quentin = await visit(rt.url(), 'quentin');
    expect(await quentin.choose(ticket, 'RolloutProgress', 'InVerification')).toContain(
      'RolloutProgress Unverified changed to InVerification',
    );
  });
});

describe('Each field', () => {
  const file = (FileName: string) => ({ FileName, FileType: 'application/xml', FileContent: 'PGEvPg==' });
  const changes: Fields = {
    RolloutProgress: 'Unverified',
    CommunicationStatus: 'OK',
    RepositoryURL: 'https://repo.example.org/',
    'Sync-Protocol': 'https',
    'Sync-URL': 'https://repo.example.org/y/',
    AssociatedMajorRelease: 'umd-6',
    ReleaseType: 'Incremental',
    EmergencyRelease: 'Yes',
    'Verification-Report': 'https://example.org/verified',
    'StageRollout-Report': 'https://example.org/rolled-out',
    'Release-metadata': file('release.xml'),
    'Release-checksums': file('checksums.xml'),
    'Stagepost-Release': 'umd-6/x-1.0.0',
  };
  const offer = [
    ...['Sync-Protocol', 'Sync-URL', 'AssociatedMajorRelease', 'ReleaseType', 'EmergencyRelease'],
    ...['Release-metadata', 'Release-checksums'],
  ];
  const all = Object.keys(changes);

  test.each([
    ['stagepost', all],
    ['petr', offer],
    ['quentin', ['RolloutProgress', 'Verification-Report']],
    ['rosa', ['StageRollout-Report']],
    ['paula', []],
    ['alice', all.filter((name) => name !== 'Stagepost-Release')],
  ])('is read by %s, who may write %j and nothing else.', async (user, may) => {
    const ticket = await ticketIn('Submitted');
    const before = await fieldsSeen(user, ticket);
    expect(new Set(before.keys())).toEqual(new Set(all));
    await write(user, ticket, changes);
    const after = await fieldsSeen(user, ticket);
    const written = all.filter((name) => after.get(name) !== before.get(name));
    expect(new Set(written)).toEqual(new Set(may));
  });
});

describe('What a ticket has to have', () => {
  test('cannot be emptied.', async () => {
    const ticket = await ticketIn('Unverified');
    expect(await write('quentin', ticket, { RolloutProgress: null })).toEqual([
      'RolloutProgress cannot be empty',
    ]);
    expect(await write('petr', ticket, { 'Sync-URL': null })).toEqual(['Sync-URL cannot be empty']);
    expect(await write('petr', ticket, { EmergencyRelease: null })).toEqual([
      'EmergencyRelease cannot be empty',
    ]);
  });

  test('is asked for on the page on which a ticket is made.', async () => {
    const petr = await visit(rt.url(), 'petr');
    const said = await petr.make({ AssociatedMajorRelease: 'umd-5' });
    expect(said).toContain('Sync-URL: Input must match [Address of the offer]');
    expect(said).not.toContain('AssociatedMajorRelease: ');
    expect(await petr.make(offered)).toMatch(/Ticket \d+ created in queue 'sw-rel'/);
  });

  test('begins with the defaults.', async () => {
    const { id } = await create('petr', {});
    const values = [...(await fieldsSeen('petr', Number(id)))].filter(([, value]) => value !== '');
    expect(Object.fromEntries(values)).toEqual({
      ...offered,
      RolloutProgress: 'Submitted',
      CommunicationStatus: 'Pending',
      'Sync-Protocol': 'rsync',
      ReleaseType: 'NonIncremental',
      EmergencyRelease: 'No',
    });
  });

  test('as files is called by their names.', async () => {
    const file = (FileName: string) => ({ FileName, FileType: 'application/xml', FileContent: 'PGEvPg==' });
    const ticket = await ticketIn('Submitted');
    expect(await write('petr', ticket, { 'Release-checksums': file('sums.xml') })).toEqual([
      'Release-checksums: the file must be called checksums.xml',
    ]);
    expect(await write('petr', ticket, { 'Release-checksums': file('checksums.xml') })).toEqual([
      expect.stringMatching(/^Release-checksums checksums\.xml added/),
    ]);
  });

  test('has a status that its provider cannot write.', async () => {
    const ticket = await ticketIn('Submitted');
    const set = (user: string) =>
      rt.ask(user, { method: 'PUT', path: `/ticket/${ticket}`, body: { Status: 'open' } });
    expect(await set('petr')).not.toEqual([expect.stringMatching(/Status changed/)]);
    expect(await set('quentin')).toEqual([expect.stringMatching(/Status changed from 'new' to 'open'/)]);
  });
});
