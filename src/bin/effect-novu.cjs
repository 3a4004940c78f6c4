#!/usr/bin/env node
/*
 * Asks for a Node.js that can read the program before it is read, so that an older
 * one meets a sentence and no syntax error. Hence this file has no newer syntax
 * itself, and the program is imported only after the question.
 */
"use strict"

var needed = [22, 19]
var version = process.versions.node
var parts = version.split(".").map(Number)

if (parts[0] > needed[0] || (parts[0] === needed[0] && parts[1] >= needed[1])) {
  import("./effect-novu.js").catch(function(error) {
    process.exitCode = 2
    if (error && error.code === "ERR_MODULE_NOT_FOUND" && /'effect'/.test(error.message)) {
      process.stderr.write("effect-novu needs the package effect beside it: install it with npm install effect.\n")
    } else {
      process.stderr.write(String((error && error.stack) || error) + "\n")
    }
  })
} else {
  process.exitCode = 2
  process.stderr.write(
    "effect-novu needs Node.js " + needed.join(".") + " or newer, and this is " + version +
      ": install a newer one from https://nodejs.org.\n"
  )
}
