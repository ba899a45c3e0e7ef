# Users of the throw-away Request Tracker, each with a token in the folder STAGEPOST_RT_TOKENS. Loaded after
# deploy/rt/initialdata.pl. "stagepost" is the release system as it should be; "halfway" lacks the right to write
# RepositoryURL, "markless" the one to write Stagepost-Release, "reader" may only read, and "stranger" has no right at
# all; "root" is RT's own and may do everything.
use strict;
use warnings;
use utf8;

our ( @Groups, @Users, @ACL, @Final );

my $queue = 'sw-rel';
my %lacks = ( halfway => 'RepositoryURL', markless => 'Stagepost-Release' );

my @fields = (
    'RolloutProgress', 'CommunicationStatus', 'RepositoryURL',       'Sync-Protocol',
    'Sync-URL',        'ReleaseType',         'EmergencyRelease',    'AssociatedMajorRelease',
    'Release-metadata', 'Verification-Report', 'StageRollout-Report', 'Stagepost-Release',
);

@Groups = map { +{ Name => "test-$_", Domain => 'UserDefined' } } ( 'reader', sort keys %lacks );

my %member_of = (
    stagepost => 'sw-rel-repo',
    halfway   => 'test-halfway',
    markless  => 'test-markless',
    reader    => 'test-reader',
    quentin   => 'sw-rel-qc',
    rosa      => 'sw-rel-sr',
    paula     => 'sw-rel-production',
    petr      => 'sw-rel-provider',
    alice     => 'sw-rel-admin',
    stranger  => undef,
);

@Users = map { +{
        Name         => $_,
        EmailAddress => "$_\@rt.test",
        Password     => "$_-password",
        Privileged   => 1,
        $member_of{$_} ? ( MemberOf => [ $member_of{$_} ] ) : (),
    } } sort keys %member_of;

push @ACL,
    {
    GroupDomain => 'UserDefined',
    GroupId     => 'test-reader',
    Queue       => $queue,
    Right       => [qw(SeeQueue ShowTicket SeeCustomField)],
    };

for my $user ( sort keys %lacks ) {
    my %group = ( GroupDomain => 'UserDefined', GroupId => "test-$user" );
    push @ACL,
        {
        %group,
        Queue => $queue,
        Right => [
            qw(SeeQueue ShowTicket ShowTicketComments SeeCustomField CommentOnTicket CreateTicket ModifyTicket
                SetReleaseStatus)
        ],
        },
        map { +{ %group, CF => $_, LookupType => 'RT::Queue-RT::Ticket', Right => 'ModifyCustomField' } }
        grep { $_ ne $lacks{$user} } @fields;
}

@Final = (
    sub {
        require RT::Authen::Token;
        my $folder = $ENV{STAGEPOST_RT_TOKENS} or die "STAGEPOST_RT_TOKENS is not set\n";
        for my $name ( 'root', sort keys %member_of ) {
            my $user = RT::User->new( RT->SystemUser );
            $user->Load($name);
            my ( $ok, $why, $token )
                = RT::AuthToken->new( RT->SystemUser )->Create( Owner => $user->id, Description => 'tests' );
            die "No token for $name: $why\n" unless $ok;
            open my $file, '>', "$folder/$name" or die "$folder/$name: $!\n";
            print {$file} "$token\n";
            close $file or die "$folder/$name: $!\n";
        }
    },
);

1;
