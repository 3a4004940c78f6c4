/**
 * A register holds the states that one resource on the server may be in, given what
 * its only user was told. Every answer narrows them.
 */
import { Exit } from "effect"
import type { NovuError } from "effect-novu"
import { noBackend } from "./program.ts"

export type Action = "create" | "retrieve" | "update" | "delete" | "list" | "ensure"

/** In this state nothing is stored. */
export const absent = "absent"

/** Says whether the answer came from Novu itself, and not from a proxy before it. */
const isNovus = ({ reason }: NovuError): boolean => !reason.detail.includes(noBackend)

export class Register {
  states: ReadonlySet<string> = new Set([absent])

  /**
   * Records how an action ended, and returns what is wrong, if anything. A success
   * shows a value, or `absent`. `lookedUp` says that the call looked up what is
   * stored, or had no chance to.
   */
  observe(
    action: Action,
    value: string,
    exit: Exit.Exit<string, NovuError>,
    requests: number,
    lookedUp: boolean
  ): string | undefined {
    const possible = [...this.states].join(" or ")
    if (Exit.isSuccess(exit)) return this.#succeeded(action, value, exit.value, requests, possible)
    const error = exit.cause.reasons.find((each) => each._tag === "Fail")?.error
    switch (error?.reason._tag) {
      case "NotFound":
        if (action !== "create" && action !== "ensure" && isNovus(error)) {
          // An earlier attempt may have deleted the resource.
          if (action === "delete" && error.mayHaveActed) this.#mayHave(action, value)
          if (!this.states.has(absent)) return `${action} says there is nothing, but there is ${possible}`
          this.states = new Set([absent])
          return undefined
        }
        break
      case "Conflict":
        if (action === "create") {
          if (this.#only(absent) && error.attempts <= 1) return "create says there is something, but there is nothing"
          if (this.#only(absent) && !lookedUp) return "create meets what it made itself, and does not look"
          this.states = new Set(
            [...this.states, ...(error.mayHaveActed ? [value] : [])].filter((each) => each !== absent)
          )
          return undefined
        }
    }
    // If the error says that nothing can have been written, nothing may have changed.
    if (error !== undefined && !error.mayHaveActed) return undefined
    this.#mayHave(action, value)
    return undefined
  }

  #only(state: string): boolean {
    return this.states.size === 1 && this.states.has(state)
  }

  #succeeded(action: Action, value: string, seen: string, requests: number, possible: string): string | undefined {
    switch (action) {
      case "create":
        if (!this.states.has(absent)) return `create succeeds although there is ${possible}`
        if (seen !== value) return `create returns ${seen}`
        break
      case "update":
        if (this.#only(absent)) return "update succeeds although there is nothing"
        if (seen !== value) return `update returns ${seen}`
        break
      case "ensure":
        if (seen !== value) return `ensure returns ${seen}`
        break
      case "delete":
        // After an attempt of unknown outcome, a missing resource counts as deleted.
        if (this.#only(absent) && requests <= 1) return "delete succeeds although there is nothing"
        this.states = new Set([absent])
        return undefined
      case "retrieve":
      case "list":
        if (!this.states.has(seen)) return `${action} shows ${seen}, possible is ${possible}`
    }
    this.states = new Set([seen])
    return undefined
  }

  #mayHave(action: Action, value: string): void {
    const next = new Set(this.states)
    if (action === "create" && next.has(absent)) next.add(value)
    if (action === "update" && !this.#only(absent)) next.add(value)
    if (action === "ensure") next.add(value)
    if (action === "delete") next.add(absent)
    this.states = next
  }
}
