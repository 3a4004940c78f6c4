/** Compares a workflow, as Novu shows it, with what a definition names of it. */
import { isReadonlyObject } from "effect/Predicate"
import type { WorkflowDefinition } from "../../Schema/Workflow.ts"
import type { StepDefinition } from "../../Schema/WorkflowStep.ts"
import { parsedJson } from "../wire/parsedJson.ts"
import { stored } from "./agreement.ts"
import { isActive, type Json, objectIn, stepsIn, valuesOf } from "./rawWorkflow.ts"

const same = (shown: unknown, asked: unknown): boolean => stored(shown, asked) === "same"

/** Novu may add these to what a step was given. They mean the same as nothing. */
const defaults: Json = {
  disableOutputSanitization: false,
  editorType: "block",
  enforceSchemaValidation: false,
  continueOnFailure: false,
  type: "regular"
}

/** The block editor stores JSON as text, in which spaces and the order of members mean nothing, and empties any other text. */
const sameBlock = (shown: unknown, asked: unknown): boolean => {
  const wanted = typeof asked === "string" ? parsedJson(asked) : undefined
  if (!isReadonlyObject(wanted)) return shown === asked || shown === "" || shown === undefined
  return same(typeof shown === "string" ? parsedJson(shown) : undefined, wanted)
}

const sameValue = (name: string, shown: Json, asked: Json): boolean =>
  same(shown[name], asked[name]) ||
  asked[name] === undefined && name in defaults && shown[name] === defaults[name] ||
  name === "body" && asked["editorType"] === "block" && sameBlock(shown[name], asked[name])

const sameValues = (shown: Json, asked: Json): boolean =>
  Object.keys({ ...shown, ...asked }).every((name) => sameValue(name, shown, asked))

const stepDifferences = (shown: Json, asked: StepDefinition): ReadonlyArray<string> => {
  const { controlValues, name, providerOverrides, type } = asked
  const overrides = shown["providerOverrides"]
  return [
    ...(shown["name"] === name ? [] : ["name"]),
    ...(shown["type"] === type ? [] : ["type"]),
    ...(controlValues === undefined || sameValues(valuesOf(shown), objectIn(controlValues)) ? [] : ["controlValues"]),
    // A server that does not show them does not keep them either.
    ...(providerOverrides === undefined || overrides === undefined ||
        same(objectIn(overrides), objectIn(providerOverrides))
      ? []
      : ["providerOverrides"])
  ]
}

const stepsDiffer = (raw: Json, steps: WorkflowDefinition["steps"]): ReadonlyArray<string> => {
  const shown = stepsIn(raw)
  const isSameList = shown.length === steps.length &&
    steps.every(({ stepId }, index) => shown[index]?.["stepId"] === stepId)
  if (!isSameList) return ["steps"]
  return steps.flatMap((step, index) =>
    stepDifferences(objectIn(shown[index]), step).map((name) => `steps.${step.stepId}.${name}`)
  )
}

/** Every channel is on, and everybody may change that, for a workflow that was given nothing else. */
const open: Json = { all: { enabled: true, readOnly: false } }

/** Says whether a channel is on. One that is not named is as all are. */
const isOn = ({ all, channels }: Json, name: string): boolean =>
  (objectIn(objectIn(channels)[name])["enabled"] ?? objectIn(all)["enabled"]) !== false

/** Compares what is asked of preferences. */
const samePreferences = (shown: unknown, asked: unknown): boolean => {
  const [before, wanted] = [objectIn(shown), objectIn(asked)]
  const names = Object.keys({ ...objectIn(before["channels"]), ...objectIn(wanted["channels"]) })
  return same(before["all"], wanted["all"]) && names.every((name) => isOn(before, name) === isOn(wanted, name))
}

const preferencesDiffer = (raw: Json, asked: WorkflowDefinition["preferences"]): boolean => {
  const { default: workflow, user } = objectIn(raw["preferences"])
  return asked?.user !== undefined && !(asked.user === null ? same(user, null) : samePreferences(user, asked.user)) ||
    asked?.workflow !== undefined && !samePreferences(workflow ?? open, asked.workflow ?? open)
}

const sorted = (tags: unknown): unknown => Array.isArray(tags) ? tags.toSorted() : []

/** Whether a member that some servers do not show is another one. What they do not show they do not keep. */
const isOther = (shown: unknown, asked: unknown): boolean =>
  asked !== undefined && shown !== undefined && !same(shown, asked)

/**
 * Names what a workflow lacks of a definition: members, and those of steps. What
 * the definition leaves out may be anything.
 */
export const differencesOf = (raw: Json, definition: WorkflowDefinition): ReadonlyArray<string> => {
  const { active, agent, description, payloadSchema, preferences, steps, tags } = definition
  return [
    ...(raw["name"] === definition.name ? [] : ["name"]),
    ...(description === undefined || (raw["description"] ?? "") === description ? [] : ["description"]),
    ...(tags === undefined || same(sorted(raw["tags"]), sorted(tags)) ? [] : ["tags"]),
    ...(active === undefined || isActive(raw) === active ? [] : ["active"]),
    ...(payloadSchema === undefined || same(raw["payloadSchema"], payloadSchema) ? [] : ["payloadSchema"]),
    ...(agent === undefined || same(raw["agent"], agent) ? [] : ["agent"]),
    ...(["isTranslationEnabled", "severity", "validatePayload"] as const).filter((name) =>
      isOther(raw[name], definition[name])
    ),
    ...(preferencesDiffer(raw, preferences) ? ["preferences"] : []),
    ...stepsDiffer(raw, steps)
  ]
}
