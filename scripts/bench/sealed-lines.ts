import { appendFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { generateKey } from '../../engine/sealed-log/fernet.ts'
import { Keyring } from '../../engine/sealed-log/keyring.ts'
import { benchLines } from './traffic.ts'

/** Writes so many sealed lines, one token each, one in a hundred an attack, and their key into a folder. */
export function writeSealedLines(dir: string, lines: number): { path: string; keyFile: string } {
  const [path, keyFile] = [join(dir, 'sealed.log'), join(dir, 'key')]
  const key = generateKey()
  const keyring = new Keyring([key])
  writeFileSync(keyFile, `${key}\n`, { mode: 0o600 })
  const tokens = benchLines(Math.min(lines, 20_000), 0.01).map((line) => keyring.seal(line))
  const block = `${tokens.join('\n')}\n`
  for (let written = 0; written < lines; written += tokens.length) appendFileSync(path, block)
  return { path, keyFile }
}
