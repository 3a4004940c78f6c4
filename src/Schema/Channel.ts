/**
 * Lists the channels that Novu delivers on, and who provides them. Requests
 * take the known values only. Answers take any, because Novu adds some between
 * our releases.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { openLiterals } from "../internal/schema/schema.ts"

const channelTypes = ["in_app", "email", "sms", "chat", "push", "tool"] as const

/**
 * Accepts a channel that a caller may ask for: one of those that Novu 3.19
 * knows.
 *
 * @category schemas
 * @since 0.1.0
 */
export const ChannelType = Schema.Literals(channelTypes)

/**
 * @category models
 * @since 0.1.0
 */
export type ChannelType = typeof ChannelType.Type

/**
 * Accepts any channel that Novu may answer with, including ones added after
 * this release.
 *
 * @category schemas
 * @since 0.1.0
 */
export const AnyChannelType: Schema.Codec<AnyChannelType, string> = openLiterals(channelTypes)

/**
 * @category models
 * @since 0.1.0
 */
export type AnyChannelType = ChannelType | (string & {})

// dprint-ignore
const providerIds = [
  "anypost", "emailjs", "mailgun", "mailjet", "mandrill", "nodemailer", "postmark", "sendgrid", "sendinblue", "ses",
  "netcore", "infobip-email", "resend", "plunk", "mailersend", "mailtrap", "clickatell", "outlook365", "novu-email",
  "sparkpost", "email-webhook", "braze", "novu-email-agent", "nexmo", "plivo", "sms77", "sms-central", "sns",
  "telnyx", "twilio", "gupshup", "firetext", "infobip-sms", "burst-sms", "bulk-sms", "isend-sms", "forty-six-elks",
  "kannel", "maqsam", "termii", "africas-talking", "novu-sms", "sendchamp", "generic-sms", "clicksend", "bandwidth",
  "messagebird", "simpletexting", "azure-sms", "ring-central", "brevo-sms", "eazy-sms", "mobishastra", "afro-message",
  "unifonic", "smsmode", "imedia", "sinch", "isendpro-sms", "cm-telecom", "ruach-sms", "fcm", "apns", "expo",
  "one-signal", "pushpad", "push-webhook", "pusher-beams", "appio", "novu", "slack", "discord", "msteams",
  "webex-messaging", "mattermost", "ryver", "zulip", "grafana-on-call", "getstream", "rocket-chat",
  "whatsapp-business", "line", "chat-webhook", "novu-slack", "telegram", "sendblue", "novu-web-chat", "anthropic",
  "novu-anthropic", "anthropic-aws", "pagerduty", "opsgenie", "grafana", "tool-webhook"
] as const

/**
 * Names the schema of a `ProviderId`, so that declarations need not repeat
 * every provider.
 *
 * @category schemas
 * @since 0.1.0
 */
export interface ProviderIdSchema extends Schema.Literals<typeof providerIds> {}

/**
 * Accepts a provider that a caller may ask for: one of those that Novu 3.19
 * knows.
 *
 * @category schemas
 * @since 0.1.0
 */
export const ProviderId: ProviderIdSchema = Schema.Literals(providerIds)

/**
 * @category models
 * @since 0.1.0
 */
export type ProviderId = typeof ProviderId.Type

/**
 * Accepts any provider that Novu may answer with, including ones added after
 * this release.
 *
 * @category schemas
 * @since 0.1.0
 */
export const AnyProviderId: Schema.Codec<AnyProviderId, string> = openLiterals(providerIds)

/**
 * @category models
 * @since 0.1.0
 */
export type AnyProviderId = ProviderId | (string & {})
