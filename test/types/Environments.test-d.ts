import type { Environments } from "effect-novu"

declare const environments: Environments["Service"]

// everything, or what is named
environments.publish("target", { resources: "all" })
environments.publish("target", { resources: [{ resourceType: "workflow", resourceId: "welcome" }], dryRun: true })
// a kind that is newer than this package
environments.publish("target", { resources: [{ resourceType: "theme", resourceId: "dark" }] })

// @ts-expect-error it has to be said what is published
environments.publish("target", {})
// @ts-expect-error an empty list would mean everything
environments.publish("target", { resources: [] })
// @ts-expect-error a list may be empty
environments.publish("target", { resources: [].map(() => ({ resourceType: "workflow", resourceId: "welcome" })) })
// @ts-expect-error undefined would mean everything
environments.publish("target", { resources: undefined })
// @ts-expect-error there is no such word
environments.publish("target", { resources: "everything" })

// the source is Development unless it is named
environments.diff("target")
environments.diff("target", { sourceEnvironmentId: "source" })
