/**
 * @since 0.1.0
 */
export { AgentIntegrations } from "./Client/AgentIntegrations.ts"
export { Agents } from "./Client/Agents.ts"
export { ChannelConnections, type Ensured, type EnsureOptions } from "./Client/ChannelConnections.ts"
export { ChannelEndpoints } from "./Client/ChannelEndpoints.ts"
export { Contexts } from "./Client/Contexts.ts"
export { DomainRoutes } from "./Client/DomainRoutes.ts"
export { Domains } from "./Client/Domains.ts"
export { Environments } from "./Client/Environments.ts"
export { type EditedVariable, EnvironmentVariables } from "./Client/EnvironmentVariables.ts"
export * from "./Client/EventMethods.ts"
export { Events } from "./Client/Events.ts"
export { type AnyGroup, groups, type Services } from "./Client/groups.ts"
export { Integrations } from "./Client/Integrations.ts"
export {
  type EnsuredLayout,
  type EnsureLayout,
  type EnsureLayoutOptions,
  Layouts,
  type PlannedLayout
} from "./Client/Layouts.ts"
export { Messages } from "./Client/Messages.ts"
export { type AwaitActivityOptions, Notifications } from "./Client/Notifications.ts"
export { NovuClient } from "./Client/NovuClient.ts"
export { SubscriberNotifications } from "./Client/SubscriberNotifications.ts"
export { SubscriberPreferences, type SubscriberWorkflowPreference } from "./Client/SubscriberPreferences.ts"
export { type EnsuredSubscriber, Subscribers, type WrittenRow } from "./Client/Subscribers.ts"
export { Topics } from "./Client/Topics.ts"
export {
  type SubscribeAllMethod,
  type Subscribed,
  TopicSubscriptions,
  type Unsubscribed
} from "./Client/TopicSubscriptions.ts"
export { Translations, type UploadedTranslations } from "./Client/Translations.ts"
export * as Trigger from "./Client/Trigger.ts"
export {
  type AnyTrigger,
  type EditedWorkflow,
  type EnsuredWorkflow,
  type EnsureWorkflow,
  type EnsureWorkflowOptions,
  type PlannedWorkflow,
  Workflows
} from "./Client/Workflows.ts"
export * from "./Errors/NovuError.ts"
export * from "./Errors/NovuErrorReason.ts"
export * from "./Errors/NovuErrorSchema.ts"
export * from "./Errors/RateLimit.ts"
export * as ReasonFacts from "./Errors/ReasonFacts.ts"
export * from "./Schema/Agent.ts"
export * from "./Schema/AgentIntegration.ts"
export * from "./Schema/AgentReply.ts"
export * from "./Schema/Author.ts"
export * from "./Schema/Channel.ts"
export * from "./Schema/ChannelConnection.ts"
export * from "./Schema/ChannelEndpoint.ts"
export * from "./Schema/Context.ts"
export * from "./Schema/Domain.ts"
export * from "./Schema/DomainRoute.ts"
export * from "./Schema/EndpointPayload.ts"
export * from "./Schema/Entity.ts"
export * from "./Schema/Environment.ts"
export * from "./Schema/EnvironmentVariable.ts"
export * from "./Schema/ErrorBody.ts"
export * from "./Schema/Event.ts"
export * from "./Schema/FormFile.ts"
export * from "./Schema/Integration.ts"
export * from "./Schema/Layout.ts"
export * from "./Schema/Message.ts"
export * from "./Schema/Notification.ts"
export * from "./Schema/NumberedPage.ts"
export * from "./Schema/Page.ts"
export type * from "./Schema/PayloadReport.ts"
export * from "./Schema/Severity.ts"
export * from "./Schema/StepControls.ts"
export * from "./Schema/Subscriber.ts"
export * from "./Schema/SubscriberNotification.ts"
export * from "./Schema/SubscriberPreference.ts"
export * from "./Schema/Topic.ts"
export * from "./Schema/TopicSubscription.ts"
export * from "./Schema/Translation.ts"
export * from "./Schema/Workflow.ts"
export * from "./Schema/WorkflowIssue.ts"
export * from "./Schema/WorkflowPreview.ts"
export * from "./Schema/WorkflowStep.ts"
export * from "./Transport/Bulk.ts"
export * as CircuitBreaker from "./Transport/CircuitBreaker.ts"
export { formBody } from "./Transport/FormBody.ts"
export * as Group from "./Transport/Group.ts"
export type { ConfigurableNovuOptions, NovuConfig, NovuOptions } from "./Transport/NovuConfig.ts"
export type { NovuResponse } from "./Transport/NovuResponse.ts"
export { NovuTransport } from "./Transport/NovuTransport.ts"
export * as Operation from "./Transport/Operation.ts"
export * as Paging from "./Transport/Paging.ts"
export * as RateLimits from "./Transport/RateLimits.ts"
export type { RequestOptions } from "./Transport/RequestOptions.ts"
export * as ResponseHeaders from "./Transport/ResponseHeaders.ts"
export * as RetryPolicy from "./Transport/RetryPolicy.ts"
export * as TimeLimits from "./Transport/TimeLimits.ts"
