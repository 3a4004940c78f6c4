/** Names the members of workflows and steps that the fake knows. All others are kept as a newer server would keep them. */

export const workflowMembers: ReadonlySet<string> = new Set([
  "_id",
  "workflowId",
  "name",
  "description",
  "tags",
  "active",
  "validatePayload",
  "payloadSchema",
  "payloadExample",
  "isTranslationEnabled",
  "preferences",
  "origin",
  "severity",
  "agent",
  "steps",
  "stepTypeOverviews",
  "slug",
  "status",
  "issues",
  "createdAt",
  "updatedAt",
  "updatedBy",
  "lastPublishedAt",
  "lastPublishedBy",
  "lastTriggeredAt",
  "__source"
])

export const stepMembers: ReadonlySet<string> = new Set([
  "_id",
  "stepId",
  "name",
  "type",
  "controlValues",
  "controls",
  "providerOverrides",
  "variables",
  "slug",
  "origin",
  "workflowId",
  "workflowDatabaseId",
  "issues",
  "stepResolverHash"
])

/** Returns the members that are not known. */
export const othersOf = (
  sent: Readonly<Record<string, unknown>>,
  known: ReadonlySet<string>
): Readonly<Record<string, unknown>> => Object.fromEntries(Object.entries(sent).filter(([name]) => !known.has(name)))
