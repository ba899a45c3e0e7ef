# Written by `node scripts/generate-rt-steps.ts` from src/domain/lifecycle.ts and src/domain/approval-policy.ts; a test
# holds it against them. Change those and not this file.
package RT::Extension::Stagepost::Steps;

use strict;
use warnings;

# Every value of RolloutProgress.
our @STATES = (
    'Submitted',
    'Unverified',
    'InVerification',
    'WaitingForResponse',
    'StageRollout',
    'Deferred',
    'Production',
    'Rejected',
    'Ignored',
    'Not published',
    'Failed',
);

# What comes about by itself and is asked for by nobody.
our @BY_THEMSELVES = ( 'Submitted', 'Deferred', 'Failed' );

# From, to, whether only an emergency may take it, and the roles whose members may ask for it.
our @STEPS = (
    [ 'Submitted', 'Unverified', 0, [qw(repository verification)] ],
    [ 'Submitted', 'Rejected', 0, [qw(verification)] ],
    [ 'Submitted', 'Ignored', 0, [qw(repository verification)] ],
    [ 'Unverified', 'InVerification', 0, [qw(verification)] ],
    [ 'Unverified', 'Production', 1, [qw(release-manager stage-rollout)] ],
    [ 'Unverified', 'Rejected', 0, [qw(verification)] ],
    [ 'Unverified', 'Ignored', 0, [qw(repository verification)] ],
    [ 'InVerification', 'WaitingForResponse', 0, [qw(verification)] ],
    [ 'InVerification', 'StageRollout', 0, [qw(verification)] ],
    [ 'InVerification', 'Production', 1, [qw(release-manager stage-rollout)] ],
    [ 'InVerification', 'Rejected', 0, [qw(verification)] ],
    [ 'WaitingForResponse', 'InVerification', 0, [qw(verification)] ],
    [ 'WaitingForResponse', 'StageRollout', 0, [qw(verification)] ],
    [ 'WaitingForResponse', 'Rejected', 0, [qw(verification)] ],
    [ 'StageRollout', 'Production', 0, [qw(stage-rollout)] ],
    [ 'StageRollout', 'Rejected', 0, [qw(stage-rollout)] ],
    [ 'StageRollout', 'Not published', 0, [qw(repository stage-rollout)] ],
    [ 'Deferred', 'StageRollout', 0, [qw(verification)] ],
    [ 'Deferred', 'Rejected', 0, [qw(stage-rollout verification)] ],
    [ 'Deferred', 'Not published', 0, [qw(repository stage-rollout)] ],
    [ 'Failed', 'Unverified', 0, [qw(repository verification)] ],
    [ 'Failed', 'StageRollout', 0, [qw(verification)] ],
    [ 'Failed', 'Production', 0, [qw(release-manager stage-rollout)] ],
    [ 'Failed', 'Rejected', 0, [qw(repository stage-rollout verification)] ],
    [ 'Failed', 'Ignored', 0, [qw(repository stage-rollout verification)] ],
    [ 'Failed', 'Not published', 0, [qw(repository stage-rollout)] ],
);

1;
