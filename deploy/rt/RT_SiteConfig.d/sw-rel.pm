# Lifecycle of the queue sw-rel, for RT's folder RT_SiteConfig.d. The names of its statuses are those of RT's default
# lifecycle; "stalled" is left out because the workflow has no use for it.
Set(%Lifecycles,
    'sw-rel' => {
        initial  => ['new'],
        active   => ['open'],
        inactive => [ 'resolved', 'rejected', 'deleted' ],
        defaults => {
            on_create           => 'new',
            approved            => 'open',
            denied              => 'rejected',
            reminder_on_open    => 'open',
            reminder_on_resolve => 'resolved',
        },
        # A release that is brought back from production, or a ticket closed by mistake, is open again.
        transitions => {
            ''       => ['new'],
            new      => [ 'open', 'resolved', 'rejected', 'deleted' ],
            open     => [ 'resolved', 'rejected', 'deleted' ],
            resolved => ['open'],
            rejected => ['open'],
            deleted  => ['open'],
        },
        rights => {
            '* -> deleted' => 'DeleteTicket',
            # A right of its own, so that providers may write their fields and not the status.
            '* -> *'       => 'SetReleaseStatus',
        },
        actions => [
            'new -> open'      => { label => 'Open It', update => 'Respond' },
            'open -> resolved' => { label => 'Resolve', update => 'Comment' },
            'open -> rejected' => { label => 'Reject',  update => 'Respond' },
        ],
    },
);

1;
