/** The attack generator: traffic for a demo, by seed. */
export { Generator } from './generator.ts'
export { createTraffic, type Traffic } from './traffic.ts'
export { demoBlockList } from './world.ts'
