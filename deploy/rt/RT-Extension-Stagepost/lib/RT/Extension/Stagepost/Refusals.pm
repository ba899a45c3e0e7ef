package RT::Extension::Stagepost::Refusals;

# Why somebody may not change RolloutProgress. Nothing here knows of RT, so that it is as easily read as the table.

use strict;
use warnings;

use RT::Extension::Stagepost::Steps;

my ( %step, %next );
for my $row (@RT::Extension::Stagepost::Steps::STEPS) {
    my ( $from, $to, $emergency, $roles ) = @{$row};
    $step{$from}{$to} = { emergency => $emergency, roles => $roles };
    push @{ $next{$from} }, $to;
}
my %by_itself = map { $_ => 1 } @RT::Extension::Stagepost::Steps::BY_THEMSELVES;

# The state that a text means. RT takes the values of a list in any case of letters.
sub state_of {
    my ($text) = @_;
    my ($state) = grep { lc $_ eq lc( $text // '' ) } @RT::Extension::Stagepost::Steps::STATES;
    return $state;
}

# Why a ticket cannot go from one state to another; undef where it can. `groups` has a list for each role, `is_member`
# answers whether who asks is in a group.
sub of_step {
    my ( $from, $to, %who ) = @_;
    return "RolloutProgress: $to cannot be asked for; it comes about by itself" if $by_itself{$to};
    my $step = $step{$from}{$to} or return "RolloutProgress: $from -> $to is not a step; " . _hint( $from, $who{emergency} );
    return "RolloutProgress: $from -> $to is for emergencies only, and EmergencyRelease is No"
        if $step->{emergency} && !$who{emergency};
    my @groups = map { @{ $who{groups}{$_} // [] } } @{ $step->{roles} };
    return if grep { $who{is_member}->($_) } @groups;
    return "RolloutProgress: $from -> $to can only be asked for by members of " . ( join( ', ', @groups ) || 'no group' );
}

sub _hint {
    my ( $from, $emergency ) = @_;
    my @next = grep { $emergency || !$step{$from}{$_}{emergency} } @{ $next{$from} // [] };
    return "from $from it can go to " . join( ', ', @next ) if @next;
    return "$from is final; new content comes as a new version or submission";
}

1;
