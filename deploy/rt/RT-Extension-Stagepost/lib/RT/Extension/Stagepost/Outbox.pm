package RT::Extension::Stagepost::Outbox;

# Messages that Stagepost has not taken yet. Each is an attribute of its ticket, written in the same transaction of the
# database as the change that it tells of, so that neither is there without the other; it is deleted once it is taken.

use strict;
use warnings;

use Digest::SHA qw(hmac_sha256_hex);
use HTTP::Tiny;
use JSON::PP ();

my $attribute = 'StagepostMessage';

# Stagepost has taken a message: 202, or 422 where it keeps it with the reasons that it comments on the ticket.
my %taken = map { $_ => 1 } 202, 422;

# Answers that are about one message. All others would be given to every message.
my %about_one = map { $_ => 1 } 400, 409, 413;

# Text that is the same wherever it is read.
my $json = JSON::PP->new->ascii->canonical;

# Puts the change that a transaction has made to a ticket into the outbox.
sub keep {
    my ( $ticket, $transaction ) = @_;
    my $is_new = $transaction->Type eq 'Create';
    my $now    = $is_new ? $ticket->FirstCustomFieldValue('RolloutProgress') : $transaction->NewValue;

    # The moment keeps the name new where RT was set back to a copy and counts its transactions again.
    my $delivery = join '-', $ticket->id, $transaction->id, $transaction->CreatedObj->Unix;
    my %message  = (
        Ticket_Id                 => int $ticket->id,
        Current_Rollout_Progress  => $now // '',
        Previous_Rollout_Progress => $is_new ? '' : $transaction->OldValue // '',
        Emergency_Release         => $ticket->FirstCustomFieldValue('EmergencyRelease') // 'No',
        Actor                     => $transaction->CreatorObj->Name,
    );
    my ( $ok, $why ) = $ticket->AddAttribute(
        Name        => $attribute,
        Description => $delivery,
        Content     => $json->encode( \%message ),
    );
    RT->Logger->error("Stagepost is not told of $delivery: $why") unless $ok;
    return $ok;
}

# Everything that waits, oldest first; of one ticket or of all.
sub waiting {
    my ($ticket) = @_;
    my $found = RT::Attributes->new( RT->SystemUser );
    $found->Limit( FIELD => 'Name',       VALUE => $attribute );
    $found->Limit( FIELD => 'ObjectType', VALUE => 'RT::Ticket' );
    $found->Limit( FIELD => 'ObjectId',   VALUE => $ticket ) if $ticket;
    $found->OrderByCols( { FIELD => 'id', ORDER => 'ASC' } );
    return @{ $found->ItemsArrayRef };
}

# Sends messages until one is not taken for a reason that holds for all of them. Of one ticket each waits for the one
# before it, because it is judged by what that has changed. Answers [message, sentence] for each that was tried and waits on.
sub deliver {
    my @messages = @_;
    my ( %stuck, @troubles );
    for my $message (@messages) {
        next if $stuck{ $message->ObjectId };
        my ( $status, $why ) = eval { _post($message) };
        ( $status, $why ) = ( 0, _one_line($@) ) unless defined $status;
        if ( $taken{$status} ) {
            RT->Logger->warning( 'Stagepost refuses ' . $message->Description . ": $why" ) if $status == 422;
            $message->Delete;
            next;
        }
        if ( $about_one{$status} && $message->CreatedObj->Unix < time - _patience() ) {
            give_up( $message, $why );
            next;
        }
        push @troubles, [ $message, $why ];
        $stuck{ $message->ObjectId } = 1;
        last unless $about_one{$status};
    }
    return @troubles;
}

# A message that Stagepost does not take must not hold up the later ones of its ticket for ever. Whoever changed the ticket
# reads there that it was not told.
sub give_up {
    my ( $message, $why ) = @_;
    my $delivery = $message->Description;
    RT->Logger->error("Stagepost is not told of $delivery: $why");
    my $ticket = RT::Ticket->new( RT->SystemUser );
    $ticket->Load( $message->ObjectId );
    my $change = eval { JSON::PP->new->decode( $message->Content ) } // {};
    my $state  = $change->{Current_Rollout_Progress} // '';
    $ticket->Comment( Content => "Stagepost was not told of the change to $state ($delivery): $why\n\n"
            . 'What to do: set RolloutProgress again, or ask for the state in git.' )
        if $ticket->id;
    return $message->Delete;
}

# Seconds for which it is tried again what Stagepost refuses for reasons of its own: something between may have answered.
sub _patience {
    return RT::Extension::Stagepost::setting('GiveUpAfter') // 86_400;
}

# Answers a status and what it means.
sub _post {
    my ($message) = @_;
    my $url = RT::Extension::Stagepost::setting('Url') || die "Url of \%Stagepost is empty\n";
    die "Url of \%Stagepost must be https, or http on this machine\n"
        unless $url =~ m{\Ahttps://}i || $url =~ m{\Ahttp://(?:127\.[0-9.]+|localhost|\[::1\])[:/]}i;
    my ( $secret, $now, $body ) = ( _secret(), time, $message->Content );
    my $seconds = RT::Extension::Stagepost::setting('Timeout') || 3;

    # Without verify_SSL anybody could answer in Stagepost's place. A proxy of the environment is not meant for this.
    my %careful = ( verify_SSL => 1, max_redirect => 0, max_size => 65_536 );
    my %direct  = map { $_ => undef } qw(proxy http_proxy https_proxy);
    my $client  = HTTP::Tiny->new( timeout => $seconds, %careful, %direct );
    my %headers = (
        'Content-Type'   => 'application/json',
        'X-RT-Delivery'  => $message->Description,
        'X-RT-Timestamp' => $now,
        'X-RT-Signature' => 'sha256=' . hmac_sha256_hex( "$now.$body", $secret ),
    );

    # Its own timeout begins anew with every byte, and never ends where TLS has something to read that is no answer.
    local $SIG{ALRM} = sub { die "Timed out after $seconds seconds\n" };
    my $others = alarm $seconds;
    my $answer = eval { $client->post( $url, { headers => \%headers, content => $body } ) };
    my $why    = $@;
    alarm $others;
    die $why unless $answer;
    return ( $answer->{status}, _meaning($answer) );
}

sub _meaning {
    my ($answer) = @_;
    my ( $status, $content ) = ( $answer->{status}, $answer->{content} // '' );
    return "no answer: $content" =~ s/\s+/ /gr if $status == 599;
    return 'status 401: the secret is another than that of Stagepost, or the clocks of the two machines differ by more than five minutes'
        if $status == 401;
    my $said = eval { JSON::PP->new->utf8->decode($content) };
    my $detail = ref $said eq 'HASH' && !ref $said->{detail} ? $said->{detail} // '' : '';
    return _one_line( $detail eq '' ? "status $status" : "status $status: $detail" );
}

sub _secret {
    my $file = RT::Extension::Stagepost::setting('SecretFile') // '';
    open my $handle, '<', $file or die "SecretFile $file: $!\n";
    my $secret = <$handle> // '';
    close $handle;
    chomp $secret;
    die "SecretFile $file is empty\n" if $secret eq '';
    return $secret;
}

# It goes into logs, and others may have written it.
sub _one_line {
    my ($text) = @_;
    $text =~ s/[\x00-\x1f\x7f]+/ /g;
    return substr( $text, 0, 500 ) =~ s/\s+\z//r;
}

1;
