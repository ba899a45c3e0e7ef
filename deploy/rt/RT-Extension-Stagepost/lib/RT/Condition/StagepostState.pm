package RT::Condition::StagepostState;

# True for a comment by which Stagepost tells to which state a release has come. Stagepost writes each of these once, after
# the repositories are as it says and after those who are told are in Cc; so nothing is mailed twice or too early.

use strict;
use warnings;
use base 'RT::Condition';

sub IsApplicable {
    my $self        = shift;
    my $transaction = $self->TransactionObj;
    return 0 unless RT::Extension::Stagepost::is_itself( $transaction->CreatorObj );
    my $content = $transaction->Content( Type => 'text/plain' ) // '';
    return $content =~ /^\[stagepost:(?:state|failed|ended|withdrawn)-[0-9a-f]+\]\s*\z/m ? 1 : 0;
}

1;
