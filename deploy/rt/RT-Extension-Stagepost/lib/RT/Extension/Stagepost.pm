package RT::Extension::Stagepost;

# Connects a queue of Request Tracker 5 with Stagepost: refuses what is no step of the workflow (Overlay), and tells
# Stagepost of every other change that people make (Outbox). RT loads it by Plugin() of RT_SiteConfig.d/stagepost.pm.

use strict;
use warnings;

our $VERSION = '1.0';

# One of the settings of %Stagepost.
sub setting {
    my ($name) = @_;
    my %settings = RT->Config->Get('Stagepost');
    return $settings{$name};
}

# Whether a ticket is one of those that Stagepost writes.
sub is_ours {
    my ($ticket) = @_;
    return ( $ticket->QueueObj->__Value('Name') // '' ) eq ( setting('Queue') // '' );
}

# Whether a user is in a group, or in a group of it.
sub is_member {
    my ( $user, $name ) = @_;
    my $group = RT::Group->new( RT->SystemUser );
    $group->LoadUserDefinedGroup($name);
    return $group->id && $group->HasMemberRecursively( $user->PrincipalId ) ? 1 : 0;
}

# Whether it is Stagepost that acts. RT's own user is what scrips act as, and stands for nobody who could be asked.
sub is_itself {
    my ($user) = @_;
    return $user->id == RT->SystemUser->id || is_member( $user, setting('Itself') // '' );
}

# What a comment of Stagepost says, without the line by which Stagepost finds it again.
sub text_of {
    my ($transaction) = @_;
    my $content = $transaction->Content( Type => 'text/plain' ) // '';
    return $content =~ s/\s*^\[stagepost:[a-z0-9-]+\]\s*\z//mr;
}

require RT::Extension::Stagepost::Overlay;

1;
