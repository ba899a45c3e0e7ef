# What this Request Tracker knows of Stagepost, for RT's folder RT_SiteConfig.d. The extension itself is the folder
# RT-Extension-Stagepost, which belongs into RT's folder of local plugins.
Plugin('RT::Extension::Stagepost');

Set(%Stagepost,
    Queue => 'sw-rel',

    # Where changes of RolloutProgress are told; https, or http on the same machine. While it is empty nothing is told.
    Url => '',

    # What they are signed with: one line, the same as in the file that listen.rolloutProgress.secretFile of Stagepost's
    # host.yaml names. Only the user that RT runs as may read it.
    SecretFile => '/etc/request-tracker5/stagepost-secret',

    # Seconds for which a person who saves a ticket waits for an answer at most; what is not taken then is sent by
    # sbin/stagepost-outbox.
    Timeout => 3,

    # Seconds after which a message is dropped that Stagepost does not take for reasons of its own; the ticket tells. What
    # cannot be delivered is kept without an end.
    GiveUpAfter => 86_400,

    # The group of Stagepost's own user, which writes what is so and is asked nothing.
    Itself => 'sw-rel-repo',

    # Which groups may ask for what the roles of stagepost.yaml may ask for.
    Groups => {
        'verification'    => ['sw-rel-qc'],
        'stage-rollout'   => ['sw-rel-sr'],
        'release-manager' => ['sw-rel-production'],
        'repository'      => ['sw-rel-admin'],
    },
);

1;
