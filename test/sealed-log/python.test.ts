import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { generateKey } from '../../engine/sealed-log/fernet.ts'
import { Keyring } from '../../engine/sealed-log/keyring.ts'

/** Debian's python3-cryptography: the peer whose files Vedette reads, and that reads Vedette's. */
const python = '/usr/bin/python3'

function absence(): string | undefined {
  try {
    execFileSync(python, ['-c', 'import cryptography.fernet'], { stdio: 'pipe' })
    return undefined
  } catch {
    return `left out: ${python} with the module cryptography is absent (Debian: apt install python3-cryptography)`
  }
}

const reason = absence()
if (reason) console.info(reason)

const run = (script: string, key: string, input: string): string =>
  execFileSync(python, ['-c', script, key], { input, encoding: 'utf8' })

const lines = Array.from({ length: 300 }, (_, i) => `line ${i} é€🦉 "quoted" ${'x'.repeat(i)}`)

test.runIf(!reason)('Python opens what Vedette seals', () => {
  const key = generateKey()
  const keyring = new Keyring([key])
  const script = `
import sys
from cryptography.fernet import Fernet
f = Fernet(sys.argv[1])
for token in sys.stdin.buffer.read().split():
    sys.stdout.buffer.write(f.decrypt(token) + b"\\n")`
  const opened = run(script, key, lines.map((line) => keyring.seal(line)).join('\n'))
  expect(opened.split('\n').slice(0, -1)).toEqual(lines)
})

test.runIf(!reason)('Vedette opens what Python seals', () => {
  const key = generateKey()
  const script = `
import sys
from cryptography.fernet import Fernet
f = Fernet(sys.argv[1])
for line in sys.stdin.buffer.read().split(b"\\n"):
    print(f.encrypt(line).decode())`
  const tokens = run(script, key, lines.join('\n')).trim().split('\n')
  const opened = new Keyring([generateKey(), key]).openAll(tokens)
  expect(opened.map(String)).toEqual(lines)
})
