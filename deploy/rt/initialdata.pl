# The queue sw-rel of Request Tracker 5: groups, queue, custom fields, rights, defaults. Loaded once, after the extension
# and RT_SiteConfig.d are in place, by:
#   rt-setup-database-5 --action insert --datafile initialdata.pl
# Users are not made here; docs/operate/request-tracker.md says how the release system's own user and its token are made.
use strict;
use warnings;
use utf8;

use RT::Extension::Stagepost::Steps;

our ( @Groups, @Queues, @CustomFields, @ACL, @Final );

my $queue       = 'sw-rel';
my $lookup_type = 'RT::Queue-RT::Ticket';

# RT would make every custom field a second time.
{
    my $present = RT::Queue->new( RT->SystemUser );
    $present->Load($queue);
    die "The queue $queue is there already; nothing was loaded\n" if $present->id;
}

@Groups = map { +{ Name => $_->[0], Description => $_->[1], Domain => 'UserDefined' } } (
    [ 'sw-rel-provider',   'Offer releases' ],
    [ 'sw-rel-qc',         'Verify releases' ],
    [ 'sw-rel-sr',         'Manage the stage rollout' ],
    [ 'sw-rel-production', 'Answer for production, and are told what reaches it' ],
    [ 'sw-rel-admin',      'Manage the repositories, see every change and repair tickets' ],
    [ 'sw-rel-repo',       'The release system itself; has one member' ],
);

@Queues = ( { Name => $queue, Description => 'Software releases', Lifecycle => 'sw-rel' } );

my @rollout_progress     = @RT::Extension::Stagepost::Steps::STATES;
my @communication_status = ( 'Pending', 'OK', 'Failed' );
my @sync_protocol        = ( 'rsync', 'https', 'ftp' );
my @release_type         = ( 'NonIncremental', 'Incremental' );
my @emergency_release    = ( 'No', 'Yes' );

sub field {
    my ( $name, $description, %more ) = @_;
    return {
        Name        => $name,
        Description => $description,
        MaxValues   => 1,
        LookupType  => $lookup_type,
        ApplyTo     => $queue,
        %more,
    };
}

# RT keeps values outside the list out by itself, but would take an empty one without the pattern.
sub choice {
    my ( $name, $description, @values ) = @_;
    my $order = 0;
    return field(
        $name, $description,
        Type       => 'Select',
        RenderType => 'Dropdown',
        Pattern    => '(?#Mandatory).',
        Values     => [ map { +{ Name => $_, SortOrder => ++$order } } @values ],
    );
}

sub text {
    my ( $name, $description, @pattern ) = @_;
    return field( $name, $description, Type => 'Freeform', map { ( Pattern => $_ ) } @pattern );
}

my $web_address  = '(?#Web address)^(?:https?://\S+)?$';
# These two are never empty: RT's pages ask for them when a ticket is made.
my $sync_address  = '(?#Address of the offer)^(?:rsync|https|ftp)://\S+$';
my $major_release = '(?#Name of a major release, such as umd-5)^\S+$';

@CustomFields = (
    choice( 'RolloutProgress',     'State of the release',                               @rollout_progress ),
    choice( 'CommunicationStatus', 'Whether the repositories have what the state says',  @communication_status ),
    text( 'RepositoryURL', 'Where the packages are now', $web_address ),
    choice( 'Sync-Protocol', 'How the provider offers the release', @sync_protocol ),
    text( 'Sync-URL', 'Where the provider offers the release', $sync_address ),
    text( 'AssociatedMajorRelease', 'Major release to which this one belongs', $major_release ),
    choice( 'ReleaseType',      'Whether it adds to its major release or starts it', @release_type ),
    choice( 'EmergencyRelease', 'Whether it goes the short way',                     @emergency_release ),
    text( 'Verification-Report', 'Report of the verification',           $web_address ),
    text( 'StageRollout-Report', 'Report over all early-adopter reports', $web_address ),
    field( 'Release-metadata', 'The provider\'s release.xml', Type => 'Binary' ),
    field( 'Release-checksums', 'The provider\'s checksums.xml', Type => 'Binary' ),
    text( 'Stagepost-Release', 'Id of the release in git; the ticket is found again by it' ),
);

# Who may write which field; the release system mirrors git into all of them, and it alone writes the last one. Which step
# of RolloutProgress is whose is asked by the extension.
my %writers = (
    'RolloutProgress'        => [qw(sw-rel-repo sw-rel-qc sw-rel-sr sw-rel-production sw-rel-admin)],
    'CommunicationStatus'    => [qw(sw-rel-repo sw-rel-admin)],
    'RepositoryURL'          => [qw(sw-rel-repo sw-rel-admin)],
    'Sync-Protocol'          => [qw(sw-rel-repo sw-rel-provider sw-rel-admin)],
    'Sync-URL'               => [qw(sw-rel-repo sw-rel-provider sw-rel-admin)],
    'AssociatedMajorRelease' => [qw(sw-rel-repo sw-rel-provider sw-rel-admin)],
    'ReleaseType'            => [qw(sw-rel-repo sw-rel-provider sw-rel-admin)],
    'EmergencyRelease'       => [qw(sw-rel-repo sw-rel-provider sw-rel-admin)],
    'Verification-Report'    => [qw(sw-rel-repo sw-rel-qc sw-rel-admin)],
    'StageRollout-Report'    => [qw(sw-rel-repo sw-rel-sr sw-rel-admin)],
    'Release-metadata'       => [qw(sw-rel-repo sw-rel-provider sw-rel-admin)],
    'Release-checksums'      => [qw(sw-rel-repo sw-rel-provider sw-rel-admin)],
    'Stagepost-Release'      => [qw(sw-rel-repo)],
);

sub granted {
    my ( $group, $rights, %where ) = @_;
    return { GroupDomain => 'UserDefined', GroupId => $group, Right => $rights, %where };
}

my @read = qw(SeeQueue ShowTicket SeeCustomField);
my @work = (
    @read,
    qw(ShowTicketComments CommentOnTicket ReplyToTicket ModifyTicket OwnTicket TakeTicket Watch SetReleaseStatus)
);

@ACL = (
    granted( 'sw-rel-production', [ @read, qw(ReplyToTicket ModifyTicket) ], Queue => $queue ),
    granted( 'sw-rel-provider', [ @read, qw(CreateTicket ReplyToTicket ModifyTicket) ], Queue => $queue ),
    granted( 'sw-rel-qc', [ @work, qw(CreateTicket) ], Queue => $queue ),
    granted( 'sw-rel-sr', \@work, Queue => $queue ),
    granted(
        'sw-rel-admin',
        [ @work, qw(CreateTicket ReassignTicket StealTicket DeleteTicket ShowOutgoingEmail WatchAsAdminCc ModifyQueueWatchers) ],
        Queue => $queue
    ),
    # ModifyTicket is what lets it set other people as watchers, ReassignTicket what lets it set any owner.
    granted( 'sw-rel-repo', [ @work, qw(CreateTicket ReassignTicket WatchAsAdminCc) ], Queue => $queue ),
    # To read the names of groups back, and to see and renew its own token.
    granted( 'sw-rel-repo', [qw(SeeGroup ManageAuthTokens)] ),
    # Seeing the field itself, not only its values on tickets, lets it check that all values are there.
    ( map { granted( 'sw-rel-repo', 'SeeCustomField', CF => $_, LookupType => $lookup_type ) } sort keys %writers ),
    (   map {
            my $name = $_;
            map { granted( $_, 'ModifyCustomField', CF => $name, LookupType => $lookup_type ) } @{ $writers{$name} };
        } sort keys %writers
    ),
);

my %defaults = (
    'RolloutProgress'     => 'Submitted',
    'CommunicationStatus' => 'Pending',
    'Sync-Protocol'       => 'rsync',
    'ReleaseType'         => 'NonIncremental',
    'EmergencyRelease'    => 'No',
);

@Final = (
    # RT puts defaults into a new ticket whoever makes it and by whatever way.
    sub {
        my $sw_rel = RT::Queue->new( RT->SystemUser );
        $sw_rel->Load($queue);
        for my $name ( sort keys %defaults ) {
            my $field = RT::CustomField->new( RT->SystemUser );
            $field->LoadByName( Name => $name, LookupType => $lookup_type, ObjectId => $sw_rel->id );
            my ( $ok, $why ) = $field->SetDefaultValues( Object => $sw_rel, Values => $defaults{$name} );
            RT->Logger->error("The default of $name was not set: $why") unless $ok;
        }
    },
    # What RT's own scrips mail about a ticket goes to the administrators as well.
    sub {
        my $sw_rel = RT::Queue->new( RT->SystemUser );
        $sw_rel->Load($queue);
        my $group = RT::Group->new( RT->SystemUser );
        $group->LoadUserDefinedGroup('sw-rel-admin');
        my ( $ok, $why ) = $sw_rel->AddWatcher( Type => 'AdminCc', PrincipalId => $group->PrincipalId );
        RT->Logger->error("The administrators do not watch $queue: $why") unless $ok;
    },
);

1;
