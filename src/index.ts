/**
 * @since 0.1.0
 */
export { ChannelConnections, type Ensured, type EnsureOptions } from "./Client/ChannelConnections.ts"
export { ChannelEndpoints } from "./Client/ChannelEndpoints.ts"
export { Contexts } from "./Client/Contexts.ts"
export {
  type BroadcastMethod,
  type BroadcastOf,
  type BulkOutcome,
  type EventOf,
  Events,
  type TriggerMethod
} from "./Client/Events.ts"
export { type AnyGroup, groups, type Services } from "./Client/groups.ts"
export { Integrations } from "./Client/Integrations.ts"
export { Messages } from "./Client/Messages.ts"
export { type AwaitActivityOptions, Notifications } from "./Client/Notifications.ts"
export { NovuClient } from "./Client/NovuClient.ts"
export { SubscriberNotifications } from "./Client/SubscriberNotifications.ts"
export * as Trigger from "./Client/Trigger.ts"
export * from "./Errors/NovuError.ts"
export * from "./Errors/NovuErrorReason.ts"
export * from "./Errors/NovuErrorSchema.ts"
export * from "./Errors/RateLimit.ts"
export * as ReasonFacts from "./Errors/ReasonFacts.ts"
export * from "./Schema/Channel.ts"
export * from "./Schema/ChannelConnection.ts"
export * from "./Schema/ChannelEndpoint.ts"
export * from "./Schema/Context.ts"
export * from "./Schema/EndpointPayload.ts"
export * from "./Schema/Entity.ts"
export * from "./Schema/ErrorBody.ts"
export * from "./Schema/Event.ts"
export * from "./Schema/FormFile.ts"
export * from "./Schema/Integration.ts"
export * from "./Schema/Message.ts"
export * from "./Schema/Notification.ts"
export * from "./Schema/NumberedPage.ts"
export * from "./Schema/Page.ts"
export * from "./Schema/Severity.ts"
export * from "./Schema/SubscriberNotification.ts"
export * as CircuitBreaker from "./Transport/CircuitBreaker.ts"
export { formBody } from "./Transport/FormBody.ts"
export * as Group from "./Transport/Group.ts"
export type { NovuConfig, NovuOptions } from "./Transport/NovuConfig.ts"
export type { NovuResponse } from "./Transport/NovuResponse.ts"
export { NovuTransport } from "./Transport/NovuTransport.ts"
export * as Operation from "./Transport/Operation.ts"
export * as Paging from "./Transport/Paging.ts"
export * as RateLimits from "./Transport/RateLimits.ts"
export type { RequestOptions } from "./Transport/RequestOptions.ts"
export * as ResponseHeaders from "./Transport/ResponseHeaders.ts"
export * as RetryPolicy from "./Transport/RetryPolicy.ts"
