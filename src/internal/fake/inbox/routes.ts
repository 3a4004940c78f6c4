import type { Route } from "../protocol/route.ts"
import { routes as channels } from "./channels.ts"
import { routes as events } from "./events.ts"
import { routes as notifications } from "./notifications.ts"
import { routes as preferences } from "./preferences.ts"
import { routes as session } from "./session.ts"
import { routes as subscriptions } from "./subscriptions.ts"

/** The public Inbox API has these routes. */
export const inboxRoutes: ReadonlyArray<Route> = [
  ...session,
  ...notifications,
  ...preferences,
  ...subscriptions,
  ...channels,
  ...events
]
