import * as Predicate from "effect/Predicate"
import type { Layout, LayoutControlValues, LayoutDefinition, LayoutEmail } from "../../Schema/Layout.ts"
import { parsedJson } from "../wire/parsedJson.ts"
import { stored } from "./agreement.ts"

const parsed = (text: string): unknown => {
  const json = parsedJson(text)
  return json === undefined ? text : json
}

/** The block editor stores JSON as text, in which spaces and the order of members mean nothing. */
const sameBody = (shown: unknown, { body, editorType }: LayoutEmail): boolean =>
  shown === body ||
  editorType === "block" && typeof shown === "string" && stored(parsed(shown), parsed(body)) === "same"

const sameValues = (shown: Layout["controls"]["values"], asked: LayoutControlValues | null): boolean => {
  const email = asked?.email
  if (email === undefined) return Object.keys(shown).length === 0
  const found = shown["email"]
  return Predicate.isReadonlyObject(found) && found["editorType"] === email.editorType && sameBody(found["body"], email)
}

/**
 * Says whether a layout has all that a definition names. What an older server does
 * not show it does not keep either, so that writing it would change nothing.
 */
export const hasAll = (
  { controls, isTranslationEnabled, name }: Layout,
  { controlValues, isTranslationEnabled: translated = isTranslationEnabled, name: named }: LayoutDefinition
): boolean =>
  name === named &&
  (isTranslationEnabled === undefined || isTranslationEnabled === translated) &&
  (controlValues === undefined || sameValues(controls.values, controlValues))
