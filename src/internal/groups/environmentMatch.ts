import type { CreateEnvironment, Environment } from "../../Schema/Environment.ts"
import { type Agreement, stored, together, whereShown } from "./agreement.ts"

const asColor = (color: string | undefined): string | undefined => color?.toLowerCase()

/** Compares an environment with what a `create` asked for. */
export const environmentAgreement = (shown: Environment, asked: CreateEnvironment): Agreement =>
  together(
    stored(shown.name, asked.name),
    whereShown(asColor(shown.color), asColor(asked.color)),
    asked.parentId === undefined ? "same" : whereShown(shown._parentId, asked.parentId)
  )
