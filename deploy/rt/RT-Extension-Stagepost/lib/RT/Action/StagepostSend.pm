package RT::Action::StagepostSend;

# Sends what the outbox has of a ticket. Its scrip belongs to the stage TransactionBatch, which comes when everything is
# changed that one request changes. A change never fails because of it: what is not taken waits for sbin/stagepost-outbox.

use strict;
use warnings;
use base 'RT::Action';

use RT::Extension::Stagepost::Outbox;

sub Prepare { return 1 }

sub Commit {
    my $self = shift;
    my @waiting = RT::Extension::Stagepost::Outbox::waiting( $self->TicketObj->id );
    for my $trouble ( RT::Extension::Stagepost::Outbox::deliver(@waiting) ) {
        my ( $message, $why ) = @{$trouble};
        RT->Logger->error( 'Stagepost has not taken ' . $message->Description . ", which is sent again: $why" );
    }
    return 1;
}

1;
