# The mail that RT itself writes to those whom Stagepost puts into Cc, when a release has come to a state. Loaded once, after
# initialdata.pl, where RT is to write these mails, by:
#   rt-setup-database-5 --action insert --datafile mail.pl
# Those in AdminCc get every comment by RT's own scrip "On Comment Notify AdminCcs as Comment".
use strict;
use warnings;
use utf8;

our ( @ScripConditions, @Templates, @Scrips );

my $queue = 'sw-rel';

# RT would make the scrip a second time, and every mail with it.
{
    my $present = RT::ScripCondition->new( RT->SystemUser );
    $present->Load('Stagepost: state');
    die "The mail is there already; nothing was loaded\n" if $present->id;
}

@ScripConditions = ( {
    Name                 => 'Stagepost: state',
    Description          => 'Stagepost has told to which state the release has come',
    ApplicableTransTypes => 'Comment',
    ExecModule           => 'StagepostState',
} );

@Templates = ( {
    Queue       => $queue,
    Name        => 'Stagepost: state',
    Description => 'A release has come to a state',
    Type        => 'Perl',
    Content     => <<'TEMPLATE',
Subject: {$Ticket->Subject}: {$Ticket->FirstCustomFieldValue('RolloutProgress')}
RT-Attach-Message: yes

{RT::Extension::Stagepost::text_of($Transaction)}

Packages: {$Ticket->FirstCustomFieldValue('RepositoryURL') || 'none are published'}
Ticket:   {RT->Config->Get('WebURL')}Ticket/Display.html?id={$Ticket->id}
An answer to this mail is kept on the ticket.
TEMPLATE
} );

@Scrips = ( {
    Queue          => $queue,
    Description    => 'Stagepost: tell the state of a release',
    ScripCondition => 'Stagepost: state',
    ScripAction    => 'Notify Ccs',
    Template       => 'Stagepost: state',
    Stage          => 'TransactionCreate',
} );

1;
