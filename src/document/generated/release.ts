// Generated from 'schemas/release.schema.json' by `npm run schemas`; change the schema, not this file.

/**
 * One release of one product: what it is, and what is wanted of it. Stands in releases/<major release>/<product>-<version>.yaml.
 */
export interface ReleaseDocument {
  /**
   * Name of the product; the file is named after it.
   */
  product: string;
  /**
   * Distribution short name: names the unverified area of the release.
   */
  shortName: string;
  /**
   * Version of the product as major.minor.revision, in numbers.
   */
  version: string;
  /**
   * Counts the submissions of the same version: a re-packaging is submission 2, in a file of its own that ends in +2.yaml.
   */
  submission: number;
  /**
   * Key of the major release in stagepost.yaml.
   */
  majorRelease: string;
  /**
   * Key of the provider in stagepost.yaml.
   */
  provider: string;
  /**
   * Platforms that the release has packages for.
   *
   * @minItems 1
   * @maxItems 64
   *
   * Items: A platform and an architecture.
   */
  platforms: string[];
  /**
   * Named groups of packages inside the release; optional.
   *
   * @maxItems 1000
   *
   * Items: A named group of packages.
   */
  components: {
    /**
     * Name of the component.
     */
    name: string;
    /**
     * Names of its packages.
     *
     * @minItems 1
     * @maxItems 5000
     *
     * Items: Name of a package.
     */
    packages: string[];
  }[];
  /**
   * NonIncremental releases form the base of production, Incremental ones its updates.
   */
  type: 'NonIncremental' | 'Incremental';
  /**
   * Whether the release may go before others.
   */
  emergency: boolean;
  /**
   * Way of an emergency release: fast goes first in line, direct goes to production without stage rollout. Only with emergency: true; fast when not given.
   */
  emergencyRoute?: 'fast' | 'direct';
  /**
   * Who approved the direct route; required with it.
   */
  emergencyApprover?: string | null;
  /**
   * Why the direct route was taken; required with it.
   */
  emergencyReason?: string | null;
  /**
   * Whether the release fixes a vulnerability; it then carries a security advisory or links one.
   */
  security: boolean;
  /**
   * Where the provider offers the release, and what its files must be.
   */
  source: {
    /**
     * Protocol of the address.
     */
    protocol: 'rsync' | 'https' | 'ftp';
    /**
     * Folder of the release at the provider, at one of the agreed hosts; ends with a slash.
     */
    url: string;
    /**
     * Name of the checksum manifest in that folder.
     */
    checksums: string;
    /**
     * The digest of the manifest pins every file of the release, unless repositories do: write sha256: and what `sha256sum checksums.xml` prints.
     */
    checksumsDigest?: string;
    /**
     * Name of a detached signature of the manifest in that folder, by a key of the provider.
     */
    checksumsSignature?: string;
    /**
     * Name of the release metadata in that folder; null when there is none, and the folders <platform>/<arch>/ alone say which package is for which platform.
     */
    releaseXml: string | null;
    /**
     * Signed yum or apt repositories of the provider that are the release, instead of a manifest: one for each platform.
     *
     * @minItems 1
     * @maxItems 64
     *
     * Items: A repository of the provider.
     */
    repositories?: {
      /**
       * Platform of the release that its packages are for.
       */
      platform: string;
      /**
       * The digest of its root file pins everything in it: write sha256: and what sha256sum prints for repodata/repomd.xml, or for InRelease or Release.
       */
      digest: string;
      /**
       * Folder of the repository below url, or a dot for url itself; its platform, when not given.
       */
      path?: string;
      /**
       * Suite of an apt repository, below dists/; without one, InRelease and Packages lie in the folder itself.
       */
      suite?: string;
      /**
       * Components of the suite that are read.
       *
       * @minItems 1
       * @maxItems 20
       *
       * Items: A component.
       */
      components: string[];
      /**
       * Packages that are taken, by name or as name=version; all when not given.
       *
       * @minItems 1
       * @maxItems 5000
       *
       * Items: Name of a package, or name=version.
       */
      packages?: string[];
    }[];
  };
  /**
   * What people should read about the release.
   */
  links: {
    /**
     * Release notes.
     */
    releaseNotes: string;
    /**
     * List of changes.
     */
    changeLog: string;
    /**
     * Documentation for users and administrators.
     *
     * @minItems 1
     * @maxItems 100
     *
     * Items: A document.
     */
    documentation: string[];
    /**
     * Certification reports of the provider.
     *
     * @maxItems 100
     *
     * Items: A report.
     */
    certification: string[];
    /**
     * Issues that the release resolves.
     *
     * @maxItems 1000
     *
     * Items: An issue.
     */
    issues: string[];
    /**
     * Advisories elsewhere; with security: true at least one, unless the release carries a security advisory itself.
     *
     * @maxItems 100
     *
     * Items: An advisory.
     */
    advisories: string[];
  };
  /**
   * Advisories that clients are shown with the packages of the release; published as updateinfo.xml and in the OSV format.
   *
   * @maxItems 100
   *
   * Items: An advisory.
   */
  advisories: {
    /**
     * Name of the advisory, the only one of it in the release.
     */
    id: string;
    /**
     * Kind of the advisory.
     */
    type: 'security' | 'bugfix' | 'enhancement';
    /**
     * How grave it is; required with security.
     */
    severity?: 'Critical' | 'Important' | 'Moderate' | 'Low' | null;
    /**
     * Vector of the Common Vulnerability Scoring System, version 3 or 4.
     */
    cvss?: string | null;
    /**
     * Vulnerabilities that are fixed.
     *
     * @maxItems 500
     *
     * Items: A vulnerability.
     */
    cves: string[];
    /**
     * The advisory in one line.
     */
    title: string;
    /**
     * What happened, whom it concerns and what to do.
     */
    text: string;
    /**
     * Day on which it was issued.
     */
    issued: string;
    /**
     * Where more is said.
     *
     * @maxItems 100
     *
     * Items: A page.
     */
    references: string[];
    /**
     * Names of the packages that it concerns; all of the release when not given.
     *
     * @minItems 1
     * @maxItems 5000
     *
     * Items: Name of a package.
     */
    packages?: string[];
  }[];
  /**
   * Early-adopter lists that the release concerns.
   *
   * @maxItems 100
   *
   * Items: Name of a list.
   */
  stacks: string[];
  /**
   * What is wanted: the field that people change by pull request. While it is empty, the release is known and nothing is done.
   */
  desiredState:
    | 'Unverified'
    | 'InVerification'
    | 'WaitingForResponse'
    | 'StageRollout'
    | 'Production'
    | 'Rejected'
    | 'Ignored'
    | 'NotPublished'
    | null;
  /**
   * Why the release goes no further, required with Rejected, Ignored and NotPublished; or why it goes to production although an early adopter rejected it.
   */
  reason?: string | null;
  /**
   * How stage rollout ended; required with Production.
   */
  outcome?: 'Success' | 'Warning' | null;
  /**
   * Names a Deferred release for the free slot, where the policy leaves that to people.
   */
  nextInSlot: boolean;
  /**
   * Takes the packages of a release out of production, whose state stays Production; where stagepost.yaml allows it.
   */
  withdrawn?: {
    /**
     * Date of the decision.
     */
    since: string;
    /**
     * Why, in one sentence.
     */
    reason: string;
  } | null;
  /**
   * Report of the verification; required from StageRollout on.
   */
  verificationReport?: string | null;
  /**
   * Report of the stage rollout; required with Production.
   */
  stageRolloutReport?: string | null;
  /**
   * Day on which that report was published, in UTC.
   */
  stageRolloutReportDate?: string | null;
  /**
   * What the staged-rollout manager decides about early adopters.
   */
  earlyAdopters?: {
    /**
     * Teams whose reports are not waited for.
     *
     * @maxItems 100
     *
     * Items: A team, and why it need not report.
     */
    waived: {
      /**
       * Key of the team in stagepost.yaml.
       */
      team: string;
      /**
       * Why.
       */
      reason: string;
    }[];
  } | null;
  /**
   * Tickets about the release.
   */
  tickets?: {
    /**
     * Number of its ticket in Request Tracker.
     */
    rt?: number | null;
    /**
     * Number of its ticket in the helpdesk.
     */
    helpdesk?: number | null;
  } | null;
}

export const releaseSchema: object = {"$schema":"https://json-schema.org/draft/2020-12/schema","title":"ReleaseDocument","type":"object","description":"One release of one product: what it is, and what is wanted of it. Stands in releases/<major release>/<product>-<version>.yaml.","additionalProperties":false,"required":["product","shortName","version","majorRelease","provider","platforms","source","links"],"properties":{"product":{"type":"string","description":"Name of the product; the file is named after it.","maxLength":64,"pattern":"^[A-Za-z0-9][A-Za-z0-9._-]*$","patternErrorMessage":"must begin with a letter or digit and hold only letters, digits, dots, hyphens and underscores","examples":["voms"]},"shortName":{"type":"string","description":"Distribution short name: names the unverified area of the release.","maxLength":128,"pattern":"^[A-Za-z0-9][A-Za-z0-9._-]*$","patternErrorMessage":"must begin with a letter or digit and hold only letters, digits, dots, hyphens and underscores","examples":["emi.voms"]},"version":{"type":"string","description":"Version of the product as major.minor.revision, in numbers.","maxLength":32,"pattern":"^(0|[1-9][0-9]{0,8})\\.(0|[1-9][0-9]{0,8})\\.(0|[1-9][0-9]{0,8})$","patternErrorMessage":"must be three numbers major.minor.revision without leading zeros, such as 4.2.0","examples":["4.2.0"]},"submission":{"type":"integer","description":"Counts the submissions of the same version: a re-packaging is submission 2, in a file of its own that ends in +2.yaml.","minimum":1,"maximum":999,"default":1},"majorRelease":{"type":"string","description":"Key of the major release in stagepost.yaml.","maxLength":64,"pattern":"^[a-z0-9][a-z0-9._-]*$","patternErrorMessage":"must begin with a lower-case letter or digit and hold only lower-case letters, digits, dots, hyphens and underscores","examples":["umd-5"]},"provider":{"type":"string","description":"Key of the provider in stagepost.yaml.","maxLength":64,"pattern":"^[a-z0-9][a-z0-9._-]*$","patternErrorMessage":"must begin with a lower-case letter or digit and hold only lower-case letters, digits, dots, hyphens and underscores","examples":["emi"]},"platforms":{"type":"array","description":"Platforms that the release has packages for.","maxItems":64,"items":{"type":"string","description":"A platform and an architecture.","maxLength":64,"pattern":"^[a-z0-9][a-z0-9._-]*/[a-z0-9][a-z0-9_]*$","patternErrorMessage":"must be a platform and an architecture with a slash between them, such as el9/x86_64","examples":["el9/x86_64"]},"minItems":1,"uniqueItems":true},"components":{"type":"array","description":"Named groups of packages inside the release; optional.","maxItems":1000,"items":{"type":"object","description":"A named group of packages.","additionalProperties":false,"required":["name","packages"],"properties":{"name":{"type":"string","description":"Name of the component.","maxLength":128,"pattern":"^[A-Za-z0-9][A-Za-z0-9._-]*$","patternErrorMessage":"must begin with a letter or digit and hold only letters, digits, dots, hyphens and underscores","examples":["voms-server"]},"packages":{"type":"array","description":"Names of its packages.","maxItems":5000,"items":{"type":"string","description":"Name of a package.","maxLength":256,"pattern":"^[A-Za-z0-9][A-Za-z0-9._+-]*$","patternErrorMessage":"must be the name of a package, without spaces or slashes","examples":["voms-server"]},"minItems":1,"uniqueItems":true}}},"default":[]},"type":{"type":"string","description":"NonIncremental releases form the base of production, Incremental ones its updates.","enum":["NonIncremental","Incremental"],"default":"NonIncremental"},"emergency":{"type":"boolean","description":"Whether the release may go before others.","default":false},"emergencyRoute":{"type":"string","description":"Way of an emergency release: fast goes first in line, direct goes to production without stage rollout. Only with emergency: true; fast when not given.","enum":["fast","direct"]},"emergencyApprover":{"type":["string","null"],"description":"Who approved the direct route; required with it.","minLength":1,"maxLength":200},"emergencyReason":{"type":["string","null"],"description":"Why the direct route was taken; required with it.","minLength":1,"maxLength":2000},"security":{"type":"boolean","description":"Whether the release fixes a vulnerability; it then carries a security advisory or links one.","default":false},"source":{"type":"object","description":"Where the provider offers the release, and what its files must be.","additionalProperties":false,"required":["url"],"properties":{"protocol":{"type":"string","description":"Protocol of the address.","enum":["rsync","https","ftp"],"default":"rsync"},"url":{"type":"string","description":"Folder of the release at the provider, at one of the agreed hosts; ends with a slash.","maxLength":2000,"pattern":"^(rsync|https|ftp)://[^/\\s]","patternErrorMessage":"must be an address that begins with rsync://, https:// or ftp://","examples":["rsync://repo.emi.example.org/umd5/voms/4.2.0/"]},"checksums":{"type":"string","description":"Name of the checksum manifest in that folder.","maxLength":128,"pattern":"^[A-Za-z0-9][A-Za-z0-9._-]*$","patternErrorMessage":"must begin with a letter or digit and hold only letters, digits, dots, hyphens and underscores","examples":["checksums.xml"],"default":"checksums.xml"},"checksumsDigest":{"type":"string","description":"The digest of the manifest pins every file of the release, unless repositories do: write sha256: and what `sha256sum checksums.xml` prints.","maxLength":71,"pattern":"^sha256:[0-9a-f]{64}$","patternErrorMessage":"must be sha256: and the 64 lower-case hexadecimal digits that `sha256sum checksums.xml` prints","examples":["sha256:9f2c5f6f1f1cbbc4ee4a5a6f6d6e9c8ad24d2a7c1a0b3c5d7e9f1a2b3c4d5e6f"]},"checksumsSignature":{"type":"string","description":"Name of a detached signature of the manifest in that folder, by a key of the provider.","maxLength":128,"pattern":"^[A-Za-z0-9][A-Za-z0-9._-]*$","patternErrorMessage":"must begin with a letter or digit and hold only letters, digits, dots, hyphens and underscores","examples":["SHA256SUMS.asc"]},"releaseXml":{"type":["string","null"],"description":"Name of the release metadata in that folder; null when there is none, and the folders <platform>/<arch>/ alone say which package is for which platform.","maxLength":128,"pattern":"^[A-Za-z0-9][A-Za-z0-9._-]*$","patternErrorMessage":"must begin with a letter or digit and hold only letters, digits, dots, hyphens and underscores","examples":["release.xml"],"default":"release.xml"},"repositories":{"type":"array","description":"Signed yum or apt repositories of the provider that are the release, instead of a manifest: one for each platform.","maxItems":64,"items":{"type":"object","description":"A repository of the provider.","additionalProperties":false,"required":["platform","digest"],"properties":{"platform":{"type":"string","description":"Platform of the release that its packages are for.","maxLength":64,"pattern":"^[a-z0-9][a-z0-9._-]*/[a-z0-9][a-z0-9_]*$","patternErrorMessage":"must be a platform and an architecture with a slash between them, such as el9/x86_64","examples":["el9/x86_64"]},"digest":{"type":"string","description":"The digest of its root file pins everything in it: write sha256: and what sha256sum prints for repodata/repomd.xml, or for InRelease or Release.","maxLength":71,"pattern":"^sha256:[0-9a-f]{64}$","patternErrorMessage":"must be sha256: and the 64 lower-case hexadecimal digits that sha256sum prints","examples":["sha256:9f2c5f6f1f1cbbc4ee4a5a6f6d6e9c8ad24d2a7c1a0b3c5d7e9f1a2b3c4d5e6f"]},"path":{"type":"string","description":"Folder of the repository below url, or a dot for url itself; its platform, when not given.","maxLength":200,"pattern":"^([.]|[A-Za-z0-9][A-Za-z0-9._+~-]*(/[A-Za-z0-9][A-Za-z0-9._+~-]*)*)$","patternErrorMessage":"must be names with slashes between them, or a dot","examples":["el9/x86_64"]},"suite":{"type":"string","description":"Suite of an apt repository, below dists/; without one, InRelease and Packages lie in the folder itself.","maxLength":128,"pattern":"^[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)*$","patternErrorMessage":"must be the name of a suite, such as bookworm","examples":["bookworm"]},"components":{"type":"array","description":"Components of the suite that are read.","maxItems":20,"items":{"type":"string","description":"A component.","maxLength":64,"pattern":"^[A-Za-z0-9][A-Za-z0-9._-]*$","patternErrorMessage":"must be the name of a component, such as main","examples":["main"]},"minItems":1,"default":["main"],"uniqueItems":true},"packages":{"type":"array","description":"Packages that are taken, by name or as name=version; all when not given.","maxItems":5000,"items":{"type":"string","description":"Name of a package, or name=version.","maxLength":256,"pattern":"^[A-Za-z0-9][A-Za-z0-9._+-]*(=[A-Za-z0-9][A-Za-z0-9._+~^:-]*)?$","patternErrorMessage":"must be the name of a package, or name=version","examples":["voms-server=4.2.0"]},"minItems":1,"uniqueItems":true}}},"minItems":1}}},"links":{"type":"object","description":"What people should read about the release.","additionalProperties":false,"required":["releaseNotes","changeLog","documentation"],"properties":{"releaseNotes":{"type":"string","description":"Release notes.","maxLength":2000,"pattern":"^https?://[^/\\s]","patternErrorMessage":"must be a web address that begins with https:// or http://","examples":["https://docs.example.org/voms/4.2.0"]},"changeLog":{"type":"string","description":"List of changes.","maxLength":2000,"pattern":"^https?://[^/\\s]","patternErrorMessage":"must be a web address that begins with https:// or http://","examples":["https://docs.example.org/voms/4.2.0"]},"documentation":{"type":"array","description":"Documentation for users and administrators.","maxItems":100,"items":{"type":"string","description":"A document.","maxLength":2000,"pattern":"^https?://[^/\\s]","patternErrorMessage":"must be a web address that begins with https:// or http://","examples":["https://docs.example.org/voms/4.2.0"]},"minItems":1},"certification":{"type":"array","description":"Certification reports of the provider.","maxItems":100,"items":{"type":"string","description":"A report.","maxLength":2000,"pattern":"^https?://[^/\\s]","patternErrorMessage":"must be a web address that begins with https:// or http://","examples":["https://docs.example.org/voms/4.2.0"]},"default":[]},"issues":{"type":"array","description":"Issues that the release resolves.","maxItems":1000,"items":{"type":"string","description":"An issue.","maxLength":2000,"pattern":"^https?://[^/\\s]","patternErrorMessage":"must be a web address that begins with https:// or http://","examples":["https://docs.example.org/voms/4.2.0"]},"default":[]},"advisories":{"type":"array","description":"Advisories elsewhere; with security: true at least one, unless the release carries a security advisory itself.","maxItems":100,"items":{"type":"string","description":"An advisory.","maxLength":2000,"pattern":"^https?://[^/\\s]","patternErrorMessage":"must be a web address that begins with https:// or http://","examples":["https://docs.example.org/voms/4.2.0"]},"default":[]}}},"advisories":{"type":"array","description":"Advisories that clients are shown with the packages of the release; published as updateinfo.xml and in the OSV format.","maxItems":100,"items":{"type":"object","description":"An advisory.","additionalProperties":false,"required":["id","type","title","text","issued"],"properties":{"id":{"type":"string","description":"Name of the advisory, the only one of it in the release.","maxLength":64,"pattern":"^[A-Za-z0-9][A-Za-z0-9._:-]*$","patternErrorMessage":"must begin with a letter or digit and hold only letters, digits, dots, colons, hyphens and underscores","examples":["EGI-2026-14"]},"type":{"type":"string","description":"Kind of the advisory.","enum":["security","bugfix","enhancement"]},"severity":{"type":["string","null"],"description":"How grave it is; required with security.","enum":["Critical","Important","Moderate","Low",null]},"cvss":{"type":["string","null"],"description":"Vector of the Common Vulnerability Scoring System, version 3 or 4.","maxLength":300,"pattern":"^CVSS:(3\\.[01]|4\\.0)(/[A-Za-z]{1,3}:[A-Za-z]{1,6})+$","patternErrorMessage":"must be a CVSS vector such as CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H","examples":["CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"]},"cves":{"type":"array","description":"Vulnerabilities that are fixed.","maxItems":500,"items":{"type":"string","description":"A vulnerability.","maxLength":32,"pattern":"^CVE-[0-9]{4}-[0-9]{4,19}$","patternErrorMessage":"must be a CVE number such as CVE-2026-1234","examples":["CVE-2026-1234"]},"default":[],"uniqueItems":true},"title":{"type":"string","description":"The advisory in one line.","minLength":1,"maxLength":300,"pattern":"^\\S(.*\\S)?$","patternErrorMessage":"must be one line without spaces at its ends","examples":["voms: a crafted proxy could gain the rights of another user"]},"text":{"type":"string","description":"What happened, whom it concerns and what to do.","minLength":1,"maxLength":20000,"pattern":"\\S","patternErrorMessage":"must not be blank"},"issued":{"type":"string","description":"Day on which it was issued.","maxLength":10,"pattern":"^[0-9]{4}-[0-9]{2}-[0-9]{2}$","patternErrorMessage":"must be a day such as 2026-11-22","examples":["2026-11-22"]},"references":{"type":"array","description":"Where more is said.","maxItems":100,"items":{"type":"string","description":"A page.","maxLength":2000,"pattern":"^https?://[^/\\s]","patternErrorMessage":"must be a web address that begins with https:// or http://","examples":["https://docs.example.org/voms/4.2.0"]},"default":[],"uniqueItems":true},"packages":{"type":"array","description":"Names of the packages that it concerns; all of the release when not given.","maxItems":5000,"items":{"type":"string","description":"Name of a package.","maxLength":256,"pattern":"^[A-Za-z0-9][A-Za-z0-9._+-]*$","patternErrorMessage":"must be the name of a package, without spaces or slashes","examples":["voms-server"]},"minItems":1,"uniqueItems":true}}},"default":[]},"stacks":{"type":"array","description":"Early-adopter lists that the release concerns.","maxItems":100,"items":{"type":"string","description":"Name of a list.","maxLength":64,"pattern":"^[A-Za-z0-9][A-Za-z0-9._-]*$","patternErrorMessage":"must begin with a letter or digit and hold only letters, digits, dots, hyphens and underscores","examples":["emi"]},"default":[],"uniqueItems":true},"desiredState":{"type":["string","null"],"description":"What is wanted: the field that people change by pull request. While it is empty, the release is known and nothing is done.","default":null,"enum":["Unverified","InVerification","WaitingForResponse","StageRollout","Production","Rejected","Ignored","NotPublished",null]},"reason":{"type":["string","null"],"description":"Why the release goes no further, required with Rejected, Ignored and NotPublished; or why it goes to production although an early adopter rejected it.","maxLength":2000},"outcome":{"type":["string","null"],"description":"How stage rollout ended; required with Production.","enum":["Success","Warning",null]},"nextInSlot":{"type":"boolean","description":"Names a Deferred release for the free slot, where the policy leaves that to people.","default":false},"withdrawn":{"type":["object","null"],"description":"Takes the packages of a release out of production, whose state stays Production; where stagepost.yaml allows it.","additionalProperties":false,"required":["since","reason"],"properties":{"since":{"type":"string","description":"Date of the decision.","maxLength":10,"pattern":"^20[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$","patternErrorMessage":"must be a date such as 2026-11-22","examples":["2026-11-22"]},"reason":{"type":"string","description":"Why, in one sentence.","minLength":1,"maxLength":2000}}},"verificationReport":{"type":["string","null"],"description":"Report of the verification; required from StageRollout on.","maxLength":2000,"pattern":"^https?://[^/\\s]","patternErrorMessage":"must be a web address that begins with https:// or http://","examples":["https://docs.example.org/voms/4.2.0"]},"stageRolloutReport":{"type":["string","null"],"description":"Report of the stage rollout; required with Production.","maxLength":2000,"pattern":"^https?://[^/\\s]","patternErrorMessage":"must be a web address that begins with https:// or http://","examples":["https://docs.example.org/voms/4.2.0"]},"stageRolloutReportDate":{"type":["string","null"],"description":"Day on which that report was published, in UTC.","maxLength":10,"pattern":"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$","patternErrorMessage":"must be a day as year-month-day, such as 2026-11-20","examples":["2026-11-20"]},"earlyAdopters":{"type":["object","null"],"description":"What the staged-rollout manager decides about early adopters.","additionalProperties":false,"required":[],"properties":{"waived":{"type":"array","description":"Teams whose reports are not waited for.","maxItems":100,"items":{"type":"object","description":"A team, and why it need not report.","additionalProperties":false,"required":["team","reason"],"properties":{"team":{"type":"string","description":"Key of the team in stagepost.yaml.","maxLength":64,"pattern":"^[a-z0-9][a-z0-9._-]*$","patternErrorMessage":"must begin with a lower-case letter or digit and hold only lower-case letters, digits, dots, hyphens and underscores","examples":["lip"]},"reason":{"type":"string","description":"Why.","minLength":1,"maxLength":2000}}},"default":[]}}},"tickets":{"type":["object","null"],"description":"Tickets about the release.","additionalProperties":false,"required":[],"properties":{"rt":{"type":["integer","null"],"description":"Number of its ticket in Request Tracker.","minimum":1,"maximum":999999999},"helpdesk":{"type":["integer","null"],"description":"Number of its ticket in the helpdesk.","minimum":1,"maximum":999999999}}}}};
