package RT::Action::StagepostKeep;

# Puts a change into the outbox. Its scrip belongs to the stage TransactionCreate, which is inside of the transaction of the
# database that writes the change down.

use strict;
use warnings;
use base 'RT::Action';

use RT::Extension::Stagepost::Outbox;

sub Prepare { return 1 }

sub Commit {
    my $self = shift;
    return RT::Extension::Stagepost::Outbox::keep( $self->TicketObj, $self->TransactionObj ) ? 1 : 0;
}

1;
