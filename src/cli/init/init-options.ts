/** What a new installation is made of; every path is absolute. */
export interface InitOptions {
  readonly repository: string;
  readonly hostFile: string;
  readonly state: string;
  readonly publish: string;
  /** Base URL under which `publish` is served. */
  readonly url: string;
  readonly title: string;
  readonly major: string;
  /** Platform key -> format, such as `el9/x86_64` -> `yum`. */
  readonly platforms: ReadonlyMap<string, string>;
  readonly provider: string;
  readonly providerHosts: readonly string[];
  /** Base name -> armoured text of the keys that sign the provider's packages. */
  readonly providerKeys: ReadonlyMap<string, string>;
}
