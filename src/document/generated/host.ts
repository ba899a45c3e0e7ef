// Generated from 'schemas/host.schema.json' by `npm run schemas`; change the schema, not this file.

/**
 * What is true of one machine only: host.yaml beside the installation.
 */
export interface HostDocument {
  /**
   * Version of this format.
   */
  schemaVersion: 1;
  /**
   * The release repository: an absolute path, or an address that git can fetch from. STAGEPOST_REPOSITORY overrides it.
   */
  repository: string;
  /**
   * Branch that says what people want.
   */
  mainBranch: string;
  /**
   * Branch that says what was done.
   */
  recordBranch: string;
  /**
   * Folder for the pool and for everything private; never below a public folder. STAGEPOST_STATE overrides it.
   */
  state: string;
  /**
   * Where each stage is published.
   */
  stages: {
    /**
     * Private repositories of releases that nobody has checked; never below a public folder.
     */
    unverified: {
      /**
       * Folder in which its repositories are published; absolute.
       */
      path: string;
      /**
       * Address under which clients reach that folder.
       */
      url: string;
    };
    /**
     * Repositories of what early adopters test.
     */
    stageRollout: {
      /**
       * Folder in which its repositories are published; absolute.
       */
      path: string;
      /**
       * Address under which clients reach that folder.
       */
      url: string;
    };
    /**
     * Repositories that everybody uses.
     */
    production: {
      /**
       * Folder in which its repositories are published; absolute.
       */
      path: string;
      /**
       * Address under which clients reach that folder.
       */
      url: string;
    };
  };
  /**
   * The key that signs the repositories.
   */
  signing: {
    /**
     * Folder of the key, as GNUPGHOME; private. STAGEPOST_SIGNING_HOME overrides it.
     */
    home: string;
    /**
     * Fingerprint of the key. STAGEPOST_SIGNING_KEY overrides it.
     */
    key: string;
  };
  /**
   * How servers of providers prove by https who they are.
   */
  https?: {
    /**
     * File with further certificate authorities to believe, in PEM; absolute.
     */
    caFile: string;
  };
  /**
   * The repository at GitHub at whose commits people see what became of them; without it nothing is told there.
   */
  github?: {
    /**
     * Address of the API; of a server of GitHub Enterprise it ends in /api/v3.
     */
    apiUrl: string;
    /**
     * The user or organisation of the release repository.
     */
    owner: string;
    /**
     * Name of the release repository, without its owner.
     */
    repository: string;
    /**
     * File that holds a token which may write commit statuses, alone on one line; absolute.
     */
    tokenFile: string;
  };
  /**
   * The Request Tracker in whose tickets people follow their releases; without it there are no tickets.
   */
  requestTracker?: {
    /**
     * Address of the tracker's first page.
     */
    url: string;
    /**
     * Queue of the tickets.
     */
    queue: string;
    /**
     * File that holds an authentication token of the tracker, alone on one line; absolute.
     */
    tokenFile: string;
  };
  /**
   * The Zammad in whose tickets providers ask and are answered; without it they are told by other ways.
   */
  helpdesk?: {
    /**
     * Address of the helpdesk's first page.
     */
    url: string;
    /**
     * Group whose tickets are about releases, as the helpdesk names it.
     */
    group: string;
    /**
     * File that holds an access token of the helpdesk, alone on one line; absolute.
     */
    tokenFile: string;
  };
  /**
   * The server by which people are told by mail; without it no mail is sent.
   */
  mail?: {
    /**
     * Name or IP address of the mail server that takes our mail.
     */
    server: string;
    /**
     * Its port; 465 with implicit encryption, 587 with starttls and 25 with none, when not given.
     */
    port?: number;
    /**
     * Whether the connection is encrypted after a greeting (starttls), from its start (implicit), or not at all (none), which only does for this machine itself.
     */
    encryption: 'starttls' | 'implicit' | 'none';
    /**
     * Name to log in with; without it there is no login.
     */
    user?: string;
    /**
     * File that holds the password of that user, alone on one line; absolute.
     */
    secretFile?: string;
    /**
     * Address that the mail comes from; what cannot be delivered comes back to it.
     */
    from: string;
    /**
     * Address that answers go to: of the tracker, or of somebody who reads them; from, when not given.
     */
    replyTo?: string;
    /**
     * What the tracker writes before the number of a ticket in subjects, so that answers find the ticket: its $rtname.
     */
    ticketTag?: string;
  };
  /**
   * The HTTP server of `stagepost serve`; without it there is none.
   */
  listen?: {
    /**
     * IP address to listen at; anything but this machine itself asks for url as well.
     */
    address: string;
    /**
     * Port to listen at; 0 takes a free one, which is told at the start.
     */
    port: number;
    /**
     * Address under which people reach it, where that is not the one that it listens at: of a proxy in front of it.
     */
    url?: string;
    /**
     * Who can reach it: public shows only what was in stage rollout or production, member shows everything.
     */
    audience: 'public' | 'member';
    /**
     * Who may ask it to look again, to try a step again, and to drop a message.
     *
     * @maxItems 100
     *
     * Items: One person or program.
     */
    operators: {
      /**
       * Name in the audit.
       */
      name: string;
      /**
       * SHA-256 of a random token of 32 characters or more; the token itself stands nowhere.
       */
      tokenDigest: string;
    }[];
    /**
     * Signing in by OpenID Connect; without it nobody can.
     */
    signIn?: {
      /**
       * The issuer, letter for letter as the identity provider names itself.
       */
      issuer: string;
      /**
       * Name of this client at the identity provider.
       */
      clientId: string;
      /**
       * File that holds the secret of this client, alone on one line; absolute.
       */
      secretFile: string;
      /**
       * What is asked for beside openid, so that the claims come.
       *
       * @maxItems 50
       *
       * Items: A scope of the identity provider.
       */
      scopes: string[];
      /**
       * Who has which role of stagepost.yaml, by what the identity provider says of them.
       */
      roles: {
        /**
         * Who has it, and what it may do.
         */
        [k: string]: {
          /**
           * The claim that says it, such as groups; a.b is the field b in the claim a, unless there is one of that name.
           */
          claim: string;
          /**
           * Whoever has one of these there has the role.
           *
           * @minItems 1
           * @maxItems 100
           *
           * Items: A value, letter for letter.
           */
          values: string[];
          /**
           * read: what is not public yet, with the private stage; operate: what operators may ask for.
           *
           * Items: A right.
           */
          may: ('read' | 'operate')[];
        };
      };
    };
    /**
     * Takes messages of a Request Tracker about changed tickets; without it none is taken.
     */
    rolloutProgress?: {
      /**
       * File that holds the secret with which the messages are signed, alone on one line; absolute.
       */
      secretFile: string;
    };
    /**
     * Takes webhooks of GitHub as a hint to look at main; without it none is taken.
     */
    githubWebhook?: {
      /**
       * File that holds the secret of the webhook, alone on one line; absolute.
       */
      secretFile: string;
    };
  };
}

export const hostSchema: object = {"$schema":"https://json-schema.org/draft/2020-12/schema","title":"HostDocument","type":"object","description":"What is true of one machine only: host.yaml beside the installation.","additionalProperties":false,"required":["schemaVersion","repository","stages","signing"],"properties":{"schemaVersion":{"type":"integer","const":1,"description":"Version of this format."},"repository":{"type":"string","description":"The release repository: an absolute path, or an address that git can fetch from. STAGEPOST_REPOSITORY overrides it.","maxLength":2000,"pattern":"^(/|(https|ssh|file)://[^-/\\s]|file:///|[A-Za-z0-9._]+@[A-Za-z0-9.-]+:)","patternErrorMessage":"must be an absolute path, or an address such as https://host/name.git, ssh://host/name.git or git@host:name.git","examples":["/srv/releases.git"]},"mainBranch":{"type":"string","description":"Branch that says what people want.","maxLength":200,"pattern":"^[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)*$","patternErrorMessage":"must be the name of a branch","examples":["main"],"default":"main"},"recordBranch":{"type":"string","description":"Branch that says what was done.","maxLength":200,"pattern":"^[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)*$","patternErrorMessage":"must be the name of a branch","examples":["stagepost-record"],"default":"stagepost-record"},"state":{"type":"string","description":"Folder for the pool and for everything private; never below a public folder. STAGEPOST_STATE overrides it.","maxLength":4000,"pattern":"^/","patternErrorMessage":"must be an absolute path","examples":["/var/lib/stagepost"],"default":"/var/lib/stagepost"},"stages":{"type":"object","description":"Where each stage is published.","additionalProperties":false,"required":["unverified","stageRollout","production"],"properties":{"unverified":{"type":"object","description":"Private repositories of releases that nobody has checked; never below a public folder.","additionalProperties":false,"required":["path","url"],"properties":{"path":{"type":"string","description":"Folder in which its repositories are published; absolute.","maxLength":4000,"pattern":"^/","patternErrorMessage":"must be an absolute path","examples":["/var/lib/stagepost"]},"url":{"type":"string","description":"Address under which clients reach that folder.","maxLength":2000,"pattern":"^(https?|file)://","patternErrorMessage":"must be an address that begins with https://, http:// or file://","examples":["https://repo.example.org/production"]}}},"stageRollout":{"type":"object","description":"Repositories of what early adopters test.","additionalProperties":false,"required":["path","url"],"properties":{"path":{"type":"string","description":"Folder in which its repositories are published; absolute.","maxLength":4000,"pattern":"^/","patternErrorMessage":"must be an absolute path","examples":["/var/lib/stagepost"]},"url":{"type":"string","description":"Address under which clients reach that folder.","maxLength":2000,"pattern":"^(https?|file)://","patternErrorMessage":"must be an address that begins with https://, http:// or file://","examples":["https://repo.example.org/production"]}}},"production":{"type":"object","description":"Repositories that everybody uses.","additionalProperties":false,"required":["path","url"],"properties":{"path":{"type":"string","description":"Folder in which its repositories are published; absolute.","maxLength":4000,"pattern":"^/","patternErrorMessage":"must be an absolute path","examples":["/var/lib/stagepost"]},"url":{"type":"string","description":"Address under which clients reach that folder.","maxLength":2000,"pattern":"^(https?|file)://","patternErrorMessage":"must be an address that begins with https://, http:// or file://","examples":["https://repo.example.org/production"]}}}}},"signing":{"type":"object","description":"The key that signs the repositories.","additionalProperties":false,"required":["home","key"],"properties":{"home":{"type":"string","description":"Folder of the key, as GNUPGHOME; private. STAGEPOST_SIGNING_HOME overrides it.","maxLength":4000,"pattern":"^/","patternErrorMessage":"must be an absolute path","examples":["/var/lib/stagepost"]},"key":{"type":"string","description":"Fingerprint of the key. STAGEPOST_SIGNING_KEY overrides it.","maxLength":64,"pattern":"^([0-9A-Fa-f]{40}|[0-9A-Fa-f]{64})$","patternErrorMessage":"must be a whole fingerprint of 40 or 64 hexadecimal digits, as `gpg --list-keys --with-colons` prints it","examples":["0123456789ABCDEF0123456789ABCDEF01234567"]}}},"https":{"type":"object","description":"How servers of providers prove by https who they are.","additionalProperties":false,"required":["caFile"],"properties":{"caFile":{"type":"string","description":"File with further certificate authorities to believe, in PEM; absolute.","maxLength":4000,"pattern":"^/","patternErrorMessage":"must be an absolute path","examples":["/etc/stagepost/providers-ca.pem"]}}},"github":{"type":"object","description":"The repository at GitHub at whose commits people see what became of them; without it nothing is told there.","additionalProperties":false,"required":["owner","repository","tokenFile"],"properties":{"apiUrl":{"type":"string","description":"Address of the API; of a server of GitHub Enterprise it ends in /api/v3.","maxLength":2000,"pattern":"^(https://[A-Za-z0-9][A-Za-z0-9.-]*(:[0-9]+)?|http://(localhost|127\\.0\\.0\\.1|\\[::1\\])(:[0-9]+)?)(/[A-Za-z0-9._~/-]*)?$","patternErrorMessage":"must be an https address without user, query or fragment; http only to this machine itself","examples":["https://api.github.com"],"default":"https://api.github.com"},"owner":{"type":"string","description":"The user or organisation of the release repository.","maxLength":100,"pattern":"^[A-Za-z0-9][A-Za-z0-9_-]*$","patternErrorMessage":"must be the name of a user or an organisation","examples":["example-organisation"]},"repository":{"type":"string","description":"Name of the release repository, without its owner.","maxLength":100,"pattern":"^(?!\\.{1,2}$)[A-Za-z0-9._-]+$","patternErrorMessage":"must be the name of a repository, without its owner","examples":["releases"]},"tokenFile":{"type":"string","description":"File that holds a token which may write commit statuses, alone on one line; absolute.","maxLength":4000,"pattern":"^/","patternErrorMessage":"must be an absolute path","examples":["/etc/stagepost/github-token"]}}},"requestTracker":{"type":"object","description":"The Request Tracker in whose tickets people follow their releases; without it there are no tickets.","additionalProperties":false,"required":["url","tokenFile"],"properties":{"url":{"type":"string","description":"Address of the tracker's first page.","maxLength":2000,"pattern":"^(https://[A-Za-z0-9][A-Za-z0-9.-]*(:[0-9]+)?|http://(localhost|127\\.0\\.0\\.1|\\[::1\\])(:[0-9]+)?)(/[A-Za-z0-9._~/-]*)?$","patternErrorMessage":"must be an https address without user, query or fragment; http only to this machine itself","examples":["https://rt.example.org"]},"queue":{"type":"string","description":"Queue of the tickets.","maxLength":200,"pattern":"^[A-Za-z0-9][A-Za-z0-9 ._-]*$","patternErrorMessage":"must be the name of a queue: letters, digits, spaces, dots, dashes and underscores","examples":["sw-rel"],"default":"sw-rel"},"tokenFile":{"type":"string","description":"File that holds an authentication token of the tracker, alone on one line; absolute.","maxLength":4000,"pattern":"^/","patternErrorMessage":"must be an absolute path","examples":["/etc/stagepost/rt-token"]}}},"helpdesk":{"type":"object","description":"The Zammad in whose tickets providers ask and are answered; without it they are told by other ways.","additionalProperties":false,"required":["url","group","tokenFile"],"properties":{"url":{"type":"string","description":"Address of the helpdesk's first page.","maxLength":2000,"pattern":"^(https://[A-Za-z0-9][A-Za-z0-9.-]*(:[0-9]+)?|http://(localhost|127\\.0\\.0\\.1|\\[::1\\])(:[0-9]+)?)(/[A-Za-z0-9._~/-]*)?$","patternErrorMessage":"must be an https address without user, query or fragment; http only to this machine itself","examples":["https://helpdesk.example.org"]},"group":{"type":"string","description":"Group whose tickets are about releases, as the helpdesk names it.","minLength":1,"maxLength":160,"pattern":"^[^\\p{Cc}\"]+$","patternErrorMessage":"must be the name of a group, without quotes","examples":["Software provisioning"]},"tokenFile":{"type":"string","description":"File that holds an access token of the helpdesk, alone on one line; absolute.","maxLength":4000,"pattern":"^/","patternErrorMessage":"must be an absolute path","examples":["/etc/stagepost/helpdesk-token"]}}},"mail":{"type":"object","description":"The server by which people are told by mail; without it no mail is sent.","additionalProperties":false,"required":["server","from"],"properties":{"server":{"type":"string","description":"Name or IP address of the mail server that takes our mail.","maxLength":253,"pattern":"^[A-Za-z0-9:][A-Za-z0-9.:-]*$","patternErrorMessage":"must be the name or the IP address of a server","examples":["smtp.example.org"]},"port":{"type":"integer","description":"Its port; 465 with implicit encryption, 587 with starttls and 25 with none, when not given.","minimum":1,"maximum":65535,"examples":[587]},"encryption":{"type":"string","description":"Whether the connection is encrypted after a greeting (starttls), from its start (implicit), or not at all (none), which only does for this machine itself.","enum":["starttls","implicit","none"],"default":"starttls"},"user":{"type":"string","description":"Name to log in with; without it there is no login.","minLength":1,"maxLength":254,"pattern":"^[\\x21-\\x7e]+$","patternErrorMessage":"must be printable characters without blanks","examples":["stagepost"]},"secretFile":{"type":"string","description":"File that holds the password of that user, alone on one line; absolute.","maxLength":4000,"pattern":"^/","patternErrorMessage":"must be an absolute path","examples":["/etc/stagepost/mail-secret"]},"from":{"type":"string","description":"Address that the mail comes from; what cannot be delivered comes back to it.","minLength":3,"maxLength":254,"pattern":"^[^@\\s<>,;]+@[^@\\s<>,;]+$","patternErrorMessage":"must be a mail address, such as stagepost@example.org","examples":["stagepost@example.org"]},"replyTo":{"type":"string","description":"Address that answers go to: of the tracker, or of somebody who reads them; from, when not given.","minLength":3,"maxLength":254,"pattern":"^[^@\\s<>,;]+@[^@\\s<>,;]+$","patternErrorMessage":"must be a mail address, such as sw-rel@rt.example.org","examples":["sw-rel@rt.example.org"]},"ticketTag":{"type":"string","description":"What the tracker writes before the number of a ticket in subjects, so that answers find the ticket: its $rtname.","maxLength":100,"pattern":"^[A-Za-z0-9][A-Za-z0-9 ._-]*$","patternErrorMessage":"must be letters, digits, spaces, dots, dashes and underscores","examples":["rt.example.org"]}}},"listen":{"type":"object","description":"The HTTP server of `stagepost serve`; without it there is none.","additionalProperties":false,"properties":{"address":{"type":"string","description":"IP address to listen at; anything but this machine itself asks for url as well.","maxLength":45,"pattern":"^[0-9A-Fa-f.:]+$","patternErrorMessage":"must be an IP address, such as 127.0.0.1 or ::1","examples":["127.0.0.1"],"default":"127.0.0.1"},"port":{"type":"integer","description":"Port to listen at; 0 takes a free one, which is told at the start.","minimum":0,"maximum":65535,"examples":[8321],"default":8321},"url":{"type":"string","description":"Address under which people reach it, where that is not the one that it listens at: of a proxy in front of it.","maxLength":2000,"pattern":"^https?://[A-Za-z0-9][A-Za-z0-9.-]*(:[0-9]+)?/?$","patternErrorMessage":"must be an https or http address of a host, without a path","examples":["https://stagepost.example.org"]},"audience":{"type":"string","description":"Who can reach it: public shows only what was in stage rollout or production, member shows everything.","enum":["public","member"],"examples":["public"],"default":"public"},"operators":{"type":"array","description":"Who may ask it to look again, to try a step again, and to drop a message.","maxItems":100,"default":[],"items":{"type":"object","description":"One person or program.","additionalProperties":false,"required":["name","tokenDigest"],"properties":{"name":{"type":"string","description":"Name in the audit.","maxLength":100,"pattern":"^[A-Za-z0-9][A-Za-z0-9._@-]*$","patternErrorMessage":"must be letters, digits, dots, dashes, underscores and @","examples":["on-call"]},"tokenDigest":{"type":"string","description":"SHA-256 of a random token of 32 characters or more; the token itself stands nowhere.","maxLength":71,"pattern":"^sha256:[0-9a-f]{64}$","patternErrorMessage":"must be sha256: and 64 hexadecimal digits","examples":["sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"]}}}},"signIn":{"type":"object","description":"Signing in by OpenID Connect; without it nobody can.","additionalProperties":false,"required":["issuer","clientId","secretFile"],"properties":{"issuer":{"type":"string","description":"The issuer, letter for letter as the identity provider names itself.","maxLength":2000,"pattern":"^(https://[A-Za-z0-9][A-Za-z0-9.-]*(:[0-9]+)?|http://(localhost|127\\.0\\.0\\.1|\\[::1\\])(:[0-9]+)?)(/[A-Za-z0-9._~/-]*)?$","patternErrorMessage":"must be an https address without user, query or fragment; http only to this machine itself","examples":["https://sso.example.org/realms/members"]},"clientId":{"type":"string","description":"Name of this client at the identity provider.","minLength":1,"maxLength":500,"pattern":"^[\\x21-\\x7e]+$","patternErrorMessage":"must be printable characters without blanks","examples":["stagepost"]},"secretFile":{"type":"string","description":"File that holds the secret of this client, alone on one line; absolute.","maxLength":4000,"pattern":"^/","patternErrorMessage":"must be an absolute path","examples":["/etc/stagepost/sign-in-secret"]},"scopes":{"type":"array","description":"What is asked for beside openid, so that the claims come.","maxItems":50,"uniqueItems":true,"items":{"type":"string","description":"A scope of the identity provider.","maxLength":200,"pattern":"^[\\x21\\x23-\\x5b\\x5d-\\x7e]+$","patternErrorMessage":"must be the name of a scope","examples":["eduperson_entitlement"]},"default":["profile","email"]},"roles":{"type":"object","description":"Who has which role of stagepost.yaml, by what the identity provider says of them.","propertyNames":{"type":"string","maxLength":64,"pattern":"^[a-z0-9][a-z0-9._-]*$","patternErrorMessage":"must begin with a lower-case letter or digit and hold only lower-case letters, digits, dots, hyphens and underscores"},"additionalProperties":{"type":"object","description":"Who has it, and what it may do.","additionalProperties":false,"required":["claim","values"],"properties":{"claim":{"type":"string","description":"The claim that says it, such as groups; a.b is the field b in the claim a, unless there is one of that name.","minLength":1,"maxLength":500,"examples":["groups"]},"values":{"type":"array","description":"Whoever has one of these there has the role.","minItems":1,"maxItems":100,"uniqueItems":true,"items":{"type":"string","description":"A value, letter for letter.","minLength":1,"maxLength":1000,"examples":["sw-rel-verifiers"]}},"may":{"type":"array","description":"read: what is not public yet, with the private stage; operate: what operators may ask for.","uniqueItems":true,"items":{"type":"string","enum":["read","operate"],"description":"A right.","examples":["read"]},"default":["read"]}}},"default":{}}}},"rolloutProgress":{"type":"object","description":"Takes messages of a Request Tracker about changed tickets; without it none is taken.","additionalProperties":false,"required":["secretFile"],"properties":{"secretFile":{"type":"string","description":"File that holds the secret with which the messages are signed, alone on one line; absolute.","maxLength":4000,"pattern":"^/","patternErrorMessage":"must be an absolute path","examples":["/etc/stagepost/rollout-progress-secret"]}}},"githubWebhook":{"type":"object","description":"Takes webhooks of GitHub as a hint to look at main; without it none is taken.","additionalProperties":false,"required":["secretFile"],"properties":{"secretFile":{"type":"string","description":"File that holds the secret of the webhook, alone on one line; absolute.","maxLength":4000,"pattern":"^/","patternErrorMessage":"must be an absolute path","examples":["/etc/stagepost/github-webhook-secret"]}}}}}}};
