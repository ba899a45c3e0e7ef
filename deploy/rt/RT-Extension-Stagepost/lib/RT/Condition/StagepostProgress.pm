package RT::Condition::StagepostProgress;

# True for a transaction by which a person has changed RolloutProgress, or has made a ticket. What Stagepost writes
# itself is no news to it.

use strict;
use warnings;
use base 'RT::Condition';

sub IsApplicable {
    my $self        = shift;
    my $transaction = $self->TransactionObj;
    return 0 unless RT::Extension::Stagepost::setting('Url');
    return 0 if RT::Extension::Stagepost::is_itself( $transaction->CreatorObj );

    # By __Value, because in a batch RT hands over transactions as the person sees them.
    return 1 if $transaction->__Value('Type') eq 'Create';
    my $field = RT::CustomField->new( RT->SystemUser );
    $field->Load( $transaction->__Value('Field') );
    return ( $field->Name // '' ) eq 'RolloutProgress' ? 1 : 0;
}

1;
