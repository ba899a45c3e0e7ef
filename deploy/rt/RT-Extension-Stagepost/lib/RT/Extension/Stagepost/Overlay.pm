package RT::Extension::Stagepost::Overlay;

# Every way into a ticket (pages, REST, mail, bulk updates) ends in three methods of RT::Ticket. They are wrapped and not
# replaced, so that a Ticket_Local.pm or another extension may do the same.

use strict;
use warnings;

use RT::Ticket ();
use RT::Extension::Stagepost::Refusals;

my $progress = 'RolloutProgress';
my $start    = 'Submitted';

# What the files that a provider attaches are called.
my %file_names = ( 'Release-metadata' => 'release.xml', 'Release-checksums' => 'checksums.xml' );

my %before = map { $_ => RT::Ticket->can($_) } qw(Create _AddCustomFieldValue DeleteCustomFieldValue);

{
    no warnings qw(redefine once);

    # Every release begins as Submitted, whatever else a new ticket says.
    *RT::Ticket::Create = sub {
        my ( $self, %args ) = @_;
        _begin( $self, \%args );
        return $before{Create}->( $self, %args );
    };

    *RT::Ticket::_AddCustomFieldValue = sub {
        my ( $self, %args ) = @_;
        my $why = _why_no_value( $self, \%args );
        return ( 0, $why ) if defined $why;
        return $before{_AddCustomFieldValue}->( $self, %args );
    };

    *RT::Ticket::DeleteCustomFieldValue = sub {
        my ( $self, %args ) = @_;
        my $why = _why_not_empty( $self, \%args );
        return ( 0, $why ) if defined $why;
        return $before{DeleteCustomFieldValue}->(@_);
    };
}

sub _begin {
    my ( $self, $args ) = @_;
    return if RT::Extension::Stagepost::is_itself( $self->CurrentUser );
    my $queue = RT::Queue->new( RT->SystemUser );
    $queue->Load( ref $args->{Queue} ? $args->{Queue}->id : $args->{Queue} ) if $args->{Queue};
    return unless $queue->id && $queue->Name eq ( RT::Extension::Stagepost::setting('Queue') // '' );
    for my $key ( keys %{$args} ) {
        my ($number) = $key =~ /^CustomField-([0-9]+)$/i or next;
        $args->{$key} = $start if _name_of($number) eq $progress;
    }
    return;
}

sub _why_no_value {
    my ( $self, $args ) = @_;
    return unless RT::Extension::Stagepost::is_ours($self);
    my $name = _name_in( $self, $args->{Field} );
    return _why_no_file( $name, $args->{Value} ) if $file_names{$name};
    return if $name ne $progress || RT::Extension::Stagepost::is_itself( $self->CurrentUser );

    # What is no state is refused by RT itself.
    my $new = RT::Extension::Stagepost::Refusals::state_of( $args->{Value} ) // return;

    # Who writes need not be able to read.
    my $ticket = RT::Ticket->new( RT->SystemUser );
    $ticket->Load( $self->id );
    my $old = $ticket->FirstCustomFieldValue($progress) // '';
    return if $old eq $new;

    # Two people may change a ticket at the same moment and both come through here; Stagepost judges each message again.
    if ( $old eq '' ) {
        $args->{Value} = $start;
        return;
    }
    return RT::Extension::Stagepost::Refusals::of_step(
        $old, $new,
        emergency => ( $ticket->FirstCustomFieldValue('EmergencyRelease') // '' ) eq 'Yes',
        groups    => RT::Extension::Stagepost::setting('Groups'),
        is_member => sub { RT::Extension::Stagepost::is_member( $self->CurrentUser, $_[0] ) },
    );
}

sub _why_no_file {
    my ( $name, $file ) = @_;
    return if ( $file // '' ) eq '' || $file eq $file_names{$name};
    return "$name: the file must be called $file_names{$name}";
}

# RT asks for values that must not be empty on its pages alone.
sub _why_not_empty {
    my ( $self, $args ) = @_;
    return unless RT::Extension::Stagepost::is_ours($self);
    my $field = $self->LoadCustomFieldByIdentifier( $args->{Field} );
    return if !$field->id || $field->MatchPattern('');
    return $field->__Value('Name') . ' cannot be empty';
}

sub _name_in {
    my ( $self, $identifier ) = @_;
    my $field = $self->LoadCustomFieldByIdentifier($identifier);
    return $field->id ? $field->__Value('Name') // '' : '';
}

sub _name_of {
    my ($number) = @_;
    my $field = RT::CustomField->new( RT->SystemUser );
    $field->Load($number);
    return $field->Name // '';
}

1;
