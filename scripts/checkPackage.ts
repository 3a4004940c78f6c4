/**
 * Packs the package and checks it as those who install it will see it.
 *
 *   npm run check:package
 */
import { execFileSync, spawnSync } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { publint } from "publint"
import { formatMessage } from "publint/utils"
import { subpaths } from "./build/modules.ts"
import { checkCommand } from "./checkPackage/command.ts"
import { checkConsumer, versionOf } from "./checkPackage/consumer.ts"
import { checkDeclarations } from "./checkPackage/declarations.ts"
import { complaintsAbout, packedLinks } from "./checkPackage/files.ts"
import { asked, unfilled } from "./checkPackage/manifest.ts"
import { checkMaps } from "./checkPackage/maps.ts"
import { bytesWithoutMaps, pack, type Packed } from "./checkPackage/pack.ts"
import { checkService } from "./checkPackage/service.ts"
import { checkUncaught } from "./checkPackage/uncaught.ts"
import { checkWorkspaces } from "./checkPackage/workspaces.ts"

const checkFiles = (packed: Packed): void => {
  const bytes = packed.files.reduce((sum, { size }) => sum + size, 0)
  console.log(`tarball: ${packed.files.length} files, ${bytes} B, ${bytesWithoutMaps(packed)} B without source maps`)
  for (const complaint of complaintsAbout(packed)) complain(`tarball: ${complaint}`)
  const { dead, links } = packedLinks(packed)
  console.log(`tarball: ${links} links, ${dead.length} dead`)
  for (const link of dead) complain(`tarball: ${link} leads nowhere`)
}

/** Asks without failing for what the owner fills in before the first release. */
const askOwner = ({ unpacked }: Packed): void => {
  const manifest = JSON.parse(readFileSync(join(unpacked, "package.json"), "utf8"))
  for (const line of asked(unfilled(manifest))) console.log(line)
}

const complain = (text: string): void => {
  console.error(text)
  process.exitCode = 1
}

const checkWithPublint = async ({ tarball }: Packed): Promise<void> => {
  const { messages, pkg } = await publint({
    strict: true,
    pack: { tarball: Uint8Array.from(readFileSync(tarball)).buffer }
  })
  for (const message of messages) complain(`publint: ${formatMessage(message, pkg)}`)
  if (messages.length === 0) console.log("publint: nothing to say")
}

const checkWithAttw = ({ tarball }: Packed): void => {
  const entrypoints = subpaths().map((subpath) => subpath.replace(/^effect-novu/, "."))
  execFileSync("attw", [tarball, "--profile", "esm-only", "--format", "json", "--entrypoints", ...entrypoints], {
    stdio: ["ignore", "ignore", "inherit"]
  })
  console.log(`attw: ${entrypoints.length} subpaths resolve for ESM`)
}

const folder = mkdtempSync(join(tmpdir(), "effect-novu-package-"))
try {
  execFileSync(process.execPath, ["scripts/build.ts"], { stdio: "inherit" })
  const packed = pack(folder)
  checkFiles(packed)
  askOwner(packed)
  checkMaps()
  await checkWithPublint(packed)
  checkWithAttw(packed)
  const consumer = join(folder, "consumer")
  checkConsumer(consumer, packed.tarball, subpaths())
  await checkCommand(join(folder, "command"), packed.tarball, versionOf("effect"))
  await checkService(join(folder, "service"), packed.tarball)
  checkUncaught(consumer)
  checkDeclarations(consumer, subpaths())
  checkWorkspaces(join(folder, "workspaces"), packed.tarball)
  for (
    const other of ["scripts/apiReference.ts", "scripts/size.ts", "bench/importTime.ts", "bench/typecheckTime.ts"]
  ) {
    const { status } = spawnSync(process.execPath, [other], { stdio: "inherit" })
    if (status !== 0) process.exitCode = 1
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
