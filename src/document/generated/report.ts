// Generated from 'schemas/report.schema.json' by `npm run schemas`; change the schema, not this file.

/**
 * The answer of one early adopter about one release in stage rollout. Stands in <release>.reports/<team>.yaml.
 */
export interface ReportDocument {
  /**
   * Key of the team; the file is named after it.
   */
  team: string;
  /**
   * Whether the team was invited, accepted or declined.
   */
  state: 'invited' | 'accepted' | 'declined';
  /**
   * Day of the invitation, in UTC.
   */
  invitedAt?: string | null;
  /**
   * Day on which the team accepted, in UTC.
   */
  acceptedAt?: string | null;
  /**
   * What the team found; empty until it has reported.
   */
  result?: 'Success' | 'Warning' | 'Reject' | null;
  /**
   * Day of the report, in UTC; required with a result.
   */
  date?: string | null;
  /**
   * The full report.
   */
  link?: string | null;
  /**
   * Anything else that people should know.
   */
  comments?: string | null;
}

export const reportSchema: object = {"$schema":"https://json-schema.org/draft/2020-12/schema","title":"ReportDocument","type":"object","description":"The answer of one early adopter about one release in stage rollout. Stands in <release>.reports/<team>.yaml.","additionalProperties":false,"required":["team","state"],"properties":{"team":{"type":"string","description":"Key of the team; the file is named after it.","maxLength":64,"pattern":"^[a-z0-9][a-z0-9._-]*$","patternErrorMessage":"must begin with a lower-case letter or digit and hold only lower-case letters, digits, dots, hyphens and underscores","examples":["lip"]},"state":{"type":"string","description":"Whether the team was invited, accepted or declined.","enum":["invited","accepted","declined"]},"invitedAt":{"type":["string","null"],"description":"Day of the invitation, in UTC.","maxLength":10,"pattern":"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$","patternErrorMessage":"must be a day as year-month-day, such as 2026-11-20","examples":["2026-11-20"]},"acceptedAt":{"type":["string","null"],"description":"Day on which the team accepted, in UTC.","maxLength":10,"pattern":"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$","patternErrorMessage":"must be a day as year-month-day, such as 2026-11-20","examples":["2026-11-20"]},"result":{"type":["string","null"],"description":"What the team found; empty until it has reported.","enum":["Success","Warning","Reject",null]},"date":{"type":["string","null"],"description":"Day of the report, in UTC; required with a result.","maxLength":10,"pattern":"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$","patternErrorMessage":"must be a day as year-month-day, such as 2026-11-20","examples":["2026-11-20"]},"link":{"type":["string","null"],"description":"The full report.","maxLength":2000,"pattern":"^https?://[^/\\s]","patternErrorMessage":"must be a web address that begins with https:// or http://","examples":["https://docs.example.org/voms/4.2.0"]},"comments":{"type":["string","null"],"description":"Anything else that people should know.","maxLength":4000}}};
