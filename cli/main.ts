#!/usr/bin/env node
import { keepCompiled } from '../server/compile-cache.ts'

keepCompiled()
const { run } = await import('./program.ts')
await run()
