/** Is one contestant of a contest, in a process of its own: it runs a round when it is told how many calls that has. */
import { contests, isContest } from "./measure/contests/contests.ts"
import { turn } from "./measure/rounds.ts"

const [what = "", name = "", apiUrl = ""] = process.argv.slice(2)
if (!isContest(what)) throw new Error(`say which of ${Object.keys(contests).join(", ")}`)
const make = (await contests[what]())[name]
if (make === undefined) throw new Error(`${name} does not take part in ${what}`)
const run = await make(apiUrl)

process.on("message", async (calls) => process.send?.(await turn(run, Number(calls))))
process.once("disconnect", () => process.exit())
process.send?.("ready")
