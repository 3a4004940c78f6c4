/**
 * @since 0.1.0
 */
export type { Delivery } from "./Webhooks/Delivery.ts"
export * from "./Webhooks/InboundEmail.ts"
export * as InboxHash from "./Webhooks/InboxHash.ts"
export * as NovuSignature from "./Webhooks/NovuSignature.ts"
export { NovuWebhooks, type NovuWebhooksOptions, type Verified } from "./Webhooks/NovuWebhooks.ts"
export * from "./Webhooks/UnknownWebhookEvent.ts"
export * from "./Webhooks/WebhookError.ts"
export * from "./Webhooks/WebhookEvent.ts"
export * from "./Webhooks/WebhookEventData.ts"
export * from "./Webhooks/WebhookHandlers.ts"
export * from "./Webhooks/WebhookLedger.ts"
export * from "./Webhooks/WebhookMessage.ts"
export * from "./Webhooks/WebhookPreference.ts"
export * from "./Webhooks/WebhookWorkflow.ts"
