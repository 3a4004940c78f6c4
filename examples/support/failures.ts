/** Collects failures, and tells at the end how many there were for each reason, with some of what failed. */
import type { NovuError } from "effect-novu"

export class Failures {
  readonly #byReason = new Map<string, Array<string>>()

  add(name: string, { reason }: NovuError): void {
    const why = `${reason._tag}: ${reason.detail}`
    const names = this.#byReason.get(why) ?? []
    this.#byReason.set(why, names)
    names.push(name)
  }

  get count(): number {
    return [...this.#byReason.values()].reduce((sum, names) => sum + names.length, 0)
  }

  report(): void {
    for (const [why, names] of this.#byReason) {
      console.log(`  ${names.length} × ${why}\n    ${names.slice(0, 5).join(", ")}${names.length > 5 ? " …" : ""}`)
    }
  }
}
