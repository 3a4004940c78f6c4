import type { CreateIntegration, Integration } from "../../Schema/Integration.ts"
import { revealed } from "../input/redactedText.ts"
import { type Agreement, stored, together, whereShown } from "./agreement.ts"

/** Compares an integration with what a `create` asked for. What Novu chooses where nothing is asked is not compared. */
export const integrationAgreement = (shown: Integration, asked: CreateIntegration): Agreement =>
  together(
    stored(shown.providerId, asked.providerId),
    asked.channel === undefined ? "same" : stored(shown.channel, asked.channel),
    asked.name === undefined ? "same" : stored(shown.name, asked.name),
    stored(shown.active, asked.active ?? false),
    // No answer to a key shows credentials.
    asked.credentials === undefined ? "same" : whereShown(undefined, asked.credentials)
  )

/** Shows an integration of a list as the answer to its change would: there, credentials that are hidden are absent. */
export const asAnswered = (integration: Integration): Integration => {
  const { credentials, ...others } = integration
  return Object.keys(Object(revealed(credentials))).length === 0 ? others : integration
}
