# The scrips by which Stagepost is told of changes in the queue sw-rel. Loaded once, after initialdata.pl, by:
#   rt-setup-database-5 --action insert --datafile scrips.pl
# Nothing happens while Url of RT_SiteConfig.d/stagepost.pm is empty.
use strict;
use warnings;
use utf8;

our ( @ScripConditions, @ScripActions, @Scrips );

my $queue = 'sw-rel';

# RT would make every scrip a second time.
{
    my $present = RT::ScripAction->new( RT->SystemUser );
    $present->Load('Stagepost: keep');
    die "The scrips are there already; nothing was loaded\n" if $present->id;
}

@ScripConditions = ( {
    Name                 => 'Stagepost: progress',
    Description          => 'A person changed RolloutProgress or made the ticket',
    ApplicableTransTypes => 'Create,CustomField',
    ExecModule           => 'StagepostProgress',
} );

@ScripActions = (
    { Name => 'Stagepost: keep', Description => 'Put the change into the outbox', ExecModule => 'StagepostKeep' },
    { Name => 'Stagepost: send', Description => 'Send what the outbox has of the ticket', ExecModule => 'StagepostSend' },
);

@Scrips = (
    {   Queue          => $queue,
        Description    => 'Stagepost: keep a change of RolloutProgress for sending',
        ScripCondition => 'Stagepost: progress',
        ScripAction    => 'Stagepost: keep',
        Template       => 'Blank',
        Stage          => 'TransactionCreate',
    },
    {   Queue          => $queue,
        Description    => 'Stagepost: send a change of RolloutProgress',
        ScripCondition => 'Stagepost: progress',
        ScripAction    => 'Stagepost: send',
        Template       => 'Blank',
        Stage          => 'TransactionBatch',
    },
);

1;
