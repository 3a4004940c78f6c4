/** Says where an operation is, such as `"POST /v2/contexts"`. */
type Place = string

/** Lists the methods of each group, and where each of them is. */
export type Names = Readonly<Record<string, Readonly<Record<string, Place>>>>

/**
 * Names every operation of Novu. No other place decides about names. Of two groups
 * that reach the same entity, the first in this list owns it, so that files of
 * entities import each other in one direction.
 */
export const names: Names = {
  Contexts: {
    create: "POST /v2/contexts",
    list: "GET /v2/contexts",
    update: "PATCH /v2/contexts/{type}/{id}",
    retrieve: "GET /v2/contexts/{type}/{id}",
    delete: "DELETE /v2/contexts/{type}/{id}"
  },
  Integrations: {
    trackDelivery: "POST /v2/inbound-webhooks/delivery-providers/{environmentId}/{integrationId}",
    list: "GET /v1/integrations",
    create: "POST /v1/integrations",
    update: "PUT /v1/integrations/{integrationId}",
    delete: "DELETE /v1/integrations/{integrationId}",
    autoConfigure: "POST /v1/integrations/{integrationId}/auto-configure",
    setAsPrimary: "POST /v1/integrations/{integrationId}/set-primary",
    createMobileLink: "POST /v1/integrations/{integrationIdentifier}/mobile-link",
    configureWebhook: "POST /v1/integrations/{integrationIdentifier}/webhook/configure",
    listActive: "GET /v1/integrations/active",
    generateConnectOAuthUrl: "POST /v1/integrations/channel-connections/oauth",
    linkChannelEndpoint: "POST /v1/integrations/channel-endpoints/link",
    generateLinkUserOAuthUrl: "POST /v1/integrations/channel-endpoints/oauth",
    generateChatOAuthUrl: "POST /v1/integrations/chat/oauth"
  },
  ChannelConnections: {
    list: "GET /v1/channel-connections",
    create: "POST /v1/channel-connections",
    retrieve: "GET /v1/channel-connections/{identifier}",
    update: "PATCH /v1/channel-connections/{identifier}",
    delete: "DELETE /v1/channel-connections/{identifier}"
  },
  ChannelEndpoints: {
    list: "GET /v1/channel-endpoints",
    create: "POST /v1/channel-endpoints",
    retrieve: "GET /v1/channel-endpoints/{identifier}",
    update: "PATCH /v1/channel-endpoints/{identifier}",
    delete: "DELETE /v1/channel-endpoints/{identifier}"
  },
  Subscribers: {
    list: "GET /v2/subscribers",
    create: "POST /v2/subscribers",
    retrieve: "GET /v2/subscribers/{subscriberId}",
    update: "PATCH /v2/subscribers/{subscriberId}",
    delete: "DELETE /v2/subscribers/{subscriberId}",
    updateCredentials: "PUT /v1/subscribers/{subscriberId}/credentials",
    appendCredentials: "PATCH /v1/subscribers/{subscriberId}/credentials",
    deleteCredentials: "DELETE /v1/subscribers/{subscriberId}/credentials/{providerId}",
    updateOnlineStatus: "PATCH /v1/subscribers/{subscriberId}/online-status",
    createBulk: "POST /v1/subscribers/bulk"
  },
  Workflows: {
    create: "POST /v2/workflows",
    list: "GET /v2/workflows",
    update: "PUT /v2/workflows/{workflowId}",
    retrieve: "GET /v2/workflows/{workflowId}",
    delete: "DELETE /v2/workflows/{workflowId}",
    patch: "PATCH /v2/workflows/{workflowId}",
    previewStep: "POST /v2/workflows/{workflowId}/step/{stepId}/preview",
    retrieveStep: "GET /v2/workflows/{workflowId}/steps/{stepId}",
    sync: "PUT /v2/workflows/{workflowId}/sync"
  },
  Layouts: {
    create: "POST /v2/layouts",
    list: "GET /v2/layouts",
    update: "PUT /v2/layouts/{layoutId}",
    retrieve: "GET /v2/layouts/{layoutId}",
    delete: "DELETE /v2/layouts/{layoutId}",
    duplicate: "POST /v2/layouts/{layoutId}/duplicate",
    preview: "POST /v2/layouts/{layoutId}/preview",
    retrieveUsage: "GET /v2/layouts/{layoutId}/usage"
  },
  Translations: {
    create: "POST /v2/translations",
    deleteGroup: "DELETE /v2/translations/{resourceType}/{resourceId}",
    retrieve: "GET /v2/translations/{resourceType}/{resourceId}/{locale}",
    delete: "DELETE /v2/translations/{resourceType}/{resourceId}/{locale}",
    retrieveGroup: "GET /v2/translations/group/{resourceType}/{resourceId}",
    retrieveMaster: "GET /v2/translations/master-json",
    importMaster: "POST /v2/translations/master-json",
    uploadMaster: "POST /v2/translations/master-json/upload",
    upload: "POST /v2/translations/upload"
  },
  Environments: {
    listTags: "GET /v2/environments/{environmentId}/tags",
    diff: "POST /v2/environments/{targetEnvironmentId}/diff",
    publish: "POST /v2/environments/{targetEnvironmentId}/publish",
    create: "POST /v1/environments",
    list: "GET /v1/environments",
    update: "PUT /v1/environments/{environmentId}",
    delete: "DELETE /v1/environments/{environmentId}"
  },
  EnvironmentVariables: {
    list: "GET /v1/environment-variables",
    create: "POST /v1/environment-variables",
    retrieve: "GET /v1/environment-variables/{variableKey}",
    update: "PATCH /v1/environment-variables/{variableKey}",
    delete: "DELETE /v1/environment-variables/{variableKey}",
    retrieveUsage: "GET /v1/environment-variables/{variableKey}/usage"
  },
  SubscriberPreferences: {
    list: "GET /v2/subscribers/{subscriberId}/preferences",
    update: "PATCH /v2/subscribers/{subscriberId}/preferences",
    updateBulk: "PATCH /v2/subscribers/{subscriberId}/preferences/bulk"
  },
  Messages: {
    list: "GET /v1/messages",
    delete: "DELETE /v1/messages/{messageId}",
    deleteByTransaction: "DELETE /v1/messages/transaction/{transactionId}",
    markActionAsSeen: "POST /v1/subscribers/{subscriberId}/messages/{messageId}/actions/{type}",
    markAll: "POST /v1/subscribers/{subscriberId}/messages/mark-all",
    markAs: "POST /v1/subscribers/{subscriberId}/messages/mark-as"
  },
  SubscriberNotifications: {
    list: "GET /v2/subscribers/{subscriberId}/notifications",
    delete: "DELETE /v2/subscribers/{subscriberId}/notifications/{notificationId}",
    completeAction: "PATCH /v2/subscribers/{subscriberId}/notifications/{notificationId}/actions/{actionType}/complete",
    revertAction: "PATCH /v2/subscribers/{subscriberId}/notifications/{notificationId}/actions/{actionType}/revert",
    archive: "PATCH /v2/subscribers/{subscriberId}/notifications/{notificationId}/archive",
    markAsRead: "PATCH /v2/subscribers/{subscriberId}/notifications/{notificationId}/read",
    snooze: "PATCH /v2/subscribers/{subscriberId}/notifications/{notificationId}/snooze",
    unarchive: "PATCH /v2/subscribers/{subscriberId}/notifications/{notificationId}/unarchive",
    markAsUnread: "PATCH /v2/subscribers/{subscriberId}/notifications/{notificationId}/unread",
    unsnooze: "PATCH /v2/subscribers/{subscriberId}/notifications/{notificationId}/unsnooze",
    archiveAll: "POST /v2/subscribers/{subscriberId}/notifications/archive",
    count: "GET /v2/subscribers/{subscriberId}/notifications/count",
    deleteAll: "POST /v2/subscribers/{subscriberId}/notifications/delete",
    markAllAsRead: "POST /v2/subscribers/{subscriberId}/notifications/read",
    archiveAllRead: "POST /v2/subscribers/{subscriberId}/notifications/read-archive",
    markAsSeen: "POST /v2/subscribers/{subscriberId}/notifications/seen",
    listFeed: "GET /v1/subscribers/{subscriberId}/notifications/feed",
    countUnseen: "GET /v1/subscribers/{subscriberId}/notifications/unseen"
  },
  Topics: {
    list: "GET /v2/topics",
    create: "POST /v2/topics",
    retrieve: "GET /v2/topics/{topicKey}",
    update: "PATCH /v2/topics/{topicKey}",
    delete: "DELETE /v2/topics/{topicKey}"
  },
  TopicSubscriptions: {
    listForSubscriber: "GET /v2/subscribers/{subscriberId}/subscriptions",
    list: "GET /v2/topics/{topicKey}/subscriptions",
    create: "POST /v2/topics/{topicKey}/subscriptions",
    delete: "DELETE /v2/topics/{topicKey}/subscriptions",
    retrieve: "GET /v2/topics/{topicKey}/subscriptions/{identifier}",
    update: "PATCH /v2/topics/{topicKey}/subscriptions/{identifier}",
    retrieveSubscriber: "GET /v1/topics/{topicKey}/subscribers/{externalSubscriberId}"
  },
  Events: {
    trigger: "POST /v1/events/trigger",
    cancel: "DELETE /v1/events/trigger/{transactionId}",
    triggerBroadcast: "POST /v1/events/trigger/broadcast",
    triggerBulk: "POST /v1/events/trigger/bulk"
  },
  Notifications: {
    list: "GET /v1/notifications",
    retrieve: "GET /v1/notifications/{notificationId}"
  },
  Agents: {
    create: "POST /v1/agents",
    list: "GET /v1/agents",
    sendReply: "POST /v1/agents/{agentId}/reply",
    retrieve: "GET /v1/agents/{identifier}",
    update: "PATCH /v1/agents/{identifier}",
    delete: "DELETE /v1/agents/{identifier}",
    updateBridge: "PUT /v1/agents/{identifier}/bridge"
  },
  AgentIntegrations: {
    create: "POST /v1/agents/{identifier}/integrations",
    list: "GET /v1/agents/{identifier}/integrations",
    update: "PATCH /v1/agents/{identifier}/integrations/{agentIntegrationId}",
    delete: "DELETE /v1/agents/{identifier}/integrations/{agentIntegrationId}"
  },
  Domains: {
    list: "GET /v1/domains",
    create: "POST /v1/domains",
    retrieve: "GET /v1/domains/{domain}",
    update: "PATCH /v1/domains/{domain}",
    delete: "DELETE /v1/domains/{domain}",
    retrieveAutoConfigure: "GET /v1/domains/{domain}/auto-configure",
    startAutoConfigure: "POST /v1/domains/{domain}/auto-configure/start",
    diagnose: "POST /v1/domains/{domain}/diagnose",
    verify: "POST /v1/domains/{domain}/verify"
  },
  DomainRoutes: {
    list: "GET /v1/domains/{domain}/routes",
    create: "POST /v1/domains/{domain}/routes",
    retrieve: "GET /v1/domains/{domain}/routes/{address}",
    update: "PATCH /v1/domains/{domain}/routes/{address}",
    delete: "DELETE /v1/domains/{domain}/routes/{address}",
    test: "POST /v1/domains/{domain}/routes/{address}/test"
  }
}
