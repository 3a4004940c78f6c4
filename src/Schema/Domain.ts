/**
 * Describes domains: names under which Novu receives e-mail, once their DNS
 * leads mail to it.
 *
 * @see https://docs.novu.co/api-reference/domains
 * @since 0.1.0
 */
import * as Option from "effect/Option"
import { isString } from "effect/Predicate"
import * as Schema from "effect/Schema"
import {
  countKey,
  flag,
  membersOf,
  nullishKey,
  objectsOf,
  openLiterals,
  partsKey,
  Secret,
  textKey,
  Timestamp,
  uncheckedTimeKey
} from "../internal/schema/schema.ts"
import { entity } from "./Entity.ts"
import { Page, PageRequest } from "./Page.ts"

const Texts = Schema.Record(Schema.String, Schema.String)

const sizeOf = (data: Readonly<Record<string, string>>): number =>
  Object.entries(data).reduce((size, [name, value]) => size + name.length + value.length, 0)

/**
 * Accepts what a caller notes about a domain or a route: at most 10 texts by
 * their names, and at most 500 characters, names and texts together.
 *
 * @category schemas
 * @since 0.1.0
 */
export const DomainData = Texts.check(
  Schema.isMaxProperties(10),
  Schema.makeFilter((data) => sizeOf(data) <= 500 || "Expected names and texts of at most 500 characters together")
)

const textOf = (value: unknown): Option.Option<string> => isString(value) ? Option.some(value) : Option.none()

/** Matches labels of at most 63 letters, digits and `-`, which is neither first nor last, and a top level without digits. */
const fullName =
  /^(?:[A-Za-z0-9\u00a1-\ud7ff](?:[A-Za-z0-9\u00a1-\ud7ff-]{0,61}[A-Za-z0-9\u00a1-\ud7ff])?\.)+(?:[A-Za-z\u00a1-\ud7ff]{2,63}|xn[A-Za-z0-9-]{2,61})$/

/**
 * Accepts the name of a domain, such as `mail.example.com`: without scheme, path,
 * underscore, wildcard or dot at its end, and below a top level of two letters or
 * more. Novu stores it in lower case.
 *
 * @category schemas
 * @since 0.1.0
 */
export const DomainName = Schema.String.check(
  Schema.isPattern(fullName, { expected: "a full name of a domain, such as \"mail.example.com\"" })
)

/**
 * Says whether mail reaches Novu.
 *
 * @category schemas
 * @since 0.1.0
 */
export const AnyDomainStatus = openLiterals(["pending", "verified"])

/**
 * Describes a record that the DNS of a domain needs.
 *
 * @category models
 * @since 0.1.0
 */
export class DnsRecord extends entity<DnsRecord>()("ExpectedDnsRecordDto", {
  /** `MX`. */
  type: Schema.String,
  name: Schema.String,
  /** The host that mail goes to. */
  content: Schema.String,
  /** `Auto`, or a number of seconds. */
  ttl: textKey,
  priority: countKey
}) {}

const DnsRecords = Schema.Array(DnsRecord)

/**
 * Describes a domain as Novu returns it.
 *
 * @category models
 * @since 0.1.0
 */
export class Domain extends entity<Domain>()("DomainResponseDto", {
  /** Novu's own id. Only the first servers that had domains take it in paths. */
  _id: textKey,
  _environmentId: textKey,
  _organizationId: textKey,
  /** In lower case. It names the domain in paths. */
  name: Schema.String,
  /** As `verify` found it last. */
  status: AnyDomainStatus,
  /** Whether DNS led mail to Novu when `verify` last looked. It is also `false` where the answer does not say. */
  mxRecordConfigured: flag,
  dnsProvider: textKey,
  /** What DNS needs. A list leaves it out. */
  expectedDnsRecords: partsKey(DnsRecords, objectsOf<typeof DnsRecord.Encoded>),
  /** What was noted of it, without what is no text. */
  data: partsKey(Texts, membersOf(textOf)),
  createdAt: Timestamp,
  updatedAt: Timestamp
}) {}

/**
 * Describes one page of domains.
 *
 * @category schemas
 * @since 0.1.0
 */
export const DomainPage = Page(Domain, "ListDomainsResponseDto")

/**
 * `Domains.create` sends this.
 *
 * @category models
 * @since 0.1.0
 */
export class CreateDomain extends entity<CreateDomain>()("CreateDomainDto", {
  name: DomainName,
  /** Notes of your own, which webhooks of received mail hold, too. */
  data: Schema.optional(DomainData)
}) {}

/**
 * `Domains.update` sends this.
 *
 * @category models
 * @since 0.1.0
 */
export class UpdateDomain extends entity<UpdateDomain>()("UpdateDomainDto", {
  /** Replaces the stored data whole. */
  data: Schema.optional(DomainData)
}) {}

/**
 * `Domains.list` filters by these members.
 *
 * @category models
 * @since 0.1.0
 */
export class ListDomains extends entity<ListDomains>()(undefined, {
  ...PageRequest.fields,
  /** @default "_id", chosen by Novu, which is the order of creation */
  orderBy: Schema.optional(Schema.Literals(["_id", "createdAt", "updatedAt"])),
  /** Matches a part of the name. */
  name: Schema.optional(Schema.String)
}) {}

/**
 * Says whether the provider of a domain's DNS can be made to add the records.
 *
 * @category models
 * @since 0.1.0
 */
export class DomainAutoConfigure extends entity<DomainAutoConfigure>()("DomainConnectStatusResponseDto", {
  /** It is also `false` where the answer does not say. */
  available: flag,
  providerName: textKey,
  providerId: textKey,
  /** Says why it is not available, in Novu's words. */
  reason: textKey,
  reasonCode: nullishKey(
    openLiterals([
      "disabled",
      "discovery_not_configured",
      "unsupported_provider",
      "incomplete_configuration",
      "provider_settings_unavailable",
      "untrusted_provider_flow",
      "template_not_onboarded"
    ]),
    isString
  ),
  /** What to add by hand where it is not available. */
  manualRecords: partsKey(DnsRecords, objectsOf<typeof DnsRecord.Encoded>)
}) {}

/**
 * `Domains.startAutoConfigure` sends this.
 *
 * @category models
 * @since 0.1.0
 */
export class StartDomainAutoConfigure extends entity<StartDomainAutoConfigure>()("CreateDomainConnectApplyUrlDto", {
  /**
   * Where the provider of the DNS sends the person's browser afterwards.
   *
   * @default a page of Novu's dashboard
   */
  redirectUri: Schema.optional(Schema.NonEmptyString)
}) {}

/**
 * Holds the link at which a person lets the provider of the DNS add the records.
 *
 * @category models
 * @since 0.1.0
 */
export class DomainAutoConfigureLink extends entity<DomainAutoConfigureLink>()("DomainConnectApplyUrlResponseDto", {
  /** It is signed, and redacted: whoever has it can start the change of the DNS. */
  applyUrl: Secret,
  providerName: textKey,
  redirectUri: textKey
}) {}

const diagnosticCodes = openLiterals([
  "mx_missing",
  "mx_wrong_target",
  "mx_low_priority",
  "apex_cname_collision",
  "dnsbl_listed"
])

/**
 * Describes something that `Domains.diagnose` looked at.
 *
 * @category models
 * @since 0.1.0
 */
export class DomainCheck extends entity<DomainCheck>()("DomainDiagnosticCheckDto", {
  code: diagnosticCodes,
  status: nullishKey(openLiterals(["pass", "fail", "skipped"]), isString),
  /** In milliseconds. */
  latencyMs: countKey
}) {}

/**
 * Describes something that `Domains.diagnose` found wrong.
 *
 * @category models
 * @since 0.1.0
 */
export class DomainIssue extends entity<DomainIssue>()("DomainDiagnosticIssueDto", {
  code: diagnosticCodes,
  severity: nullishKey(openLiterals(["warn", "error"]), isString),
  message: textKey,
  /** Says what to do, for a person to read. */
  fix: textKey
}) {}

/**
 * Describes what `Domains.diagnose` returns.
 *
 * @category models
 * @since 0.1.0
 */
export class DomainDiagnosis extends entity<DomainDiagnosis>()("DiagnoseDomainResponseDto", {
  /** Whether no issue is an error. Warnings do not count. */
  ok: Schema.Boolean,
  runAt: uncheckedTimeKey,
  checks: partsKey(Schema.Array(DomainCheck), objectsOf<typeof DomainCheck.Encoded>),
  issues: partsKey(Schema.Array(DomainIssue), objectsOf<typeof DomainIssue.Encoded>)
}) {}
