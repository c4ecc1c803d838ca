/** The register of commands, in the order in which the help tells them. A new one is a file and a line here. */
import { expectedCommand } from './expected.ts'
import { generateCommand } from './generate.ts'
import { incidentsCommand } from './incidents.ts'
import { keygenCommand } from './keygen.ts'
import { modelsCommand } from './models.ts'
import { openCommand } from './open.ts'
import { rebuildCommand } from './rebuild.ts'
import { scanCommand } from './scan.ts'
import { sealCommand } from './seal.ts'
import { serveCommand } from './serve.ts'
import { trainCommand } from './train.ts'

export const commands = [
  scanCommand(),
  sealCommand(),
  openCommand(),
  keygenCommand(),
  generateCommand(),
  serveCommand(),
  incidentsCommand(),
  rebuildCommand(),
  trainCommand(),
  modelsCommand(),
  expectedCommand(),
]
