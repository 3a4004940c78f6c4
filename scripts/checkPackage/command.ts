/**
 * Uses the command as somebody does who has nothing but the tarball and Effect: in an
 * empty folder, from programs in other languages.
 */
import { execFileSync, spawn, spawnSync } from "node:child_process"
import { once } from "node:events"
import { existsSync, mkdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"

const seed = {
  subscribers: ["lin"],
  workflows: [{
    id: "hello",
    payloadSchema: { type: "object", required: ["name"], properties: { name: { type: "string" } } },
    steps: [{ type: "in_app", controls: { subject: "Hello", body: "Hi {{payload.name | upcase}}" } }]
  }]
}

/** Reads what was sent with nothing but the standard library. */
const reader = `
import json, sys, urllib.request
request = urllib.request.Request(sys.argv[1] + "/v1/messages", headers={"Authorization": "ApiKey sk_fake"})
with urllib.request.urlopen(request) as answer:
    print(json.load(answer)["data"][0]["content"])
`

const must = (holds: boolean, what: string): void => {
  if (!holds) throw new Error(`command: ${what}`)
}

/** Starts the command by `npx` on a free port, and waits until it says where it is. Who starts it ends it. */
export const start = async (folder: string, args: ReadonlyArray<string>) => {
  const child = spawn("npx", ["effect-novu", "fake", "--port", "0", ...args], { cwd: folder })
  const printed = { stdout: "", stderr: "" }
  child.stdout.setEncoding("utf8").on("data", (text: string) => printed.stdout += text)
  child.stderr.setEncoding("utf8").on("data", (text: string) => printed.stderr += text)
  const closed = once(child, "close")
  const urlIn = () => /^ {2}page +(http:\S+)\/$/m.exec(printed.stdout)?.[1]
  while (urlIn() === undefined) {
    await Promise.race([once(child.stdout, "data"), closed])
    must(child.exitCode === null, `it ended: ${printed.stderr}`)
  }
  return { child, closed, printed, url: urlIn() ?? "" }
}

const refuse = (folder: string, args: ReadonlyArray<string>, says: string): void => {
  const { status, stderr, stdout } = spawnSync("npx", ["effect-novu", ...args], { cwd: folder, encoding: "utf8" })
  must(
    status === 2 && stdout === "" && stderr.includes(says) && stderr.trim().split("\n").length === 1,
    `${args.join(" ")} ends with ${status} and says ${stderr}`
  )
}

const curl = (...args: ReadonlyArray<string>): string =>
  execFileSync("curl", ["--silent", "--show-error", ...args], { encoding: "utf8" })

const trigger = (url: string, payload: object, ...more: ReadonlyArray<string>): string =>
  curl(
    "--header",
    "Authorization: ApiKey sk_fake",
    "--header",
    "Content-Type: application/json",
    "--data",
    JSON.stringify({ name: "hello", to: "lin", payload }),
    ...more,
    `${url}/v1/events/trigger`
  )

/** Does what a person and a service do with it. */
const use = (folder: string, url: string): void => {
  must(trigger(url, { name: "Lin" }).includes("\"processed\""), "a trigger is not taken")
  must(trigger(url, {}).includes("PAYLOAD_VALIDATION_ERROR"), "a payload that does not fit is taken")
  must(trigger(url, { name: "Lin" }, "--header", "Host: novu:3210").includes("\"processed\""), "the host is refused")
  must(trigger(url, { name: "Lin" }, "--header", "Host: evil.test").includes("--allow-host"), "any host is taken")
  const [content] = execFileSync("python3", ["-c", reader, url], { encoding: "utf8" }).split("\n")
  must(content === "Hi LIN", `Python reads ${content}`)
  const page = curl(`${url}/`)
  must(page.includes("Hi LIN") && !page.includes("{{"), "the page does not show the rendered message")
  const { port } = new URL(url)
  refuse(folder, ["fake", "--port", port], `Port ${port} is in use`)
  refuse(folder, ["fake", "--wrong"], "--help")
  must(execFileSync("npx", ["effect-novu", "--help"], { cwd: folder, encoding: "utf8" }).includes("--seed"), "no help")
}

export const checkCommand = async (folder: string, tarball: string, effect: string): Promise<void> => {
  mkdirSync(folder)
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true }))
  writeFileSync(join(folder, "seed.json"), JSON.stringify(seed))
  execFileSync("npm", ["install", "--no-audit", "--no-fund", "--prefer-offline", tarball, `effect@${effect}`], {
    cwd: folder,
    stdio: ["ignore", "ignore", "inherit"]
  })
  for (const carried of ["@effect/platform-node", "ajv", "liquidjs", "ws"]) {
    must(!existsSync(join(folder, "node_modules", carried)), `${carried} is installed, so that nothing is shown`)
  }

  const { child, closed, printed, url } = await start(folder, ["--seed", "seed.json", "--allow-host", "novu"])
  try {
    use(folder, url)
  } catch (error) {
    child.kill()
    throw error
  }

  const asked = performance.now()
  child.kill("SIGTERM")
  await closed
  const took = performance.now() - asked
  must(took < 1000 && printed.stderr === "", `it ends after ${Math.round(took)} ms and says ${printed.stderr}`)
  console.log("command: runs from the tarball beside Effect alone, renders, refuses, and ends in time through npx")
}
