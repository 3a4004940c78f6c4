/**
 * Copies the service out of the package, as somebody does who begins one: installs
 * what it names, type-checks and tests it, and lets it place an order over the fake.
 */
import { execFileSync, spawn } from "node:child_process"
import { once } from "node:events"
import { mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { createServer } from "node:net"
import { join } from "node:path"
import { start } from "./command.ts"
import { versionOf } from "./consumer.ts"

const secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"

const must = (holds: boolean, what: string): void => {
  if (!holds) throw new Error(`service: ${what}`)
}

type Dependencies = Readonly<Record<string, string>>

/** Takes the versions of our lockfile in the place of ranges, and the tarball for the package itself. */
const pin = (folder: string, tarball: string): void => {
  const file = join(folder, "package.json")
  const manifest = JSON.parse(readFileSync(file, "utf8")) as Record<"dependencies" | "devDependencies", Dependencies>
  const pinned = (dependencies: Dependencies) =>
    Object.fromEntries(
      Object.keys(dependencies).map((name) => [name, name === "effect-novu" ? `file:${tarball}` : versionOf(name)])
    )
  const { dependencies, devDependencies } = manifest
  const exact = { dependencies: pinned(dependencies), devDependencies: pinned(devDependencies) }
  writeFileSync(file, JSON.stringify({ ...manifest, ...exact }))
}

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, "127.0.0.1")
  await once(server, "listening")
  const address = server.address()
  server.close()
  await once(server, "close")
  return typeof address === "object" && address !== null ? address.port : 0
}

const json = async (url: string, init?: RequestInit) => {
  const answer = await fetch(url, init)
  must(answer.ok, `${url} answers ${answer.status}`)
  return answer.json()
}

/** Starts it as its Dockerfile does. `until` resolves once what is asked holds, and is asked whenever it logs. */
const launch = (folder: string, port: number, novu: string) => {
  const child = spawn(process.execPath, ["src/main.ts"], {
    cwd: folder,
    env: {
      ...process.env,
      PORT: String(port),
      NOVU_API_URL: novu,
      NOVU_SECRET_KEY: "sk_fake",
      NOVU_WEBHOOK_SECRET: secret
    }
  })
  const closed = once(child, "close")
  let printed = ""
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => printed += text)
  }
  const until = async (holds: (log: string) => boolean | Promise<boolean>, what: string) => {
    const signal = AbortSignal.timeout(20_000)
    while (!await holds(printed)) {
      const said = once(child.stdout, "data", { signal }).then(() => true, () => false)
      must(await Promise.race([said, closed.then(() => false)]), `${what}: ${printed}`)
    }
  }
  return { child, closed, until }
}

/** Places an order, and reads its confirmation as its customer does. */
const use = async (orders: string, novu: string, until: ReturnType<typeof launch>["until"]): Promise<void> => {
  const placed = await json(`${orders}/orders`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ id: "o1", customer: { id: "ada", email: "ada@example.com" }, total: 4200 })
  })
  must(placed.confirmation === "sent", `an order is ${placed.confirmation}`)
  const sent = await json(`${novu}/_fake/sent?workflowId=order-placed&subscriberId=ada&wait=5s`)
  must(sent.length === 1 && sent[0].payload.orderId === "o1", `Novu got ${JSON.stringify(sent)}`)
  const [email] = await json(`${novu}/_fake/messages?channel=email&subscriberId=ada&wait=5s`)
  must(email.content.includes("The total is 42"), `the e-mail says ${email.content}`)
  const [item] = await json(`${novu}/_fake/messages?channel=in_app&subscriberId=ada&wait=5s`)
  await json(`${novu}/v2/subscribers/ada/notifications/${item.id}/read`, {
    method: "PATCH",
    headers: { authorization: "ApiKey sk_fake" }
  })
  await until(
    async () => (await json(`${orders}/orders/o1`)).confirmation === "read",
    "no webhook says that the confirmation was read"
  )
}

/** Checks this in a folder that does not exist yet. */
export const checkService = async (folder: string, tarball: string): Promise<void> => {
  mkdirSync(folder)
  execFileSync("tar", ["-xzf", tarball, "--strip-components=3", "-C", folder, "package/examples/service"])
  pin(folder, tarball)
  const run = (command: string, ...words: ReadonlyArray<string>) =>
    execFileSync(command, words, { cwd: folder, stdio: ["ignore", "ignore", "inherit"] })
  run("npm", "install", "--no-audit", "--no-fund", "--prefer-offline")
  execFileSync("npx", ["tsc", "-p", ".", "--skipLibCheck", "false"], { cwd: folder, stdio: "inherit" })
  execFileSync("npx", ["vitest", "run"], { cwd: folder, stdio: "inherit" })

  // What follows has what its image has.
  run("npm", "ci", "--omit=dev", "--no-audit", "--no-fund", "--prefer-offline")
  const port = await freePort()
  const orders = `http://127.0.0.1:${port}`
  const fake = await start(folder, ["--seed", "seed.json", "--webhook", `${orders}/webhooks/novu,${secret}`])
  const service = launch(folder, port, fake.url)
  try {
    await service.until((log) => log.includes(`:${port}`), "it does not start")
    await use(orders, fake.url, service.until)
  } finally {
    service.child.kill()
    fake.child.kill()
    await Promise.all([service.closed, fake.closed])
  }
  console.log("service: type-checks, passes its tests, and places an order over the fake, as its image would")
}
