import type { Right } from '../domain/access.ts';
import type { Sha256 } from '../domain/digest.ts';
import type { MailAddress } from '../domain/mail.ts';
import type { StageRoots } from '../ports/stage-roots.ts';

/** What is true of one machine only. */
export interface Host {
  /** Absolute path or address of the release repository. */
  readonly repository: string;
  readonly mainBranch: string;
  readonly recordBranch: string;
  /** Absolute path of the folder for the pool and for everything private. */
  readonly state: string;
  readonly stages: StageRoots;
  readonly signing: {
    /** Absolute path of the key's folder, as GNUPGHOME. */
    readonly home: string;
    /** Fingerprint of the key. */
    readonly key: string;
  };
  /** Absolute path of a file with further certificate authorities, in PEM; null when the usual ones are enough. */
  readonly caFile: string | null;
  /** Where the release repository is hosted; null when nothing is told there. */
  readonly github: GitHubHost | null;
  /** Where tickets are kept; null when there are none. */
  readonly requestTracker: RequestTrackerHost | null;
  /** The server that takes our mail; null when none is sent. */
  readonly mail: MailHost | null;
  /** Where providers are answered; null when there is no such place. */
  readonly helpdesk: HelpdeskHost | null;
  /** Where `stagepost serve` listens; null when it has no server. */
  readonly listen: ListenHost | null;
}

/** The HTTP server of a host. */
export interface ListenHost {
  /** IP address. */
  readonly address: string;
  /** 0 for a free one. */
  readonly port: number;
  /** Where people reach it, without a slash at its end; null where that is where it listens. */
  readonly url: string | null;
  /** Whether what it shows is for everybody, or for those who may know of what is not public yet. */
  readonly audience: 'public' | 'member';
  readonly operators: readonly { readonly name: string; readonly tokenDigest: Sha256 }[];
  /** How people sign in; null when nobody can. */
  readonly signIn: SignInHost | null;
  /** Absolute path of the file with the secret that signs messages of the tracker; null when none are taken. */
  readonly rolloutProgressSecret: string | null;
  /** The same of the webhooks of GitHub. */
  readonly githubWebhookSecret: string | null;
}

/** An identity provider, as a client of OpenID Connect. */
export interface SignInHost {
  /** As it names itself, letter for letter. */
  readonly issuer: string;
  readonly clientId: string;
  /** Absolute path of the file with the client's secret. */
  readonly secretFile: string;
  /** Beside openid. */
  readonly scopes: readonly string[];
  /** By the keys of roles. */
  readonly roles: ReadonlyMap<string, RoleGrant>;
}

/** Who has a role, and what it may do. */
export interface RoleGrant {
  readonly claim: string;
  readonly values: readonly string[];
  readonly may: readonly Right[];
}

/** A repository at GitHub, or at a server of GitHub Enterprise. */
export interface GitHubHost {
  /** Address of the API without a slash at its end; https, or http to this machine. */
  readonly apiUrl: string;
  readonly owner: string;
  readonly repository: string;
  /** Absolute path of the file that holds the token. */
  readonly tokenFile: string;
}

/** A queue of a Request Tracker. */
export interface RequestTrackerHost {
  /** Address of its first page without a slash at its end; https, or http to this machine. */
  readonly url: string;
  readonly queue: string;
  /** Absolute path of the file that holds the token. */
  readonly tokenFile: string;
}

/** A helpdesk of Zammad. */
export interface HelpdeskHost {
  /** Address of its first page without a slash at its end; https, or http to this machine. */
  readonly url: string;
  /** Whose tickets are about releases. */
  readonly group: string;
  /** Absolute path of the file that holds the token. */
  readonly tokenFile: string;
}

/** A mail server, and how our mail looks. */
export interface MailHost {
  readonly server: string;
  readonly port: number;
  /** `none` only to this machine itself. */
  readonly encryption: 'starttls' | 'implicit' | 'none';
  /** Null when the server wants no login; else with the absolute path of the file that holds the password. */
  readonly login: { readonly user: string; readonly secretFile: string } | null;
  readonly from: MailAddress;
  readonly replyTo: MailAddress;
  /** What the tracker writes before the number of a ticket in subjects; null when answers go to no ticket. */
  readonly ticketTag: string | null;
}
