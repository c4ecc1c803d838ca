import { appendFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { generateKey } from '../../engine/sealed-log/fernet.ts'
import { Keyring } from '../../engine/sealed-log/keyring.ts'
import { benchLines, benchStart } from './traffic.ts'

const blockLines = 20_000

/**
 * Writes at least so many sealed lines, one token each, one in a hundred an attack, and their key into a folder.
 * Answers how many lines there are.
 */
export function writeSealedLines(
  dir: string,
  wanted: number,
): { path: string; keyFile: string; lines: number } {
  const [path, keyFile] = [join(dir, 'sealed.log'), join(dir, 'key')]
  const key = generateKey()
  const keyring = new Keyring([key])
  writeFileSync(keyFile, `${key}\n`, { mode: 0o600 })
  let lines = 0
  for (; lines < wanted; lines += blockLines) {
    // Each block brings other requests, later than those before.
    const block = benchLines(blockLines, 0.01, 11 + lines, benchStart + 60 * lines)
    appendFileSync(path, `${block.map((line) => keyring.seal(line)).join('\n')}\n`)
  }
  return { path, keyFile, lines }
}
